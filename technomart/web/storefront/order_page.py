"""An order as its page shows it: where it is on its way, what is in it, what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import phonenumbers
from flask import url_for

from technomart.domain import fulfilment, orders
from technomart.domain.checkout import EXCHANGE
from technomart.domain.fulfilment import Parcel, ParcelState, SoldUnit
from technomart.domain.invoices import OrderCompany
from technomart.domain.orders import FulfilmentStatus, Order, OrderDiscount, OrderEvent, OrderStatus
from technomart.domain.payments import Ledger
from technomart.domain.shipping import ShippingKind
from technomart.foundation.money import Money
from technomart.web.storefront.checkout_page import when_words
from technomart.web.storefront.money_words import MoneyView, money_of, name_of
from technomart.web.storefront.tracking import Tracking, tracking_of
from technomart.web.templating import day, gettext

EVENT_WORDS = {
    "placed": "Заказ принят",
    "confirmed": "Заказ подтверждён",
    "picking": "Собираем заказ",
    "ready": "Заказ готов к выдаче",
    "shipped": "Заказ в пути",
    "parcel_sent": "Отправили посылку",
    "delivered": "Заказ вручён",
    "partially_returned": "Часть товаров возвращена",
    "returned": "Товары возвращены",
    "completed": "Заказ выполнен",
    "cancelled": "Заказ отменён",
    "pieces_cancelled": "Часть заказа отменена",
    "pieces_handed_over": "Вручили часть заказа",
    "expired": "Заказ отменён: не оплачен вовремя",
    "revived": "Деньги пришли, заказ восстановлен",
    "payment_none": "Оплата не прошла",
    "payment_pending": "Ждём оплату",
    "payment_authorized": "Деньги зарезервированы",
    "payment_partially_paid": "Оплачена часть",
    "payment_paid": "Заказ оплачен",
    "payment_partially_refunded": "Часть денег возвращена",
    "payment_refunded": "Деньги возвращены",
    "parcel_at_point": "Посылка в пункте выдачи",
    "parcel_returned": "Посылку не получили, она возвращается",
    "return_asked": "Вы попросили о возврате",
    "return_approved": "Возврат согласован",
    "return_refused": "В возврате отказано",
    "return_withdrawn": "Возврат отозван",
    "return_received": "Получили товар по возврату",
    "return_closed": "Возврат завершён",
    "return_refunded": "Деньги за возврат отправлены",
    "return_exchanged": "Оформили обмен",
    "placed_in_exchange": "Оформлен взамен возвращённого товара",
}
"""What the shopper reads for each event; others are not shown."""

COVERED = "Зачтены деньги за возвращённый товар"

STATUS_WORDS = {
    OrderStatus.placed: "Принят",
    OrderStatus.confirmed: "Подтверждён",
    OrderStatus.completed: "Выполнен",
    OrderStatus.cancelled: "Отменён",
    OrderStatus.expired: "Отменён: не оплачен вовремя",
}
REACHED = {
    FulfilmentStatus.none: 0,
    FulfilmentStatus.picking: 1,
    FulfilmentStatus.ready: 2,
    FulfilmentStatus.partially_shipped: 2,
    FulfilmentStatus.shipped: 2,
    FulfilmentStatus.partially_delivered: 2,
    FulfilmentStatus.delivered: 3,
    FulfilmentStatus.partially_returned: 3,
    FulfilmentStatus.returned: 3,
}


@dataclass(frozen=True, slots=True)
class Bought:
    """One line."""

    sku: str
    slug: str
    name: str
    picture: str | None
    specs: tuple[str, ...]
    position: int
    quantity: int
    cancelled: int
    returned: int
    may_cancel: int
    total: Money
    warranty_months: int
    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payer:
    """The company that pays by an invoice; `is_valid`: the invoice can still be had."""

    name: str
    numbers: str
    address: str
    invoice: str
    day: date
    is_valid: bool


Happened = tuple[str, datetime, str, str, tuple[str, str] | None]
"""One thing of the timeline: what, when, what is known of it, how far it is, and where it leads."""


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything the page shows; plain values, so that it can be shown after the database was let go."""

    number: str
    token: str
    placed_at: datetime
    is_over: bool
    headline: str
    status: str
    steps: tuple[tuple[str, str, str], ...]
    story: tuple[Happened, ...]
    lines: tuple[Bought, ...]
    pieces: int
    goods: Money
    fees: tuple[tuple[str, Money], ...]
    discounts: tuple[tuple[str, Money], ...]
    credited: Money | None
    prepaid: Money | None
    total: Money
    vat: Money
    is_paid: bool
    payment: str
    shipping: str
    place: str
    person: str
    comment: str
    may_cancel: int
    has_warranty: bool
    money: MoneyView
    tracking: Tracking | None
    payer: Payer | None


def view_of(
    order: Order,
    ledger: Ledger,
    parcel: Parcel | None,
    units: list[SoldUnit],
    company: OrderCompany | None = None,
) -> OrderView:
    """The order in the words of the page's language; names of goods stay as they were agreed."""
    sums = orders.money_of(order)
    owed, over = orders.owed(sums), order.status in (OrderStatus.cancelled, OrderStatus.expired)
    prepaid = Money(sums.paid) if owed and sums.paid and not over else None
    return OrderView(
        number=order.number,
        token=order.public_token,
        placed_at=order.placed_at,
        is_over=over,
        headline=_headline(order, parcel),
        status=gettext(STATUS_WORDS[order.status]),
        steps=() if over else _steps(order, parcel),
        story=_story(order),
        lines=_bought(order, units),
        pieces=sum(line.quantity for line in order.lines),
        goods=Money(order.goods_kopecks),
        fees=tuple((fee.name, Money(fee.amount_kopecks)) for fee in order.fees),
        discounts=tuple((discount_name(one), Money(one.amount_kopecks)) for one in order.discounts),
        credited=Money(sums.credited) if sums.credited and not over else None,
        prepaid=prepaid,
        total=Money(order.total_kopecks if over else owed if prepaid else sums.due),
        vat=Money(order.vat_kopecks),
        is_paid=not owed,
        payment=_paid_how(order, ledger),
        shipping=order.shipping_name,
        place=order.pickup_name or _address(order),
        person=f"{order.name}, {_phone(order.phone)}",
        comment=order.comment,
        may_cancel=sum(orders.pieces_to_call_off(order.status, count) for count in orders.goods_of(order)),
        has_warranty=bool(fulfilment.cards_of(order, units)),
        money=money_of(order, ledger, by_invoice=company is not None),
        tracking=tracking_of(parcel),
        payer=None if company is None else payer_of(company, is_valid=not over),
    )


def _paid_how(order: Order, ledger: Ledger) -> str:
    return gettext(COVERED) if ledger.carried_in >= order.total_kopecks > 0 else name_of(order.payment_method)


def discount_name(one: OrderDiscount) -> str:
    """What was taken off and why."""
    if one.kind == EXCHANGE:
        return gettext("Цена как в заказе %(number)s", number=one.name)
    return gettext("Промокод %(word)s", word=one.name)


def payer_of(company: OrderCompany, *, is_valid: bool) -> Payer:
    """The company in the words of the page."""
    numbers = gettext("ИНН %(inn)s", inn=company.inn)
    if company.kpp:
        numbers = gettext("%(inn)s, КПП %(kpp)s", inn=numbers, kpp=company.kpp)
    return Payer(
        name=company.name,
        numbers=numbers,
        address=company.address,
        invoice=company.invoice_number,
        day=company.invoiced_on,
        is_valid=is_valid,
    )


def _bought(order: Order, units: list[SoldUnit]) -> tuple[Bought, ...]:
    return tuple(
        Bought(
            sku=line.sku,
            slug=line.slug,
            name=line.name,
            picture=line.picture,
            specs=tuple(line.specs),
            position=line.position,
            quantity=line.quantity,
            cancelled=line.cancelled,
            returned=line.returned,
            may_cancel=orders.pieces_to_call_off(order.status, count),
            total=Money(line.sum_kopecks),
            warranty_months=line.warranty_months,
            serials=tuple(unit.serial for unit in units if unit.order_line_id == line.id),
        )
        for line, count in zip(order.lines, orders.goods_of(order), strict=True)
    )


def _phone(number: str) -> str:
    """As people read it: `+7 915 000-12-34`."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _headline(order: Order, parcel: Parcel | None) -> str:
    if order.status is OrderStatus.cancelled:
        return gettext("Заказ отменён")
    if orders.is_awaiting_money(order):
        return gettext("Ждём оплату")
    if order.status is OrderStatus.completed or order.promised_from is None or order.promised_to is None:
        return gettext(STATUS_WORDS[order.status])
    if order.fulfilment_status is FulfilmentStatus.ready:
        kept = next((until for event in reversed(order.events) if (until := _kept_until(event))), None)
        if kept is not None:
            return gettext("Заказ ждёт вас до %(day)s включительно", day=day(kept))
    if parcel is not None and parcel.state is ParcelState.at_point:
        return gettext("Посылка ждёт вас в пункте выдачи")
    when = when_words(order.promised_from, order.promised_to)
    if order.pickup_name:
        return gettext("Можно забрать %(when)s", when=when)
    if order.shipping_kind == ShippingKind.post:
        return gettext("Посылка придёт %(when)s", when=when)
    return gettext("Курьер приедет %(when)s", when=when)


def _steps(order: Order, parcel: Parcel | None) -> tuple[tuple[str, str, str], ...]:
    """The road of the goods: name, when, and whether it is done, now or next."""
    third = gettext("Готов к выдаче") if order.pickup_name and parcel is None else gettext("В пути")
    names = [gettext("Принят"), gettext("Собираем"), third, gettext("Вручён")]
    reached = REACHED[order.fulfilment_status]
    states = ["done" if n < reached else "now" if n == reached else "next" for n in range(len(names))]
    return tuple((name, "", state) for name, state in zip(names, states, strict=True))


def _story(order: Order) -> tuple[Happened, ...]:
    """What has happened, newest first."""
    told = [event for event in order.events if event.is_public and event.kind in EVENT_WORDS]
    states = ["done"] * (len(told) - 1) + ["now"] * bool(told)
    return tuple(
        (gettext(EVENT_WORDS[event.kind]), event.at, known_of(event), state, _other_order(event))
        for event, state in reversed(list(zip(told, states, strict=True)))
    )


def _other_order(event: OrderEvent) -> tuple[str, str] | None:
    """The order this one was exchanged for, or that was exchanged for it."""
    if "token" not in event.details:
        return None
    name = gettext("Заказ %(number)s", number=event.details["order"])
    return name, url_for("orders.show", token=event.details["token"])


def known_of(event: OrderEvent) -> str:
    """What the shopper can make use of: which goods, the number of a parcel, until when goods are kept."""
    known = [gettext("%(name)s, %(num)s шт.", name=name, num=count) for name, count in event.details.get("lines", ())]
    if tracking := event.details.get("tracking"):
        known.append(gettext("Номер для отслеживания: %(track)s", track=tracking))
    if until := _kept_until(event):
        known.append(gettext("Храним до %(day)s включительно", day=day(until)))
    return "; ".join(known)


def _kept_until(event: OrderEvent) -> datetime | None:
    until = event.details.get("kept_until")
    return datetime.fromisoformat(until) if until else None


def _address(order: Order) -> str:
    address = order.address or {}
    labels = {
        "flat": gettext("кв. %s"),
        "entrance": gettext("подъезд %s"),
        "floor": gettext("этаж %s"),
        "intercom": gettext("домофон %s"),
    }
    parts = [address.get(part, "") for part in ("postal_code", "city", "street")]
    parts += [label % address[part] for part, label in labels.items() if address.get(part)]
    return ", ".join(part for part in parts if part)
