"""Leaving work for later: asking after payments, taking held money."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain.payments import rules
from technomart.domain.payments.queries import due_payments, payments_of
from technomart.domain.payments.rules import PaymentState
from technomart.domain.payments.rules.work import CAPTURE, LOOK, REFUND, key
from technomart.foundation import clock, jobs


def ask_after(session: Session, payment_id: int) -> None:
    """Let the worker ask the provider about this payment soon; asking twice is one question."""
    jobs.enqueue(session, LOOK, key(LOOK, payment_id), {"payment": payment_id})


def ask_after_refund(session: Session, refund_id: int) -> None:
    """Let the worker ask the provider about this refund soon."""
    jobs.enqueue(session, REFUND, key(REFUND, refund_id), {"refund": refund_id})


def ask_after_due(session: Session, *, most: int) -> int:
    """Let the worker ask after every payment whose time has come; how many."""
    at = clock.now()
    due = due_payments(session, at, most=most)
    for payment in due:
        ask_after(session, payment.id)
        payment.next_look_at = rules.next_look(payment.opened_at, at)
    session.flush()  # the books are whole when this verb returns
    return len(due)


def ask_to_capture(session: Session, order_id: int) -> None:
    """The shop has agreed to the order: what is held for it is taken by the worker."""
    for payment in payments_of(session, order_id):
        if payment.status is PaymentState.authorized:
            jobs.enqueue(session, CAPTURE, key(CAPTURE, payment.id), {"payment": payment.id})
