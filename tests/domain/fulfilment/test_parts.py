"""Orders in parts: some pieces called off, some sent, some handed over; money, stock and receipts follow each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import checkout, fulfilment, inventory, orders, payments
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory.models import Stock
from technomart.domain.orders import FulfilmentStatus, Move, Order, OrderStatus, PaymentStatus
from technomart.domain.payments import Receipt, ReceiptKind, Refund
from technomart.foundation.faults import NO_FAULTS
from tests.domain.fulfilment.test_telling import letters
from tests.factories.buying import (
    BY_COURIER,
    COURIER_FEE,
    a_placed_order,
    a_promo_code,
    an_open_shop,
    goods_on_sale,
    order_with_code,
)
from tests.factories.paying import OFFERED, an_unpaid_order, payment_of, refunded, settle

WHO = "staff: olga@example.ru"
PHONE, BUDS = 0, 1


@pytest.fixture
def goods(session: Session) -> tuple[Variant, Variant]:
    place = an_open_shop(session)
    return tuple(goods_on_sale(session, place, kopecks=kopecks, pieces=9) for kopecks in (100_000, 50_000))  # type: ignore[return-value]


def call_off(session: Session, order: Order, pieces: Mapping[int, int] | None = None, **more: Any) -> Order:
    how = {"actor": "shopper", "reason": "changed_mind"} | more
    return checkout.cancel_order(session, order.id, pieces=pieces, **how)


def shelf(session: Session, variant: Variant) -> tuple[int, int, int]:
    row = select(Stock).where(Stock.variant_id == variant.id).execution_options(populate_existing=True)
    found = session.scalars(row).one()
    return found.on_hand, found.allocated, found.reserved


def the_refund(session: Session) -> Refund:
    return session.scalars(select(Refund)).one()


def named(draft: Mapping[str, Any] | None) -> list[tuple[str, int, int]]:
    return [(one["description"], one["quantity"], one["price_kopecks"]) for one in (draft or {})["items"]]


def test_a_piece_called_off_is_no_longer_asked_for_and_free_for_others(
    session: Session, goods: tuple[Variant, Variant]
) -> None:
    order = a_placed_order(session, (goods[0], 2), (goods[1], 1))
    call_off(session, order, {PHONE: 1, BUDS: 0})
    assert (order.status, order.credited_kopecks, orders.owed(orders.money_of(order))) == ("placed", 100_000, 150_000)
    assert shelf(session, goods[0]) == (9, 1, 0)
    text = letters(session, "order_pieces_cancelled")["order_pieces_cancelled"]
    assert f"{order.lines[0].name}, 1 шт." in text
    assert "К оплате теперь 1 500 ₽" in text
    for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    assert (order.status, order.paid_kopecks, order.payment_status) == (OrderStatus.completed, 150_000, "paid")
    assert violations(session) == []


def test_money_for_a_piece_called_off_goes_home_by_itself_and_its_receipt_names_it(
    session: Session, goods: tuple[Variant, Variant]
) -> None:
    order = an_unpaid_order(session, (goods[0], 2), (goods[1], 1))
    payment = settle(session, payment_of(session, order))
    call_off(session, order, {PHONE: 1})
    refund = the_refund(session)
    assert (refund.amount_kopecks, refund.reason) == (100_000, "order_changed")
    assert named(refund.draft) == [(order.lines[0].name, 1, 100_000)]
    payments.settle_refund(session, refund.id, refunded(payment, refund))
    assert order.payment_status is PaymentStatus.partially_refunded
    assert orders.piles(session)[orders.Pile.to_give_back] == 0
    assert violations(session) == []


@pytest.mark.parametrize("when", ["held", "under way"])
def test_money_that_was_on_its_way_comes_whole_and_its_surplus_goes_home(
    session: Session, goods: tuple[Variant, Variant], when: str
) -> None:
    method = "card" if when == "held" else "sbp"
    order = an_unpaid_order(session, (goods[0], 2), (goods[1], 1), method=method)
    if when == "held":
        settle(session, payment_of(session, order), "held")
    call_off(session, order, {BUDS: 1})
    payment = settle(session, payment_of(session, order))
    refund = the_refund(session)
    assert (refund.amount_kopecks, refund.reason, order.attention) == (50_000, "order_changed", None)
    assert named(refund.draft) == [(order.lines[1].name, 1, 50_000)]
    assert payment.amount_kopecks == 250_000
    assert violations(session) == []


def test_who_has_not_paid_yet_pays_for_what_is_left(session: Session, goods: tuple[Variant, Variant]) -> None:
    order = an_unpaid_order(session, (goods[0], 2), (goods[1], 1))
    call_off(session, order, {PHONE: 2})
    assert shelf(session, goods[0]) == (9, 0, 0)
    again = payments.pay_otherwise(session, order.id, "sbp", OFFERED["sbp"], faults=NO_FAULTS)
    assert again is not None
    assert (again.amount_kopecks, named(again.draft)) == (50_000, [(order.lines[1].name, 1, 50_000)])
    settle(session, again)
    assert order.payment_status is PaymentStatus.paid
    assert shelf(session, goods[1]) == (9, 1, 0)
    assert violations(session) == []


def test_what_was_agreed_for_each_piece_stays_agreed(session: Session, goods: tuple[Variant, Variant]) -> None:
    a_promo_code(session, "WELCOME", percent=7)
    order = order_with_code(session, "WELCOME", (goods[0], 3), (goods[1], 1))
    charged = order.lines[0].charged_kopecks
    worth = []
    for _ in range(3):
        before = order.credited_kopecks
        call_off(session, order, {PHONE: 1})
        worth.append(order.credited_kopecks - before)
    assert sum(worth) == charged
    assert max(worth) - min(worth) <= 1
    assert orders.owed(orders.money_of(order)) == order.lines[1].charged_kopecks
    assert violations(session) == []
    call_off(session, order, {BUDS: 1})
    assert (order.status, order.credited_kopecks) == (OrderStatus.cancelled, order.total_kopecks)
    assert violations(session) == []


def test_the_delivery_is_paid_as_long_as_anything_is_delivered(
    session: Session, goods: tuple[Variant, Variant]
) -> None:
    order = a_placed_order(session, (goods[0], 1), (goods[1], 1), delivery=BY_COURIER, fee=COURIER_FEE)
    call_off(session, order, {PHONE: 1})
    assert orders.owed(orders.money_of(order)) == 50_000 + COURIER_FEE
    call_off(session, order, {BUDS: 1})
    assert orders.owed(orders.money_of(order)) == 0
    assert "order_cancelled" in letters(session, "order_cancelled")


def test_only_what_is_there_can_be_called_off(session: Session, goods: tuple[Variant, Variant]) -> None:
    order = a_placed_order(session, (goods[0], 2), (goods[1], 1), delivery=BY_COURIER, fee=COURIER_FEE)
    for pieces in ({}, {PHONE: 0}, {7: 1}, {PHONE: -1}):
        with pytest.raises(orders.NothingChosen):
            call_off(session, order, pieces)
    with pytest.raises(orders.TooManyChosen):
        call_off(session, order, {PHONE: 3})
    fulfilment.confirm(session, order.id, actor=WHO)
    fulfilment.ship(session, order.id, actor=WHO, pieces={PHONE: 2})
    with pytest.raises(orders.TooManyChosen):
        call_off(session, order, {PHONE: 1})
    with pytest.raises(orders.CannotCancel):
        call_off(session, order)
    assert violations(session) == []
    call_off(session, order, {BUDS: 1})
    assert (order.status, order.fulfilment_status) == (OrderStatus.confirmed, FulfilmentStatus.shipped)
    with pytest.raises(orders.CannotCancel):
        call_off(session, order, {PHONE: 1})
    assert violations(session) == []


def test_an_order_goes_out_in_parcels_and_each_is_told(session: Session, goods: tuple[Variant, Variant]) -> None:
    order = a_placed_order(session, (goods[0], 2), (goods[1], 1), delivery=BY_COURIER, fee=COURIER_FEE)
    fulfilment.confirm(session, order.id, actor=WHO)
    fulfilment.ship(session, order.id, actor=WHO, pieces={PHONE: 1}, tracking="CD 1")
    assert order.fulfilment_status is FulfilmentStatus.partially_shipped
    assert (shelf(session, goods[0]), shelf(session, goods[1])) == ((8, 1, 0), (9, 1, 0))
    assert orders.moves_of(order) == (Move.ship, Move.hand_over, Move.take_payment, Move.cancel)
    fulfilment.hand_over(session, order.id, actor=WHO)
    assert order.fulfilment_status is FulfilmentStatus.partially_delivered
    fulfilment.ship(session, order.id, actor=WHO)
    fulfilment.hand_over(session, order.id, actor=WHO, pieces={BUDS: 1})
    payments.take_payment(session, order.id, actor=WHO)
    assert order.status is OrderStatus.confirmed
    assert violations(session) == []
    fulfilment.hand_over(session, order.id, actor=WHO)
    assert (order.status, order.fulfilment_status) == (OrderStatus.completed, FulfilmentStatus.delivered)
    assert shelf(session, goods[0]) == (7, 0, 0)
    kinds = [event.kind for event in order.events]
    assert kinds.count(fulfilment.PARCEL) == 2
    assert kinds.count(fulfilment.HANDED) == 3
    assert violations(session) == []


def test_at_the_counter_a_part_can_be_taken_and_the_rest_called_off(
    session: Session, goods: tuple[Variant, Variant]
) -> None:
    order = a_placed_order(session, (goods[0], 2), (goods[1], 1))
    for step in (fulfilment.confirm, fulfilment.make_ready):
        step(session, order.id, actor=WHO)
    fulfilment.hand_over(session, order.id, actor=WHO, pieces={PHONE: 1})
    assert orders.moves_of(order) == (Move.hand_over, Move.take_payment, Move.cancel)
    checkout.cancel_for_shopper(session, order.id, actor=WHO, reason="changed_mind", pieces={PHONE: 1, BUDS: 1})
    payments.take_payment(session, order.id, actor=WHO)
    assert (order.status, order.paid_kopecks) == (OrderStatus.completed, 100_000)
    assert (shelf(session, goods[0]), shelf(session, goods[1])) == ((8, 0, 0), (9, 0, 0))
    assert violations(session) == []


def test_each_hand_over_of_what_was_paid_before_owes_the_receipt_of_its_pieces(
    session: Session, goods: tuple[Variant, Variant]
) -> None:
    order = an_unpaid_order(session, (goods[0], 2), (goods[1], 1), delivery=BY_COURIER, fee=COURIER_FEE)
    settle(session, payment_of(session, order))
    fulfilment.confirm(session, order.id, actor=WHO)
    call_off(session, order, {PHONE: 1})
    for pieces in ({PHONE: 1}, {BUDS: 1}):
        fulfilment.ship(session, order.id, actor=WHO, pieces=pieces)
        fulfilment.hand_over(session, order.id, actor=WHO)
        for _ in range(2):
            payments.queue_final_receipts(session, order)
    found = session.scalars(select(Receipt).where(Receipt.kind == ReceiptKind.full).order_by(Receipt.id)).all()
    phone, buds = (line.name for line in order.lines)
    assert [named(one.draft) for one in found] == [
        [(phone, 1, 100_000)],
        [(buds, 1, 50_000), ("Курьер", 1, COURIER_FEE)],
    ]
    assert violations(session) == []


def test_a_claim_gives_no_more_than_it_holds(session: Session, goods: tuple[Variant, Variant]) -> None:
    order = a_placed_order(session, (goods[0], 2))
    claim = order.lines[0].claim_id
    assert claim is not None
    assert inventory.release_pieces(session, {claim: 9}, cause="test", actor=WHO) == 2
    assert inventory.ship(session, {claim: 1}, cause="test", actor=WHO) == 0
    assert shelf(session, goods[0]) == (9, 0, 0)
