"""Stock: what comes in can be taken, what is taken is gone, and every change leaves a movement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import inventory
from technomart.domain.inventory import MOST_TOLD, Availability, LocationKind, NotEnoughStock, told
from technomart.domain.inventory.models import Claim, Stock, StockMovement
from technomart.domain.inventory.rules import Shelf, Shortage, plan
from technomart.foundation.changes import Change
from technomart.foundation.faults import Faults
from tests.factories.buying import a_shop, a_warehouse
from tests.factories.catalog import a_variant

BY = {"cause": "delivery 1", "actor": "test"}


def take(session: Session, *needs: tuple[int, int], location_id: int | None = None) -> dict[int, int]:
    return inventory.allocate(
        session, list(needs), location_id=location_id, cause="order X", actor="shopper", faults=Faults()
    )


def books_but_orders(session: Session) -> list[str]:
    """The violations, apart from claims without an order: there are no orders in these tests."""
    return [found for found in violations(session) if "no order line owns it" not in found]


def available(session: Session, variant_id: int) -> int:
    return inventory.availability_of(session, [variant_id])[variant_id].available


def test_what_comes_in_can_be_had_where_it_lies(session: Session) -> None:
    warehouse, shop, variant = a_warehouse(session), a_shop(session), a_variant(session)
    inventory.receive_all(session, [(variant.id, warehouse.id, 5), (variant.id, shop.id, 2)], **BY)
    inventory.receive(session, variant.id, warehouse.id, 1, **BY)
    found = inventory.availability_of(session, [variant.id, 10**9])
    assert found[variant.id].available == 8
    assert dict(found[variant.id].by_location) == {warehouse.id: 6, shop.id: 2}
    assert found[10**9].available == 0
    assert violations(session) == []


def test_an_order_takes_from_the_warehouse_first_and_whole_where_it_can(session: Session) -> None:
    warehouse, shop, variant = a_warehouse(session), a_shop(session), a_variant(session)
    inventory.receive_all(session, [(variant.id, shop.id, 5), (variant.id, warehouse.id, 2)], **BY)
    take(session, (variant.id, 2))
    assert dict(inventory.availability_of(session, [variant.id])[variant.id].by_location) == {shop.id: 5}
    take(session, (variant.id, 5))
    assert available(session, variant.id) == 0
    assert books_but_orders(session) == []


def test_a_big_need_is_met_from_several_places(session: Session) -> None:
    warehouse, shop, variant = a_warehouse(session), a_shop(session), a_variant(session)
    inventory.receive_all(session, [(variant.id, shop.id, 3), (variant.id, warehouse.id, 4)], **BY)
    claims = take(session, (variant.id, 6))
    assert list(claims) == [variant.id]
    assert available(session, variant.id) == 1
    assert books_but_orders(session) == []


def test_a_pick_up_takes_only_from_its_shop(session: Session) -> None:
    warehouse, shop, variant = a_warehouse(session), a_shop(session), a_variant(session)
    inventory.receive_all(session, [(variant.id, shop.id, 1), (variant.id, warehouse.id, 9)], **BY)
    with pytest.raises(NotEnoughStock) as refusal:
        take(session, (variant.id, 2), location_id=shop.id)
    assert refusal.value.available == 1
    take(session, (variant.id, 1), location_id=shop.id)
    assert dict(inventory.availability_of(session, [variant.id])[variant.id].by_location) == {warehouse.id: 9}


def test_if_one_need_cannot_be_met_nothing_is_taken(session: Session) -> None:
    warehouse, plenty, scarce = a_warehouse(session), a_variant(session), a_variant(session)
    inventory.receive_all(session, [(plenty.id, warehouse.id, 9), (scarce.id, warehouse.id, 1)], **BY)
    with pytest.raises(NotEnoughStock) as refusal:
        take(session, (plenty.id, 3), (scarce.id, 2))
    assert (refusal.value.variant_id, refusal.value.available) == (scarce.id, 1)
    assert "variant_id" not in refusal.value.details
    assert available(session, plenty.id) == 9
    assert session.scalars(select(Claim)).all() == []


def test_a_closed_place_sells_nothing(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, 5, **BY)
    warehouse.is_open = False
    session.flush()
    assert available(session, variant.id) == 0
    with pytest.raises(NotEnoughStock):
        take(session, (variant.id, 1))


def test_what_is_given_back_is_given_back_once(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, 5, **BY)
    claims = take(session, (variant.id, 3))
    assert inventory.release(session, claims.values(), cause="cancelled", actor="test") == 3
    assert inventory.release(session, claims.values(), cause="cancelled", actor="test") == 0
    assert available(session, variant.id) == 5
    assert violations(session) == []


def test_a_count_changes_only_what_differs(session: Session) -> None:
    warehouse, variant, other = a_warehouse(session), a_variant(session), a_variant(session)
    counted = [(variant.id, warehouse.id, 7), (other.id, warehouse.id, 0)]
    assert inventory.count_all(session, counted, **BY) == 1
    movements = len(session.scalars(select(StockMovement.id)).all())
    assert inventory.count_all(session, counted, **BY) == 0
    assert len(session.scalars(select(StockMovement.id)).all()) == movements
    inventory.adjust(session, variant.id, warehouse.id, 4, **BY)
    assert available(session, variant.id) == 4
    assert violations(session) == []


def test_a_count_cannot_fall_below_what_orders_hold(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, 5, **BY)
    take(session, (variant.id, 3))
    with pytest.raises(inventory.StockPromised):
        inventory.adjust(session, variant.id, warehouse.id, 2, **BY)


def test_free_goods_go_from_place_to_place(session: Session) -> None:
    warehouse, shop, variant = a_warehouse(session), a_shop(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, 5, **BY)
    take(session, (variant.id, 2))
    with pytest.raises(NotEnoughStock):
        inventory.transfer(session, variant.id, from_id=warehouse.id, to_id=shop.id, quantity=4, **BY)
    inventory.transfer(session, variant.id, from_id=warehouse.id, to_id=shop.id, quantity=3, **BY)
    assert dict(inventory.availability_of(session, [variant.id])[variant.id].by_location) == {shop.id: 3}
    assert books_but_orders(session) == []


@pytest.mark.parametrize("pieces", [0, -1, 10**10])
def test_pieces_are_counted_within_bounds(session: Session, pieces: int) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    with pytest.raises(inventory.NotACount):
        inventory.receive(session, variant.id, warehouse.id, pieces, **BY)


def noted(session: Session, variant_id: int) -> int:
    return len(session.scalars(select(Change.seq).where(Change.variant_id == variant_id)).all())


def test_every_change_of_what_is_told_of_stock_is_noted_for_the_listing(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    before = noted(session, variant.id)
    inventory.receive(session, variant.id, warehouse.id, 5, **BY)
    claims = take(session, (variant.id, 1))
    inventory.release(session, claims.values(), cause="cancelled", actor="test")
    assert noted(session, variant.id) == before + 3


def test_of_plenty_nothing_is_told_and_nothing_noted(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, MOST_TOLD + 2, **BY)
    before = noted(session, variant.id)
    claims = take(session, (variant.id, 2))
    inventory.release(session, claims.values(), cause="cancelled", actor="test")
    inventory.receive(session, variant.id, warehouse.id, 1, **BY)
    inventory.adjust(session, variant.id, warehouse.id, MOST_TOLD, **BY)
    assert noted(session, variant.id) == before
    inventory.adjust(session, variant.id, warehouse.id, MOST_TOLD - 1, **BY)
    assert noted(session, variant.id) == before + 1


def test_pieces_that_leave_the_house_were_promised_before_and_are_no_news(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, 3, **BY)
    claims = take(session, (variant.id, 2))
    before = noted(session, variant.id)
    inventory.ship(session, dict.fromkeys(claims.values(), 2), cause="order X", actor="test")
    assert noted(session, variant.id) == before


@given(moves=st.lists(st.tuples(st.integers(0, 1), st.integers(1, 14)), max_size=12))
def test_what_is_told_changes_with_one_place_at_a_time(moves: list[tuple[int, int]]) -> None:
    """However pieces come and go at two places: whenever their told sum changes, it does at the place that moved."""
    held = {1: 7, 2: 13}
    for place, pieces in moves:
        before, told_there = Availability(1, by_location=dict(held)).told, told(held[place + 1])
        held[place + 1] = (held[place + 1] + pieces) % 17
        has_changed = Availability(1, by_location=dict(held)).told != before
        assert has_changed == (told(held[place + 1]) != told_there)


def test_only_open_places_are_shown_and_shops_apart(session: Session) -> None:
    warehouse, shop = a_warehouse(session), a_shop(session)
    closed = a_shop(session, code="closed", name="Закрыт")
    closed.is_open = False
    session.flush()
    assert [place.id for place in inventory.locations(session)] == [warehouse.id, shop.id]
    assert [place.id for place in inventory.locations(session, LocationKind.shop)] == [shop.id]
    with pytest.raises(inventory.UnknownLocation):
        inventory.get_location(session, "closed")


def test_the_books_show_a_count_without_its_movement(session: Session) -> None:
    warehouse, variant = a_warehouse(session), a_variant(session)
    inventory.receive(session, variant.id, warehouse.id, 5, **BY)
    row = session.scalars(select(Stock)).one()
    row.on_hand = 6
    session.flush()
    assert any("on_hand is 6, its movements make 5" in found for found in violations(session))


shelves = st.lists(
    st.builds(Shelf, st.integers(1, 10**6), st.integers(1, 3), st.integers(0, 1), st.integers(0, 20)),
    max_size=12,
    unique_by=lambda shelf: shelf.stock_id,
)


@given(shelves, st.dictionaries(st.integers(1, 3), st.integers(1, 30), min_size=1))
def test_a_plan_takes_what_is_needed_and_never_more_than_a_shelf_has(
    held: list[Shelf], needs: dict[int, int]
) -> None:
    planned = plan(held, needs.items())
    free = {variant: sum(shelf.free for shelf in held if shelf.variant_id == variant) for variant in needs}
    if isinstance(planned, Shortage):
        assert free[planned.variant_id] == planned.available < needs[planned.variant_id]
        return
    by_row = {shelf.stock_id: shelf for shelf in held}
    for variant, portions in planned.items():
        assert sum(portions.values()) == needs[variant]
        for stock_id, pieces in portions.items():
            assert by_row[stock_id].variant_id == variant
            assert 0 < pieces <= by_row[stock_id].free
