"""An invoice for a company as a PDF: who sells, who pays, for what, how much in words, and a code banks can read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

from technomart.adapters.papers import set_paper_apart, square
from technomart.domain import invoices, orders, pricing
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
    """The invoice of this order, whose lines and fees are loaded. Refuses PaperUnavailable."""
    facts = facts_of(order, company, seller, account, timezone=timezone)
    return set_paper_apart("invoice", facts)


@dataclass(frozen=True, slots=True)
class Row:
    """One line or fee that is still to be had: what it says, what is charged for it, the VAT contained in that."""

    name: str
    quantity: int
    price: int
    charged: int
    vat: int
    rate: int

    @property
    def sum(self) -> int:
        return self.price * self.quantity


def facts_of(
    order: Order, company: OrderCompany, seller: ShopDetails, account: SellerAccount, *, timezone: str
) -> Mapping[str, Any]:
    """Everything the paper says, as plain values. Pieces that were called off are not on it."""
    rows = [*_lines(order), *_fees(order)]
    total = Money(sum(row.charged for row in rows), order.currency)
    purpose = purpose_of(order, company, sum(row.vat for row in rows))
    code = invoices.payment_code(account, name=seller.legal_name, inn=seller.inn, total=total, purpose=purpose)
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
        "code": square(code),
        "lines": [
            {"name": row.name, "quantity": str(row.quantity), "price": roubles(row.price), "sum": roubles(row.sum)}
            for row in rows
        ],
        "sums": _sums(rows),
        "total": roubles(total.minor),
        "counted": f"Всего наименований {len(rows)}, на сумму {roubles(total.minor)}{NBSP}₽",
        "words": invoices.in_words(total),
        "terms": [term.format(until=_moment(order.pay_before, timezone)) for term in _terms(order)],
    }


def _lines(order: Order) -> Iterator[Row]:
    for line in order.lines:
        left, rate = line.quantity - line.cancelled, line.vat_basis_points
        if left:
            charged = orders.worth(line.charged_kopecks, line.quantity, line.cancelled, left)
            vat = line.vat_kopecks if not line.cancelled else pricing.vat_contained(charged, rate)
            yield Row(line.name, left, line.price_kopecks, charged, vat, rate)


def _fees(order: Order) -> Iterator[Row]:
    for fee in order.fees:
        if fee.amount_kopecks:
            charged = fee.charged_kopecks
            yield Row(fee.name, 1, fee.amount_kopecks, charged, fee.vat_kopecks, fee.vat_basis_points)


def purpose_of(order: Order, company: OrderCompany, vat_kopecks: int) -> str:
    """What the payer writes: by the number the bank's statement finds its way to the order."""
    vat = f"В том числе НДС {Money(vat_kopecks).amount} руб." if vat_kopecks else "Без НДС."
    return (
        f"Оплата по счету № {company.invoice_number} от {company.invoiced_on:%d.%m.%Y}, заказ {order.number}. {vat}"
    )


def roubles(kopecks: int) -> str:
    """`59 990,00`."""
    whole, part = divmod(abs(kopecks), MINOR_PER_MAJOR)
    sign = "\u2212" if kopecks < 0 else ""
    return sign + f"{whole:,}".replace(",", NBSP) + f",{part:02d}"


def _sums(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """What was taken off, and the VAT contained by rate."""
    off = sum(row.sum - row.charged for row in rows)
    by_rate: dict[int, int] = {}
    for row in rows:
        by_rate[row.rate] = by_rate.get(row.rate, 0) + row.vat
    taxed = [
        (f"В том числе НДС {rate / 100:g}{NBSP}%".replace(".", ","), roubles(sum_))
        for rate, sum_ in sorted(by_rate.items())
        if sum_
    ]
    return [*([("Скидка", roubles(-off))] if off else []), *(taxed or [("Без НДС", "—")])]


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
