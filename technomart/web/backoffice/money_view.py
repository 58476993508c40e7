"""The money of an order as its office page shows it: attempts to pay, refunds, receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from technomart.domain.accounts import Permission
from technomart.domain.invoices import OrderCompany
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import BANK, BY_HAND, LIVE, Ledger, Payment, PaymentState, ReceiptState, RefundState
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.access import staff
from technomart.web.backoffice import words
from technomart.web.templating import gettext, local

OVER = (PaymentState.paid, PaymentState.cancelled)


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One attempt to pay, with what may be done about it."""

    token: str
    way: str
    state: tuple[str, str]
    sum: Money
    at: datetime
    ref: str
    why: str
    back: Money | None
    left: Money | None
    refunds: tuple[tuple[Money, tuple[str, str], str, str, datetime], ...]
    receipts: tuple[tuple[str, tuple[str, str], str], ...]
    to_send: tuple[tuple[str, Money], ...]


def rows_of(ledger: Ledger) -> list[PaymentRow]:
    """The order's payments as its page shows them, newest first."""
    return [
        PaymentRow(
            token=payment.token,
            way=_way_of(payment),
            state=words.PAYMENT_STATES[payment.status],
            sum=Money(payment.amount_kopecks),
            at=payment.opened_at,
            ref=payment.provider_ref or "",
            why=payment.cancel_reason or "",
            back=Money(payment.refunded_kopecks) if payment.refunded_kopecks else None,
            left=Money(ledger.left(payment)) if ledger.left(payment) else None,
            refunds=tuple(
                (
                    Money(one.amount_kopecks),
                    words.REFUND_STATES[one.status] if one.carried_to_id is None else words.CARRIED,
                    words.refund_reason(one.reason),
                    one.granted_by.removeprefix("staff: "),
                    one.granted_at,
                )
                for one in ledger.refunds
                if one.payment_id == payment.id
            ),
            receipts=tuple(
                (gettext(words.RECEIPT_KINDS[one.kind]), words.RECEIPT_STATES[one.status], one.fault or "")
                for one in ledger.receipts
                if ledger.payment_of(one) == payment.id
            ),
            to_send=tuple(
                (one.key, Money(one.amount_kopecks))
                for one in ledger.refunds
                if one.payment_id == payment.id and payment.provider == BANK and one.status is RefundState.queued
            ),
        )
        for payment in reversed(ledger.payments)
    ]


def _way_of(payment: Payment) -> str:
    """How it was paid; what was carried over from another order says so."""
    way = gettext(words.METHODS.get(payment.method, payment.method))
    return way if payment.source_id is None else gettext("Зачтено по обмену: %(way)s", way=way)


def _can_be_asked(payment: Payment) -> bool:
    return payment.status not in OVER and payment.provider not in BY_HAND


def _came_late(order: Order) -> bool:
    return order.status is OrderStatus.expired and order.payment_status is PaymentStatus.paid


def model_of(order: Order, ledger: Ledger, company: OrderCompany | None) -> dict[str, object]:
    """What the order's page needs to know of its money and of this person."""
    who = staff()
    may_change = who.may(Permission.change_orders)
    due = [one.amount_kopecks for one in ledger.payments if one.provider == BANK and one.status in LIVE]
    return {
        "payments": rows_of(ledger),
        "may_refund": who.may(Permission.refund),
        "may_look": may_change and any(_can_be_asked(one) for one in ledger.payments),
        "company": company,
        "bank_due": Money(due[-1]) if due and who.may(Permission.take_payment) else None,
        "today": local(clock.now()).date(),
        "may_see_to": may_change and order.attention is not None,
        "may_take_anew": may_change and _came_late(order),
        "has_failed_receipts": may_change and any(one.status is ReceiptState.error for one in ledger.receipts),
        "attention": gettext(words.ATTENTION[order.attention]) if order.attention else "",
    }
