"""The books of goods that come back: what counts as returned has come, and no more is owed for it than it cost."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Label, Subquery, case, func, select
from sqlalchemy.orm import Session

from technomart.domain.aftersales import GOODS_RETURNED, ReturnLine, ReturnRequest, ReturnStatus
from technomart.domain.fulfilment import SoldUnit
from technomart.domain.orders import Order, OrderLine
from technomart.domain.payments import Payment, PaymentState, Refund, RefundState

BACK = (ReturnStatus.received, ReturnStatus.refunded, ReturnStatus.exchanged)
HELD = (ReturnStatus.asked, ReturnStatus.approved, *BACK)


def violations(session: Session) -> Iterable[str]:
    """Everything about returns that contradicts something else, as sentences."""
    yield from _pieces(session)
    yield from _money(session)
    yield from _states(session)
    yield from _units(session)
    yield from _sent(session)
    yield from _exchanges(session)


def _pieces(session: Session) -> Iterable[str]:
    """Pieces that count as returned are those that came; no piece is asked for or given back twice."""
    came = _by_line(func.sum(ReturnLine.received_quantity).label("pieces"), BACK)
    pieces = func.coalesce(came.c.pieces, 0)
    lines = select(OrderLine.id, OrderLine.returned, pieces).outerjoin(came, came.c.order_line_id == OrderLine.id)
    for line_id, counted, of_returns in session.execute(lines.where(OrderLine.returned != pieces)):
        yield f"order line {line_id}: {counted} pieces returned, its returns make {of_returns}"
    held = _by_line(func.sum(func.coalesce(ReturnLine.received_quantity, ReturnLine.quantity)).label("pieces"), HELD)
    twice = select(OrderLine.id, OrderLine.delivered, held.c.pieces).join(held, held.c.order_line_id == OrderLine.id)
    for line_id, delivered, asked in session.execute(twice.where(held.c.pieces > OrderLine.delivered)):
        yield f"order line {line_id}: {asked} pieces are asked back, but only {delivered} were delivered"


def _by_line(count: Label[int], states: tuple[ReturnStatus, ...]) -> Subquery:
    return (
        select(ReturnLine.order_line_id, count)
        .join(ReturnRequest, ReturnRequest.id == ReturnLine.request_id)
        .where(ReturnRequest.status.in_(states))
        .group_by(ReturnLine.order_line_id)
        .subquery()
    )


def _money(session: Session) -> Iterable[str]:
    """What is owed for a return is the sum of its parts, and all returns of a line owe no more than it cost."""
    goods = (
        select(ReturnLine.request_id, func.sum(ReturnLine.refund_kopecks).label("sum"))
        .group_by(ReturnLine.request_id)
        .subquery()
    )
    parts = goods.c.sum + ReturnRequest.delivery_kopecks - ReturnRequest.kept_kopecks
    wrong = select(ReturnRequest.number, ReturnRequest.due_kopecks, parts).join(
        goods, goods.c.request_id == ReturnRequest.id
    )
    for number, due, made in session.execute(wrong.where(ReturnRequest.due_kopecks != parts)):
        yield f"return {number}: {due} owed, its parts make {made}"
    owed = _by_line(func.sum(ReturnLine.refund_kopecks).label("pieces"), BACK)
    cost = OrderLine.sum_kopecks - OrderLine.discount_kopecks
    dear = select(OrderLine.id, cost, owed.c.pieces).join(owed, owed.c.order_line_id == OrderLine.id)
    for line_id, charged, given in session.execute(dear.where(owed.c.pieces > cost)):
        yield f"order line {line_id}: {given} owed for what came back, it cost {charged}"
    spent = (
        select(
            ReturnRequest.order_id,
            func.sum(ReturnRequest.refunded_kopecks + ReturnRequest.carried_kopecks).label("sum"),
        )
        .group_by(ReturnRequest.order_id)
        .subquery()
    )
    paid = select(Order.number, Order.paid_kopecks, spent.c.sum).join(spent, spent.c.order_id == Order.id)
    for number, got, given in session.execute(paid.where(spent.c.sum > Order.paid_kopecks)):
        yield f"order {number}: {given} given back for returns, {got} were paid"


def _sent(session: Session) -> Iterable[str]:
    """No more has been sent home for goods that came back than their returns say."""
    said = (
        select(ReturnRequest.order_id, func.sum(ReturnRequest.refunded_kopecks).label("sum"))
        .group_by(ReturnRequest.order_id)
        .subquery()
    )
    sent = (
        select(Payment.order_id, func.sum(Refund.amount_kopecks).label("sum"))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.reason == GOODS_RETURNED, Refund.status != RefundState.cancelled)
        .group_by(Payment.order_id)
        .subquery()
    )
    rows = (
        select(Order.number, sent.c.sum, said.c.sum)
        .join(sent, sent.c.order_id == Order.id)
        .join(said, said.c.order_id == Order.id)
    )
    for number, given, counted in session.execute(rows.where(sent.c.sum > said.c.sum)):
        yield f"order {number}: {given} sent home for goods that came back, its returns say {counted}"


def _exchanges(session: Session) -> Iterable[str]:
    """What was owed for an exchanged return pays for its new order or went home, as far as it had been paid."""
    exchanged = ReturnRequest.status == ReturnStatus.exchanged
    carried = (
        select(Refund.carried_to_id, Refund.amount_kopecks, Payment.order_id)
        .join(Payment, Payment.id == Refund.payment_id)
        .subquery()
    )
    paid = (
        select(Payment.order_id, carried.c.order_id.label("old_id"), func.sum(carried.c.amount_kopecks).label("sum"))
        .join(carried, carried.c.carried_to_id == Payment.id)
        .group_by(Payment.order_id, carried.c.order_id)
        .subquery()
    )
    new_one = (paid.c.order_id == ReturnRequest.exchange_order_id) & (paid.c.old_id == ReturnRequest.order_id)
    sums = func.coalesce(paid.c.sum, 0)
    rows = select(ReturnRequest.number, ReturnRequest.carried_kopecks, sums).outerjoin(paid, new_one)
    for number, counted, came in session.execute(rows.where(exchanged, ReturnRequest.carried_kopecks != sums)):
        yield f"return {number}: {counted} were carried over, its new order was paid {came} so"
    made = ReturnRequest.carried_kopecks + ReturnRequest.refunded_kopecks
    left = (
        select(func.sum(Payment.amount_kopecks - Payment.refunded_kopecks))
        .where(Payment.order_id == Order.id, Payment.status == PaymentState.paid)
        .scalar_subquery()
    )
    paid_beyond = Order.paid_kopecks - Order.total_kopecks + Order.credited_kopecks
    short = (
        select(ReturnRequest.number, ReturnRequest.due_kopecks, made, left)
        .join(Order, Order.id == ReturnRequest.order_id)
        .where(exchanged, made < ReturnRequest.due_kopecks, paid_beyond >= ReturnRequest.due_kopecks, left > 0)
    )
    for number, due, given, there in session.execute(short):
        yield f"return {number}: {due} owed, {given} carried over and sent home, though {there} were still there"


def _states(session: Session) -> Iterable[str]:
    """What has come is written at each line, and only then."""
    unseen = ReturnLine.received_state.is_(None)
    rows = select(ReturnRequest.number).join(ReturnLine, ReturnLine.request_id == ReturnRequest.id)
    wrong = (ReturnRequest.status.in_(BACK) & unseen) | (ReturnRequest.status.not_in(BACK) & ~unseen)
    for number in session.scalars(rows.where(wrong).distinct()):
        yield f"return {number}: its state and what is written of its goods do not agree"


def _units(session: Session) -> Iterable[str]:
    """No more pieces are known by their numbers, in hands or back, than were delivered or came back."""
    back = case((SoldUnit.returned_at.is_not(None), 1), else_=0)
    counted = (
        select(SoldUnit.order_line_id, func.count().label("all"), func.sum(back).label("back"))
        .group_by(SoldUnit.order_line_id)
        .subquery()
    )
    rows = select(OrderLine.id, OrderLine.delivered, counted.c.all, OrderLine.returned, counted.c.back).join(
        counted, counted.c.order_line_id == OrderLine.id
    )
    wrong = (counted.c.all > OrderLine.delivered) | (counted.c.back > OrderLine.returned)
    for line_id, delivered, named, returned, of_them in session.execute(rows.where(wrong)):
        yield (
            f"order line {line_id}: {named} numbers of {delivered} pieces delivered,"
            f" {of_them} of them back, of {returned} returned"
        )
