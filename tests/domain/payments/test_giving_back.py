"""Money goes back whole or in part, never more than was paid, each time with its receipt and in the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import fulfilment, payments
from technomart.domain.orders import Attention, Order, PaymentStatus
from technomart.domain.payments import (
    Payment,
    ProviderReceipt,
    Receipt,
    ReceiptKind,
    ReceiptMode,
    ReceiptState,
    Refund,
    RefundState,
    RefundStatus,
)
from technomart.foundation.audit import AuditEntry
from technomart.foundation.faults import NO_FAULTS
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.factories.paying import an_unpaid_order, payment_of, refunded, settle

WHO = "staff: olga@example.ru"


def a_paid_order(session: Session) -> tuple[Order, Payment]:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
    order = an_unpaid_order(session, (phone, 2))
    return order, settle(session, payment_of(session, order))


def give(session: Session, order: Order, payment: Payment, kopecks: int) -> Refund:
    return payments.refund_by_staff(
        session, order.id, payment.token, kopecks, reason="скидка", actor=WHO, faults=NO_FAULTS
    )


def test_a_part_goes_back_and_is_counted_when_the_provider_has_done_it(session: Session) -> None:
    order, payment = a_paid_order(session)
    refund = give(session, order, payment, 50_000)
    assert (refund.status, payment.refunded_kopecks, order.refunded_kopecks) == (RefundState.queued, 50_000, 0)
    payments.settle_refund(session, refund.id, refunded(payment, refund, "pending"))
    assert refund.status is RefundState.sent
    payments.settle_refund(session, refund.id, refunded(payment, refund))
    assert (order.payment_status, order.refunded_kopecks) == (PaymentStatus.partially_refunded, 50_000)
    receipt = session.scalars(select(Receipt).where(Receipt.kind == ReceiptKind.refund)).one()
    items = receipt.draft["items"]
    assert sum(item["price_kopecks"] * item["quantity"] for item in items) == 50_000
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "order.refund")).one()
    assert (entry.actor, (entry.after or {})["reason"]) == (WHO, "скидка")
    assert violations(session) == []


def test_a13_never_more_goes_back_than_was_paid(session: Session) -> None:
    order, payment = a_paid_order(session)
    give(session, order, payment, 150_000)
    for kopecks in (50_001, 0, -1, 10**12):
        with pytest.raises(payments.RefundTooLarge):
            give(session, order, payment, kopecks)
    give(session, order, payment, 50_000)
    assert payment.refunded_kopecks == 200_000
    assert violations(session) == []


def test_money_of_another_order_cannot_be_given_back(session: Session) -> None:
    order, _payment = a_paid_order(session)
    phone = goods_on_sale(session, _place(session), kopecks=5_000, pieces=2)
    other = an_unpaid_order(session, (phone, 1))
    foreign = settle(session, payment_of(session, other))
    with pytest.raises(payments.UnknownPayment):
        give(session, order, foreign, 100)


def _place(session: Session):  # type: ignore[no-untyped-def]
    from technomart.domain.inventory import locations

    return locations(session)[0]


def test_a_refund_the_provider_did_not_make_can_be_granted_anew(session: Session) -> None:
    order, payment = a_paid_order(session)
    refund = give(session, order, payment, 200_000)
    payments.settle_refund(session, refund.id, refunded(payment, refund, "cancelled"))
    assert (refund.status, payment.refunded_kopecks) == (RefundState.cancelled, 0)
    assert order.attention is Attention.refund_failed
    assert [one.id for one in payments.failed_refunds(session)] == [refund.id]
    again = payments.try_refund_again(session, order.id, refund.id, actor=WHO, faults=NO_FAULTS)
    payments.settle_refund(session, again.id, refunded(payment, again))
    assert order.payment_status is PaymentStatus.refunded
    assert violations(session) == []


def test_what_was_taken_at_the_counter_is_given_back_there(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
    order = an_unpaid_order(session, (phone, 1))
    payments.take_payment(session, order.id, actor=WHO)
    payment = payment_of(session, order)
    refund = give(session, order, payment, 100_000)
    assert (refund.status, order.payment_status) == (RefundState.done, PaymentStatus.refunded)
    assert violations(session) == []


def test_goods_that_were_paid_before_owe_a_second_receipt_when_they_are_handed_over(session: Session) -> None:
    order, payment = a_paid_order(session)
    refund = give(session, order, payment, 20_000)
    payments.settle_refund(session, refund.id, refunded(payment, refund))
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    for _ in range(2):
        payments.queue_final_receipts(session, order)
    receipt = session.scalars(select(Receipt).where(Receipt.kind == ReceiptKind.full)).one()
    assert receipt.status is ReceiptState.queued
    asked = payments.second_receipt_of(order, payment, receipt)
    assert (asked.settled.minor, asked.draft.mode) == (180_000, ReceiptMode.full_payment)
    payments.note_receipt_refused(session, receipt.id, "invalid_request")
    assert [one.id for one in payments.failed_receipts(session)] == [receipt.id]
    payments.try_receipt_again(session, receipt.id)
    payments.note_receipt(session, receipt.id, ProviderReceipt(ref="r-1", status=RefundStatus.succeeded))
    assert receipt.status is ReceiptState.done
    assert violations(session) == []


def test_a_refund_that_is_asked_for_again_says_the_same(session: Session) -> None:
    """The same key with another body would be refused, though the first may have gone through."""
    order, payment = a_paid_order(session)
    refund = give(session, order, payment, 50_000)
    first = payments.refund_order_of(order, payment, refund)
    assert first.receipt is not None
    assert first.receipt.mode is ReceiptMode.full_prepayment
    fulfilment.confirm(session, order.id, actor=WHO)
    fulfilment.make_ready(session, order.id, actor=WHO)
    fulfilment.hand_over(session, order.id, actor=WHO)
    assert payments.refund_order_of(order, payment, refund) == first
    later = give(session, order, payment, 10_000)
    assert later.mode is ReceiptMode.full_payment


def named(refund: Refund) -> list[tuple[str, int, int]]:
    assert refund.draft is not None
    return [(one["description"], one["quantity"], one["price_kopecks"]) for one in refund.draft["items"]]


def test_a_sum_given_back_as_staff_see_fit_is_shared_by_all_that_is_left(session: Session) -> None:
    place = an_open_shop(session)
    phone, buds = (goods_on_sale(session, place, kopecks=kopecks, pieces=5) for kopecks in (100_000, 50_000))
    order = an_unpaid_order(session, (phone, 1), (buds, 1))
    payment = settle(session, payment_of(session, order))
    names = [line.name for line in order.lines]
    assert named(give(session, order, payment, 30_000)) == [(names[0], 1, 20_000), (names[1], 1, 10_000)]


def test_a_payment_says_of_itself_what_it_said_first(session: Session) -> None:
    order, payment = a_paid_order(session)
    first = payments.opening_of(order, payment, return_url="https://shop.test/")
    assert first.receipt is not None
    assert [(one.quantity, one.price.minor) for one in first.receipt.items] == [(2, 100_000)]
    order.lines[0].cancelled = 1
    assert payments.opening_of(order, payment, return_url="https://shop.test/") == first
