"""The books of money: payments are the counters of their orders, nothing goes back that was not paid."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from technomart.domain.invoices import OrderCompany
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import (
    BANK,
    BY_HAND,
    Payment,
    PaymentState,
    Receipt,
    ReceiptKind,
    Refund,
    RefundState,
    sum_of,
)


def violations(session: Session) -> Iterable[str]:
    """Everything about money that contradicts something else, as sentences."""
    yield from _orders(session)
    yield from _refunds(session)
    yield from _states(session)
    yield from _receipts(session)
    yield from _invoices(session)
    yield from _carried(session)


def _orders(session: Session) -> Iterable[str]:
    """What an order counts as paid and given back is what its payments and refunds make."""
    paid = (
        select(Payment.order_id, func.sum(Payment.amount_kopecks).label("sum"))
        .where(Payment.status == PaymentState.paid)
        .group_by(Payment.order_id)
        .subquery()
    )
    back = (
        select(Payment.order_id, func.sum(Refund.amount_kopecks).label("sum"))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.status == RefundState.done)
        .group_by(Payment.order_id)
        .subquery()
    )
    payments, refunds = func.coalesce(paid.c.sum, 0), func.coalesce(back.c.sum, 0)
    rows = session.execute(
        select(Order.number, Order.paid_kopecks, payments, Order.refunded_kopecks, refunds)
        .outerjoin(paid, paid.c.order_id == Order.id)
        .outerjoin(back, back.c.order_id == Order.id)
        .where((Order.paid_kopecks != payments) | (Order.refunded_kopecks != refunds))
    )
    for number, kept, of_payments, kept_back, of_refunds in rows:
        yield (
            f"order {number}: paid {kept} (payments make {of_payments}), given back {kept_back}"
            f" (refunds make {of_refunds})"
        )


def _refunds(session: Session) -> Iterable[str]:
    """What a payment counts as promised back is the sum of its refunds, and never more than was paid."""
    promised = (
        select(Refund.payment_id, func.sum(Refund.amount_kopecks).label("sum"))
        .where(Refund.status != RefundState.cancelled)
        .group_by(Refund.payment_id)
        .subquery()
    )
    total = func.coalesce(promised.c.sum, 0)
    rows = session.execute(
        select(Payment.id, Payment.refunded_kopecks, total, Payment.amount_kopecks)
        .outerjoin(promised, promised.c.payment_id == Payment.id)
        .where((Payment.refunded_kopecks != total) | (total > Payment.amount_kopecks))
    )
    for payment_id, kept, of_refunds, amount in rows:
        yield f"payment {payment_id} of {amount}: {kept} promised back, its refunds make {of_refunds}"


def _states(session: Session) -> Iterable[str]:
    """Money that is held or awaited is said so by the order."""
    held = select(Payment.order_id).where(Payment.status == PaymentState.authorized)
    wrong = select(Order.number).where(Order.payment_status == PaymentStatus.authorized, Order.id.not_in(held))
    for number in session.scalars(wrong):
        yield f"order {number}: says that money is held, but no payment holds any"
    live = select(Payment.order_id).where(Payment.status.in_([PaymentState.opening, PaymentState.pending]))
    waits = select(Order.number).where(
        Order.payment_status == PaymentStatus.pending, Order.status == OrderStatus.placed, Order.id.not_in(live)
    )
    for number in session.scalars(waits):
        yield f"order {number}: waits for a payment, but none is under way"


def _invoices(session: Session) -> Iterable[str]:
    """Money by invoice and a company to pay it go together; what was paid so names its document, and no receipt."""
    billed = select(OrderCompany.order_id)
    is_here = (Payment.provider == BANK) & Payment.source_id.is_(None)
    by_bank = select(Payment.order_id).where(is_here)
    for payment_id in session.scalars(select(Payment.id).where(is_here, Payment.order_id.not_in(billed))):
        yield f"payment {payment_id}: by an invoice that was made out to nobody"
    for number in session.scalars(select(OrderCompany.invoice_number).where(OrderCompany.order_id.not_in(by_bank))):
        yield f"invoice {number}: no payment waits for its money"
    nameless = Payment.provider_ref.is_(None) & (Payment.status == PaymentState.paid)
    for payment_id in session.scalars(select(Payment.id).where(is_here, nameless)):
        yield f"payment {payment_id}: paid by no document of a bank"
    receipts = select(Receipt.id).join(Payment, Payment.id == Receipt.payment_id).where(Payment.provider == BANK)
    for receipt_id in session.scalars(receipts):
        yield f"receipt {receipt_id}: a transfer between organisations has none"


def _carried(session: Session) -> Iterable[str]:
    """Money that was carried over is on the other order what it was on the first, and stands on one first payment."""
    there, first = aliased(Payment), aliased(Payment)
    sums = (there.amount_kopecks, Refund.amount_kopecks)
    rows = session.execute(
        select(there.id, *sums, Payment.order_id, there.order_id, first.source_id)
        .outerjoin(Refund, Refund.carried_to_id == there.id)
        .outerjoin(Payment, Payment.id == Refund.payment_id)
        .outerjoin(first, first.id == there.source_id)
        .where(there.source_id.is_not(None))
    )
    for payment_id, amount, taken, order_id, to_id, source in rows:
        if amount != taken or order_id == to_id or source is not None:
            yield f"payment {payment_id} of {amount}: carried over, {taken} were taken for it"
    begun = Payment.source_id.is_not(None) & (Receipt.kind == ReceiptKind.prepay)
    receipts = select(Receipt.id).join(Payment, Payment.id == Receipt.payment_id)
    for receipt_id in session.scalars(receipts.where(begun)):
        yield f"receipt {receipt_id}: money that was carried over had its receipt when it was paid"
    told = select(Receipt.refund_id).where(Receipt.refund_id.is_not(None))
    owed = Refund.carried_to_id.is_not(None) & Refund.draft.is_not(None) & Payment.provider.not_in(BY_HAND)
    untold = select(Refund.id).join(Payment, Payment.id == Refund.payment_id).where(owed, Refund.id.not_in(told))
    for refund_id in session.scalars(untold):
        yield f"refund {refund_id}: its money pays for other goods, and no receipt says so"
    lost = select(Refund.id).outerjoin(there, there.id == Refund.carried_to_id)
    for refund_id in session.scalars(lost.where(Refund.carried_to_id.is_not(None), there.source_id.is_(None))):
        yield f"refund {refund_id}: carried over to a payment that is not made of it"


def _receipts(session: Session) -> Iterable[str]:
    """A receipt is there once a payment, that of the hand-over once a piece, and none without its money."""
    twice = (
        select(Receipt.payment_id, Receipt.kind)
        .where(Receipt.payment_id.is_not(None), Receipt.kind != ReceiptKind.full)
        .group_by(Receipt.payment_id, Receipt.kind)
        .having(func.count() > 1)
    )
    for payment_id, kind in session.execute(twice):
        yield f"payment {payment_id}: has several receipts of the kind {kind}"
    unpaid = (
        select(Receipt.id, Receipt.kind)
        .join(Payment, Payment.id == Receipt.payment_id)
        .where(Payment.status != PaymentState.paid, Receipt.kind != ReceiptKind.refund)
    )
    for receipt_id, kind in session.execute(unpaid):
        yield f"receipt {receipt_id} ({kind}): its payment was never paid"
    settled: dict[int, int] = {}
    for payment_id, draft in session.execute(
        select(Receipt.payment_id, Receipt.draft).where(Receipt.kind == ReceiptKind.full)
    ):
        settled[payment_id] = settled.get(payment_id, 0) + sum_of(draft)
    paid = select(Payment.id, Payment.amount_kopecks).where(Payment.id.in_(settled))
    for payment_id, amount in session.execute(paid):
        if settled[payment_id] > amount:
            yield f"payment {payment_id} of {amount}: receipts of hand-overs name {settled[payment_id]}"
