"""Carrying money over: from an order whose goods came back to the one whose goods go out instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Order
from technomart.domain.payments import rules
from technomart.domain.payments.commands.giving_back import write_refund
from technomart.domain.payments.commands.receipts import queue_carried_receipt
from technomart.domain.payments.models import Payment
from technomart.domain.payments.ports import ReceiptMode
from technomart.domain.payments.queries import draft_of, ledger_of, lock_payment, mode_now
from technomart.domain.payments.rules import PaymentState, RefundState, Sold
from technomart.foundation import clock, ids
from technomart.foundation.faults import Faults

EXCHANGED = "exchanged"
"""Why money went no further than another order, as its refund says it."""


def carry(
    session: Session,
    order: Order,
    to: Order,
    most_kopecks: int,
    *,
    goods: Sequence[Sold],
    actor: str,
    faults: Faults,
) -> int:
    """Let the money of a locked order pay for another, new one, as far as it is owed there; how many kopecks.

    It leaves no payment twice: each is taken from by the same conditional UPDATE as for a refund. No provider moves
    money, but a receipt is owed of the goods it had paid for. What is later given back of the new payment goes home
    by the way the first one came.
    """
    left = min(most_kopecks, orders.owed(orders.money_of(to)))
    carried = 0
    for found in ledger_of(session, order.id).payments:
        _, payment = lock_payment(session, found.id)
        here = payment.amount_kopecks - payment.refunded_kopecks if payment.status is PaymentState.paid else 0
        part = min(left - carried, here)
        if part > 0:
            _carry_part(session, order, to, payment, part, goods=goods, actor=actor, faults=faults)
            carried += part
    return carried


def _carry_part(
    session: Session,
    order: Order,
    to: Order,
    payment: Payment,
    part: int,
    *,
    goods: Sequence[Sold],
    actor: str,
    faults: Faults,
) -> None:
    there = _paid_over(payment, to, part, clock.now())
    session.add(there)
    session.flush()  # the refund names it
    refund = write_refund(
        session,
        order,
        payment,
        part,
        goods=goods,
        mode=mode_now(order),
        reason=EXCHANGED,
        granted_by=actor,
        status=RefundState.done,
        carried_to_id=there.id,
        faults=faults,
    )
    queue_carried_receipt(session, payment, refund)
    orders.note_money(session, order, carried=part, actor=actor)
    orders.note_money(session, to, paid=part, actor=actor)


def _paid_over(payment: Payment, to: Order, part: int, at: datetime) -> Payment:
    """A part of a payment as the payment of another order."""
    return Payment(
        order_id=to.id,
        token=ids.token(),
        method=payment.method,
        provider=payment.provider,
        status=PaymentState.paid,
        amount_kopecks=part,
        currency=payment.currency,
        key=ids.token(),
        source_id=payment.source_id or payment.id,
        source_ref=payment.paid_as or None,
        opened_at=at,
        draft=rules.written(draft_of(to, part, ReceiptMode.full_prepayment)),
    )
