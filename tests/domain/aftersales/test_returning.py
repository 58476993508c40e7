"""Goods on their way back: asked for in time, decided by people, received by line, and paid for once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import aftersales, fulfilment, inventory, orders, payments
from technomart.domain.aftersales import Came, ReceivedState, ReturnStatus, Terms
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory.models import MovementKind, Stock, StockMovement
from technomart.domain.orders import FulfilmentStatus, Order, OrderLine, PaymentStatus
from technomart.domain.payments import Refund, RefundState
from technomart.foundation.audit import AuditEntry
from technomart.foundation.faults import NO_FAULTS
from technomart.foundation.outbox import OutboxMessage
from tests.factories.buying import (
    COURIER_FEE,
    a_placed_order,
    a_promo_code,
    an_open_shop,
    goods_on_sale,
    order_with_code,
)
from tests.factories.paying import payment_of, refunded
from tests.factories.returning import (
    TERMS,
    WHO,
    a_brought_order,
    a_delivered_order,
    an_order_paid_online,
    approve,
    ask,
    first_position,
    handed_over_days_ago,
    pay_back,
    receive,
)


@pytest.fixture
def phone(session: Session) -> Variant:
    return goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=9)


def on_hand(session: Session) -> int:
    return session.scalars(select(Stock).execution_options(populate_existing=True)).one().on_hand


def topics(session: Session) -> list[str]:
    rows = select(OutboxMessage.topic).where(OutboxMessage.topic.startswith("return_")).order_by(OutboxMessage.id)
    return list(session.scalars(rows))


def now(session: Session, order: Order) -> Order:
    return orders.get_order_by_id(session, order.id)


def test_a_piece_comes_back_onto_the_shelf_and_its_money_goes_home(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 2))
    assert on_hand(session) == 7
    request = ask(session, order)
    assert (request.kind, request.status, request.number[:3]) == ("withdrawal", "asked", "RT-")
    approve(session, request)
    receive(session, request)
    assert (request.due_kopecks, on_hand(session)) == (100_000, 8)
    assert now(session, order).fulfilment_status is FulfilmentStatus.partially_returned
    pay_back(session, request)
    assert (request.status, request.refunded_kopecks) == (ReturnStatus.refunded, 100_000)
    assert now(session, order).payment_status is PaymentStatus.partially_refunded
    assert topics(session) == ["return_asked", "return_approved", "return_received"]
    kinds = [event.kind for event in now(session, order).events if event.kind.startswith("return")]
    assert kinds == ["return_asked", "return_approved", "return_received", "return_refunded"]
    movement = session.scalars(select(StockMovement).order_by(StockMovement.id.desc()).limit(1)).one()
    assert (movement.kind, movement.on_hand_delta) == (MovementKind.returned, 1)
    assert violations(session) == []


def test_what_was_paid_online_goes_home_by_its_provider(session: Session, phone: Variant) -> None:
    order = an_order_paid_online(session, (phone, 1))
    request = receive(session, approve(session, ask(session, order, reason="faulty")), "defective")
    assert on_hand(session) == 8, "what is broken does not lie on a shelf"
    pay_back(session, request)
    refund = session.scalars(select(Refund)).one()
    assert (refund.status, refund.amount_kopecks, now(session, order).refunded_kopecks) == (
        RefundState.queued,
        100_000,
        0,
    )
    payments.settle_refund(session, refund.id, refunded(payment_of(session, order), refund))
    assert now(session, order).payment_status is PaymentStatus.refunded
    assert now(session, order).fulfilment_status is FulfilmentStatus.returned
    assert violations(session) == []


def test_delivery_is_paid_back_with_the_last_piece(session: Session, phone: Variant) -> None:
    order = a_brought_order(session, (phone, 2))
    first = receive(session, approve(session, ask(session, order)))
    assert first.due_kopecks == 100_000
    last = receive(session, approve(session, ask(session, order)))
    assert (last.due_kopecks, last.delivery_kopecks) == (100_000 + COURIER_FEE, COURIER_FEE)
    for request in (last, first):
        pay_back(session, request)
    assert now(session, order).refunded_kopecks == order.total_kopecks
    assert violations(session) == []


def test_the_courier_who_fetches_a_change_of_mind_is_paid_by_the_shopper(session: Session, phone: Variant) -> None:
    order, terms = a_brought_order(session, (phone, 2)), Terms(fetch_kopecks=30_000)
    wish: dict[str, Any] = {"way_back": aftersales.WayBack.courier, "terms": terms}
    kept = receive(session, approve(session, ask(session, order, **wish)), terms=terms)
    assert (kept.kept_kopecks, kept.due_kopecks) == (30_000, 70_000)
    faulty = receive(session, approve(session, ask(session, order, reason="faulty", **wish)), terms=terms)
    assert (faulty.kept_kopecks, faulty.due_kopecks) == (0, 100_000 + COURIER_FEE)
    assert violations(session) == []


def test_no_piece_is_asked_back_twice_and_none_before_it_was_handed_over(session: Session, phone: Variant) -> None:
    waiting = a_placed_order(session, (phone, 1))
    with pytest.raises(aftersales.NotReturnable):
        ask(session, waiting)
    order = a_delivered_order(session, (phone, 3))
    place = first_position(session, order)
    ask(session, order, {place: 2})
    with pytest.raises(aftersales.NotReturnable) as refusal:
        ask(session, order, {place: 2})
    assert refusal.value.details["left"] == 1
    for pieces in ({}, {place: -1}, {place + 7: 1}):
        with pytest.raises(aftersales.NoPieces):
            aftersales.ask(
                session,
                order.id,
                aftersales.Wish(pieces=pieces, reason=aftersales.ReturnReason.faulty),
                terms=TERMS,
                faults=NO_FAULTS,
            )
    assert violations(session) == []


def test_what_was_kept_after_all_can_be_asked_back_again(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    request = approve(session, ask(session, order))
    aftersales.withdraw_request(session, order.id, request.number)
    with pytest.raises(aftersales.ReturnMoveNotAllowed):
        aftersales.withdraw_request(session, order.id, request.number)
    again = ask(session, order)
    aftersales.refuse(session, again.id, words="Нет одной детали", actor=WHO, terms=TERMS)
    assert topics(session)[-1] == "return_refused"
    assert ask(session, order).status is ReturnStatus.asked
    assert violations(session) == []


def test_time_is_over_for_a_change_of_mind_and_not_for_a_fault_under_warranty(
    session: Session, phone: Variant
) -> None:
    order = a_delivered_order(session, (phone, 1))
    handed_over_days_ago(session, order, 7)
    aftersales.withdraw_request(session, order.id, ask(session, order).number)
    handed_over_days_ago(session, order, 1)
    with pytest.raises(aftersales.TooLateToReturn):
        ask(session, order)
    aftersales.withdraw_request(session, order.id, ask(session, order, reason="faulty").number)
    handed_over_days_ago(session, order, 10)
    session.execute(update(OrderLine).values(warranty_months=0))
    with pytest.raises(aftersales.TooLateToReturn):
        ask(session, order, reason="faulty")
    session.execute(update(OrderLine).values(warranty_months=12))
    assert ask(session, order, reason="faulty").is_after_deadline


def test_the_offer_says_what_may_come_back(session: Session, phone: Variant) -> None:
    waiting = a_placed_order(session, (phone, 1))
    at = waiting.placed_at
    assert aftersales.offer_of(now(session, waiting), (), at=at, terms=TERMS) is None
    order = now(session, a_delivered_order(session, (phone, 3)))
    ask(session, order, {order.lines[0].position: 1})
    offer = aftersales.offer_of(order, aftersales.returns_of(session, order.id), at=at, terms=TERMS)
    assert offer is not None
    assert (offer.pieces, offer.may_withdraw, offer.is_any) == ({order.lines[0].id: 2}, True, True)


def test_another_orders_return_is_not_there(session: Session, phone: Variant) -> None:
    mine, other = a_delivered_order(session, (phone, 1)), a_delivered_order(session, (phone, 1))
    request = ask(session, mine)
    with pytest.raises(aftersales.UnknownReturn):
        aftersales.withdraw_request(session, other.id, request.number)
    with pytest.raises(aftersales.UnknownReturn):
        aftersales.get_return(session, "RT-260412-7K3F9")


def test_what_comes_must_be_what_was_agreed_to(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 2))
    request = approve(session, ask(session, order, {first_position(session, order): 2}))
    place = first_position(session, order)
    wrong: tuple[dict[int, Came], ...] = (
        {},
        {place: Came(3, ReceivedState.resellable)},
        {place: Came(0, ReceivedState.missing)},
        {place: Came(1, ReceivedState.missing)},
        {place: Came(1, ReceivedState.resellable), place + 1: Came(1, ReceivedState.resellable)},
    )
    for came in wrong:
        with pytest.raises(aftersales.NotWhatWasAsked):
            receive(session, request, came=came)
    receive(session, request, "open_box", 1)
    assert (request.due_kopecks, on_hand(session)) == (100_000, 7)
    assert ask(session, order).pieces == 1, "the piece that did not come can be asked back again"
    assert violations(session) == []


def test_more_than_is_left_of_the_money_never_goes_back(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    payment = payment_of(session, order)
    payments.refund_by_staff(session, order.id, payment.token, 40_000, reason="скидка", actor=WHO, faults=NO_FAULTS)
    request = receive(session, approve(session, ask(session, order)))
    pay_back(session, request)
    assert (request.due_kopecks, request.refunded_kopecks) == (100_000, 60_000)
    assert now(session, order).refunded_kopecks == 100_000
    assert violations(session) == []


def test_what_a_promo_code_took_off_does_not_go_home(session: Session, phone: Variant) -> None:
    buds = goods_on_sale(session, inventory.locations(session)[0], kopecks=33_333, pieces=9, name="Наушники")
    a_promo_code(session, percent=33)
    order = order_with_code(session, "welcome", (phone, 3), (buds, 1))
    for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    phones, ears = (line.position for line in now(session, order).lines)
    owed = []
    for pieces in ({phones: 1}, {phones: 2}, {ears: 1}):
        request = pay_back(session, receive(session, approve(session, ask(session, order, pieces))))
        owed.append(request.refunded_kopecks)
    assert sum(owed) == order.total_kopecks < order.goods_kopecks
    assert now(session, order).payment_status is PaymentStatus.refunded
    assert violations(session) == []


Step = Callable[..., object]


@pytest.mark.parametrize("path", [(), (approve,), (approve, receive), (approve, receive, pay_back)])
def test_a_move_that_is_not_open_is_refused_and_changes_nothing(
    session: Session, phone: Variant, path: tuple[Step, ...]
) -> None:
    order = a_delivered_order(session, (phone, 1))
    request = ask(session, order)
    for step in path:
        step(session, request)
    status = request.status
    steps: dict[ReturnStatus, Step] = {
        ReturnStatus.approved: approve,
        ReturnStatus.received: receive,
        ReturnStatus.refunded: pay_back,
    }
    for after, step in steps.items():
        if not aftersales.may_move(status, after):
            with pytest.raises(aftersales.ReturnMoveNotAllowed):
                step(session, request)
    assert request.status is status
    assert violations(session) == []


def test_every_decision_is_in_the_audit(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    request = pay_back(session, receive(session, approve(session, ask(session, order), "Жду до вечера")))
    rows = select(AuditEntry).where(AuditEntry.subject == f"return {request.number}").order_by(AuditEntry.id)
    found = session.scalars(rows).all()
    assert [one.action for one in found] == ["return.approve", "return.receive", "return.pay_back"]
    assert {one.actor for one in found} == {WHO}
    assert (found[0].after or {})["words"] == "Жду до вечера"


def test_a_refusal_says_why_and_words_have_an_end(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    request = ask(session, order)
    with pytest.raises(aftersales.ReasonMissing):
        aftersales.refuse(session, request.id, words="  ", actor=WHO, terms=TERMS)
    with pytest.raises(aftersales.WordsTooLong):
        ask(session, order, words="я" * 1001)


def test_the_receipt_of_a_refund_names_what_came_back(session: Session, phone: Variant) -> None:
    buds = goods_on_sale(session, inventory.locations(session)[0], kopecks=50_000, pieces=9)
    order = an_order_paid_online(session, (phone, 3), (buds, 1))
    name = order.lines[0].name
    pay_back(session, receive(session, approve(session, ask(session, order, {first_position(session, order): 2}))))
    refund = session.scalars(select(Refund)).one()
    assert refund.draft is not None
    assert [(one["description"], one["quantity"]) for one in refund.draft["items"]] == [(name, 2)]
    assert (refund.amount_kopecks, refund.draft["mode"]) == (200_000, "full_payment")


def test_the_last_piece_brings_the_delivery_back_on_the_receipt_too(session: Session, phone: Variant) -> None:
    order = a_brought_order(session, (phone, 1))
    pay_back(session, receive(session, approve(session, ask(session, order))))
    refund = session.scalars(select(Refund)).one()
    assert refund.draft is not None
    assert [one["description"] for one in refund.draft["items"]] == [order.lines[0].name, "Курьер"]
    assert refund.amount_kopecks == 100_000 + COURIER_FEE


def test_what_was_never_paid_and_came_back_whole_is_over_without_money(session: Session, phone: Variant) -> None:
    order = a_placed_order(session, (phone, 2))
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    first = receive(session, approve(session, ask(session, order)))
    assert (first.status, first.due_kopecks, first.refunded_kopecks) == (ReturnStatus.refunded, 100_000, 0)
    assert orders.owed(orders.money_of(now(session, order))) == 100_000
    with pytest.raises(aftersales.ReturnMoveNotAllowed):
        pay_back(session, first)
    receive(session, approve(session, ask(session, order)))
    whole = now(session, order)
    assert (whole.status, whole.payment_status) == (orders.OrderStatus.completed, PaymentStatus.none)
    assert orders.moves_of(whole) == ()
    assert violations(session) == []


def test_who_gave_a_piece_back_pays_for_the_rest_only(session: Session, phone: Variant) -> None:
    order = a_placed_order(session, (phone, 3))
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    receive(session, approve(session, ask(session, order)))
    payments.take_payment(session, order.id, actor=WHO)
    paid = now(session, order)
    assert (paid.paid_kopecks, paid.status) == (200_000, orders.OrderStatus.completed)
    assert violations(session) == []
