"""Placing an order: once a cart, at the agreed total, everything copied, nothing taken if anything is refused."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import carts, checkout, inventory, orders, pricing, shipping
from technomart.domain.carts import CartStatus
from technomart.domain.checkout import Contact, Delivery, PriceChanged, WrongAnswers
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.orders import FulfilmentStatus, Order, OrderStatus, PaymentStatus
from technomart.domain.shipping.models import ShippingMethod
from technomart.foundation import clock
from technomart.foundation.money import Money
from technomart.foundation.outbox import OutboxMessage
from tests.factories.buying import (
    ACTOR,
    BY_COURIER,
    COURIER_FEE,
    MARIA,
    TO_ARBAT,
    a_cart,
    a_placed_order,
    an_open_shop,
    goods_on_sale,
    place,
    total_of,
)


def nothing_happened(session: Session) -> bool:
    return session.scalars(select(Order)).all() == [] and violations(session) == []


def test_a_cart_makes_one_order(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), pieces=3)
    cart = a_cart(session, (phone, 2))
    agreed = total_of(session, cart)
    order = place(session, cart.token, agreed)
    again = place(session, cart.token, Money(1), contact=Contact("", "", ""), accepts_offer=False)
    assert again is order
    assert inventory.availability_of(session, [phone.id])[phone.id].available == 1
    assert cart.status is CartStatus.converted
    assert [message.topic for message in session.scalars(select(OutboxMessage))] == ["order_placed"]
    assert violations(session) == []


def test_everything_that_was_agreed_is_copied(session: Session) -> None:
    warehouse = an_open_shop(session)
    phone = goods_on_sale(session, warehouse, kopecks=1_299_000, name="Смартфон Acme")
    buds = goods_on_sale(session, warehouse, kopecks=333, pieces=100)
    order = a_placed_order(session, (phone, 2), (buds, 7))
    assert (order.name, order.phone, order.email) == ("Мария Соколова", "+79150001234", "maria@example.com")
    assert (order.goods_kopecks, order.fees_kopecks, order.total_kopecks) == (2_600_331, 0, 2_600_331)
    assert order.vat_kopecks == 468_492 + 420
    assert order.pickup_name == "Техномарт на Арбате, Арбат, 10"
    line = order.lines[0]
    assert (line.sku, line.name, line.price_kopecks, line.quantity, line.sum_kopecks) == (
        phone.sku,
        phone.name,
        1_299_000,
        2,
        2_598_000,
    )
    assert line.warranty_months == 12
    assert (order.status, order.payment_status, order.fulfilment_status) == (
        OrderStatus.placed,
        PaymentStatus.none,
        FulfilmentStatus.none,
    )
    assert order.number.startswith("TM-")
    assert order.promised_to is not None
    assert order.promised_to > order.placed_at


def test_the_courier_costs_his_fee_with_its_vat(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    cart = a_cart(session, (phone, 1))
    order = place(session, cart.token, total_of(session, cart, fee_kopecks=COURIER_FEE), delivery=BY_COURIER)
    assert order.total_kopecks == 149_000
    assert [(fee.kind, fee.amount_kopecks, fee.vat_kopecks) for fee in order.fees] == [
        ("delivery", COURIER_FEE, 8836)
    ]
    assert order.address == {"city": "Москва", "street": "Ленинский проспект, 42", "flat": "18"}


def test_a_changed_price_is_put_to_the_shopper(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    cart = a_cart(session, (phone, 1))
    for amount in (110_000, 90_000):
        pricing.set_price(session, phone.id, amount, at=clock.now(), actor=ACTOR, reason="new")
        with pytest.raises(PriceChanged) as refusal:
            place(session, cart.token, Money(100_000))
        assert (refusal.value.old, refusal.value.new) == (Money(100_000), Money(amount))
        assert nothing_happened(session)
    assert place(session, cart.token, Money(90_000)).total_kopecks == 90_000


def test_a_changed_fee_is_put_to_the_shopper_too(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    cart = a_cart(session, (phone, 1))
    agreed = total_of(session, cart, fee_kopecks=COURIER_FEE)
    session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one().fee_kopecks = 99_000
    session.flush()
    with pytest.raises(PriceChanged):
        place(session, cart.token, agreed, delivery=BY_COURIER)


def test_what_ran_out_meanwhile_is_refused_by_its_sku(session: Session) -> None:
    warehouse = an_open_shop(session)
    phone, buds = goods_on_sale(session, warehouse, pieces=2), goods_on_sale(session, warehouse, pieces=2)
    cart = a_cart(session, (phone, 2), (buds, 2))
    agreed = total_of(session, cart)
    a_placed_order(session, (buds, 1))
    before = len(session.scalars(select(Order)).all())
    with pytest.raises(inventory.NotEnoughStock) as refusal:
        place(session, cart.token, agreed)
    assert refusal.value.details == {"sku": buds.sku, "available": 1}
    assert len(session.scalars(select(Order)).all()) == before
    assert inventory.availability_of(session, [phone.id])[phone.id].available == 2
    assert violations(session) == []


def test_hidden_and_unpriced_goods_cannot_be_ordered(session: Session) -> None:
    warehouse = an_open_shop(session)
    phone = goods_on_sale(session, warehouse)
    cart = a_cart(session, (phone, 1))
    agreed = total_of(session, cart)
    phone.is_published = False
    session.flush()
    with pytest.raises(inventory.NotEnoughStock):
        place(session, cart.token, agreed)
    assert nothing_happened(session)


def test_an_empty_or_unknown_cart_makes_no_order(session: Session) -> None:
    an_open_shop(session)
    with pytest.raises(checkout.CartEmpty):
        place(session, a_cart(session).token, Money(0))
    with pytest.raises(carts.CartGone):
        place(session, "nothing", Money(0))


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"contact": replace(MARIA, name=" ")}, {"name": "name_missing"}),
    ({"contact": replace(MARIA, name="я" * 101)}, {"name": "name_too_long"}),
    ({"contact": replace(MARIA, phone="")}, {"phone": "phone_missing"}),
    ({"contact": replace(MARIA, phone="8 915")}, {"phone": "phone_invalid"}),
    ({"contact": replace(MARIA, email="")}, {"email": "email_missing"}),
    ({"contact": replace(MARIA, email="a@b.ru\r\nBcc: c@d.ru")}, {"email": "email_invalid"}),
    ({"contact": replace(MARIA, email="maria@")}, {"email": "email_invalid"}),
    ({"delivery": Delivery("teleport")}, {"delivery": "delivery_missing"}),
    ({"delivery": Delivery("pickup", "nowhere")}, {"pickup": "pickup_missing"}),
    ({"delivery": Delivery("pickup", "central")}, {"pickup": "pickup_missing"}),
    (
        {"delivery": Delivery("courier", address={"city": "", "flat": "1"})},
        {"city": "city_missing", "street": "street_missing"},
    ),
    ({"delivery": Delivery("courier", address={**BY_COURIER.address, "flat": "1" * 41})}, {"flat": "text_too_long"}),
    ({"payment_method": "barter"}, {"payment": "payment_missing"}),
    ({"accepts_offer": False}, {"offer": "offer_not_accepted"}),
    ({"comment": "я" * 501}, {"comment": "comment_too_long"}),
    (
        {"contact": Contact("", "", ""), "delivery": Delivery(""), "payment_method": "", "accepts_offer": False},
        {
            "name": "name_missing",
            "phone": "phone_missing",
            "email": "email_missing",
            "delivery": "delivery_missing",
            "payment": "payment_missing",
            "offer": "offer_not_accepted",
        },
    ),
]


@pytest.mark.parametrize(("changed", "wrong"), WRONG)
def test_wrong_answers_are_named_all_at_once(
    session: Session, changed: dict[str, Any], wrong: dict[str, str]
) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    cart = a_cart(session, (phone, 1))
    with pytest.raises(WrongAnswers) as refusal:
        place(session, cart.token, total_of(session, cart), **changed)
    assert refusal.value.fields == wrong
    assert nothing_happened(session)


@pytest.mark.parametrize("raw", ["+7 915 000-12-34", "89150001234", "9150001234", "8 (915) 000 12 34"])
def test_a_russian_number_is_understood_as_people_write_it(session: Session, raw: str) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    order = a_placed_order(session, (phone, 1), contact=replace(MARIA, phone=raw))
    assert order.phone == "+79150001234"


def test_names_keep_no_tricks(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    order = a_placed_order(session, (phone, 1), contact=replace(MARIA, name=" Мария\x00\u202e\r\n Соколова\ud800 "))
    assert order.name == "Мария Соколова"


def test_a_pick_up_takes_from_its_shop_if_everything_lies_there(session: Session) -> None:
    warehouse = an_open_shop(session)
    shop = inventory.get_location(session, "arbat")
    phone = goods_on_sale(session, warehouse, pieces=5)
    inventory.receive(session, phone.id, shop.id, 1, cause="delivery", actor=ACTOR)
    a_placed_order(session, (phone, 1))
    assert inventory.availability_of(session, [phone.id])[phone.id].by_location == {warehouse.id: 5}
    a_placed_order(session, (phone, 1))
    assert inventory.availability_of(session, [phone.id])[phone.id].by_location == {warehouse.id: 4}


def test_the_ways_show_fees_dates_and_what_lies_where(session: Session) -> None:
    warehouse = an_open_shop(session)
    shop = inventory.get_location(session, "arbat")
    phone = goods_on_sale(session, warehouse, kopecks=100_000)
    buds = goods_on_sale(session, shop, kopecks=50_000)
    view = carts.show(session, a_cart(session, (phone, 1), (buds, 1)), lang="ru", at=clock.now())
    pickup, courier = checkout.ways(session, view, lang="en", at=clock.now())
    assert (pickup.method.name, pickup.fee.minor) == ("Pick-up", 0)
    assert [(way.location.code, way.lines_here, way.has_everything) for way in pickup.counters] == [
        ("arbat", 1, False)
    ]
    assert courier.fee == Money(COURIER_FEE)
    assert courier.promise is not None
    quote = checkout.quote_of(view, courier.fee)
    assert quote.total_kopecks == 150_000 + COURIER_FEE


def test_what_was_filled_in_is_kept_until_the_order(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    cart = a_cart(session, (phone, 1))
    assert checkout.draft_of(session, cart) == {}
    checkout.save_draft(session, cart.token, {"name": "Мария", "evil": "x", "city": "я" * 5000}, at=clock.now())
    checkout.save_draft(session, cart.token, {"name": "Анна", "city": "Тверь"}, at=clock.now())
    assert checkout.draft_of(session, cart) == {"name": "Анна", "city": "Тверь"}
    place(session, cart.token, total_of(session, cart))
    assert session.scalars(select(CheckoutDraft)).all() == []


def test_a_cancelled_order_gives_its_stock_back_once(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), pieces=3)
    order = a_placed_order(session, (phone, 2))
    cancelled = checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert cancelled.status is OrderStatus.cancelled
    assert inventory.availability_of(session, [phone.id])[phone.id].available == 3
    with pytest.raises(orders.CannotCancel):
        checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert inventory.availability_of(session, [phone.id])[phone.id].available == 3
    assert violations(session) == []


def test_an_english_order_is_copied_in_english(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    order = a_placed_order(session, (phone, 1), lang="en", delivery=TO_ARBAT)
    assert (order.shipping_name, order.pickup_name) == ("Pick-up", "Technomart Arbat, Арбат, 10")


def test_a_withdrawn_method_is_refused(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one().is_offered = False
    session.flush()
    with pytest.raises(WrongAnswers):
        a_placed_order(session, (phone, 1), delivery=BY_COURIER)
    assert [method.code for method in shipping.methods(session)] == ["pickup"]


def at_the_first_hour(session: Session, *, capacity: int) -> Delivery:
    """The courier now comes at chosen times, and the shopper chooses the first."""
    courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
    shipping.add_window(session, courier, starts="10:00", ends="12:00", capacity=capacity)
    first = shipping.slots_of(session, shipping.get_method(session, "courier"), clock.now())[0]
    return replace(BY_COURIER, slot=first.code)


def test_an_order_comes_at_the_time_that_was_chosen(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    morning = at_the_first_hour(session, capacity=1)
    order = a_placed_order(session, (phone, 1), delivery=morning, fee=COURIER_FEE)
    (slot, *_rest) = shipping.slots_of(session, shipping.get_method(session, "courier"), clock.now())
    assert (order.promised_from, order.promised_to) == (slot.promise.since, slot.promise.until)
    assert (slot.code, slot.left) == (morning.slot, 0)
    assert violations(session) == []


def test_a_time_that_is_full_or_was_not_chosen_is_put_to_the_shopper(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    morning = at_the_first_hour(session, capacity=1)
    a_placed_order(session, (phone, 1), delivery=morning, fee=COURIER_FEE)
    for delivery, why in ((morning, "slot_taken"), (BY_COURIER, "slot_missing")):
        cart = a_cart(session, (phone, 1))
        with pytest.raises(WrongAnswers) as refusal:
            place(session, cart.token, total_of(session, cart, fee_kopecks=COURIER_FEE), delivery=delivery)
        assert refusal.value.fields == {"slot": why}
        assert cart.status is CartStatus.open


def test_a_cancelled_order_lets_another_have_its_time(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    morning = at_the_first_hour(session, capacity=1)
    order = a_placed_order(session, (phone, 1), delivery=morning, fee=COURIER_FEE)
    checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
    assert violations(session) == []
    another = a_placed_order(session, (phone, 1), delivery=morning, fee=COURIER_FEE)
    assert (another.promised_from, order.slot_id) == (order.promised_from, None)
    assert violations(session) == []
