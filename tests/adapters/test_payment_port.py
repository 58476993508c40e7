"""What every provider of payments promises, whoever it is: one contract for all adapters of the port.

An adapter is added by one entry in BANKS: how to build it, and how a shopper pays and is declined there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from technomart.adapters.payment_sandbox import Sandbox
from technomart.domain.payments import (
    Opening,
    PaymentProvider,
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
from technomart.foundation import clock
from technomart.foundation.money import Money

SUM = Money(199_990)


@dataclass
class Bank:
    """A provider, and a shopper at its page."""

    provider: PaymentProvider
    pay: Callable[[str], object]
    decline: Callable[[str], object]
    unknown_ref: str


@contextmanager
def sandbox(folder: Path) -> Iterator[Bank]:
    bank = Sandbox(folder / "bank", "https://shop.test")
    yield Bank(bank, bank.pay, bank.decline, "sb-" + "0" * 24)


BANKS: dict[str, Callable[[Path], AbstractContextManager[Bank]]] = {"sandbox": sandbox}


@pytest.fixture(params=sorted(BANKS))
def bank(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bank]:
    with BANKS[request.param](tmp_path) as built:
        yield built


def a_draft(mode: ReceiptMode = ReceiptMode.full_prepayment, total: Money = SUM) -> ReceiptDraft:
    item = ReceiptItem(description="Смартфон", quantity=1, price=total, vat_basis_points=2200)
    return ReceiptDraft(email="maria@example.com", mode=mode, items=(item,))


def an_opening(key: str = "key-1", *, two_stage: bool = False, method: str = "sbp") -> Opening:
    return Opening(
        key=key,
        reference=f"reference-{key}",
        order_number="TM-261126-7K3F9",
        method=method,
        amount=SUM,
        two_stage=two_stage,
        description="Заказ TM-261126-7K3F9",
        return_url="https://shop.test/pay/token/return",
        lang="ru",
        receipt=a_draft(),
    )


def a_refund(ref: str, key: str = "refund-1", amount: Money = SUM) -> RefundOrder:
    draft = a_draft(total=amount)
    return RefundOrder(key=key, payment_ref=ref, amount=amount, description="Возврат", receipt=draft)


def test_a_payment_that_is_opened_says_whose_it_is_and_where_to_pay(bank: Bank) -> None:
    opened = bank.provider.open(an_opening())
    assert opened.status is ProviderStatus.pending
    assert (opened.amount, opened.refunded) == (SUM, Money(0))
    assert (opened.reference, opened.order_number) == ("reference-key-1", "TM-261126-7K3F9")
    assert opened.account
    assert opened.confirmation_url is not None
    assert opened.confirmation_url.startswith("http")
    seen = bank.provider.look(opened.ref)
    assert (seen.ref, seen.status, seen.account) == (opened.ref, opened.status, opened.account)


def test_the_same_key_opens_one_payment(bank: Bank) -> None:
    first, again = bank.provider.open(an_opening()), bank.provider.open(an_opening())
    assert first.ref == again.ref
    assert bank.provider.open(an_opening("key-2")).ref != first.ref


def test_one_stage_money_is_there_when_it_is_paid(bank: Bank) -> None:
    ref = bank.provider.open(an_opening()).ref
    bank.pay(ref)
    assert bank.provider.look(ref).status is ProviderStatus.succeeded
    assert bank.provider.open(an_opening()).ref == ref


def test_two_stage_money_is_held_then_taken_once(bank: Bank) -> None:
    ref = bank.provider.open(an_opening(two_stage=True, method="card")).ref
    bank.pay(ref)
    assert bank.provider.look(ref).status is ProviderStatus.held
    for _ in range(2):
        taken = bank.provider.capture(ref, key="capture-1", amount=SUM, receipt=None)
        assert (taken.status, taken.amount) == (ProviderStatus.succeeded, SUM)
    with pytest.raises(ProviderRefused):
        bank.provider.cancel(ref, key="cancel-1")


def test_held_money_is_let_go_once(bank: Bank) -> None:
    ref = bank.provider.open(an_opening(two_stage=True, method="card")).ref
    bank.pay(ref)
    for _ in range(2):
        assert bank.provider.cancel(ref, key="cancel-1").status is ProviderStatus.cancelled
    with pytest.raises(ProviderRefused):
        bank.provider.capture(ref, key="capture-1", amount=SUM, receipt=None)


def test_what_is_declined_stays_so(bank: Bank) -> None:
    ref = bank.provider.open(an_opening()).ref
    bank.decline(ref)
    seen = bank.provider.look(ref)
    assert seen.status is ProviderStatus.cancelled
    assert seen.cancel_reason


def test_nothing_is_taken_or_given_back_that_was_not_paid(bank: Bank) -> None:
    ref = bank.provider.open(an_opening()).ref
    with pytest.raises(ProviderRefused):
        bank.provider.capture(ref, key="capture-1", amount=SUM, receipt=None)
    with pytest.raises(ProviderRefused):
        bank.provider.refund(a_refund(ref))


def test_money_goes_back_in_parts_each_once_and_never_more_than_was_paid(bank: Bank) -> None:
    ref = bank.provider.open(an_opening()).ref
    bank.pay(ref)
    part = Money(100_000)
    first, again = (bank.provider.refund(a_refund(ref, amount=part)) for _ in range(2))
    assert first.ref == again.ref
    assert (first.amount, first.payment_ref) == (part, ref)
    assert bank.provider.look_refund(first.ref).status in (RefundStatus.succeeded, RefundStatus.pending)
    assert bank.provider.look(ref).refunded == part
    with pytest.raises(ProviderRefused):
        bank.provider.refund(a_refund(ref, key="refund-2", amount=part))
    bank.provider.refund(a_refund(ref, key="refund-3", amount=SUM - part))
    assert bank.provider.look(ref).refunded == SUM


def test_the_receipt_of_the_hand_over_is_registered_once(bank: Bank) -> None:
    ref = bank.provider.open(an_opening()).ref
    bank.pay(ref)
    asked = SecondReceipt(key="receipt-1", payment_ref=ref, settled=SUM, draft=a_draft(ReceiptMode.full_payment))
    first, again = bank.provider.send_receipt(asked), bank.provider.send_receipt(asked)
    assert first.ref == again.ref
    assert bank.provider.look_receipt(first.ref).status in (RefundStatus.succeeded, RefundStatus.pending)


def test_what_is_not_there_is_unknown(bank: Bank) -> None:
    for ask in (bank.provider.look, bank.provider.look_refund, bank.provider.look_receipt):
        with pytest.raises(ProviderUnknown):
            ask(bank.unknown_ref)


def test_the_lists_for_the_books_are_whole(bank: Bank) -> None:
    before = clock.now() - timedelta(minutes=1)
    refs = {bank.provider.open(an_opening(f"key-{n}")).ref for n in range(3)}
    paid = min(refs)
    bank.pay(paid)
    refund = bank.provider.refund(a_refund(paid))
    after = clock.now() + timedelta(minutes=1)
    assert {one.ref for one in bank.provider.payments_between(before, after)} == refs
    assert [one.ref for one in bank.provider.refunds_between(before, after)] == [refund.ref]
    assert list(bank.provider.payments_between(after, after + timedelta(hours=1))) == []


def test_the_sandbox_is_shared_by_processes_and_lets_time_pass(tmp_path: Path) -> None:
    bank, other = Sandbox(tmp_path, "https://shop.test"), Sandbox(tmp_path, "https://shop.test")
    ref = bank.open(an_opening()).ref
    bank.pay_late(ref)
    assert other.look(ref).status is ProviderStatus.pending
    other.pay_late(ref, clock.now() - timedelta(seconds=1))
    assert bank.look(ref).status is ProviderStatus.succeeded
    assert bank.find("../../etc/passwd") is None
    assert replace(an_opening(), key="x").key == "x"
