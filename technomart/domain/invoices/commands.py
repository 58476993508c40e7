"""Making an invoice out, and booking the money that comes for it: by one of the staff or from a bank's statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import orders, payments
from technomart.domain.invoices import rules
from technomart.domain.invoices.errors import DocumentUsed, NoInvoice, OtherSum, WrongDocument
from technomart.domain.invoices.models import OrderCompany
from technomart.domain.invoices.queries import bank_payment_of, find_company, look_through
from technomart.domain.invoices.rules import Company, Credit, Match, Outcome
from technomart.domain.orders import Order
from technomart.domain.payments import NothingToPay, Payment, PaymentState, ProviderPayment, ProviderStatus
from technomart.foundation import audit, clock
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money

TOLD = frozenset({Outcome.exact, Outcome.other_sum, Outcome.other_payer, Outcome.paid_already})
"""What is put to the payment's books: they book what is exact, and call the staff for the rest."""


@dataclass(frozen=True, slots=True)
class _Transfer:
    """One transfer as a payment's books are told of it; `reference` is the payment's own if its company has paid."""

    ref: str
    day: date
    amount: Money
    reference: str


def issue(session: Session, order: Order, company: Company) -> OrderCompany:
    """Make the invoice of a new order out to a company that `read_company` has found right."""
    day = clock.day_of(order.placed_at)
    number = rules.new_number(day)
    while session.scalar(select(OrderCompany.id).where(OrderCompany.invoice_number == number)) is not None:
        number = rules.new_number(day)
    made = OrderCompany(
        order_id=order.id,
        name=company.name,
        inn=company.inn,
        kpp=company.kpp,
        address=company.address,
        invoice_number=number,
        invoiced_on=day,
    )
    session.add(made)
    return made


def take_bank_money(
    session: Session,
    order_id: int,
    *,
    amount: Money,
    paid_on: date,
    document: str,
    account: str,
    actor: str,
    faults: Faults,
) -> Order:
    """Somebody of the staff has seen the invoice's money on the account; written into the audit.

    `document` and `paid_on` are the payer's: a statement that brings the same document later changes nothing.
    Refuses NoInvoice, WrongDocument, OtherSum, DocumentUsed, and NothingToPay for an invoice that is paid.
    """
    order = orders.lock_order(session, order_id)
    company, payment = find_company(session, order_id), bank_payment_of(session, order_id)
    if company is None:
        raise NoInvoice()
    today = clock.day_of(clock.now())
    if not rules.NUMBER.fullmatch(document) or not company.invoiced_on <= paid_on <= today:
        raise WrongDocument()
    if payment.status is PaymentState.paid:
        raise NothingToPay()
    if amount.minor != payment.amount_kopecks:
        raise OtherSum(due=Money(payment.amount_kopecks), came=amount)
    transfer = _Transfer(rules.document_ref(paid_on, document, company.inn), paid_on, amount, payment.token)
    if not _settle(session, order, payment, transfer, account=account, actor=actor, source="staff", faults=faults):
        raise DocumentUsed(document=document)
    return order


def book(session: Session, credit: Credit, *, account: str, actor: str, faults: Faults) -> Match:
    """Book one credit of a statement, once, however often it is brought; what it was, or is now.

    Another sum, another payer or an invoice that is paid already is never money: it is kept as an event of the
    payment, and the staff are called. What names no invoice, or several, stays as it is.
    """
    match = look_through(session, [credit])[0]
    if match.invoice is None or match.outcome not in TOLD:
        return match
    order = orders.lock_order(session, match.invoice.order_id)
    payment = bank_payment_of(session, order.id)
    is_theirs = credit.payer_inn == match.invoice.company.inn
    reference = payment.token if is_theirs else f"inn {credit.payer_inn}"
    transfer = _Transfer(credit.ref, credit.day, credit.amount, reference)
    _settle(session, order, payment, transfer, account=account, actor=actor, source="statement", faults=faults)
    return look_through(session, [credit])[0]


def _settle(
    session: Session,
    order: Order,
    payment: Payment,
    transfer: _Transfer,
    *,
    account: str,
    actor: str,
    source: str,
    faults: Faults,
) -> bool:
    """Tell the payment's books what the bank has told, as any provider's answer is told; whether it is paid by it."""
    session.refresh(payment)  # it may have been read before the order was locked
    is_news = payment.status is not PaymentState.paid
    before = orders.standing_of(order)
    seen = ProviderPayment(
        ref=transfer.ref,
        status=ProviderStatus.succeeded,
        amount=transfer.amount,
        refunded=Money(payment.refunded_kopecks),
        account=account,
        reference=transfer.reference,
        order_number=order.number,
        created_at=datetime.combine(transfer.day, time(12), tzinfo=clock.SHOP_ZONE),
    )
    settled = payments.settle(session, payment.id, seen, account=account, source=source, faults=faults)
    if settled.status is not PaymentState.paid or settled.provider_ref != transfer.ref:
        return False
    if is_news:
        after = orders.standing_of(order) | {"document": transfer.ref}
        audit.record(session, actor, "order.bank_money", subject=f"order {order.number}", before=before, after=after)
    return True


def note_refund_sent(session: Session, order_id: int, key: str, *, document: str, sent_on: date, actor: str) -> Order:
    """Somebody of the staff has sent money back by a transfer of the shop's own.

    A refund that is done already stays as it is. Refuses WrongDocument, UnknownPayment.
    """
    today = clock.day_of(clock.now())
    if not rules.NUMBER.fullmatch(document) or not date(2000, 1, 1) <= sent_on <= today:
        raise WrongDocument()
    order = orders.lock_order(session, order_id)
    before = orders.standing_of(order)
    ref = rules.document_ref(sent_on, document, f"back {key[:20]}")
    payments.note_transfer_sent(session, order_id, key, ref=ref)
    after = orders.standing_of(order) | {"document": ref}
    audit.record(session, actor, "order.refund_sent", subject=f"order {order.number}", before=before, after=after)
    return order
