"""Whoever takes money for the shop keeps the same promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from technomart.adapters.payment_yookassa import YooKassa
from technomart.domain.payments import (
    Opening,
    PaymentProvider,
    ProviderPayment,
    ProviderRefused,
    ProviderStatus,
    ProviderUnknown,
    ReceiptDraft,
    ReceiptItem,
    ReceiptMode,
    RefundOrder,
    RefundStatus,
    SecondReceipt,
)
from technomart.foundation.money import Money
from tests.simulators.yookassa import running

TOTAL = Money(5002_01)
PHONE = ReceiptItem(description="Смартфон Aurora 12", quantity=2, price=Money(2499_50), vat_basis_points=2200)
DELIVERY = ReceiptItem(description="Доставка", quantity=1, price=Money(301), vat_basis_points=2200, is_service=True)
PREPAID = ReceiptDraft(email="anna@example.ru", mode=ReceiptMode.full_prepayment, items=(PHONE, DELIVERY))
OPENING = Opening(
    key="open-1",
    reference="pay-7f3a9c",
    order_number="TM-260412-7K3F9",
    method="card",
    amount=TOTAL,
    two_stage=True,
    description="Заказ TM-260412-7K3F9",
    return_url="http://127.0.0.1:8000/orders/7f3a9c/paying",
    lang="ru",
    receipt=PREPAID,
)
NOBODYS = "1da5c87d-0984-50e8-a7f3-8de646dd9ec9"


@dataclass
class Till:
    """A provider, and what the shopper does at its page."""

    provider: PaymentProvider
    account: str
    pay: Callable[[str], object]
    decline: Callable[[str], object]

    def opened(self, key: str = "open-1", *, two_stage: bool = True) -> ProviderPayment:
        return self.provider.open(replace(OPENING, key=key, two_stage=two_stage))

    def held(self) -> ProviderPayment:
        payment = self.opened()
        self.pay(payment.ref)
        return self.provider.look(payment.ref)

    def paid(self) -> ProviderPayment:
        payment = self.opened(two_stage=False)
        self.pay(payment.ref)
        return self.provider.look(payment.ref)

    def refund(self, payment: ProviderPayment, amount: Money, *, key: str) -> RefundOrder:
        return RefundOrder(key=key, payment_ref=payment.ref, amount=amount, description="Передумали", receipt=None)


@pytest.fixture(params=["yookassa"])
def till(request: pytest.FixtureRequest) -> Iterator[Till]:
    """Each provider there is."""
    with running() as sim:
        provider = YooKassa(
            shop_id=sim.shop_id, secret_key=sim.secret_key, api_url=sim.api_url, connect_timeout=5, read_timeout=10
        )
        yield Till(provider, sim.shop_id, sim.books.pay, sim.books.decline)
        assert sim.spec_faults == []


def test_a_payment_begins_with_a_page_to_pay_at(till: Till) -> None:
    begun = till.opened()
    assert (begun.status, begun.amount, begun.refunded) == (ProviderStatus.pending, TOTAL, Money(0))
    assert (begun.account, begun.reference, begun.order_number) == (till.account, "pay-7f3a9c", "TM-260412-7K3F9")
    assert begun.confirmation_url is not None
    assert till.provider.look(begun.ref) == begun


def test_held_money_is_taken(till: Till) -> None:
    held = till.held()
    assert held.status is ProviderStatus.held
    assert held.expires_at is not None
    assert held.expires_at > held.created_at
    taken = till.provider.capture(held.ref, key="capture-1", amount=TOTAL, receipt=PREPAID)
    assert (taken.status, taken.amount) == (ProviderStatus.succeeded, TOTAL)
    assert till.provider.look(held.ref) == taken


def test_less_than_what_is_held_can_be_taken(till: Till) -> None:
    held = till.held()
    phones = replace(PREPAID, items=(PHONE,))
    taken = till.provider.capture(held.ref, key="capture-1", amount=Money(4999_00), receipt=phones)
    assert (taken.status, taken.amount) == (ProviderStatus.succeeded, Money(4999_00))


def test_held_money_is_let_go(till: Till) -> None:
    let_go = till.provider.cancel(till.held().ref, key="cancel-1")
    assert let_go.status is ProviderStatus.cancelled
    assert let_go.cancel_reason


def test_in_one_stage_money_is_taken_when_it_is_paid(till: Till) -> None:
    assert till.paid().status is ProviderStatus.succeeded


@pytest.mark.parametrize("state", ["opened", "paid"])
def test_only_held_money_can_be_taken_or_let_go(till: Till, state: str) -> None:
    payment = {"opened": till.opened, "paid": till.paid}[state]()
    with pytest.raises(ProviderRefused):
        till.provider.cancel(payment.ref, key="cancel-1")
    with pytest.raises(ProviderRefused):
        till.provider.capture(payment.ref, key="capture-1", amount=TOTAL, receipt=None)
    assert till.provider.look(payment.ref).status is payment.status


def test_more_than_what_is_held_is_never_taken(till: Till) -> None:
    held = till.held()
    with pytest.raises(ProviderRefused):
        till.provider.capture(held.ref, key="capture-1", amount=TOTAL + Money(1), receipt=None)
    assert till.provider.look(held.ref) == held


def test_a_decline_is_final_and_has_a_reason(till: Till) -> None:
    payment = till.opened()
    till.decline(payment.ref)
    declined = till.provider.look(payment.ref)
    assert declined.status is ProviderStatus.cancelled
    assert declined.cancel_reason


def test_money_goes_back_in_parts_and_never_more_than_came(till: Till) -> None:
    payment = till.paid()
    first = till.provider.refund(till.refund(payment, Money(301), key="refund-1"))
    assert (first.payment_ref, first.amount) == (payment.ref, Money(301))
    assert till.provider.look_refund(first.ref).status is RefundStatus.succeeded
    with pytest.raises(ProviderRefused):
        till.provider.refund(till.refund(payment, TOTAL, key="refund-2"))
    assert till.provider.look(payment.ref).refunded == Money(301)
    till.provider.refund(till.refund(payment, Money(4999_00), key="refund-3"))
    assert till.provider.look(payment.ref).refunded == TOTAL


def test_what_was_not_paid_is_not_given_back(till: Till) -> None:
    with pytest.raises(ProviderRefused):
        till.provider.refund(till.refund(till.opened(), Money(301), key="refund-1"))


def test_the_same_key_does_the_same_thing_once(till: Till) -> None:
    opened = till.opened()
    assert till.opened() == opened
    till.pay(opened.ref)
    taken = till.provider.capture(opened.ref, key="capture-1", amount=TOTAL, receipt=PREPAID)
    assert till.provider.capture(opened.ref, key="capture-1", amount=TOTAL, receipt=PREPAID) == taken
    order = till.refund(taken, Money(301), key="refund-1")
    assert till.provider.refund(order) == till.provider.refund(order)
    assert till.provider.look(taken.ref).refunded == Money(301)
    draft = replace(PREPAID, mode=ReceiptMode.full_payment)
    receipt = SecondReceipt(key="receipt-1", payment_ref=taken.ref, settled=TOTAL, draft=draft)
    sent = till.provider.send_receipt(receipt)
    assert till.provider.send_receipt(receipt) == sent
    assert till.provider.look_receipt(sent.ref).status is RefundStatus.succeeded


def test_the_same_key_at_the_same_time_is_still_one_payment(till: Till) -> None:
    with ThreadPoolExecutor(8) as together:
        payments = list(together.map(lambda _: till.opened(), range(8)))
    assert len({payment.ref for payment in payments}) == 1


@pytest.mark.parametrize("ref", [NOBODYS, "", "..", "a/b", "ы"])
def test_what_is_not_there_is_unknown(till: Till, ref: str) -> None:
    asked: list[Callable[[], object]] = [
        lambda: till.provider.look(ref),
        lambda: till.provider.look_refund(ref),
        lambda: till.provider.look_receipt(ref),
        lambda: till.provider.cancel(ref, key="key"),
        lambda: till.provider.capture(ref, key="key", amount=TOTAL, receipt=None),
    ]
    for ask in asked:
        with pytest.raises(ProviderUnknown):
            ask()


def test_the_books_list_all_of_a_span_and_nothing_else(till: Till) -> None:
    payments = [till.opened(f"open-{number}") for number in range(12)]
    payment = payments[0]
    till.pay(payment.ref)
    till.provider.capture(payment.ref, key="capture-1", amount=TOTAL, receipt=PREPAID)
    refund = till.provider.refund(till.refund(payment, Money(301), key="refund-1"))
    since, until = payments[0].created_at, payments[-1].created_at + timedelta(milliseconds=1)
    listed = {one.ref: one for one in till.provider.payments_between(since, until)}
    assert listed.keys() == {one.ref for one in payments}
    assert listed[payment.ref].refunded == Money(301)
    assert not list(till.provider.payments_between(since - timedelta(hours=1), since))
    hour = timedelta(hours=1)
    assert list(till.provider.refunds_between(refund.created_at, refund.created_at + hour)) == [refund]
    assert not list(till.provider.refunds_between(refund.created_at - hour, refund.created_at))
