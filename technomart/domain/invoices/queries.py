"""Looking invoices up: by their order, by the numbers a purpose of payment names; what a statement would pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain import payments
from technomart.domain.invoices import rules
from technomart.domain.invoices.errors import NoInvoice
from technomart.domain.invoices.models import OrderCompany
from technomart.domain.invoices.rules import Billed, Company, Credit, Match
from technomart.domain.orders import Order, OrderStatus
from technomart.domain.payments import Payment, PaymentState
from technomart.foundation.money import Money

METHOD = "invoice"
OVER = (OrderStatus.cancelled, OrderStatus.expired)
PORTION = 400


def find_company(session: Session, order_id: int) -> OrderCompany | None:
    """Whom the order's invoice was made out to; None for an order of a person."""
    return session.scalar(_of_order(), {"order": order_id})


@cache
def _of_order() -> Select[OrderCompany]:
    return select(OrderCompany).where(OrderCompany.order_id == bindparam("order"))


def get_invoice(session: Session, order: Order) -> OrderCompany:
    """The invoice of an order that may be paid or has been. Refuses NoInvoice, also for an order that is over."""
    found = find_company(session, order.id)
    if found is None or order.status in OVER:
        raise NoInvoice()
    return found


def offered_to(session: Session, order: Order, offered: Mapping[str, str]) -> Mapping[str, str]:
    """The ways this order can be paid: by invoice only if it was made out to a company."""
    if METHOD in offered and find_company(session, order.id) is None:
        return {method: provider for method, provider in offered.items() if method != METHOD}
    return offered


def look_through(session: Session, credits_: Sequence[Credit]) -> list[Match]:
    """What each credit pays, in their order; nothing is changed."""
    numbers = {credit.ref: rules.numbers_in(credit.purpose) for credit in credits_}
    known = billed(session, {number for found in numbers.values() for number in found})
    return [
        rules.judge(credit, [known[number] for number in numbers[credit.ref] if number in known])
        for credit in credits_
    ]


def billed(session: Session, numbers: Iterable[str]) -> dict[str, Billed]:
    """The invoices with these numbers."""
    wanted = sorted(set(numbers))
    found: dict[str, Billed] = {}
    for start in range(0, len(wanted), PORTION):
        rows = session.execute(
            select(OrderCompany, Payment, Order.number)
            .join(Order, Order.id == OrderCompany.order_id)
            .join(Payment, (Payment.order_id == OrderCompany.order_id) & (Payment.provider == payments.BANK))
            .where(OrderCompany.invoice_number.in_(wanted[start : start + PORTION]))
            .order_by(Payment.id)
        )
        for company, payment, order_number in rows:
            found[company.invoice_number] = billed_of(company, payment, order_number)
    return found


def billed_of(company: OrderCompany, payment: Payment, order_number: str) -> Billed:
    """The invoice as it waits for its money."""
    return Billed(
        number=company.invoice_number,
        order_number=order_number,
        order_id=company.order_id,
        company=Company(company.name, company.inn, company.kpp, company.address),
        amount=Money(payment.amount_kopecks, payment.currency),
        paid_by=payment.provider_ref if payment.status is PaymentState.paid else None,
    )


def bank_payment_of(session: Session, order_id: int) -> Payment:
    """The payment an order's invoice asks for. Refuses NoInvoice."""
    found = [one for one in payments.payments_of(session, order_id) if one.provider == payments.BANK]
    if not found:
        raise NoInvoice()
    return found[-1]
