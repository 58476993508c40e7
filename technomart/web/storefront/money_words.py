"""The ways to pay and what has become of the money, in the words of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from technomart.domain import invoices, orders, payments
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import Ledger, PaymentState, RefundState
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.web.context import runtime
from technomart.web.templating import gettext

SANDBOX = "sandbox"
NAMES = {
    "card": "Картой онлайн",
    "sbp": "СБП",
    "invoice": "Счёт для организации",
    "on_delivery_card": "Картой при получении",
    "on_delivery_cash": "Наличными при получении",
}
NOTES = {
    "card": "заплатить в течение 30 минут",
    "sbp": "через приложение банка, в течение часа",
    "invoice": "заплатить в течение трёх рабочих дней",
    "on_delivery_card": "курьеру или на кассе",
    "on_delivery_cash": "курьеру или на кассе",
}
SIGNS = {"card": "card", "sbp": "qr", "invoice": "doc", "on_delivery_card": "card", "on_delivery_cash": "cash"}
REASONS = {
    "insufficient_funds": "На карте не хватило денег.",
    "expired_on_confirmation": "Время на оплату вышло.",
    "3d_secure_failed": "Банк не получил подтверждения.",
    "canceled_by_merchant": "Мы отпустили зарезервированные деньги.",
}


@dataclass(frozen=True, slots=True)
class PayWay:
    """One way to pay as a page offers it."""

    code: str
    name: str
    note: str
    sign: str
    is_prepaid: bool


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What an order's page says of its money; plain values."""

    awaits: bool
    until: datetime | None
    owed: Money
    ways: tuple[PayWay, ...]
    chosen: str
    why_not: str
    held: Money | None
    paid: Money | None
    carried_in: Money | None
    carried: Money | None
    back: Money | None
    coming_back: Money | None
    came_late: bool


def offered_ways(
    total: Money | None = None, shipping_kind: str = "", *, by_invoice: bool = True
) -> tuple[PayWay, ...]:
    """The ways to pay that are offered, for this sum and this kind of delivery if they are known.

    An invoice only to whom it can be made out.
    """
    offered = set(runtime().payment_methods) - (set() if by_invoice else {invoices.METHOD})
    return tuple(
        PayWay(code, name_of(code), gettext(NOTES[code]), SIGNS[code], method.is_prepaid)
        for code, method in payments.METHODS.items()
        if code in offered
        and payments.suits(method, shipping_kind)
        and (total is None or total.minor <= (method.most_kopecks or total.minor))
    )


def name_of(code: str) -> str:
    """What a way to pay is called here; the sandbox says what it is."""
    name = gettext(NAMES.get(code, code))
    is_play = runtime().payment_methods.get(code) == SANDBOX
    return gettext("%(name)s (песочница)", name=name) if is_play else name


def why_words(reason: str | None) -> str:
    """Why an attempt came to nothing."""
    return gettext(REASONS.get(reason or "", "Банк не провёл оплату."))


def money_of(order: Order, ledger: Ledger, *, by_invoice: bool = False) -> MoneyView:
    """What has become of the order's money."""
    awaits = orders.is_awaiting_money(order) and (order.pay_before or clock.now()) > clock.now()
    owed = Money(orders.owed(orders.money_of(order)))
    held = sum(one.amount_kopecks for one in ledger.payments if one.status is PaymentState.authorized)
    on_its_way = (RefundState.queued, RefundState.sent)
    coming = sum(one.amount_kopecks for one in ledger.refunds if one.status in on_its_way)
    last = ledger.payments[-1] if ledger.payments else None
    failed = awaits and last is not None and last.status is PaymentState.cancelled
    return MoneyView(
        awaits=awaits,
        until=order.pay_before,
        owed=owed,
        ways=offered_ways(owed, order.shipping_kind, by_invoice=by_invoice) if awaits else (),
        chosen=order.payment_method,
        why_not=why_words(last.cancel_reason if last else None) if failed else "",
        held=_some(held),
        paid=_some(order.paid_kopecks - ledger.carried_in),
        carried_in=_some(ledger.carried_in),
        carried=_some(ledger.carried),
        back=_some(order.refunded_kopecks - ledger.carried),
        coming_back=_some(coming),
        came_late=order.status is OrderStatus.expired and order.payment_status is PaymentStatus.paid,
    )


def _some(kopecks: int) -> Money | None:
    return Money(kopecks) if kopecks else None
