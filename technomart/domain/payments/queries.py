"""Looking payments up: by their order, by their unguessable token, by their provider's name; and what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Order, OrderLine
from technomart.domain.payments import rules
from technomart.domain.payments.errors import UnknownPayment
from technomart.domain.payments.models import Payment, PaymentEvent, Receipt, Refund
from technomart.domain.payments.ports import Opening, ReceiptDraft, ReceiptMode, RefundOrder, SecondReceipt
from technomart.domain.payments.rules import PaymentState, ReceiptKind, ReceiptState, RefundState, Sold
from technomart.foundation.money import Money

DESCRIPTION = "Заказ %s"
RETURNED = "Возврат по заказу %s"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything about one order's money, oldest first."""

    payments: Sequence[Payment] = ()
    events: Sequence[PaymentEvent] = ()
    refunds: Sequence[Refund] = ()
    receipts: Sequence[Receipt] = ()

    def left(self, payment: Payment) -> int:
        """What of a payment can still be given back, in kopecks."""
        paid = payment.status is PaymentState.paid
        return payment.amount_kopecks - payment.refunded_kopecks if paid else 0

    @property
    def carried(self) -> int:
        """What of the order's money pays for another order now, in kopecks."""
        return sum(one.amount_kopecks for one in self.refunds if one.carried_to_id is not None)

    @property
    def carried_in(self) -> int:
        """What of the order's money had been paid for another one before, in kopecks."""
        return sum(one.amount_kopecks for one in self.payments if one.source_id is not None)

    def payment_of(self, receipt: Receipt) -> int | None:
        """The payment a receipt belongs to, also when it is of a refund."""
        if receipt.payment_id is not None:
            return receipt.payment_id
        return next((one.payment_id for one in self.refunds if one.id == receipt.refund_id), None)


def payments_of(session: Session, order_id: int) -> list[Payment]:
    """Every attempt to pay this order, oldest first."""
    return list(session.scalars(_of_order(), {"order": order_id}))


@cache
def _of_order() -> Select[Payment]:
    return select(Payment).where(Payment.order_id == bindparam("order")).order_by(Payment.id)


def ledger_of(session: Session, order_id: int) -> Ledger:
    """The order's money in full. Four questions, one or two where nothing has been paid yet."""
    found = payments_of(session, order_id)
    if not found:
        return Ledger()
    ids = [payment.id for payment in found]
    events = select(PaymentEvent).where(PaymentEvent.payment_id.in_(ids)).order_by(PaymentEvent.id)
    if not any(payment.status is PaymentState.paid for payment in found):
        return Ledger(found, session.scalars(events).all())  # refunds and receipts are of money that has come
    refunds = session.scalars(select(Refund).where(Refund.payment_id.in_(ids)).order_by(Refund.id)).all()
    receipts = select(Receipt).where(
        or_(Receipt.payment_id.in_(ids), Receipt.refund_id.in_([refund.id for refund in refunds]))
    )
    return Ledger(found, session.scalars(events).all(), refunds, session.scalars(receipts.order_by(Receipt.id)).all())


def money_left(session: Session, order_id: int) -> int:
    """What of all the order's payments can still be given back, in kopecks."""
    left = func.sum(Payment.amount_kopecks - Payment.refunded_kopecks)
    paid = select(func.coalesce(left, 0)).where(Payment.order_id == order_id, Payment.status == PaymentState.paid)
    return int(session.scalar(paid) or 0)


def get_payment_by_token(session: Session, token: str) -> Payment:
    """The payment behind an unguessable link. Refuses UnknownPayment."""
    return _get(session, Payment.token == token)


def get_payment_of(session: Session, order_id: int, token: str) -> Payment:
    """The order's payment with this token. Refuses UnknownPayment, also for another order's."""
    return _get(session, Payment.order_id == order_id, Payment.token == token)


def get_payment(session: Session, payment_id: int) -> Payment:
    """The payment of a piece of work inside the house. Never for a face: ids do not leave the house."""
    return _get(session, Payment.id == payment_id)


def find_payment_by_ref(session: Session, provider: str, ref: str) -> Payment | None:
    """The payment its provider calls so, or None."""
    return session.scalar(select(Payment).where(Payment.provider_ref == ref, Payment.provider == provider))


def find_refund_by_ref(session: Session, provider: str, ref: str) -> Refund | None:
    """The refund its provider calls so, or None."""
    joined = select(Refund).join(Payment, Payment.id == Refund.payment_id)
    return session.scalar(joined.where(Refund.provider_ref == ref, Payment.provider == provider))


def get_refund(session: Session, refund_id: int) -> Refund:
    """The refund of a piece of work inside the house. Refuses UnknownPayment."""
    found = session.get(Refund, refund_id)
    if found is None:
        raise UnknownPayment()
    return found


def get_receipt(session: Session, receipt_id: int) -> Receipt:
    """The receipt of a piece of work inside the house. Refuses UnknownPayment."""
    found = session.get(Receipt, receipt_id)
    if found is None:
        raise UnknownPayment()
    return found


def payment_of_receipt(session: Session, receipt: Receipt) -> Payment:
    """The payment a receipt belongs to, also when it is of a refund of it."""
    if receipt.payment_id is not None:
        return get_payment(session, receipt.payment_id)
    return get_payment(session, get_refund(session, receipt.refund_id or 0).payment_id)


def lock_payment(session: Session, payment_id: int) -> tuple[Order, Payment]:
    """The payment with its order, both locked, the order first: the order of docs/locking.md."""
    order_id = session.scalar(select(Payment.order_id).where(Payment.id == payment_id))
    if order_id is None:
        raise UnknownPayment()
    order = orders.lock_order(session, order_id)
    row = select(Payment).where(Payment.id == payment_id).with_for_update()
    return order, session.scalars(row.execution_options(populate_existing=True)).one()


def due_payments(session: Session, at: datetime, *, most: int) -> list[Payment]:
    """Payments that are to be asked after now, those that wait longest first, locked; others' are stepped over."""
    due = select(Payment).where(Payment.next_look_at <= at).order_by(Payment.next_look_at, Payment.id)
    return list(session.scalars(due.limit(most).with_for_update(skip_locked=True)))


def is_any_due(session: Session, at: datetime) -> bool:
    """Whether any payment is to be asked after now: looked up before anybody takes the writers' turn."""
    return session.scalar(select(Payment.id).where(Payment.next_look_at <= at).limit(1)) is not None


def live_payments_of(session: Session, order_id: int) -> list[Payment]:
    """The attempts that the shopper may still pay, or whose money is held."""
    states = (*rules.LIVE, PaymentState.authorized)
    chosen = select(Payment).where(Payment.order_id == order_id, Payment.status.in_(states))
    return list(session.scalars(chosen.order_by(Payment.id)))


def failed_receipts(session: Session) -> list[Receipt]:
    """Receipts that somebody must see to, oldest first."""
    wrong = select(Receipt).where(Receipt.status == ReceiptState.error).order_by(Receipt.id)
    return list(session.scalars(wrong))


def failed_refunds(session: Session) -> list[Refund]:
    """Refunds that were not made, oldest first."""
    return list(session.scalars(select(Refund).where(Refund.status == RefundState.cancelled).order_by(Refund.id)))


def opening_of(order: Order, payment: Payment, *, return_url: str) -> Opening:
    """The payment as its provider is asked for it: always the same, however often it is asked."""
    return Opening(
        key=payment.key,
        reference=payment.token,
        order_number=order.number,
        method=payment.method,
        amount=Money(payment.amount_kopecks, payment.currency),
        two_stage=payment.two_stage,
        description=DESCRIPTION % order.number,
        return_url=return_url,
        lang=order.lang,
        receipt=prepay_draft_of(order, payment),
    )


def refund_order_of(order: Order, payment: Payment, refund: Refund) -> RefundOrder:
    """The refund as its provider is asked for it."""
    return RefundOrder(
        key=refund.key,
        payment_ref=payment.paid_as,
        amount=Money(refund.amount_kopecks, payment.currency),
        description=RETURNED % order.number,
        receipt=refund_draft_of(order, refund),
    )


def prepay_draft_of(order: Order, payment: Payment) -> ReceiptDraft:
    """The receipt that goes with a payment, as it was when it was begun."""
    if payment.draft is not None:
        return rules.read(payment.draft, order.email)
    return draft_of(order, payment.amount_kopecks, ReceiptMode.full_prepayment)


def refund_draft_of(order: Order, refund: Refund) -> ReceiptDraft:
    """The receipt that goes with a refund, as it was when it was granted."""
    if refund.draft is not None:
        return rules.read(refund.draft, order.email)
    return draft_of(order, refund.amount_kopecks, refund.mode)


def second_receipt_of(order: Order, payment: Payment, receipt: Receipt) -> SecondReceipt:
    """The receipt of a hand-over, or of goods that came back for others, as the provider is asked for it."""
    draft = rules.read(receipt.draft, order.email)
    return SecondReceipt(
        key=receipt.key,
        payment_ref=payment.paid_as,
        settled=Money(rules.total_of(draft), payment.currency),
        draft=draft,
        is_return=receipt.kind is ReceiptKind.refund,
    )


def mode_now(order: Order) -> ReceiptMode:
    """What money of this order is for: goods still to come, or goods that were handed over."""
    delivered = any(line.delivered for line in order.lines)
    return ReceiptMode.full_payment if delivered else ReceiptMode.full_prepayment


def draft_of(order: Order, amount_kopecks: int, mode: ReceiptMode, goods: Sequence[Sold] = ()) -> ReceiptDraft:
    """The receipt for so much of the order's money: for these goods, else for all that is left of the order."""
    sold = list(goods) or left_of(order)
    items = rules.share_of(rules.items_of(sold, sum(one.net_kopecks for one in sold)), amount_kopecks)
    return ReceiptDraft(email=order.email, mode=mode, items=items)


def left_of(order: Order) -> list[Sold]:
    """What the order still is: pieces that were neither called off nor came back, and its fees; else all it was."""
    left = [pieces_of(line, line.quantity - line.gone) for line in order.lines if line.quantity > line.gone]
    goods = left or [pieces_of(line, line.quantity, kopecks=line.charged_kopecks) for line in order.lines]
    return [*goods, *fees_of(order)]


def gone_of(order: Order) -> list[Sold]:
    """What of the order is no longer to be, as a receipt names it."""
    return [
        pieces_of(line, line.gone, kopecks=orders.worth(line.charged_kopecks, line.quantity, 0, line.gone))
        for line in order.lines
        if line.gone
    ]


def pieces_of(line: OrderLine, pieces: int, *, kopecks: int | None = None) -> Sold:
    """So many pieces of a line as a receipt names them, for this money, else for what the next so many cost."""
    gross = line.price_kopecks * pieces
    return Sold(
        name=line.name,
        quantity=pieces,
        gross_kopecks=gross,
        vat_basis_points=line.vat_basis_points,
        discount_kopecks=gross - (orders.worth_of(line, pieces) if kopecks is None else kopecks),
    )


def fees_of(order: Order) -> list[Sold]:
    """The fees of an order as a receipt names them."""
    return [
        Sold(
            name=fee.name,
            quantity=1,
            gross_kopecks=fee.amount_kopecks,
            vat_basis_points=fee.vat_basis_points,
            discount_kopecks=fee.discount_kopecks,
            is_service=True,
        )
        for fee in order.fees
    ]


def states_lines() -> list[str]:
    """What docs/states.md says of money on its way."""
    return [line for axis in rules.AXES for line in orders.moves_table(*axis)]


def _get(session: Session, *which: ColumnElement[bool]) -> Payment:
    found = session.scalar(select(Payment).where(*which).execution_options(populate_existing=True))
    if found is None:
        raise UnknownPayment()
    return found
