"""Beginning to pay: when the order is placed, once more, or in another way."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.orders import Order, PaymentStatus
from technomart.domain.payments import rules
from technomart.domain.payments.commands.goods import secure
from technomart.domain.payments.commands.telling import tell
from technomart.domain.payments.errors import MethodNotOffered, NothingToPay, TooManyUnpaid
from technomart.domain.payments.models import Payment
from technomart.domain.payments.ports import ReceiptMode
from technomart.domain.payments.queries import draft_of, live_payments_of, lock_payment
from technomart.domain.payments.rules.work import FAILED
from technomart.foundation import clock, ids
from technomart.foundation.faults import Faults

SHOPPER = "shopper"
LONGEST_REASON = 80


def require_room(session: Session, *, email: str, account_id: int | None, at: datetime) -> None:
    """Refuse (TooManyUnpaid) one more order that would hold goods for somebody who has not paid for the last ones."""
    unpaid = orders.unpaid_of(session, email=email, account_id=account_id, at=at)
    if unpaid >= rules.MOST_UNPAID:
        raise TooManyUnpaid(most=rules.MOST_UNPAID)


def begin(session: Session, order: Order, provider: str) -> Payment:
    """Open a payment of all that is owed for a locked (or new) order, by its own way to pay.

    The provider is asked later, outside the transaction; `next_look_at` sees to it that somebody does. An invoice
    waits for its money from the first moment, and there is nobody to ask. The rest of an order that is paid in part
    is taken at once: it is not held first.
    """
    at = clock.now()
    method = rules.METHODS[order.payment_method]
    is_invoice = provider == rules.BANK
    owed = orders.owed(orders.money_of(order))
    payment = Payment(
        order_id=order.id,
        status=rules.PaymentState.pending if is_invoice else rules.PaymentState.opening,
        token=ids.token(),
        method=method.code,
        provider=provider,
        amount_kopecks=owed,
        currency=order.currency,
        two_stage=method.two_stage and not order.paid_kopecks,
        key=ids.token(),
        opened_at=at,
        next_look_at=None if is_invoice else at + rules.FIRST_LOOK,
        draft=rules.written(draft_of(order, owed, ReceiptMode.full_prepayment)),
    )
    session.add(payment)
    orders.note_payment_state(session, order, PaymentStatus.pending, actor=SHOPPER)
    return payment


def pay_otherwise(
    session: Session, order_id: int, method_code: str, provider: str | None, *, faults: Faults
) -> Payment | None:
    """Pay an order that waits for money: once more, or in another way; None if it is now paid on delivery.

    The deadline stays. Pressing twice gives the payment that is under way. Refuses NothingToPay when the order no
    longer waits for money or its time is over, MethodNotOffered, and NotEnoughStock if its goods have gone.
    """
    order = orders.lock_order(session, order_id)
    method = rules.METHODS.get(method_code)
    owed = orders.owed(orders.money_of(order))
    if method is None or provider is None or owed > (method.most_kopecks or owed):
        raise MethodNotOffered(field="payment")
    if not rules.suits(method, order.shipping_kind):
        raise MethodNotOffered(field="payment")
    if not owed or not orders.is_awaiting_money(order) or (order.pay_before or clock.now()) <= clock.now():
        raise NothingToPay()
    if not method.is_prepaid:
        _pay_on_delivery(session, order, method.code, faults)
        return None
    for payment in live_payments_of(session, order.id):
        if payment.method == method.code and payment.amount_kopecks == owed and not _is_over(payment):
            return payment
    orders.choose_payment(session, order, method.code, order.pay_before, actor=SHOPPER)
    return begin(session, order, provider)


def bill_anew(session: Session, order: Order) -> None:
    """An invoice of a locked order that waits for its money asks for what is owed now that pieces were called off."""
    owed = orders.owed(orders.money_of(order))
    stale = [
        payment
        for payment in live_payments_of(session, order.id)
        if payment.provider == rules.BANK and payment.amount_kopecks != owed
    ]
    for payment in stale:
        payment.status, payment.cancel_reason = rules.PaymentState.cancelled, "order_changed"
    if stale and owed and order.payment_method == stale[-1].method:
        begin(session, order, rules.BANK)


def note_refused(session: Session, payment_id: int, reason: str) -> None:
    """The provider will not even open this payment: it has failed, the shopper may choose another way."""
    order, payment = lock_payment(session, payment_id)
    if payment.status is not rules.PaymentState.opening:
        return
    payment.status, payment.next_look_at = rules.PaymentState.cancelled, None
    payment.cancel_reason = reason[:LONGEST_REASON]
    note_failed(session, order, payment)


def note_away(session: Session, payment_id: int) -> None:
    """The provider did not answer: ask again after a while. Nothing is known to have happened."""
    session.execute(
        update(Payment)
        .where(Payment.id == payment_id, Payment.next_look_at.is_not(None))
        .values(attempts=Payment.attempts + 1)
        .execution_options(synchronize_session=False)
    )


def put_off(session: Session, payment: Payment, at: datetime, *, at_least: timedelta = timedelta(0)) -> None:
    """Ask after this payment again when its age says so."""
    payment.next_look_at = max(rules.next_look(payment.opened_at, at), at + at_least)


def note_failed(session: Session, order: Order, payment: Payment) -> None:
    """An attempt came to nothing: the order waits on, unless another attempt is under way; the shopper is told."""
    session.flush()  # what is asked next must know of it
    waits = order.payment_status in (PaymentStatus.pending, PaymentStatus.partially_paid)
    if live_payments_of(session, order.id) or not waits:
        return
    orders.note_payment_state(session, order, PaymentStatus.none, actor=payment.provider)
    if orders.is_awaiting_money(order) and order.pay_before is not None and order.pay_before > clock.now():
        tell(session, FAILED, order, payment)


def _pay_on_delivery(session: Session, order: Order, method: str, faults: Faults) -> None:
    secure(session, order, actor=SHOPPER, faults=faults)
    orders.choose_payment(session, order, method, None, actor=SHOPPER)
    orders.note_payment_state(session, order, PaymentStatus.none, actor=SHOPPER)


def _is_over(payment: Payment) -> bool:
    return payment.expires_at is not None and payment.expires_at <= clock.now()
