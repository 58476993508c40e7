"""An order on its way through the shop: agreed to, picked, given to the shopper, paid, or called off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import checkout, fulfilment, inventory, orders, payments
from technomart.domain.inventory.models import Stock
from technomart.domain.orders import FulfilmentStatus, Move, Order, OrderStatus, PaymentStatus
from technomart.foundation.audit import AuditEntry
from technomart.foundation.money import Money
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_cart, a_placed_order, an_open_shop, goods_on_sale, place

WHO = "staff: olga@example.ru"
Step = Callable[..., Order]


def a_pickup_order(session: Session) -> Order:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
    return a_placed_order(session, (phone, 2))


def a_courier_order(session: Session) -> Order:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
    cart = a_cart(session, (phone, 2))
    return place(session, cart.token, Money(200_000 + COURIER_FEE), delivery=BY_COURIER)


def go(session: Session, order: Order, *steps: Step) -> Order:
    for step in steps:
        order = step(session, order.id, actor=WHO)
    return order


def shelf(session: Session, order: Order) -> tuple[int, int]:
    row = session.scalars(
        select(Stock).where(Stock.variant_id == order.lines[0].variant_id).execution_options(populate_existing=True)
    ).one()
    return row.on_hand, row.allocated


def test_what_is_fetched_goes_over_the_counter_and_out_of_the_stock(session: Session) -> None:
    order = a_pickup_order(session)
    assert orders.moves_of(order) == (Move.confirm, Move.take_payment, Move.cancel)
    go(session, order, fulfilment.confirm, fulfilment.pick, fulfilment.make_ready)
    assert orders.moves_of(order) == (Move.hand_over, Move.take_payment, Move.cancel)
    assert shelf(session, order) == (5, 2)
    go(session, order, payments.take_payment, fulfilment.hand_over)
    assert (order.status, order.payment_status) == (OrderStatus.completed, PaymentStatus.paid)
    assert order.fulfilment_status is FulfilmentStatus.delivered
    assert shelf(session, order) == (3, 0)
    assert orders.moves_of(order) == ()
    kinds = [event.kind for event in order.events]
    assert kinds == ["placed", "confirmed", "picking", "ready", "payment_paid", "delivered", "completed"]
    assert {event.actor for event in order.events[1:]} == {WHO}
    assert violations(session) == []


def test_what_is_brought_leaves_the_stock_when_it_is_shipped(session: Session) -> None:
    order = a_courier_order(session)
    go(session, order, fulfilment.confirm, fulfilment.ship)
    assert shelf(session, order) == (3, 0)
    assert violations(session) == []
    assert orders.moves_of(order) == (Move.hand_over, Move.take_payment)
    go(session, order, fulfilment.hand_over)
    assert order.status is OrderStatus.confirmed
    go(session, order, payments.take_payment)
    assert order.status is OrderStatus.completed
    assert order.paid_kopecks == order.total_kopecks
    assert violations(session) == []


def test_every_move_is_in_the_audit_with_before_and_after(session: Session) -> None:
    order = go(session, a_courier_order(session), fulfilment.confirm, fulfilment.ship)
    checkout_entry, *_ = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert checkout_entry.actor == WHO
    assert checkout_entry.subject == f"order {order.number}"
    written = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert written == ["order.confirm", "order.ship"]
    assert checkout_entry.before is not None
    assert checkout_entry.after is not None
    assert (checkout_entry.before["status"], checkout_entry.after["status"]) == ("placed", "confirmed")


STEPS: dict[Move, Step] = {
    Move.confirm: fulfilment.confirm,
    Move.pick: fulfilment.pick,
    Move.make_ready: fulfilment.make_ready,
    Move.ship: fulfilment.ship,
    Move.hand_over: fulfilment.hand_over,
    Move.take_payment: payments.take_payment,
}


@pytest.mark.parametrize("make", [a_pickup_order, a_courier_order])
@pytest.mark.parametrize("path", [(), (Move.confirm,), (Move.confirm, Move.pick), (Move.take_payment,)])
def test_a_move_that_is_not_open_is_refused_and_changes_nothing(
    session: Session, make: Callable[[Session], Order], path: tuple[Move, ...]
) -> None:
    order = go(session, make(session), *[STEPS[move] for move in path])
    standing, told = orders.standing_of(order), len(order.events)
    for move in set(STEPS) - set(orders.moves_of(order)):
        with pytest.raises(orders.MoveNotAllowed):
            STEPS[move](session, order.id, actor=WHO)
    assert (orders.standing_of(order), len(order.events)) == (standing, told)
    assert violations(session) == []


def test_money_of_an_order_called_off_is_owed_back_and_seen(session: Session) -> None:
    order = go(session, a_pickup_order(session), payments.take_payment)
    assert orders.piles(session)[orders.Pile.to_give_back] == 0
    checkout.cancel_for_shopper(session, order.id, actor=WHO, reason="out_of_stock")
    assert orders.to_give_back(order.status, orders.money_of(order)) == order.total_kopecks
    assert orders.piles(session)[orders.Pile.to_give_back] == 1
    assert shelf(session, order) == (5, 0)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (last.action, (last.after or {})["reason"]) == ("order.cancel", "out_of_stock")
    with pytest.raises(orders.CannotCancel):
        checkout.cancel_for_shopper(session, order.id, actor=WHO, reason="out_of_stock")
    assert violations(session) == []


def test_goods_leave_the_stock_once(session: Session) -> None:
    order = go(session, a_courier_order(session), fulfilment.confirm, fulfilment.ship)
    claims = [line.claim_id for line in order.lines if line.claim_id is not None]
    assert inventory.ship(session, dict.fromkeys(claims, 2), cause="again", actor=WHO) == 0
    assert inventory.release(session, claims, cause="again", actor=WHO) == 0
    assert shelf(session, order) == (3, 0)
