"""What shoppers keep in mind: lists with limits that follow them when they sign in."""

import pytest
from sqlalchemy.orm import Session

from technomart.domain import wishlists
from technomart.domain.wishlists import ListKind
from tests.factories.catalog import a_category, a_variant

GUEST = wishlists.owner_of_visitor("random")
MARIA = wishlists.owner_of_account(7)


def test_favourites_are_kept_once_newest_first(session: Session) -> None:
    one, two = a_variant(session), a_variant(session)
    for variant in (one, two, one):
        wishlists.keep(session, GUEST, ListKind.favourites, variant.id)
    assert wishlists.kept(session, GUEST, ListKind.favourites) == [two.id, one.id]
    assert wishlists.kept(session, MARIA, ListKind.favourites) == []
    wishlists.drop(session, GUEST, ListKind.favourites, one.id)
    wishlists.drop(session, GUEST, ListKind.favourites, one.id)
    assert wishlists.kept(session, GUEST, ListKind.favourites) == [two.id]
    wishlists.drop_all(session, GUEST, ListKind.favourites)
    assert wishlists.kept_of_all_kinds(session, GUEST) == {kind: [] for kind in ListKind}


def test_what_was_looked_at_again_moves_up_and_the_oldest_falls_off(session: Session) -> None:
    goods = [a_variant(session).id for _ in range(wishlists.MOST_RECENT + 2)]
    for variant_id in [*goods, goods[5]]:
        wishlists.keep(session, GUEST, ListKind.recent, variant_id)
    recent = wishlists.kept(session, GUEST, ListKind.recent)
    assert recent[:2] == [goods[5], goods[-1]]
    assert len(recent) == wishlists.MOST_RECENT
    assert goods[0] not in recent


def test_six_of_a_type_can_be_compared(session: Session) -> None:
    phones = [a_variant(session).id for _ in range(wishlists.MOST_COMPARED_OF_A_TYPE)]
    for variant_id in phones:
        wishlists.keep(session, GUEST, ListKind.compare, variant_id)
    with pytest.raises(wishlists.ListFull) as refusal:
        wishlists.keep(session, GUEST, ListKind.compare, a_variant(session).id)
    assert refusal.value.details == {"most": wishlists.MOST_COMPARED_OF_A_TYPE}
    wishlists.keep(session, GUEST, ListKind.compare, phones[0])
    laptop = a_variant(session, category=a_category(session, "noutbuki", "Ноутбуки"))
    wishlists.keep(session, GUEST, ListKind.compare, laptop.id)
    assert len(wishlists.kept(session, GUEST, ListKind.compare)) == wishlists.MOST_COMPARED_OF_A_TYPE + 1


def test_favourites_have_their_limit(session: Session) -> None:
    variant = a_variant(session)
    for _ in range(wishlists.MOST_FAVOURITES):
        wishlists.keep(session, GUEST, ListKind.favourites, a_variant(session).id)
    with pytest.raises(wishlists.ListFull):
        wishlists.keep(session, GUEST, ListKind.favourites, variant.id)


def test_at_sign_in_the_lists_join_within_their_limits(session: Session) -> None:
    goods = [a_variant(session).id for _ in range(10)]
    for variant_id in goods[:5]:
        wishlists.keep(session, MARIA, ListKind.compare, variant_id)
        wishlists.keep(session, MARIA, ListKind.favourites, variant_id)
    for variant_id in goods[4:]:
        wishlists.keep(session, GUEST, ListKind.compare, variant_id)
        wishlists.keep(session, GUEST, ListKind.favourites, variant_id)
    wishlists.move(session, GUEST, MARIA)
    wishlists.move(session, MARIA, MARIA)
    joined = wishlists.kept_of_all_kinds(session, MARIA)
    assert sorted(joined[ListKind.favourites]) == sorted(goods)
    assert joined[ListKind.compare] == list(reversed(goods))[: wishlists.MOST_COMPARED_OF_A_TYPE]
    assert wishlists.kept(session, GUEST, ListKind.favourites) == []
