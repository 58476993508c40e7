"""Ordering by a carrier: at the fee it has told, to a point that stands and takes the parcel, or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from technomart import carriers
from technomart.cli.invariants import violations
from technomart.domain import carts, checkout, fulfilment, shipping
from technomart.domain.carts import Cart, CartView
from technomart.domain.catalog.models import Variant
from technomart.domain.checkout import Delivery, PriceChanged, Way, WrongAnswers
from technomart.domain.orders import Order
from technomart.domain.shipping import Destination, TariffWish
from technomart.foundation import clock
from technomart.foundation.money import Money
from tests.factories.buying import HOME, a_cart, an_open_shop, goods_on_sale, place
from tests.factories.carrying import CDEK, MOSCOW, PromptCarrier, a_point, keep

GOODS = 100_000
GRAMS = 1400
WISH = TariffWish(CDEK, MOSCOW, 2000)
TO_POINT, TO_DOOR = "cdek-point", "cdek-courier"


@pytest.fixture
def cart(session: Session) -> Cart:
    phone = goods_on_sale(session, an_open_shop(session), kopecks=GOODS, pieces=5)
    phone.weight_grams = GRAMS
    carriers.offer_ways(session, CDEK)
    keep(session, a_point("MSK1"), a_point("MSK2", grams_most=1000), a_point("MSK3", takes_cash=False))
    keep(session, a_point("SPB1", city_code=137, city="Санкт-Петербург"))
    return a_cart(session, (phone, 1))


def tell(session: Session, *, hours_ago: float = 0, **fees: int) -> None:
    """The carrier has told what it asks: `point` and `door`, in kopecks."""
    told = PromptCarrier(fees={way == "point": fee for way, fee in fees.items()}).tariffs(MOSCOW, 2000)
    shipping.keep_tariffs(session, WISH, told, clock.now() - timedelta(hours=hours_ago))


def ways_of(session: Session, cart: Cart, *, city: str = "Москва", point: str = "") -> dict[str, Way]:
    at = clock.now()
    view: CartView = carts.show(session, cart, lang="ru", at=at)
    to = Destination(city) if city else None
    found = checkout.ways(session, view, lang="ru", at=at, to=to, point_code=point, carriers=[CDEK])
    return {way.method.code: way for way in found}


def order(session: Session, cart: Cart, fee: int, delivery: Delivery, **changed: Any) -> Order:
    return place(session, cart.token, Money(GOODS + fee), delivery=delivery, carriers=[CDEK], **changed)


def wrong(session: Session, cart: Cart, delivery: Delivery, **changed: Any) -> dict[str, str]:
    with pytest.raises(WrongAnswers) as refusal:
        order(session, cart, 30_000, delivery, **changed)
    return refusal.value.fields


def test_a_carriers_ways_cost_what_it_told_for_the_city_and_weight(session: Session, cart: Cart) -> None:
    tell(session, point=30_050, door=50_000)
    ways = ways_of(session, cart)
    assert (ways[TO_POINT].fee, ways[TO_DOOR].fee) == (Money(30_100), Money(50_000))
    promise = ways[TO_POINT].promise
    assert promise is not None
    assert timedelta(days=1) < promise.since - clock.now() < timedelta(days=4)
    assert ways[TO_POINT].wishes == ()


def test_what_is_not_told_is_wished_and_refused_until_it_is(session: Session, cart: Cart) -> None:
    way = ways_of(session, cart)[TO_POINT]
    assert (way.refusal and way.refusal.code, way.wishes) == ("delivery_not_counted_now", (WISH,))
    tell(session, hours_ago=12, point=30_000, door=50_000)
    way = ways_of(session, cart)[TO_POINT]
    assert (way.refusal, way.fee, way.wishes) == (None, Money(30_000), (WISH,)), "the last known fee holds"
    tell(session, hours_ago=100, point=30_000, door=50_000)
    way = ways_of(session, cart)[TO_POINT]
    assert way.refusal
    assert way.refusal.code == "delivery_not_counted_now"


@pytest.mark.parametrize(
    ("city", "code"),
    [("", "city_missing_for_fee"), ("Нигдейск", "nobody_brings_there"), ("г. МОСКВА", None)],
)
def test_a_city_must_be_named_and_have_a_point(session: Session, cart: Cart, city: str, code: str | None) -> None:
    tell(session, point=30_000, door=50_000)
    refusal = ways_of(session, cart, city=city)[TO_DOOR].refusal
    assert (refusal.code if refusal else None) == code


def test_where_the_carrier_has_no_courier_it_brings_to_its_points_only(session: Session, cart: Cart) -> None:
    tell(session, point=30_000)
    ways = ways_of(session, cart)
    assert ways[TO_POINT].refusal is None
    assert ways[TO_DOOR].refusal
    assert ways[TO_DOOR].refusal.code == "nobody_brings_there"


def test_what_is_too_heavy_for_a_parcel_goes_otherwise(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    line = carts.show(session, cart, lang="ru", at=clock.now()).lines[0]
    carts.set_quantity(session, cart, line.sku, 3)
    assert ways_of(session, cart)[TO_POINT].refusal, "another weight class"
    phone = session.get_one(Variant, line.variant_id)
    phone.weight_grams = 20_000
    session.flush()
    refusal = ways_of(session, cart)[TO_POINT].refusal
    assert refusal
    assert refusal.code == "too_heavy"


def test_a_carrier_that_is_not_set_up_is_not_offered(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    found = checkout.ways(session, carts.show(session, cart, lang="ru", at=clock.now()), lang="ru", at=clock.now())
    assert {way.method.code for way in found} == {"pickup", "courier"}
    with pytest.raises(WrongAnswers):
        place(session, cart.token, Money(GOODS + 30_000), delivery=Delivery(TO_POINT, point_code="MSK1"))


def test_an_order_to_a_point_keeps_the_point_the_fee_and_the_parcel(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    placed = order(session, cart, 30_000, Delivery(TO_POINT, point_code="MSK1"))
    parcel = fulfilment.find_parcel(session, placed.id)
    assert parcel is not None
    assert (parcel.state, parcel.point_code, parcel.city_code, parcel.tariff_code, parcel.grams) == (
        "draft",
        "MSK1",
        MOSCOW,
        "136",
        GRAMS,
    )
    assert (placed.shipping_kind, placed.pickup_code, placed.address) == ("point", None, None)
    assert placed.pickup_name == "СДЭК MSK1, Москва, ул. Ленина, 1"
    assert violations(session) == []


def test_an_order_to_the_door_keeps_the_address(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    placed = order(session, cart, 50_000, Delivery(TO_DOOR, address=HOME))
    parcel = fulfilment.find_parcel(session, placed.id)
    assert parcel is not None
    assert (parcel.point_code, parcel.tariff_code, placed.pickup_name) == (None, "137", None)
    assert placed.address == HOME
    told = fulfilment.consignment_of(placed, parcel)
    assert (told.address, told.city_code) == ("Ленинский проспект, 42, кв. 18", MOSCOW)


@pytest.mark.parametrize("code", ["", "NOWHERE", "MSK2"])
def test_a_point_that_is_not_there_or_does_not_take_the_parcel_is_asked_for_again(
    session: Session, cart: Cart, code: str
) -> None:
    tell(session, point=30_000, door=50_000)
    assert wrong(session, cart, Delivery(TO_POINT, point_code=code)) == {"point": "point_missing"}


def test_a_point_in_another_city_than_was_named_is_not_chosen(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    assert wrong(session, cart, Delivery(TO_POINT, point_code="SPB1", address={"city": "Москва"})) == {
        "point": "point_missing"
    }
    assert ways_of(session, cart, point="SPB1")[TO_POINT].point is None


def test_a_point_without_a_till_hands_out_what_is_paid(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    there = Delivery(TO_POINT, point_code="MSK3")
    assert wrong(session, cart, there, payment_method="on_delivery_cash") == {"payment": "payment_not_at_point"}
    assert order(session, cart, 30_000, there, payment_method="on_delivery_card").payment_method == "on_delivery_card"


def test_an_address_is_needed_for_the_door(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    assert wrong(session, cart, Delivery(TO_DOOR)) == {"city": "city_missing", "street": "street_missing"}
    assert wrong(session, cart, Delivery(TO_DOOR, address={"city": " .", "street": "x"})) == {"city": "city_missing"}


def test_a_fee_that_moved_since_it_was_shown_is_put_to_the_shopper(session: Session, cart: Cart) -> None:
    tell(session, point=30_000, door=50_000)
    tell(session, point=31_000, door=50_000)
    with pytest.raises(PriceChanged):
        order(session, cart, 30_000, Delivery(TO_POINT, point_code="MSK1"))
    assert order(session, cart, 31_000, Delivery(TO_POINT, point_code="MSK1")).fees_kopecks == 31_000


def test_nothing_is_ordered_while_the_fee_is_not_known(session: Session, cart: Cart) -> None:
    assert wrong(session, cart, Delivery(TO_POINT, point_code="MSK1")) == {"delivery": "delivery_not_counted_now"}
