"""The ledger of receipts: what was registered, what is on its way, what failed (54-FZ)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Order, OrderLine
from technomart.domain.payments import rules
from technomart.domain.payments.models import Payment, Receipt, Refund
from technomart.domain.payments.ports import ProviderPayment, ProviderReceipt, ReceiptMode
from technomart.domain.payments.queries import (
    draft_of,
    fees_of,
    get_receipt,
    payments_of,
    pieces_of,
    prepay_draft_of,
    refund_draft_of,
)
from technomart.domain.payments.rules import PaymentState, ReceiptKind, ReceiptState, RefundState, Sold
from technomart.domain.payments.rules.work import RECEIPT, key
from technomart.foundation import clock, ids, jobs

LONGEST_FAULT = 200


def note_prepay_receipt(session: Session, order: Order, payment: Payment, seen: ProviderPayment) -> None:
    """The receipt that went with a payment: it is in the books from the moment the money is.

    As long as the provider has not registered it the worker asks again; in the end the staff are told. A company
    that pays from account to account gets none (54-FZ, article 2, part 9).
    """
    if payment.provider in rules.BY_HAND:
        return
    receipt = session.scalar(
        select(Receipt).where(Receipt.payment_id == payment.id, Receipt.kind == ReceiptKind.prepay)
    )
    if receipt is None:
        draft = rules.written(prepay_draft_of(order, payment))
        receipt = _queue(session, draft, ReceiptKind.prepay, payment_id=payment.id, status=ReceiptState.sent)
    if receipt.status is ReceiptState.sent and seen.receipt_status is not None:
        _move(receipt, rules.RECEIPT_STATE_OF[seen.receipt_status], None)


def note_refund_receipt(session: Session, order: Order, payment: Payment, refund: Refund) -> None:
    """The receipt that went with a refund; its provider registers it with the refund itself."""
    draft = refund_draft_of(order, refund)
    _queue(session, rules.written(draft), ReceiptKind.refund, refund_id=refund.id, status=ReceiptState.done)


def queue_carried_receipt(session: Session, payment: Payment, refund: Refund) -> None:
    """Goods came back and their money pays for others: the receipt of the return is owed, though no money moves.

    By it the money is paid beforehand again; the hand-over of the others settles it (`queue_final_receipts`).
    """
    if payment.provider not in rules.BY_HAND and refund.draft is not None:
        _queue(session, refund.draft, ReceiptKind.refund, refund_id=refund.id, status=ReceiptState.queued)


def queue_final_receipts(session: Session, order: Order) -> None:
    """What was paid before has been handed over: the receipt of the hand-over is owed, once a piece.

    Each hand-over owes the receipt of its pieces, the last one of the fees too, out of the payments in their order.
    """
    paid = [
        payment
        for payment in payments_of(session, order.id)
        if payment.provider not in rules.BY_HAND and payment.status is PaymentState.paid
    ]
    known = _final_receipts(session, [payment.id for payment in paid])
    told = rules.told_pieces(receipt.draft for receipt in known)
    if told is None:
        return
    is_last = all(line.delivered == line.quantity - line.cancelled for line in order.lines)
    new = {line.id: line.delivered - told.pieces.get(line.id, 0) for line in order.lines}
    goods = [_handed(line, told.pieces.get(line.id, 0), new[line.id]) for line in order.lines if new[line.id] > 0]
    goods += fees_of(order) if is_last and not told.fees else []
    worth = sum(one.net_kopecks for one in goods)
    says = {"pieces": {str(line_id): count for line_id, count in new.items() if count > 0}, "fees": is_last}
    for payment in paid:
        part = min(worth, _unsettled(session, payment, known))
        if part > 0:
            draft = rules.written(draft_of(order, part, ReceiptMode.full_payment, goods))
            _queue(session, draft | says, ReceiptKind.full, payment_id=payment.id, status=ReceiptState.queued)
            worth, says = worth - part, {"pieces": {}, "fees": is_last}  # pieces are told once


def _final_receipts(session: Session, payment_ids: list[int]) -> list[Receipt]:
    of_these = Receipt.payment_id.in_(payment_ids) & (Receipt.kind == ReceiptKind.full)
    return list(session.scalars(select(Receipt).where(of_these).order_by(Receipt.id)))


def _handed(line: OrderLine, before: int, pieces: int) -> Sold:
    """Pieces that were handed over now, at what they cost after those that were handed over or called off before."""
    gone = line.cancelled + before
    return pieces_of(line, pieces, kopecks=orders.worth(line.charged_kopecks, line.quantity, gone, pieces))


def _unsettled(session: Session, payment: Payment, known: Sequence[Receipt]) -> int:
    """What of a payment no receipt of a hand-over is about yet, less what went back before the goods were there."""
    back = session.scalar(
        select(func.coalesce(func.sum(Refund.amount_kopecks), 0)).where(
            Refund.payment_id == payment.id,
            Refund.mode == ReceiptMode.full_prepayment,
            Refund.status != RefundState.cancelled,
        )
    )
    settled = sum(rules.sum_of(receipt.draft) for receipt in known if receipt.payment_id == payment.id)
    return payment.amount_kopecks - int(back or 0) - settled


def note_receipt(session: Session, receipt_id: int, seen: ProviderReceipt) -> Receipt:
    """Book what the provider says of a receipt."""
    receipt = _lock(session, receipt_id)
    receipt.provider_ref = seen.ref
    receipt.attempts += 1
    _move(receipt, rules.RECEIPT_STATE_OF[seen.status], seen.fault)
    return receipt


def note_receipt_refused(session: Session, receipt_id: int, reason: str) -> None:
    """The receipt will not be registered as it is: somebody must look."""
    _move(_lock(session, receipt_id), ReceiptState.error, reason)


def note_receipt_slow(session: Session, receipt_id: int) -> None:
    """Still not registered: counted, and after many tries put before the staff."""
    receipt = _lock(session, receipt_id)
    receipt.attempts += 1
    if receipt.attempts >= rules.MOST_TRIES:
        _move(receipt, ReceiptState.error, "not registered by the provider")


def try_receipt_again(session: Session, receipt_id: int) -> Receipt:
    """Queue a receipt that failed once more, under a new key: the old attempt is known to have come to nothing."""
    receipt = _lock(session, receipt_id)
    if receipt.status is ReceiptState.error:
        receipt.status, receipt.fault, receipt.attempts = ReceiptState.queued, None, 0
        receipt.key, receipt.provider_ref, receipt.changed_at = ids.token(), None, clock.now()
        _ask(session, receipt)
    return receipt


def _lock(session: Session, receipt_id: int) -> Receipt:
    get_receipt(session, receipt_id)
    row = select(Receipt).where(Receipt.id == receipt_id).with_for_update()
    return session.scalars(row.execution_options(populate_existing=True)).one()


def _queue(
    session: Session,
    draft: Mapping[str, Any],
    kind: ReceiptKind,
    *,
    status: ReceiptState,
    payment_id: int | None = None,
    refund_id: int | None = None,
) -> Receipt:
    at = clock.now()
    receipt = Receipt(
        payment_id=payment_id,
        refund_id=refund_id,
        kind=kind,
        status=status,
        key=ids.token(),
        draft=dict(draft),
        attempts=0,
        queued_at=at,
        changed_at=at,
    )
    session.add(receipt)
    session.flush()  # the work below is named after it
    if status is not ReceiptState.done:
        _ask(session, receipt)
    return receipt


def _ask(session: Session, receipt: Receipt) -> None:
    jobs.enqueue(session, RECEIPT, key(RECEIPT, receipt.id), {"receipt": receipt.id})


def _move(receipt: Receipt, after: ReceiptState, fault: str | None) -> None:
    if receipt.status is not after:
        receipt.status, receipt.changed_at = after, clock.now()
    receipt.fault = fault[:LONGEST_FAULT] if fault else None
