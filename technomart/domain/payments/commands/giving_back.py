"""Giving money back: never more than was paid, each refund once, with its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Attention, Order
from technomart.domain.payments import rules
from technomart.domain.payments.commands.receipts import note_refund_receipt
from technomart.domain.payments.commands.telling import tell
from technomart.domain.payments.errors import RefundTooLarge, UnknownPayment
from technomart.domain.payments.models import Payment, Refund
from technomart.domain.payments.ports import ProviderRefund, ReceiptMode, RefundStatus
from technomart.domain.payments.queries import (
    draft_of,
    get_payment_of,
    get_refund,
    lock_payment,
    mode_now,
    money_left,
    payments_of,
)
from technomart.domain.payments.rules import PaymentState, RefundState, Sold
from technomart.domain.payments.rules.work import GIVEN_BACK, REFUND, VOID, key
from technomart.foundation import audit, clock, ids, jobs
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money

LONGEST_REASON = 200


def give_back(
    session: Session,
    payment: Payment,
    amount_kopecks: int,
    *,
    reason: str,
    actor: str,
    faults: Faults,
    goods: Sequence[Sold] = (),
    mode: ReceiptMode | None = None,
) -> Refund:
    """Promise so much of a locked payment back. Refuses RefundTooLarge for more than is left of it.

    The receipt names the goods it is given back for; without any, all that is left of the order. What was taken at
    the counter is given back there and is done at once; what came by an invoice waits until the staff have sent it
    (`note_transfer_sent`); everything else is sent by the worker.
    """
    order = orders.get_order_by_id(session, payment.order_id)
    refund = write_refund(
        session,
        order,
        payment,
        amount_kopecks,
        goods=goods,
        mode=mode or mode_now(order),
        reason=reason[:LONGEST_REASON],
        granted_by=actor,
        status=RefundState.queued,
        faults=faults,
    )
    if payment.provider == rules.COUNTER:
        order, _ = lock_payment(session, payment.id)
        _done(session, order, payment, refund)
    elif payment.provider != rules.BANK:
        jobs.enqueue(session, REFUND, key(REFUND, refund.id), {"refund": refund.id})
    return refund


def write_refund(
    session: Session,
    order: Order,
    payment: Payment,
    amount_kopecks: int,
    *,
    goods: Sequence[Sold],
    mode: ReceiptMode,
    faults: Faults,
    **written: Any,
) -> Refund:
    """Take so much out of a locked payment of an order, and write down why. Refuses RefundTooLarge."""
    left = payment.amount_kopecks - payment.refunded_kopecks if payment.status is PaymentState.paid else 0
    faults.after_check("refund")
    if amount_kopecks < 1 or not _take(session, payment, amount_kopecks, left, faults):
        raise RefundTooLarge(left_kopecks=left)
    at = clock.now()
    refund = Refund(
        payment_id=payment.id,
        key=ids.token(),
        amount_kopecks=amount_kopecks,
        mode=mode,
        draft=rules.written(draft_of(order, amount_kopecks, mode, goods)),
        granted_at=at,
        changed_at=at,
        **written,
    )
    session.add(refund)
    session.flush()  # what follows is named after it
    return refund


def refund_by_staff(
    session: Session,
    order_id: int,
    token: str,
    amount_kopecks: int,
    *,
    reason: str,
    actor: str,
    faults: Faults,
    goods: Sequence[Sold] = (),
) -> Refund:
    """Give back so much of one of the order's payments, written into the audit. Refuses as `give_back` does."""
    found = get_payment_of(session, order_id, token)
    order, payment = lock_payment(session, found.id)
    before = orders.standing_of(order) | {"refunded_kopecks": payment.refunded_kopecks}
    refund = give_back(session, payment, amount_kopecks, reason=reason, actor=actor, faults=faults, goods=goods)
    orders.note_event(
        order,
        "refund_granted",
        at=clock.now(),
        actor=actor,
        details={"amount_kopecks": amount_kopecks, "reason": reason},
        is_public=False,
    )
    after = orders.standing_of(order) | {"refunded_kopecks": payment.refunded_kopecks, "reason": reason}
    audit.record(session, actor, "order.refund", subject=f"order {order.number}", before=before, after=after)
    session.flush()  # the books are whole when this verb returns
    return refund


def call_off(
    session: Session, order: Order, *, goods: Sequence[Sold] = (), reason: str, actor: str, faults: Faults
) -> int:
    """Send all money of a locked order that is not to be on its way home; how many kopecks are refunded by it.

    Money that was taken at the counter is given back by people, who say so when they have done it.
    """
    for payment in payments_of(session, order.id):
        if payment.status is PaymentState.authorized and payment.provider != rules.COUNTER:
            jobs.enqueue(session, VOID, key(VOID, payment.id), {"payment": payment.id})
    everything = money_left(session, order.id)
    return give_back_part(session, order, everything, goods=goods, reason=reason, actor=actor, faults=faults)


def give_back_part(
    session: Session,
    order: Order,
    most_kopecks: int,
    *,
    goods: Sequence[Sold],
    reason: str,
    actor: str,
    faults: Faults,
) -> int:
    """Send so much of a locked order's money home for goods that were called off; how many kopecks are refunded.

    Only what a provider has taken goes by itself. Money that was taken at the counter is given back by people.
    """
    refunded = 0
    for payment in payments_of(session, order.id):
        if payment.provider == rules.COUNTER or payment.status is not PaymentState.paid:
            continue
        _, locked = lock_payment(session, payment.id)
        part = min(most_kopecks - refunded, locked.amount_kopecks - locked.refunded_kopecks)
        if part > 0:
            how: dict[str, Any] = {"goods": goods, "mode": ReceiptMode.full_prepayment}
            give_back(session, locked, part, reason=reason, actor=actor, faults=faults, **how)
            refunded += part
    return refunded


def give_back_late(session: Session, payment_id: int, *, faults: Faults) -> bool:
    """Money that came late goes home, unless the staff have seen to it; whether it does."""
    order, payment = lock_payment(session, payment_id)
    left = payment.amount_kopecks - payment.refunded_kopecks
    if order.attention is not Attention.late_payment or payment.status is not PaymentState.paid or not left:
        return False
    give_back(session, payment, left, reason="late_payment", actor="shop", faults=faults)
    return True


def settle_refund(session: Session, refund_id: int, seen: ProviderRefund) -> Refund:
    """Book what the provider says of a refund, however often, once; forward only."""
    order, payment, refund = _lock_refund(session, refund_id)
    after = rules.REFUND_STATE_OF[seen.status]
    wrong = (seen.payment_ref, seen.amount.minor) != (payment.paid_as, refund.amount_kopecks)
    if wrong:
        orders.call_attention(order, Attention.wrong_payment, actor=payment.provider, details={"wrong": "refund"})
        return refund
    if after not in rules.REFUND_MOVES[refund.status]:
        return refund
    refund.provider_ref, refund.status, refund.changed_at = seen.ref, after, clock.now()
    if after is RefundState.done:
        _done(session, order, payment, refund)
    elif after is RefundState.cancelled:
        _not_made(session, order, payment, refund, seen.cancel_reason or "cancelled")
    session.flush()  # the books are whole when this verb returns
    return refund


def note_transfer_sent(session: Session, order_id: int, key: str, *, ref: str) -> Refund:
    """The shop has sent this refund back to the company's account, as the document `ref`; booked once.

    Refuses UnknownPayment for a refund that is not this order's or does not go by a transfer.
    """
    found = session.execute(
        select(Refund, Payment)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.key == key, Payment.order_id == order_id, Payment.provider == rules.BANK)
    ).one_or_none()
    if found is None:
        raise UnknownPayment()
    refund, payment = found
    seen = ProviderRefund(
        ref=ref,
        payment_ref=payment.paid_as,
        status=RefundStatus.succeeded,
        amount=Money(refund.amount_kopecks, payment.currency),
        created_at=clock.now(),
    )
    return settle_refund(session, refund.id, seen)


def note_refund_refused(session: Session, refund_id: int, reason: str) -> None:
    """The provider will not give this money back: it is still the shop's to give, and the staff are called."""
    order, payment, refund = _lock_refund(session, refund_id)
    if refund.status is RefundState.queued:
        _not_made(session, order, payment, refund, reason)


def try_refund_again(session: Session, order_id: int, refund_id: int, *, actor: str, faults: Faults) -> Refund:
    """Grant a refund that was not made anew. Refuses RefundTooLarge when its money has gone back another way."""
    order, payment, refund = _lock_refund(session, refund_id)
    if order.id != order_id or refund.status is not RefundState.cancelled:
        raise RefundTooLarge(left_kopecks=payment.amount_kopecks - payment.refunded_kopecks)
    again = give_back(session, payment, refund.amount_kopecks, reason=refund.reason, actor=actor, faults=faults)
    again.mode, again.draft = refund.mode, refund.draft or again.draft
    session.flush()  # the books are whole when this verb returns
    return again


def _take(session: Session, payment: Payment, amount: int, left: int, faults: Faults) -> bool:
    """The guard itself, of whatever leaves a payment: one conditional UPDATE, its row count checked."""
    change = update(Payment).where(Payment.id == payment.id)
    if faults.skips_lock("refund"):
        if amount > left:
            return False
        change = change.values(refunded_kopecks=payment.refunded_kopecks + amount)
    else:
        change = change.where(
            Payment.status == PaymentState.paid, Payment.refunded_kopecks + amount <= Payment.amount_kopecks
        ).values(refunded_kopecks=Payment.refunded_kopecks + amount)
    session.flush()  # the statement goes straight to the database
    done = session.execute(change.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)
    session.refresh(payment)
    return done.rowcount == 1


def _lock_refund(session: Session, refund_id: int) -> tuple[Order, Payment, Refund]:
    order, payment = lock_payment(session, get_refund(session, refund_id).payment_id)
    row = select(Refund).where(Refund.id == refund_id).with_for_update()
    return order, payment, session.scalars(row.execution_options(populate_existing=True)).one()


def _done(session: Session, order: Order, payment: Payment, refund: Refund) -> None:
    refund.status, refund.changed_at = RefundState.done, clock.now()
    orders.note_money(session, order, refunded=refund.amount_kopecks, actor=refund.granted_by)
    if payment.provider not in rules.BY_HAND:
        note_refund_receipt(session, order, payment, refund)
    if order.paid_kopecks == order.refunded_kopecks and order.attention is Attention.late_payment:
        orders.note_seen_to(session, order, actor=refund.granted_by)
    tell(session, GIVEN_BACK, order, payment, refund_kopecks=refund.amount_kopecks, key=f"refund:{refund.key[:24]}")


def _not_made(session: Session, order: Order, payment: Payment, refund: Refund, reason: str) -> None:
    refund.status, refund.fault, refund.changed_at = RefundState.cancelled, reason[:LONGEST_REASON], clock.now()
    session.execute(
        update(Payment)
        .where(Payment.id == payment.id)
        .values(refunded_kopecks=Payment.refunded_kopecks - refund.amount_kopecks)
        .execution_options(synchronize_session=False)
    )
    session.refresh(payment)
    details = {"amount_kopecks": refund.amount_kopecks, "reason": reason}
    orders.call_attention(order, Attention.refund_failed, actor=payment.provider, details=details)
