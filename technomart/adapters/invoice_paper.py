"""An invoice for a company as a PDF: who sells, who pays, for what, how much in words, and a code banks can read."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import segno
from babel.dates import format_date

from technomart.adapters.papers import set_paper
from technomart.domain import invoices
from technomart.domain.content import ShopDetails
from technomart.domain.invoices import OrderCompany, SellerAccount
from technomart.domain.orders import Order
from technomart.foundation.money import MINOR_PER_MAJOR, Money

NBSP = "\u00a0"
TERMS = (
    "Счёт нужно оплатить до {until}: до этого времени товары отложены для вас.",
    "В назначении платежа укажите номер счёта. Платить должен сам покупатель со своего счёта, всю сумму сразу.",
    "Если деньги не придут вовремя, заказ отменится сам, а товары вернутся в продажу.",
)


def draw(order: Order, company: OrderCompany, seller: ShopDetails, account: SellerAccount, *, timezone: str) -> bytes:
    """The invoice of this order. Its lines, fees and discounts are loaded; what they say is what was agreed."""
    return set_paper("invoice", facts_of(order, company, seller, account, timezone=timezone))


def facts_of(
    order: Order, company: OrderCompany, seller: ShopDetails, account: SellerAccount, *, timezone: str
) -> Mapping[str, Any]:
    """Everything the paper says, as plain values."""
    total = Money(order.total_kopecks, order.currency)
    purpose = purpose_of(order, company)
    code = invoices.payment_code(account, name=seller.legal_name, inn=seller.inn, total=total, purpose=purpose)
    rows = [(line.name, line.quantity, line.price_kopecks, line.sum_kopecks) for line in order.lines]
    rows += [(fee.name, 1, fee.amount_kopecks, fee.amount_kopecks) for fee in order.fees if fee.amount_kopecks]
    return {
        "title": f"Счёт на оплату №{NBSP}{company.invoice_number} от {_day(company.invoiced_on)}",
        "sample": account.is_sample,
        "bank": {"name": account.bank, "bik": account.bik, "correspondent": account.correspondent}
        | {"account": account.account},
        "seller": {"name": seller.legal_name, "inn": seller.inn, "kpp": account.kpp}
        | {"full": _party(seller.legal_name, seller.inn, account.kpp, seller.address, seller.phone)},
        "buyer": _party(company.name, company.inn, company.kpp, company.address),
        "ground": f"Заказ {order.number}",
        "purpose": purpose,
        "code": drawn(code),
        "lines": [
            {"name": name, "quantity": str(quantity), "price": roubles(price), "sum": roubles(sum_)}
            for name, quantity, price, sum_ in rows
        ],
        "sums": _sums(order),
        "total": roubles(total.minor),
        "counted": f"Всего наименований {len(rows)}, на сумму {roubles(total.minor)}{NBSP}₽",
        "words": invoices.in_words(total),
        "terms": [term.format(until=_moment(order.pay_before, timezone)) for term in _terms(order)],
    }


def purpose_of(order: Order, company: OrderCompany) -> str:
    """What the payer writes: by the number the bank's statement finds its way to the order."""
    vat = f"В том числе НДС {order.vat_kopecks // MINOR_PER_MAJOR}.{order.vat_kopecks % MINOR_PER_MAJOR:02d} руб."
    told = f"Оплата по счету № {company.invoice_number} от {company.invoiced_on:%d.%m.%Y}, заказ {order.number}."
    return f"{told} {vat if order.vat_kopecks else 'Без НДС.'}"


def drawn(code: str) -> str:
    """The square as SVG. Level M: it is read from a screen and from paper."""
    picture = io.BytesIO()
    made = segno.make_qr(code, error="m", encoding="utf-8", boost_error=False)
    made.save(picture, kind="svg", border=4, xmldecl=False)
    return picture.getvalue().decode()


def roubles(kopecks: int) -> str:
    """`59 990,00`."""
    whole, part = divmod(abs(kopecks), MINOR_PER_MAJOR)
    sign = "\u2212" if kopecks < 0 else ""
    return sign + f"{whole:,}".replace(",", NBSP) + f",{part:02d}"


def _sums(order: Order) -> list[tuple[str, str]]:
    """What was taken off, and the VAT contained by rate."""
    said = [(f"Скидка по промокоду {one.name}", roubles(-one.amount_kopecks)) for one in order.discounts]
    by_rate: dict[int, int] = {}
    for part in (*order.lines, *order.fees):
        by_rate[part.vat_basis_points] = by_rate.get(part.vat_basis_points, 0) + part.vat_kopecks
    taxed = [
        (f"В том числе НДС {rate / 100:g}{NBSP}%".replace(".", ","), roubles(sum_))
        for rate, sum_ in sorted(by_rate.items())
        if sum_
    ]
    return said + (taxed or [("Без НДС", "—")])


def _terms(order: Order) -> tuple[str, ...]:
    return TERMS if order.pay_before is not None and not order.paid_kopecks else TERMS[1:2]


def _party(name: str, inn: str, kpp: str, address: str, phone: str = "") -> str:
    numbers = [f"ИНН{NBSP}{inn}", f"КПП{NBSP}{kpp}" if kpp else ""]
    return ", ".join(filter(None, (name, *numbers, address, phone and f"тел.{NBSP}{phone}")))


def _moment(at: datetime | None, timezone: str) -> str:
    if at is None:
        return ""
    told = at.astimezone(ZoneInfo(timezone))
    return f"{_day(told)} {told:%H:%M}"


def _day(day: date) -> str:
    """`26 ноября 2026 г.`: an invoice is Russian whatever the page's language."""
    return format_date(day, "d MMMM y 'г'.", locale="ru").replace(" ", NBSP)
