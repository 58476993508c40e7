"""Pieces by their serial numbers: in one pair of hands at a time, each with the last day of its warranty."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import aftersales, fulfilment, orders, payments
from technomart.domain.catalog.models import Variant
from technomart.domain.fulfilment import NotASerial, SerialTaken, Unit, rules
from technomart.domain.orders import Order
from technomart.foundation.audit import AuditEntry
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale
from tests.factories.returning import approve, ask, receive

WHO = "staff: olga@example.ru"
FIRST, SECOND = Unit("SN-001", "490154203237518"), Unit("SN-002")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", []),
        ("  sn-001 490154203237518 \n\nSN-002\n", [FIRST, SECOND]),
        ("SN-001 490154203237519", None),
        ("SN-001 12345", None),
        ("номер", None),
        ("ab", None),
        ("A" * 41, None),
        ("one two three", None),
        ("<script>", None),
    ],
)
def test_numbers_are_read_as_they_are_typed(typed: str, read: list[Unit] | None) -> None:
    assert rules.units_in(typed) == read


@pytest.mark.parametrize(
    ("months", "last"), [(12, date(2025, 2, 28)), (1, date(2024, 3, 29)), (24, date(2026, 2, 28)), (0, None)]
)
def test_a_warranty_ends_on_the_same_day_or_the_last_of_the_month(months: int, last: date | None) -> None:
    assert rules.warranty_until(months, datetime(2024, 2, 28, 21, 30, tzinfo=UTC)) == last  # the 29th in Moscow


@pytest.fixture
def phone(session: Session) -> Variant:
    return goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=9)


def at_the_counter(session: Session, phone: Variant, pieces: int = 2) -> Order:
    order = a_placed_order(session, (phone, pieces))
    order.lines[0].warranty_months = 12
    for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment):
        step(session, order.id, actor=WHO)
    return order


def give(session: Session, order: Order, *units: Unit) -> Order:
    return fulfilment.hand_over(session, order.id, actor=WHO, units={order.lines[0].position: units})


def test_each_piece_gets_a_card_with_its_number_or_a_line_for_it(session: Session, phone: Variant) -> None:
    order = give(session, at_the_counter(session, phone, 3), FIRST, SECOND)
    cards = fulfilment.cards_of(order, fulfilment.units_of(session, order.id))
    said = [(card.unit and card.unit.serial, card.pieces) for card in cards]
    assert said == [("SN-001", 1), ("SN-002", 1), (None, 1)]
    unit = cards[0].unit
    assert unit is not None
    assert (unit.imei, cards[0].until) == (FIRST.imei, rules.warranty_until(12, unit.handed_over_at))
    assert violations(session) == []


def test_a_number_is_handed_over_once(session: Session, phone: Variant) -> None:
    give(session, at_the_counter(session, phone), FIRST)
    other = at_the_counter(session, phone)
    for units, refusal in (
        ((FIRST,), SerialTaken),
        ((SECOND, SECOND), SerialTaken),
        ((SECOND, Unit("SN-3"), Unit("SN-4")), NotASerial),
    ):
        with session.begin_nested() as kept, pytest.raises(refusal):
            give(session, other, *units)
        assert kept.is_active is False
    with pytest.raises(NotASerial):
        fulfilment.hand_over(session, other.id, actor=WHO, units={99: [SECOND]})


def test_a_piece_that_came_back_by_its_number_may_be_sold_once_more(session: Session, phone: Variant) -> None:
    order = give(session, at_the_counter(session, phone), FIRST, SECOND)
    position = order.lines[0].position
    for wrong in (["SN-009"], ["SN-001", "SN-002"]):
        with pytest.raises(aftersales.NotTheirSerial):
            ask(session, order, {position: 1}, serials={position: wrong})
    request = ask(session, order, {position: 1}, serials={position: ["SN-001"]})
    assert request.lines[0].serials == ["SN-001"]
    receive(session, approve(session, request))
    units = {unit.serial: unit.returned_at for unit in fulfilment.units_of(session, order.id)}
    assert units["SN-001"] is not None
    assert units["SN-002"] is None
    again = give(session, at_the_counter(session, phone), FIRST)
    assert again.status is orders.OrderStatus.completed
    assert violations(session) == []


def test_the_books_show_more_numbers_than_pieces(session: Session, phone: Variant) -> None:
    order = give(session, at_the_counter(session, phone, 1), FIRST)
    session.execute(text("UPDATE sold_unit SET returned_at = handed_over_at"))
    assert [found for found in violations(session) if f"order line {order.lines[0].id}" in found]


def test_a_number_that_was_typed_wrongly_is_put_right_also_in_a_return(session: Session, phone: Variant) -> None:
    order = at_the_counter(session, phone)
    place = order.lines[0].position
    fulfilment.hand_over(session, order.id, actor=WHO, units={place: [FIRST, SECOND]})
    request = ask(session, order, serials={place: ["SN-002"]})
    right = Unit("SN-020", "490154203237518")
    aftersales.correct_serial(session, order.id, place, "SN-002", right, actor=WHO)
    units = fulfilment.units_of(session, order.id)
    assert [(one.serial, one.imei) for one in units] == [("SN-001", FIRST.imei), ("SN-020", right.imei)]
    assert len({one.warranty_until for one in units}) == 1
    receive(session, approve(session, request))
    assert [one.serial for one in fulfilment.units_of(session, order.id) if one.returned_at] == ["SN-020"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "order.serial")).one()
    assert (entry.before, entry.after) == (
        {"serial": "SN-002", "imei": None},
        {"serial": "SN-020", "imei": right.imei},
    )
    event = orders.get_order_by_id(session, order.id).events
    assert not next(one for one in event if one.kind == "serial_corrected").is_public
    assert violations(session) == []


def test_a_number_of_another_piece_is_not_taken_and_none_is_made_up(session: Session, phone: Variant) -> None:
    order = at_the_counter(session, phone)
    place = order.lines[0].position
    fulfilment.hand_over(session, order.id, actor=WHO, units={place: [FIRST, SECOND]})
    with pytest.raises(SerialTaken):
        aftersales.correct_serial(session, order.id, place, "SN-002", Unit("SN-001"), actor=WHO)
    for position, serial in ((place, "SN-009"), (place + 7, "SN-002")):
        with pytest.raises(fulfilment.UnknownPiece):
            aftersales.correct_serial(session, order.id, position, serial, Unit("SN-010"), actor=WHO)
    assert [one.serial for one in fulfilment.units_of(session, order.id)] == ["SN-001", "SN-002"]
    assert violations(session) == []
