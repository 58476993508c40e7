"""Between the shop and whoever takes its money: decide and write down, ask outside any transaction, book the answer.

The only place that calls a payment provider. Return page, webhook, poller and staff all come here, so each of them
does the same: a first look reads what is to be asked, the call is made with nothing held, and a second transaction
books what was told. Every call may be repeated: it carries the key that was written down before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from technomart.adapters.links import link
from technomart.domain import orders, payments
from technomart.domain.orders import Order
from technomart.domain.payments import (
    Payment,
    PaymentProvider,
    PaymentState,
    ProviderAway,
    ProviderPayment,
    ProviderRefused,
    ProviderUnknown,
    ReceiptKind,
    ReceiptState,
    RefundState,
    RefundStatus,
)
from technomart.foundation import clock
from technomart.foundation.logs import log
from technomart.foundation.money import Money
from technomart.runtime import Runtime

FINAL: Final = (PaymentState.paid, PaymentState.cancelled)
Answer = TypeVar("Answer")


def look(runtime: Runtime, payment_id: int, *, source: str) -> None:
    """Find out how a payment stands and book it; one that its provider does not know of yet is opened.

    Refuses ProviderAway when nothing could be learnt; that is counted.
    """
    with runtime.database.reader() as session:
        payment = payments.get_payment(session, payment_id)
        order = orders.get_order_by_id(session, payment.order_id)
    provider = provider_of(runtime, payment)
    if provider is None:
        return
    try:
        seen = _asked(runtime, provider, order, payment)
    except ProviderAway:
        with runtime.database.transaction() as session:
            payments.note_away(session, payment_id)
        raise
    except (ProviderRefused, ProviderUnknown) as refusal:
        log().warning("payment_refused", order=order.number, provider=provider.code, code=_reason(refusal))
        with runtime.database.transaction() as session:
            payments.note_refused(session, payment_id, _reason(refusal))
        return
    book(runtime, payment_id, seen, source=source)


def book(runtime: Runtime, payment_id: int, seen: ProviderPayment, *, source: str) -> None:
    """Book what a provider has told of a payment."""
    with runtime.database.transaction() as session:
        payment = payments.get_payment(session, payment_id)
        account = runtime.payment_accounts.get(payment.provider, "")
        payments.settle(session, payment_id, seen, account=account, source=source, faults=runtime.faults)


def _asked(runtime: Runtime, provider: PaymentProvider, order: Order, payment: Payment) -> ProviderPayment:
    if payment.provider_ref is not None:
        return provider.look(payment.provider_ref)
    back = link(runtime.settings.public_url, order.lang, "pay_return", token=payment.token)
    return provider.open(payments.opening_of(order, payment, return_url=back))


def capture(runtime: Runtime, payment_id: int) -> None:
    """Take held money, all of it, and book it. Raises ProviderAway to be tried again later."""
    _act_on_held(
        runtime,
        payment_id,
        "capture",
        lambda provider, ref, payment: provider.capture(
            ref, key=f"c-{payment.key}"[:64], amount=Money(payment.amount_kopecks, payment.currency), receipt=None
        ),
    )


def void(runtime: Runtime, payment_id: int) -> None:
    """Let held money go and book it. Raises ProviderAway to be tried again later."""
    _act_on_held(
        runtime, payment_id, "void", lambda provider, ref, payment: provider.cancel(ref, key=f"v-{payment.key}"[:64])
    )


def _act_on_held(
    runtime: Runtime,
    payment_id: int,
    source: str,
    act: Callable[[PaymentProvider, str, Payment], ProviderPayment],
) -> None:
    with runtime.database.reader() as session:
        payment = payments.get_payment(session, payment_id)
    provider = provider_of(runtime, payment)
    if provider is None or payment.status is not PaymentState.authorized or payment.provider_ref is None:
        return
    try:
        seen = act(provider, payment.provider_ref, payment)
    except ProviderRefused:
        seen = provider.look(payment.provider_ref)  # it has ended meanwhile: whatever it is now is the truth
    book(runtime, payment_id, seen, source=source)


def refund(runtime: Runtime, refund_id: int) -> bool:
    """Send a refund, or ask after it, and book it; whether it is over. Raises ProviderAway to be tried again."""
    with runtime.database.reader() as session:
        row = payments.get_refund(session, refund_id)
        payment = payments.get_payment(session, row.payment_id)
        order = orders.get_order_by_id(session, payment.order_id)
    provider = provider_of(runtime, payment)
    if provider is None or row.status in (RefundState.done, RefundState.cancelled):
        return True
    try:
        seen = (
            provider.look_refund(row.provider_ref)
            if row.provider_ref is not None
            else provider.refund(payments.refund_order_of(order, payment, row))
        )
    except (ProviderRefused, ProviderUnknown) as refusal:
        log().warning("refund_refused", order=order.number, provider=provider.code, code=_reason(refusal))
        with runtime.database.transaction() as session:
            payments.note_refund_refused(session, refund_id, _reason(refusal))
        return True
    with runtime.database.transaction() as session:
        payments.settle_refund(session, refund_id, seen)
    return seen.status is not RefundStatus.pending


def receipt(runtime: Runtime, receipt_id: int) -> bool:
    """Send a receipt, or ask after it, and book it; whether it is over. Raises ProviderAway to be tried again."""
    with runtime.database.reader() as session:
        row = payments.get_receipt(session, receipt_id)
        if row.status in (ReceiptState.done, ReceiptState.error):
            return True
        payment = payments.payment_of_receipt(session, row)
        order = orders.get_order_by_id(session, payment.order_id)
    provider = provider_of(runtime, payment)
    if provider is None:
        return True
    if row.kind is ReceiptKind.prepay:
        return _prepay_receipt(runtime, receipt_id, payment.id)
    try:
        seen = (
            provider.look_receipt(row.provider_ref)
            if row.provider_ref is not None
            else provider.send_receipt(payments.second_receipt_of(order, payment, row))
        )
    except (ProviderRefused, ProviderUnknown) as refusal:
        log().warning("receipt_refused", order=order.number, provider=provider.code, code=_reason(refusal))
        with runtime.database.transaction() as session:
            payments.note_receipt_refused(session, receipt_id, _reason(refusal))
        return True
    with runtime.database.transaction() as session:
        payments.note_receipt(session, receipt_id, seen)
    return seen.status is not RefundStatus.pending


def _prepay_receipt(runtime: Runtime, receipt_id: int, payment_id: int) -> bool:
    """The receipt of a payment is told of with the payment itself."""
    look(runtime, payment_id, source="receipt")
    with runtime.database.transaction() as session:
        if payments.get_receipt(session, receipt_id).status is not ReceiptState.sent:
            return True
        payments.note_receipt_slow(session, receipt_id)
        return payments.get_receipt(session, receipt_id).status is not ReceiptState.sent


def expire(runtime: Runtime, order_id: int) -> bool:
    """End an order that was not paid in time, after asking once more about each attempt; whether it has ended.

    While the provider is away an order is not ended before its grace is over: its money may be on its way.
    """
    with runtime.database.reader() as session:
        order = orders.get_order_by_id(session, order_id)
        live = payments.live_payments_of(session, order_id)
    for payment in live:
        try:
            look(runtime, payment.id, source="deadline")
        except ProviderAway:
            if order.pay_before is not None and clock.now() < order.pay_before + payments.GRACE:
                return False
    with runtime.database.transaction() as session:
        return payments.expire_order(session, order_id, faults=runtime.faults)


def provider_of(runtime: Runtime, payment: Payment) -> PaymentProvider | None:
    """Who takes this payment; None for the shop's own counter and account, and for one that is no longer set up."""
    if payment.provider in payments.BY_HAND:
        return None
    found = next((one for one in runtime.payments.values() if one.code == payment.provider), None)
    if found is None:
        log().error("payment_provider_not_set_up", provider=payment.provider, method=payment.method)
    return found


def _reason(refusal: ProviderRefused | ProviderUnknown) -> str:
    return refusal.reason if isinstance(refusal, ProviderRefused) else refusal.code
