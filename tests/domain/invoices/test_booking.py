"""Money of companies: booked once when it fits, put to the staff when it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import checkout, fulfilment, inventory, invoices, orders, payments
from technomart.domain.checkout import WrongAnswers
from technomart.domain.invoices import (
    SAMPLE,
    Company,
    Credit,
    DocumentUsed,
    NoInvoice,
    OtherSum,
    Outcome,
    WrongDocument,
)
from technomart.domain.orders import Attention, Order, OrderStatus, PaymentStatus
from technomart.domain.payments import NothingToPay, Payment, PaymentEvent, PaymentState, Receipt, Refund, RefundState
from technomart.foundation.audit import AuditEntry
from technomart.foundation.faults import NO_FAULTS
from technomart.foundation.jobs import Job
from technomart.foundation.money import Money
from technomart.foundation.outbox import OutboxMessage
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale
from tests.factories.invoicing import OFFERED, PERSON, ROMASHKA, an_order_by_invoice, today
from tests.factories.paying import let_time_pass, payment_of

WHO = "staff: olga@example.ru"


@pytest.fixture
def sold(session: Session) -> tuple[Order, str]:
    """An order of two phones for 2,000 roubles that waits for a company's money, and its invoice's number."""
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=2)
    order, invoice = an_order_by_invoice(session, (phone, 2))
    return order, invoice.invoice_number


def a_credit(invoice: str, **changed: Any) -> Credit:
    facts = {
        "number": "17",
        "day": today(),
        "amount": Money(200_000),
        "payer": ROMASHKA.name,
        "payer_inn": ROMASHKA.inn,
        "purpose": f"Оплата по счету {invoice}",
    }
    return Credit(**(facts | changed))


def book(session: Session, credit: Credit) -> Outcome:
    return invoices.book(session, credit, account=SAMPLE.account, actor=WHO, faults=NO_FAULTS).outcome


def take(session: Session, order: Order, **changed: Any) -> Order:
    facts = {"amount": Money(200_000), "paid_on": today(), "document": "17", "account": SAMPLE.account, "actor": WHO}
    return invoices.take_bank_money(session, order.id, **(facts | {"faults": NO_FAULTS} | changed))


def test_an_order_by_invoice_waits_three_working_days_and_nobody_asks(
    session: Session, sold: tuple[Order, str]
) -> None:
    order, number = sold
    payment = payment_of(session, order)
    assert (payment.provider, payment.status, payment.next_look_at) == (payments.BANK, PaymentState.pending, None)
    assert order.payment_status is PaymentStatus.pending
    assert order.pay_before is not None
    assert order.pay_before - order.placed_at > timedelta(days=2)
    assert number.startswith(f"{today():%y%m%d}-")
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "order_placed")).one()
    assert told.payload["invoice"] == number
    assert violations(session) == []


@pytest.mark.parametrize("company", [None, Company("ООО", "7700000008", "770001001", "Москва")])
def test_without_a_right_company_nothing_is_ordered(session: Session, company: Company | None) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=2)
    with pytest.raises(WrongAnswers) as refused:
        an_order_by_invoice(session, (phone, 1), company=company)
    assert "company_inn" in refused.value.fields
    assert session.scalars(select(Order)).all() == []


def test_an_entrepreneur_pays_without_a_kpp_and_a_person_gets_no_invoice(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=2)
    order, invoice = an_order_by_invoice(session, (phone, 1), company=PERSON)
    assert (invoice.kpp, invoice.inn) == ("", PERSON.inn)
    assert invoices.offered_to(session, order, OFFERED) == OFFERED
    cash = a_placed_order(session, (phone, 1), payment_method="on_delivery_cash", company=ROMASHKA)
    assert invoices.find_company(session, cash.id) is None
    assert "invoice" not in invoices.offered_to(session, cash, OFFERED)
    with pytest.raises(NoInvoice):
        take(session, cash)
    assert violations(session) == []


def test_a_credit_that_fits_is_booked_once_and_owes_no_receipt(session: Session, sold: tuple[Order, str]) -> None:
    order, number = sold
    credit = a_credit(number)
    assert invoices.look_through(session, [credit])[0].outcome is Outcome.exact
    assert order.payment_status is PaymentStatus.pending, "looking through changes nothing"
    for _ in range(3):
        assert book(session, credit) is Outcome.booked
    assert (order.payment_status, order.paid_kopecks, order.attention) == (PaymentStatus.paid, 200_000, None)
    assert len(session.scalars(select(PaymentEvent)).all()) == 1
    assert session.scalars(select(AuditEntry.action)).all() == ["order.bank_money"]
    paid = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "order_paid")).all()
    assert [one.payload["method"] for one in paid] == ["invoice"]
    fulfilment.confirm(session, order.id, actor=WHO)
    fulfilment.make_ready(session, order.id, actor=WHO)
    fulfilment.hand_over(session, order.id, actor=WHO)
    payments.queue_final_receipts(session, orders.get_order_by_id(session, order.id))
    assert session.scalars(select(Receipt)).all() == []
    assert violations(session) == []


@pytest.mark.parametrize(
    ("changed", "outcome", "wrong"),
    [
        ({"amount": Money(199_999)}, Outcome.other_sum, "amount"),
        ({"amount": Money(300_000)}, Outcome.other_sum, "amount"),
        ({"payer_inn": PERSON.inn}, Outcome.other_payer, "reference"),
        ({"payer_inn": ""}, Outcome.other_payer, "reference"),
    ],
)
def test_what_does_not_fit_is_put_to_the_staff_and_is_never_money(
    session: Session, sold: tuple[Order, str], changed: dict[str, Any], outcome: Outcome, wrong: str
) -> None:
    order, number = sold
    for _ in range(2):
        assert book(session, a_credit(number, **changed)) is outcome
    assert (order.payment_status, order.paid_kopecks) == (PaymentStatus.pending, 0)
    assert order.attention is Attention.wrong_payment
    assert session.scalars(select(PaymentEvent)).one().kind == f"distrusted:{wrong}:succeeded"
    payments.see_to(session, order.id, actor=WHO)
    book(session, a_credit(number, **changed))
    assert order.attention is None, "what was seen to once is not put to them again"
    assert book(session, a_credit(number, number="18")) is Outcome.booked
    assert violations(session) == []


def test_a_second_transfer_for_the_same_invoice_calls_the_staff(session: Session, sold: tuple[Order, str]) -> None:
    order, number = sold
    book(session, a_credit(number))
    assert book(session, a_credit(number, number="18")) is Outcome.paid_already
    assert (order.paid_kopecks, order.attention) == (200_000, Attention.wrong_payment)
    assert violations(session) == []


def test_what_names_no_invoice_or_several_stays_as_it_is(session: Session, sold: tuple[Order, str]) -> None:
    order, number = sold
    phone = goods_on_sale(session, shelf(session), kopecks=50_000, pieces=1)
    _, other = an_order_by_invoice(session, (phone, 1))
    assert book(session, a_credit("261126-00000")) is Outcome.unknown
    assert book(session, a_credit(f"{number}, {other.invoice_number}")) is Outcome.several
    assert (order.payment_status, order.attention) == (PaymentStatus.pending, None)
    assert violations(session) == []


def shelf(session: Session) -> Any:
    return inventory.get_location(session, "central")


def test_staff_note_the_money_and_the_statement_that_brings_it_later_changes_nothing(
    session: Session, sold: tuple[Order, str]
) -> None:
    order, number = sold
    for wrong in ({"document": ""}, {"document": "<1>"}, {"paid_on": today() + timedelta(days=1)}):
        with pytest.raises(WrongDocument):
            take(session, order, **wrong)
    with pytest.raises(OtherSum):
        take(session, order, amount=Money(1))
    assert order.payment_status is PaymentStatus.pending
    take(session, order, document="0017")
    assert order.payment_status is PaymentStatus.paid
    with pytest.raises(NothingToPay):
        take(session, order)
    assert book(session, a_credit(number)) is Outcome.booked
    assert order.attention is None
    assert violations(session) == []


def test_one_document_does_not_pay_two_invoices(session: Session, sold: tuple[Order, str]) -> None:
    order, _ = sold
    phone = goods_on_sale(session, shelf(session), kopecks=200_000, pieces=1)
    other, _ = an_order_by_invoice(session, (phone, 1))
    take(session, order)
    with pytest.raises(DocumentUsed), session.begin_nested():
        take(session, other)
    assert other.attention is None
    assert take(session, other, document="17/2").payment_status is PaymentStatus.paid
    assert violations(session) == []


def test_money_after_the_deadline_finds_the_goods_again_or_waits_for_the_staff(
    session: Session, sold: tuple[Order, str]
) -> None:
    order, number = sold
    let_time_pass(session, order)
    assert payments.expire_order(session, order.id, faults=NO_FAULTS)
    assert order.status is OrderStatus.expired
    with pytest.raises(NoInvoice):
        invoices.get_invoice(session, order)
    assert book(session, a_credit(number)) is Outcome.booked
    assert (order.status, order.payment_status) == (OrderStatus.placed, PaymentStatus.paid)
    assert violations(session) == []


def test_money_for_an_order_called_off_is_sent_back_by_a_transfer_of_ours(
    session: Session, sold: tuple[Order, str]
) -> None:
    order, number = sold
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    book(session, a_credit(number))
    refund = session.scalars(select(Refund)).one()
    assert (refund.status, order.refunded_kopecks) == (RefundState.queued, 0)
    assert "send_refund" not in session.scalars(select(Job.kind)).all(), "no machine sends it"
    for _ in range(2):
        invoices.note_refund_sent(session, order.id, refund.key, document="5", sent_on=today(), actor=WHO)
    assert (refund.status, order.refunded_kopecks) == (RefundState.done, 200_000)
    assert session.scalars(select(Receipt)).all() == []
    with pytest.raises(payments.UnknownPayment):
        invoices.note_refund_sent(session, order.id, "another", document="5", sent_on=today(), actor=WHO)
    assert violations(session) == []


def test_an_invoice_may_be_paid_otherwise_and_its_money_then_goes_back(
    session: Session, sold: tuple[Order, str]
) -> None:
    order, number = sold
    again = payments.pay_otherwise(session, order.id, "invoice", payments.BANK, faults=NO_FAULTS)
    assert again is not None
    assert again.id == payment_of(session, order).id, "asking twice gives the invoice that waits"
    payments.pay_otherwise(session, order.id, "on_delivery_cash", "counter", faults=NO_FAULTS)
    payments.take_payment(session, order.id, actor=WHO)
    assert book(session, a_credit(number)) is Outcome.booked
    assert order.attention is Attention.paid_twice
    refund = session.scalars(select(Refund)).one()
    assert (refund.amount_kopecks, refund.status) == (200_000, RefundState.queued)
    assert len(session.scalars(select(Payment)).all()) == 2
    assert violations(session) == []


def test_pieces_that_are_called_off_leave_an_invoice_for_the_rest(session: Session, sold: tuple[Order, str]) -> None:
    order, number = sold
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind", pieces={0: 1})
    assert payment_of(session, order).amount_kopecks == 100_000
    assert book(session, a_credit(number)) is Outcome.other_sum
    assert order.paid_kopecks == 0
    assert book(session, a_credit(number, number="18", amount=Money(100_000))) is Outcome.booked
    assert (order.payment_status, order.paid_kopecks) == (PaymentStatus.paid, 100_000)
    assert session.scalars(select(Refund)).all() == []
    assert violations(session) == []
