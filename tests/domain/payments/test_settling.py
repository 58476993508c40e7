"""Money that comes, comes late, comes twice or does not come: what the shop makes of what a provider tells."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import checkout, inventory, orders, payments
from technomart.domain.catalog.models import Variant
from technomart.domain.inventory.models import Stock
from technomart.domain.orders import Attention, Order, OrderStatus, PaymentStatus
from technomart.domain.payments import Payment, PaymentEvent, PaymentState, Receipt, ReceiptKind, ReceiptState, Refund
from technomart.domain.payments.models import Payment as PaymentRow
from technomart.foundation import clock
from technomart.foundation.faults import NO_FAULTS
from technomart.foundation.jobs import Job
from technomart.foundation.money import Money
from technomart.foundation.outbox import OutboxMessage
from tests.factories.buying import (
    a_cart,
    a_placed_order,
    a_promo_code,
    an_open_shop,
    goods_on_sale,
    order_with_code,
    place,
    total_of,
)
from tests.factories.paying import (
    OFFERED,
    an_unpaid_order,
    let_time_pass,
    payment_of,
    refunded,
    settle,
    somebody,
    told,
)

WHO = "staff: olga@example.ru"


def a_phone(session: Session, pieces: int = 5) -> Variant:
    return goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=pieces)


def shelf(session: Session, phone: Variant) -> tuple[int, int, int]:
    """On hand, allocated, reserved."""
    row = session.scalars(
        select(Stock).where(Stock.variant_id == phone.id).execution_options(populate_existing=True)
    ).one()
    return row.on_hand, row.allocated, row.reserved


def topics(session: Session) -> Counter[str]:
    return Counter(session.scalars(select(OutboxMessage.topic)))


def jobs_of(session: Session) -> list[str]:
    return sorted(session.scalars(select(Job.kind)))


def test_an_order_to_be_paid_beforehand_only_holds_its_goods(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2), method="card")
    assert shelf(session, phone) == (5, 0, 2)
    assert order.pay_before == order.placed_at + timedelta(minutes=30)
    assert order.payment_status is PaymentStatus.pending
    payment = payment_of(session, order)
    assert (payment.status, payment.amount_kopecks, payment.two_stage) == (PaymentState.opening, 200_000, True)
    assert orders.moves_of(order) == (orders.Move.take_payment, orders.Move.cancel)
    assert violations(session) == []


def test_money_in_time_makes_the_goods_the_shoppers(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order))
    assert payment.status is PaymentState.paid
    assert (order.payment_status, order.paid_kopecks) == (PaymentStatus.paid, 200_000)
    assert shelf(session, phone) == (5, 2, 0)
    assert topics(session)["order_paid"] == 1
    receipt = session.scalars(select(Receipt)).one()
    assert (receipt.kind, receipt.status) == (ReceiptKind.prepay, ReceiptState.done)
    assert orders.Move.confirm in orders.moves_of(order)
    assert violations(session) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", Money(100)),
        ("amount", Money(200_000, "USD")),
        ("account", "another-shop"),
        ("reference", "somebody-elses"),
        ("order_number", "TM-260101-AAAAA"),
    ],
)
def test_w71_what_is_not_our_payment_in_every_respect_is_never_money(
    session: Session, field: str, value: object
) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order), **{field: value})
    assert payment.status is PaymentState.opening
    assert (order.payment_status, order.paid_kopecks) == (PaymentStatus.pending, 0)
    assert order.attention is Attention.wrong_payment
    assert session.scalars(select(PaymentEvent)).one().kind.startswith("distrusted:")
    settle(session, payment, **{field: value})
    assert len(session.scalars(select(PaymentEvent)).all()) == 1
    assert violations(session) == []


def test_w71_the_payment_of_another_order_pays_nothing(session: Session) -> None:
    phone = a_phone(session)
    first, second = an_unpaid_order(session, (phone, 1)), an_unpaid_order(session, (phone, 1))
    paid = settle(session, payment_of(session, first))
    settle(session, payment_of(session, second), ref=paid.provider_ref)
    assert second.paid_kopecks == 0
    assert second.attention is Attention.wrong_payment


def test_w72_the_same_news_again_has_no_effect(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = payment_of(session, order)
    for source in ("return", "webhook", "poller", "staff", "webhook"):
        settle(session, payment, source=source)
    assert order.paid_kopecks == 200_000
    assert topics(session)["order_paid"] == 1
    assert [event.source for event in session.scalars(select(PaymentEvent))] == ["return"]
    assert len(session.scalars(select(Receipt)).all()) == 1
    assert violations(session) == []


def test_w74_news_in_the_wrong_order_leads_nowhere(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order))
    for late in ("pending", "held"):
        settle(session, payment, late)
    assert payment.status is PaymentState.paid
    assert order.attention is None
    settle(session, payment, "cancelled")
    assert (payment.status, order.paid_kopecks) == (PaymentState.paid, 200_000)
    assert order.attention is Attention.wrong_payment
    assert violations(session) == []


def test_w74_late_money_finds_the_goods_and_the_order_stands_again(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order), "pending")
    let_time_pass(session, order)
    assert payments.expire_order(session, order.id, faults=NO_FAULTS)
    assert not payments.expire_order(session, order.id, faults=NO_FAULTS)
    assert (order.status, shelf(session, phone)) == (OrderStatus.expired, (5, 0, 0))
    assert violations(session) == []
    settle(session, payment)
    assert (order.status, order.payment_status) == (OrderStatus.placed, PaymentStatus.paid)
    assert shelf(session, phone) == (5, 2, 0)
    assert order.attention is None
    assert topics(session) == {"order_placed": 1, "order_expired": 1, "order_paid": 1}
    assert violations(session) == []


def a_late_payment(session: Session, status: str = "succeeded") -> tuple[Order, Payment, Variant]:
    """Paid after the time was over and the goods were sold."""
    phone = a_phone(session, pieces=2)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order), "pending")
    let_time_pass(session, order)
    payments.expire_order(session, order.id, faults=NO_FAULTS)
    a_placed_order(session, (phone, 2), contact=somebody(1))
    return order, settle(session, payment, status), phone


def test_w74_late_money_without_goods_is_told_and_waits_a_day_for_the_staff(session: Session) -> None:
    order, payment, phone = a_late_payment(session)
    assert (order.status, order.payment_status) == (OrderStatus.expired, PaymentStatus.paid)
    assert order.attention is Attention.late_payment
    assert shelf(session, phone) == (2, 2, 0)
    assert topics(session)["payment_came_late"] == 1
    job = session.scalars(select(Job).where(Job.kind == payments.work.LATE)).one()
    assert timedelta(hours=23) < job.due_at - clock.now() <= timedelta(hours=24)
    assert orders.piles(session)[orders.Pile.attention] == 1
    assert violations(session) == []
    assert payments.give_back_late(session, payment.id, faults=NO_FAULTS)
    assert not payments.give_back_late(session, payment.id, faults=NO_FAULTS)
    refund = session.scalars(select(Refund)).one()
    payments.settle_refund(session, refund.id, refunded(payment, refund))
    assert (order.payment_status, order.attention) == (PaymentStatus.refunded, None)
    assert violations(session) == []


def test_late_money_stays_if_the_staff_have_decided(session: Session) -> None:
    order, payment, _phone = a_late_payment(session)
    payments.see_to(session, order.id, actor=WHO)
    assert not payments.give_back_late(session, payment.id, faults=NO_FAULTS)
    assert session.scalars(select(Refund)).all() == []


def test_the_staff_let_a_late_order_stand_again_when_goods_are_there(session: Session) -> None:
    order, _payment, phone = a_late_payment(session)
    with pytest.raises(inventory.NotEnoughStock):
        payments.take_anew(session, order.id, actor=WHO, faults=NO_FAULTS)
    place_id = session.scalars(select(Stock.location_id).where(Stock.variant_id == phone.id)).one()
    inventory.receive(session, phone.id, place_id, 2, cause="delivery", actor=WHO)
    payments.take_anew(session, order.id, actor=WHO, faults=NO_FAULTS)
    assert (order.status, order.attention) == (OrderStatus.placed, None)
    assert shelf(session, phone) == (4, 4, 0)
    assert violations(session) == []


def test_held_money_that_comes_late_is_let_go_at_once(session: Session) -> None:
    order, payment, _phone = a_late_payment(session, "held")
    assert order.attention is None
    assert payments.work.VOID in jobs_of(session)
    settle(session, payment, "cancelled")
    assert (order.status, order.payment_status) == (OrderStatus.expired, PaymentStatus.none)
    assert violations(session) == []


def test_a_reservation_that_lapsed_before_its_order_did_is_taken_anew_by_money(session: Session) -> None:
    phone = a_phone(session, pieces=2)
    order = an_unpaid_order(session, (phone, 2))
    let_time_pass(session, order)
    assert inventory.release_expired(session) == 2
    settle(session, payment_of(session, order))
    assert (order.status, order.paid_kopecks, shelf(session, phone)) == (OrderStatus.placed, 200_000, (2, 2, 0))
    assert violations(session) == []


def test_money_of_an_order_called_off_meanwhile_goes_straight_back(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order), "pending")
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert (order.payment_status, shelf(session, phone)) == (PaymentStatus.none, (5, 0, 0))
    settle(session, payment)
    refund = session.scalars(select(Refund)).one()
    assert (refund.amount_kopecks, refund.reason) == (200_000, "order_cancelled")
    assert violations(session) == []


def test_a_paid_order_called_off_gives_its_money_back_by_itself_once(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payment = settle(session, payment_of(session, order))
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    with pytest.raises(orders.CannotCancel):
        checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    refund = session.scalars(select(Refund)).one()
    assert jobs_of(session).count(payments.work.REFUND) == 1
    for _ in range(2):
        payments.settle_refund(session, refund.id, refunded(payment, refund))
    assert (order.payment_status, order.refunded_kopecks) == (PaymentStatus.refunded, 200_000)
    assert topics(session)["money_given_back"] == 1
    assert violations(session) == []


def test_held_money_counts_as_authorized_and_is_taken_when_the_shop_agrees(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2), method="card")
    payment = settle(session, payment_of(session, order), "held")
    assert (order.payment_status, order.paid_kopecks) == (PaymentStatus.authorized, 0)
    assert shelf(session, phone) == (5, 2, 0)
    assert orders.Move.take_payment not in orders.moves_of(order)
    payments.ask_to_capture(session, order.id)
    assert payments.work.CAPTURE in jobs_of(session)
    settle(session, payment)
    assert (order.payment_status, order.paid_kopecks) == (PaymentStatus.paid, 200_000)
    assert violations(session) == []


def test_an_order_called_off_lets_held_money_go(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2), method="card")
    payment = settle(session, payment_of(session, order), "held")
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert payments.work.VOID in jobs_of(session)
    assert violations(session) == []
    settle(session, payment, "cancelled")
    assert (order.status, order.payment_status) == (OrderStatus.cancelled, PaymentStatus.none)
    assert session.scalars(select(Refund)).all() == []
    assert violations(session) == []


def test_two_attempts_that_are_both_paid_leave_one_payment(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2), method="sbp")
    first = settle(session, payment_of(session, order), "pending")
    second = payments.pay_otherwise(session, order.id, "card", "bank", faults=NO_FAULTS)
    assert second is not None
    settle(session, first)
    settle(session, second, "held")
    assert payments.work.VOID in jobs_of(session)
    settle(session, second)
    refund = session.scalars(select(Refund)).one()
    assert (refund.amount_kopecks, refund.payment_id) == (200_000, second.id)
    assert order.attention is Attention.paid_twice
    payments.settle_refund(session, refund.id, refunded(second, refund))
    assert order.paid_kopecks - order.refunded_kopecks == order.total_kopecks
    assert violations(session) == []


def test_an_attempt_that_failed_can_be_repeated_until_the_deadline(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    first = settle(session, payment_of(session, order), "cancelled", cancel_reason="insufficient_funds")
    assert (first.status, order.payment_status) == (PaymentState.cancelled, PaymentStatus.none)
    assert topics(session)["payment_failed"] == 1
    again = payments.pay_otherwise(session, order.id, "sbp", "bank", faults=NO_FAULTS)
    twice = payments.pay_otherwise(session, order.id, "sbp", "bank", faults=NO_FAULTS)
    assert again is not None
    assert twice is not None
    assert again.id == twice.id != first.id
    settle(session, again)
    assert order.payment_status is PaymentStatus.paid
    assert shelf(session, phone) == (5, 2, 0)
    assert violations(session) == []


def test_instead_of_beforehand_an_order_may_be_paid_on_delivery(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    assert payments.pay_otherwise(session, order.id, "on_delivery_cash", "counter", faults=NO_FAULTS) is None
    assert (order.payment_method, order.pay_before) == ("on_delivery_cash", None)
    assert shelf(session, phone) == (5, 2, 0)
    assert order.payment_status is PaymentStatus.none
    assert violations(session) == []


def test_a11_what_is_paid_over_or_too_late_is_not_paid_again(session: Session) -> None:
    phone = a_phone(session)
    paid, over, late = (an_unpaid_order(session, (phone, 1)) for _ in range(3))
    settle(session, payment_of(session, paid))
    checkout.cancel_order(session, over.id, actor="shopper", reason="changed_mind")
    let_time_pass(session, late)
    for order in (paid, over, late):
        with pytest.raises(payments.NothingToPay):
            payments.pay_otherwise(session, order.id, "card", "bank", faults=NO_FAULTS)
    with pytest.raises(payments.MethodNotOffered):
        payments.pay_otherwise(session, late.id, "barter", "bank", faults=NO_FAULTS)


def test_a12_a_price_that_moves_after_the_payment_began_changes_nothing(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    from technomart.domain import pricing

    pricing.set_price(session, phone.id, 900_000, at=clock.now(), actor=WHO, reason="up")
    payment = settle(session, payment_of(session, order))
    assert (payment.amount_kopecks, order.total_kopecks, order.paid_kopecks) == (200_000, 200_000, 200_000)
    assert violations(session) == []


def test_a15_nobody_holds_more_than_three_unpaid_orders(session: Session) -> None:
    phone = a_phone(session)
    held = [an_unpaid_order(session, (phone, 1)) for _ in range(3)]
    cart = a_cart(session, (phone, 1))
    with pytest.raises(payments.TooManyUnpaid):
        place(session, cart.token, total_of(session, cart), payment_method="sbp", offered=OFFERED)
    settle(session, payment_of(session, held[0]))
    an_unpaid_order(session, (phone, 1))
    assert violations(session) == []


def test_a15_what_was_held_too_long_can_be_bought_by_the_next(session: Session) -> None:
    phone = a_phone(session, pieces=2)
    order = an_unpaid_order(session, (phone, 2))
    cart = a_cart_of_somebody_else(session, phone)
    with pytest.raises(inventory.NotEnoughStock):
        place(session, cart, Money(200_000), contact=somebody(2))
    let_time_pass(session, order)
    place(session, cart, Money(200_000), contact=somebody(2))
    assert shelf(session, phone) == (2, 2, 0)
    assert violations(session) == []


def a_cart_of_somebody_else(session: Session, phone: Variant) -> str:
    """A cart that was filled before the goods went."""
    from technomart.domain.carts.models import CartLine

    cart = a_cart(session)
    at = clock.now()
    session.add(CartLine(cart_id=cart.id, variant_id=phone.id, quantity=2, seen_price_kopecks=100_000, added_at=at))
    session.flush()
    session.expire_all()
    return cart.token


def test_a_sum_beyond_the_method_is_refused(session: Session) -> None:
    palace = goods_on_sale(session, an_open_shop(session), kopecks=70_000_100, pieces=1)
    cart = a_cart(session, (palace, 1))
    with pytest.raises(checkout.WrongAnswers) as refused:
        place(session, cart.token, Money(70_000_100), payment_method="sbp", offered=OFFERED)
    assert refused.value.fields == {"payment": "payment_over_limit"}


def test_what_nobody_offers_cannot_be_chosen(session: Session) -> None:
    phone = a_phone(session)
    cart = a_cart(session, (phone, 1))
    for method in ("invoice", "card"):
        with pytest.raises(checkout.WrongAnswers):
            place(session, cart.token, Money(100_000), payment_method=method)


def test_a_provider_that_will_not_open_leaves_the_order_waiting(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 1))
    payments.note_refused(session, payment_of(session, order).id, "invalid_request")
    assert payment_of(session, order).status is PaymentState.cancelled
    assert (order.status, order.payment_status) == (OrderStatus.placed, PaymentStatus.none)
    assert topics(session)["payment_failed"] == 1
    assert violations(session) == []


def test_money_at_the_counter_is_a_payment_too(session: Session) -> None:
    phone = a_phone(session)
    order = an_unpaid_order(session, (phone, 2))
    payments.take_payment(session, order.id, actor=WHO)
    assert shelf(session, phone) == (5, 2, 0)
    assert payment_of(session, order).provider == payments.COUNTER
    assert order.payment_status is PaymentStatus.paid
    assert violations(session) == []
    assert session.scalars(select(PaymentRow)).all()[0].status is PaymentState.opening
    assert told(session, payment_of(session, order)).amount == Money(200_000)


def test_a_promo_code_goes_and_comes_with_its_order(session: Session) -> None:
    phone = a_phone(session)
    a_promo_code(session, "ONCE", most_uses=1)
    order = order_with_code(session, "ONCE", (phone, 2), payment_method="sbp", offered=OFFERED)
    payment = settle(session, payment_of(session, order), "pending")
    let_time_pass(session, order)
    assert payments.expire_order(session, order.id, faults=NO_FAULTS)
    assert violations(session) == []
    settle(session, payment)
    assert (order.status, order.paid_kopecks) == (OrderStatus.placed, order.total_kopecks)
    receipt = session.scalars(select(Receipt)).one()
    assert sum(one["price_kopecks"] * one["quantity"] for one in receipt.draft["items"]) == order.total_kopecks
    assert violations(session) == []


def test_a_late_order_whose_promo_code_went_to_another_waits_for_the_staff(session: Session) -> None:
    phone = a_phone(session)
    a_promo_code(session, "ONCE", most_uses=1)
    order = order_with_code(session, "ONCE", (phone, 1), payment_method="sbp", offered=OFFERED)
    payment = settle(session, payment_of(session, order), "pending")
    let_time_pass(session, order)
    payments.expire_order(session, order.id, faults=NO_FAULTS)
    order_with_code(session, "ONCE", (phone, 1), contact=somebody(1))
    settle(session, payment)
    assert (order.status, order.attention) == (OrderStatus.expired, Attention.late_payment)
    assert violations(session) == []
