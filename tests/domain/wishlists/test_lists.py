"""What shoppers keep in mind: order, limits, doubles, and what happens at sign-in."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from technomart.domain import wishlists
from technomart.domain.wishlists import LONGEST, ListKind
from technomart.foundation.database import Database
from tests.factories.catalog import a_category, a_variant

GUEST, ANNA = "v:guest", "a:1"
NOON = datetime(2026, 4, 12, 12, tzinfo=UTC)


def some_goods(session: Session, quantity: int) -> list[int]:
    category = a_category(session)
    return [a_variant(session, category=category).id for _ in range(quantity)]


def put(session: Session, owner: str, kind: ListKind, goods: list[int], *, start: datetime = NOON) -> None:
    for minute, variant_id in enumerate(goods):
        wishlists.keep(session, owner, kind, variant_id, at=start + timedelta(minutes=minute))


def test_the_newest_comes_first_and_lists_do_not_mix(session: Session) -> None:
    one, two = some_goods(session, 2)
    put(session, GUEST, ListKind.favourites, [one, two, one])
    put(session, GUEST, ListKind.compare, [one])
    put(session, ANNA, ListKind.favourites, [one])
    assert wishlists.kept(session, GUEST, ListKind.favourites) == [two, one]
    assert wishlists.kept(session, GUEST, ListKind.compare) == [one]
    wishlists.drop(session, GUEST, ListKind.favourites, two)
    wishlists.drop(session, GUEST, ListKind.favourites, two)
    assert wishlists.kept(session, GUEST, ListKind.favourites) == [one]
    wishlists.clear(session, GUEST, ListKind.favourites)
    assert wishlists.kept(session, GUEST, ListKind.favourites) == []
    assert wishlists.kept(session, ANNA, ListKind.favourites) == [one]


@pytest.mark.parametrize(
    ("kind", "refusal"),
    [(ListKind.compare, wishlists.CompareFull), (ListKind.favourites, wishlists.FavouritesFull)],
)
def test_a_full_list_takes_nothing_more_but_keeps_what_it_has(
    session: Session, kind: ListKind, refusal: type[Exception]
) -> None:
    *first, last = some_goods(session, LONGEST[kind] + 1)
    put(session, GUEST, kind, first)
    with pytest.raises(refusal):
        wishlists.keep(session, GUEST, kind, last, at=NOON)
    wishlists.keep(session, GUEST, kind, first[0], at=NOON)
    assert wishlists.kept(session, GUEST, kind) == first[::-1]


def test_of_the_recent_the_oldest_falls_out_and_a_second_look_moves_to_the_top(session: Session) -> None:
    goods = some_goods(session, LONGEST["recent"] + 2)
    put(session, GUEST, ListKind.recent, goods)
    newest_first = goods[::-1][: LONGEST["recent"]]
    assert wishlists.kept(session, GUEST, ListKind.recent) == newest_first
    again = newest_first[5]
    wishlists.keep(session, GUEST, ListKind.recent, again, at=NOON + timedelta(days=1))
    assert wishlists.kept(session, GUEST, ListKind.recent) == [again, *(g for g in newest_first if g != again)]


def test_at_sign_in_the_guests_goods_join_the_accounts(session: Session) -> None:
    one, two, three = some_goods(session, 3)
    put(session, ANNA, ListKind.favourites, [one, two])
    put(session, GUEST, ListKind.favourites, [two, three], start=NOON + timedelta(days=1))
    put(session, ANNA, ListKind.recent, [one, two])
    put(session, GUEST, ListKind.recent, [one], start=NOON + timedelta(days=1))
    wishlists.move(session, GUEST, ANNA)
    wishlists.move(session, GUEST, ANNA)
    wishlists.move(session, ANNA, ANNA)
    assert wishlists.kept(session, ANNA, ListKind.favourites) == [three, two, one]
    assert wishlists.kept(session, ANNA, ListKind.recent) == [one, two]
    assert wishlists.kept(session, GUEST, ListKind.favourites) == []
    assert wishlists.kept(session, GUEST, ListKind.recent) == []


def test_at_sign_in_what_does_not_fit_is_left_out_and_nobody_is_refused(session: Session) -> None:
    most = LONGEST["compare"]
    goods = some_goods(session, most + 2)
    own, guests = goods[: most - 1], goods[most - 1 :]
    put(session, ANNA, ListKind.compare, own)
    put(session, GUEST, ListKind.compare, guests, start=NOON + timedelta(days=1))
    wishlists.move(session, GUEST, ANNA)
    assert wishlists.kept(session, ANNA, ListKind.compare) == [guests[-1], *own[::-1]]
    assert wishlists.kept(session, GUEST, ListKind.compare) == []


def test_a_double_click_keeps_once(database: Database) -> None:
    with database.transaction() as session:
        one = some_goods(session, 1)[0]
    if database.is_sqlite:
        with database.transaction() as session:
            put(session, GUEST, ListKind.favourites, [one, one])
    else:
        with database.transaction() as first, database.transaction() as second:
            assert wishlists.kept(second, GUEST, ListKind.favourites) == []
            put(first, GUEST, ListKind.favourites, [one])
            first.commit()
            put(second, GUEST, ListKind.favourites, [one])
    with database.reader() as session:
        assert wishlists.kept(session, GUEST, ListKind.favourites) == [one]
