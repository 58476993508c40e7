"""Other goods instead of those that came back: a new order, paid for by the old one's money, to the kopeck."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import aftersales, checkout, fulfilment, inventory, orders, payments, pricing
from technomart.domain.aftersales import ReturnRequest, ReturnStatus, ReturnWish
from technomart.domain.catalog.models import Variant
from technomart.domain.fulfilment import ParcelState
from technomart.domain.inventory import Location, NotEnoughStock
from technomart.domain.inventory.models import Allocation, Reservation, Stock
from technomart.domain.orders import Attention, Order, PaymentStatus
from technomart.domain.payments import Receipt, ReceiptKind, Refund, RefundState
from technomart.foundation import clock
from technomart.foundation.audit import AuditEntry
from technomart.foundation.faults import NO_FAULTS
from technomart.foundation.outbox import OutboxMessage
from tests.factories.buying import COURIER_FEE, a_sibling, an_open_shop, goods_on_sale
from tests.factories.carrying import a_carried_order
from tests.factories.paying import OFFERED, let_time_pass, payment_of, refunded, settle
from tests.factories.returning import (
    WHO,
    a_brought_order,
    a_delivered_order,
    an_order_paid_online,
    approve,
    ask,
    exchange,
    first_position,
    pay_back,
    receive,
)


@pytest.fixture
def place(session: Session) -> Location:
    return an_open_shop(session)


@pytest.fixture
def phone(session: Session, place: Location) -> Variant:
    return goods_on_sale(session, place, kopecks=100_000, pieces=9)


def wished(session: Session, order: Order, wanted: Variant | None = None, **changed: Any) -> ReturnRequest:
    """The first piece has come back, and the same goods or others are wished for instead."""
    place = first_position(session, order)
    skus = {} if wanted is None else {place: wanted.sku}
    state, location = changed.pop("state", "resellable"), changed.pop("location", None)
    request = ask(session, order, wish=ReturnWish.exchange, wanted=skus, **changed)
    return receive(session, approve(session, request), state, location=location)


def now(session: Session, order: Order) -> Order:
    return orders.get_order_by_id(session, order.id)


def placed_for(session: Session, request: ReturnRequest) -> Order:
    assert request.exchange_order_id is not None
    return orders.get_order_by_id(session, request.exchange_order_id)


def prices_rise_to(session: Session, variant: Variant, kopecks: int) -> None:
    at = clock.now() - timedelta(seconds=1)
    pricing.set_price(session, variant.id, kopecks, at=at, actor=WHO, reason="dearer")


def the_shop(session: Session) -> Location:
    return inventory.get_location(session, "arbat")


def test_the_same_goods_go_out_for_nothing(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 2))
    request = exchange(session, wished(session, order, reason="faulty", state="defective"))
    new = placed_for(session, request)
    assert (request.status, request.due_kopecks) == (ReturnStatus.exchanged, 100_000)
    assert (request.carried_kopecks, request.refunded_kopecks) == (100_000, 0)
    assert [(line.sku, line.quantity) for line in new.lines] == [(phone.sku, 1)]
    assert (new.total_kopecks, new.paid_kopecks, new.payment_status) == (100_000, 100_000, PaymentStatus.paid)
    assert orders.owed(orders.money_of(new)) == 0
    assert (new.email, new.phone, new.lang, new.account_id) == (order.email, order.phone, order.lang, None)
    assert new.payment_method == order.payment_method
    assert now(session, order).payment_status is PaymentStatus.partially_refunded
    assert violations(session) == []


def test_both_orders_tell_of_each_other_and_a_letter_is_owed(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    request = exchange(session, wished(session, order))
    new = placed_for(session, request)
    last = now(session, order).events[-1]
    assert (last.kind, last.is_public, last.details["order"]) == ("return_exchanged", True, new.number)
    here = next(event for event in new.events if event.kind == "placed_in_exchange")
    assert (here.is_public, here.details) == (
        True,
        {"return": request.number, "order": order.number, "token": order.public_token},
    )
    public = [event.kind for event in now(session, order).events if event.is_public]
    assert "payment_refunded" not in public, "no money has come to the shopper"
    message = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "return_exchanged")).one()
    assert message.payload["exchange"]["number"] == new.number
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "return.exchange")).one()
    assert (entry.after or {})["carried_kopecks"] == 100_000


def test_the_same_goods_are_never_dearer_than_they_were(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    request = wished(session, order)
    prices_rise_to(session, phone, 130_000)
    new = placed_for(session, exchange(session, request))
    assert (new.goods_kopecks, new.total_kopecks, new.paid_kopecks) == (130_000, 100_000, 100_000)
    assert [(one.kind, one.name, one.amount_kopecks) for one in new.discounts] == [
        (checkout.EXCHANGE, order.number, 30_000)
    ]
    assert violations(session) == []


def test_what_has_become_cheaper_sends_the_rest_home(session: Session, phone: Variant) -> None:
    order = an_order_paid_online(session, (phone, 1))
    request = wished(session, order)
    prices_rise_to(session, phone, 80_000)
    exchange(session, request)
    assert (request.carried_kopecks, request.refunded_kopecks) == (80_000, 20_000)
    refunds = session.scalars(select(Refund).order_by(Refund.id)).all()
    assert [(one.amount_kopecks, one.status, one.carried_to_id is None) for one in refunds] == [
        (80_000, RefundState.done, False),
        (20_000, RefundState.queued, True),
    ]
    assert placed_for(session, request).total_kopecks == 80_000
    assert violations(session) == []


def test_a_dearer_variant_is_paid_for_when_it_is_received(session: Session, phone: Variant, place: Location) -> None:
    blue = a_sibling(session, phone, place, kopecks=140_000)
    order = a_delivered_order(session, (phone, 1))
    request = exchange(session, wished(session, order, blue))
    new = placed_for(session, request)
    assert (new.total_kopecks, new.paid_kopecks, new.discounts) == (140_000, 100_000, [])
    assert new.payment_status is PaymentStatus.partially_paid
    assert orders.owed(orders.money_of(new)) == 40_000
    for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over):
        step(session, new.id, actor=WHO)
    assert now(session, new).status is orders.OrderStatus.completed
    assert violations(session) == []


def test_only_as_many_go_out_as_came(session: Session, phone: Variant, place: Location) -> None:
    blue = a_sibling(session, phone, place, kopecks=100_000)
    order = a_delivered_order(session, (phone, 3))
    where = first_position(session, order)
    request = ask(session, order, {where: 3}, wish=ReturnWish.exchange, wanted={where: blue.sku})
    exchange(session, receive(session, approve(session, request), pieces=2))
    assert [(line.sku, line.quantity) for line in placed_for(session, request).lines] == [(blue.sku, 2)]
    assert request.carried_kopecks == 200_000
    assert violations(session) == []


def test_two_lines_may_wish_for_the_same_goods(session: Session, phone: Variant, place: Location) -> None:
    blue = a_sibling(session, phone, place, kopecks=90_000)
    order = a_delivered_order(session, (phone, 1), (blue, 1))
    first, second = (line.position for line in now(session, order).lines)
    wanted = {first: phone.sku, second: phone.sku}
    request = ask(session, order, {first: 1, second: 1}, wish=ReturnWish.exchange, wanted=wanted)
    receive(session, approve(session, request))
    prices_rise_to(session, phone, 120_000)
    new = placed_for(session, exchange(session, request))
    assert [(line.sku, line.quantity, line.charged_kopecks) for line in new.lines] == [(phone.sku, 2, 220_000)]
    assert (request.carried_kopecks, orders.owed(orders.money_of(new))) == (190_000, 30_000)
    assert violations(session) == []


def test_new_goods_that_come_back_in_turn_send_the_first_money_home(session: Session, phone: Variant) -> None:
    order = an_order_paid_online(session, (phone, 1))
    new = placed_for(session, exchange(session, wished(session, order)))
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, new.id, actor=WHO)
    payments.queue_final_receipts(session, now(session, new))
    again = pay_back(session, receive(session, approve(session, ask(session, new, reason="faulty"))))
    assert again.refunded_kopecks == 100_000
    refund = session.scalars(select(Refund).where(Refund.carried_to_id.is_(None))).one()
    asked = payments.refund_order_of(now(session, new), payment_of(session, new), refund)
    first = payment_of(session, order)
    assert (asked.payment_ref, asked.amount.minor) == (first.provider_ref, 100_000)
    payments.settle_refund(session, refund.id, refunded(first, refund))
    assert now(session, new).payment_status is PaymentStatus.refunded
    assert violations(session) == []


def test_the_goods_of_an_exchange_have_their_receipts_though_no_money_moves(session: Session, phone: Variant) -> None:
    order = an_order_paid_online(session, (phone, 2))
    payments.queue_final_receipts(session, now(session, order))
    new = placed_for(session, exchange(session, wished(session, order)))
    first = payment_of(session, order)
    back = session.scalars(select(Receipt).where(Receipt.kind == ReceiptKind.refund)).one()
    said = payments.second_receipt_of(now(session, order), payments.payment_of_receipt(session, back), back)
    assert (said.is_return, said.payment_ref, said.settled.minor) == (True, first.provider_ref, 100_000)
    assert [(item.description, item.quantity) for item in said.draft.items] == [(phone.name, 1)], "only what came"
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, new.id, actor=WHO)
    payments.queue_final_receipts(session, now(session, new))
    carried = payment_of(session, new)
    full = session.scalars(select(Receipt).where(Receipt.payment_id == carried.id)).one()
    out = payments.second_receipt_of(now(session, new), carried, full)
    assert (out.is_return, out.payment_ref, out.settled.minor) == (False, first.provider_ref, 100_000)
    assert violations(session) == []
    session.execute(delete(Receipt).where(Receipt.id == back.id))
    assert any("no receipt says so" in line for line in violations(session))


def test_what_was_taken_at_the_counter_has_its_receipts_there(session: Session, phone: Variant) -> None:
    exchange(session, wished(session, a_delivered_order(session, (phone, 1))))
    assert session.scalars(select(Receipt)).all() == []


def test_an_exchange_that_is_called_off_sends_the_money_home(session: Session, phone: Variant) -> None:
    order = an_order_paid_online(session, (phone, 1))
    new = placed_for(session, exchange(session, wished(session, order)))
    checkout.cancel_order(session, new.id, actor="shopper", reason="by_shopper")
    refund = session.scalars(select(Refund).where(Refund.carried_to_id.is_(None))).one()
    assert (refund.amount_kopecks, refund.status) == (100_000, RefundState.queued)
    assert violations(session) == []


def test_goods_brought_to_a_shop_are_exchanged_over_its_counter(session: Session, phone: Variant) -> None:
    order = a_brought_order(session, (phone, 2))
    new = placed_for(session, exchange(session, wished(session, order, location=the_shop(session).id)))
    assert (new.shipping_kind, new.pickup_code, new.fees_kopecks) == ("pickup", "arbat", 0)
    assert new.promised_to is not None
    assert new.attention is None
    assert violations(session) == []


@pytest.mark.parametrize(("reason", "fee"), [("changed_mind", COURIER_FEE), ("faulty", 0)])
def test_what_our_courier_fetched_goes_out_by_courier(
    session: Session, phone: Variant, reason: str, fee: int
) -> None:
    order = a_brought_order(session, (phone, 2))
    way = aftersales.WayBack.courier
    new = placed_for(session, exchange(session, wished(session, order, reason=reason, way_back=way)))
    assert (new.shipping_kind, new.address, new.slot_id) == ("courier", order.address, None)
    assert (new.fees_kopecks, orders.owed(orders.money_of(new))) == (fee, fee)
    assert new.attention is Attention.visit_to_agree
    assert violations(session) == []


def test_what_a_carrier_brought_has_a_parcel_to_the_same_point_again(session: Session, phone: Variant) -> None:
    order, parcel = a_carried_order(session, phone)
    for step in (fulfilment.ship, payments.take_payment, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    way = aftersales.WayBack.post
    new = placed_for(session, exchange(session, wished(session, order, reason="faulty", way_back=way)))
    again = fulfilment.find_parcel(session, new.id)
    assert again is not None
    assert (again.carrier, again.point_code, again.state) == (parcel.carrier, parcel.point_code, ParcelState.draft)
    assert (new.shipping_kind, new.fees_kopecks) == ("point", 0)
    assert violations(session) == []


def by_post(session: Session, order: Order) -> Order:
    """As if it had been sent by post."""
    session.execute(update(Order).where(Order.id == order.id).values(shipping_kind="post", pickup_code=None))
    session.expire_all()
    return order


@pytest.fixture
def dearer(session: Session, phone: Variant, place: Location) -> Order:
    """A phone that was paid by SBP and came by post, exchanged for one that costs 40,000 kopecks more."""
    blue = a_sibling(session, phone, place, kopecks=140_000)
    order = by_post(session, an_order_paid_online(session, (phone, 1)))
    return placed_for(session, exchange(session, wished(session, order, blue)))


def test_what_goes_out_by_post_waits_for_the_rest(session: Session, dearer: Order) -> None:
    assert (dearer.payment_method, dearer.paid_kopecks, orders.owed(orders.money_of(dearer))) == (
        "sbp",
        100_000,
        40_000,
    )
    assert dearer.pay_before == dearer.placed_at + payments.REST_WITHIN
    assert orders.is_awaiting_money(dearer)
    assert set(orders.moves_of(dearer)) == {orders.Move.take_payment, orders.Move.cancel}, "nobody sends it yet"
    assert not session.scalars(select(Allocation)).all(), "its goods are held only until then"
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "return_exchanged")).one()
    assert told.payload["exchange"]["pay_before"] == dearer.pay_before.isoformat()
    assert violations(session) == []


@pytest.mark.parametrize("method", ["sbp", "card"])
def test_the_rest_is_taken_at_once_and_the_goods_go_out(session: Session, dearer: Order, method: str) -> None:
    attempt = payments.pay_otherwise(session, dearer.id, method, OFFERED[method], faults=NO_FAULTS)
    assert attempt is not None
    assert (attempt.amount_kopecks, attempt.two_stage) == (40_000, False)
    settle(session, attempt)
    assert now(session, dearer).payment_status is PaymentStatus.paid
    for step in (fulfilment.confirm, fulfilment.ship, fulfilment.hand_over):
        step(session, dearer.id, actor=WHO)
    assert now(session, dearer).status is orders.OrderStatus.completed
    assert violations(session) == []


def test_an_attempt_to_pay_the_rest_that_fails_is_told(session: Session, dearer: Order) -> None:
    attempt = payments.pay_otherwise(session, dearer.id, "sbp", OFFERED["sbp"], faults=NO_FAULTS)
    assert attempt is not None
    settle(session, attempt, "cancelled")
    assert session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "payment_failed")).one()
    assert orders.is_awaiting_money(now(session, dearer))
    assert violations(session) == []


def test_without_the_rest_the_exchange_ends_and_its_money_goes_home(session: Session, dearer: Order) -> None:
    attempt = payments.pay_otherwise(session, dearer.id, "sbp", OFFERED["sbp"], faults=NO_FAULTS)
    let_time_pass(session, dearer)
    assert payments.expire_order(session, dearer.id, faults=NO_FAULTS)
    refund = session.scalars(select(Refund).where(Refund.carried_to_id.is_(None))).one()
    assert (refund.amount_kopecks, refund.status, refund.reason) == (100_000, RefundState.queued, "order_expired")
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "order_expired")).one()
    assert (told.payload["refund_kopecks"], told.payload["counter_kopecks"]) == (100_000, 0)
    assert not session.scalars(select(Reservation)).all()
    assert violations(session) == []
    assert attempt is not None
    settle(session, attempt)
    late = now(session, dearer)
    assert late.status is orders.OrderStatus.expired, "the rest alone pays for nothing"
    assert payments.money_left(session, dearer.id) == 0, "it goes home too"
    assert violations(session) == []


def test_pieces_called_off_until_the_money_reaches_leave_the_others_secured(
    session: Session, phone: Variant, place: Location
) -> None:
    blue = a_sibling(session, phone, place, kopecks=140_000)
    order = by_post(session, an_order_paid_online(session, (phone, 2)))
    where = first_position(session, order)
    request = ask(session, order, {where: 2}, wish=ReturnWish.exchange, wanted={where: blue.sku})
    new = placed_for(session, exchange(session, receive(session, approve(session, request))))
    assert orders.is_awaiting_money(new)
    one = {new.lines[0].position: 1}
    checkout.cancel_order(session, new.id, actor="shopper", reason="by_shopper", pieces=one)
    left = now(session, new)
    assert (left.payment_status, left.paid_kopecks) == (PaymentStatus.paid, 200_000)
    refund = session.scalars(select(Refund).where(Refund.carried_to_id.is_(None))).one()
    assert refund.amount_kopecks == 60_000
    assert orders.Move.confirm in orders.moves_of(left)
    assert violations(session) == []


def test_money_that_was_taken_at_the_counter_is_put_before_staff_when_the_exchange_ends(
    session: Session, phone: Variant, place: Location
) -> None:
    blue = a_sibling(session, phone, place, kopecks=140_000)
    order = by_post(session, a_delivered_order(session, (phone, 1)))
    new = placed_for(session, exchange(session, wished(session, order, blue)))
    let_time_pass(session, new)
    assert payments.expire_order(session, new.id, faults=NO_FAULTS)
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.topic == "order_expired")).one()
    assert (told.payload["refund_kopecks"], told.payload["counter_kopecks"]) == (0, 100_000)
    assert orders.to_give_back(now(session, new).status, orders.money_of(now(session, new))) == 100_000
    assert violations(session) == []


def test_what_costs_no_more_goes_out_by_post_at_once(session: Session, phone: Variant) -> None:
    order = by_post(session, an_order_paid_online(session, (phone, 1)))
    new = placed_for(session, exchange(session, wished(session, order)))
    assert (new.pay_before, orders.owed(orders.money_of(new))) == (None, 0)
    assert orders.Move.confirm in orders.moves_of(new)


def test_by_post_nothing_goes_out_where_nobody_takes_the_rest(
    session: Session, phone: Variant, place: Location
) -> None:
    blue = a_sibling(session, phone, place, kopecks=140_000)
    request = wished(session, by_post(session, an_order_paid_online(session, (phone, 1))), blue)
    with pytest.raises(checkout.NotCovered):
        exchange(session, request, offered=payments.ON_DELIVERY)
    assert request.status is ReturnStatus.received
    assert violations(session) == []


def test_a_carrier_collects_no_more_than_the_rest(session: Session, phone: Variant, place: Location) -> None:
    """Paid for beforehand it collects nothing, on delivery the rest alone, whatever its parcel is worth."""
    blue = a_sibling(session, phone, place, kopecks=140_000)
    order, _ = a_carried_order(session, phone)
    for step in (fulfilment.ship, payments.take_payment, fulfilment.hand_over):
        step(session, order.id, actor=WHO)
    back = wished(session, order, blue, reason="faulty", way_back=aftersales.WayBack.post)
    new = placed_for(session, exchange(session, back))
    parcel = fulfilment.find_parcel(session, new.id)
    assert parcel is not None
    assert new.pay_before is not None
    assert collected(new, parcel) == 0
    way = "on_delivery_card"
    assert payments.pay_otherwise(session, new.id, way, OFFERED[way], faults=NO_FAULTS) is None
    assert (now(session, new).pay_before, collected(now(session, new), parcel)) == (None, 40_000)
    assert violations(session) == []


def collected(order: Order, parcel: fulfilment.Parcel) -> int:
    told = fulfilment.consignment_of(order, parcel)
    assert sum(one.price.minor * one.quantity for one in told.items) == 140_000
    return told.fee_to_pay.minor + sum(one.to_pay.minor * one.quantity for one in told.items)


def test_goods_that_have_gone_meanwhile_are_refused_and_the_money_goes_home(
    session: Session, phone: Variant, place: Location
) -> None:
    last = a_sibling(session, phone, place, kopecks=100_000, pieces=1)
    order = a_delivered_order(session, (phone, 1))
    request = wished(session, order, last)
    a_delivered_order(session, (last, 1))
    with pytest.raises(NotEnoughStock):
        exchange(session, request)
    assert (request.status, request.exchange_order_id) == (ReturnStatus.received, None)
    pay_back(session, request)
    assert (request.status, request.refunded_kopecks) == (ReturnStatus.refunded, 100_000)
    told = select(OutboxMessage).where(OutboxMessage.topic == "return_paid_instead")
    assert session.scalars(told).one().payload["refunded_kopecks"] == 100_000
    with pytest.raises(aftersales.ReturnMoveNotAllowed):
        exchange(session, request)
    assert violations(session) == []


def test_what_left_the_catalogue_stays_readable(session: Session, phone: Variant, place: Location) -> None:
    blue = a_sibling(session, phone, place, kopecks=100_000, pieces=0)
    order = a_delivered_order(session, (phone, 1))
    request = wished(session, order, blue)
    name, sku = blue.name, blue.sku
    session.execute(Stock.__table__.delete().where(Stock.variant_id == blue.id))
    session.execute(Variant.__table__.delete().where(Variant.id == blue.id))
    line = aftersales.get_return(session, request.number).lines[0]
    assert (line.wanted_variant_id, line.wanted_sku, line.wanted_name) == (None, sku, name)
    with pytest.raises(aftersales.WantedNotOnSale):
        exchange(session, request)


def test_only_variants_of_the_same_line_on_sale_can_be_wished_for(
    session: Session, phone: Variant, place: Location
) -> None:
    order = a_delivered_order(session, (phone, 1))
    blue, other = a_sibling(session, phone, place, kopecks=1, pieces=0), goods_on_sale(session, place)
    choices = aftersales.choices_of(session, now(session, order), at=clock.now())
    assert [(one.sku, one.available, one.is_same) for one in choices[order.lines[0].id]] == [
        (phone.sku, 8, True),
        (blue.sku, 0, False),
    ]
    where = first_position(session, order)
    with pytest.raises(aftersales.NotAVariant):
        ask(session, order, wish=ReturnWish.exchange, wanted={where: other.sku})
    session.execute(update(Variant).where(Variant.id == phone.id).values(is_published=False))
    with pytest.raises(aftersales.WantedNotOnSale):
        ask(session, order, wish=ReturnWish.exchange)
    assert ask(session, order, wish=ReturnWish.exchange, wanted={where: blue.sku}).wish is ReturnWish.exchange


def test_who_asked_for_the_money_gets_no_goods(session: Session, phone: Variant) -> None:
    request = receive(session, approve(session, ask(session, a_delivered_order(session, (phone, 1)))))
    with pytest.raises(aftersales.NotAsked):
        exchange(session, request)
    assert session.scalars(select(Order)).all() == [session.get(Order, request.order_id)]


def test_money_that_was_partly_given_back_pays_for_as_much_as_is_left(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    how: dict[str, Any] = {"reason": "скидка", "actor": WHO, "faults": NO_FAULTS}
    payments.refund_by_staff(session, order.id, payment_of(session, order).token, 40_000, **how)
    request = exchange(session, wished(session, order))
    assert (request.due_kopecks, request.carried_kopecks) == (100_000, 60_000)
    assert orders.owed(orders.money_of(placed_for(session, request))) == 40_000
    assert violations(session) == []


def test_an_exchange_half_paid_for_gives_nothing_of_the_rest_away(
    session: Session, phone: Variant, place: Location
) -> None:
    """Of two pieces for 280,000 of which 200,000 are paid one comes back: what the other costs stays with it."""
    blue = a_sibling(session, phone, place, kopecks=140_000)
    order = a_delivered_order(session, (phone, 2))
    where = first_position(session, order)
    request = ask(session, order, {where: 2}, wish=ReturnWish.exchange, wanted={where: blue.sku})
    new = placed_for(session, exchange(session, receive(session, approve(session, request))))
    for step in (fulfilment.confirm, fulfilment.make_ready, fulfilment.hand_over):
        step(session, new.id, actor=WHO)
    back = pay_back(session, receive(session, approve(session, ask(session, new))))
    assert (back.due_kopecks, back.refunded_kopecks) == (140_000, 60_000)
    assert orders.owed(orders.money_of(now(session, new))) == 0
    assert violations(session) == []


def test_books_of_an_exchange_that_do_not_agree_are_seen(session: Session, phone: Variant) -> None:
    request = exchange(session, wished(session, a_delivered_order(session, (phone, 1))))
    session.execute(update(ReturnRequest).where(ReturnRequest.id == request.id).values(carried_kopecks=99_000))
    assert violations(session) == [
        f"return {request.number}: 99000 were carried over, its new order was paid 100000 so"
    ]


def test_money_that_was_carried_is_compared_with_what_was_taken(session: Session, phone: Variant) -> None:
    order = a_delivered_order(session, (phone, 1))
    new = placed_for(session, exchange(session, wished(session, order)))
    carried = payment_of(session, new)
    session.execute(update(Refund).where(Refund.carried_to_id == carried.id).values(carried_to_id=None))
    assert f"payment {carried.id} of 100000: carried over, None were taken for it" in violations(session)
