"""Ordering by zones: the fee and the days are those of the address, and nobody is sent where nobody goes."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import carts, checkout, inventory, shipping
from technomart.domain.catalog.models import Variant
from technomart.domain.checkout import Delivery, PriceChanged, WrongAnswers
from technomart.domain.orders import Order
from technomart.domain.shipping import Destination, Rate, ShippingMethod
from technomart.foundation import clock
from tests.factories.buying import (
    BY_COURIER,
    HOME,
    a_cart,
    a_placed_order,
    an_open_shop,
    goods_on_sale,
    place,
    total_of,
)

TO_KHIMKI = replace(BY_COURIER, address=HOME | {"city": "Химки"})


def a_shop_with_zones(session: Session) -> Variant:
    """Moscow for 490 roubles up to 25 kg, 1,490 up to 100; around it for 890 and a day later; a fridge of 60 kg."""
    warehouse = an_open_shop(session)
    courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
    moscow = shipping.add_zone(session, courier, code="moscow", name="Москва", cities=["Москва"], postal_codes=["11"])
    oblast = shipping.add_zone(
        session, courier, code="oblast", name="Область", cities=["Химки"], postal_codes=["14"], days_from=1, days_to=1
    )
    shipping.set_rates(session, courier, moscow, [Rate(None, 25_000, 49_000), Rate(None, 100_000, 149_000)])
    shipping.set_rates(session, courier, oblast, [Rate(None, 100_000, 89_000)])
    fridge = goods_on_sale(session, warehouse, kopecks=100_000, name="Холодильник")
    fridge.weight_grams = 60_000
    session.flush()
    return fridge


def test_the_fee_is_that_of_the_zone_and_the_weight(session: Session) -> None:
    fridge = a_shop_with_zones(session)
    order = a_placed_order(session, (fridge, 1), delivery=BY_COURIER, fee=149_000)
    assert (order.total_kopecks, order.shipping_name) == (249_000, "Курьер, Москва")
    assert [(fee.kind, fee.name, fee.amount_kopecks) for fee in order.fees] == [
        ("delivery", "Курьер, Москва", 149_000)
    ]
    farther = a_placed_order(session, (fridge, 1), delivery=TO_KHIMKI, fee=89_000)
    assert order.promised_from is not None
    assert farther.promised_from is not None
    assert (farther.promised_from - order.promised_from).days == 1
    assert violations(session) == []


def test_the_postal_code_of_the_address_decides_and_is_kept(session: Session) -> None:
    fridge = a_shop_with_zones(session)
    coded = replace(BY_COURIER, address=HOME | {"postal_code": "141 400"})
    with pytest.raises(PriceChanged):
        a_placed_order(session, (fridge, 1), delivery=coded, fee=149_000)
    order = a_placed_order(session, (fridge, 1), delivery=coded, fee=89_000)
    assert order.address is not None
    assert order.address["postal_code"] == "141400"


@pytest.mark.parametrize(
    ("address", "pieces", "wrong"),
    [
        ({"city": "Казань"}, 1, {"city": "nobody_brings_there"}),
        ({"city": ""}, 1, {"city": "city_missing"}),
        ({"postal_code": "12"}, 1, {"postal_code": "postal_code_invalid"}),
        ({}, 2, {"delivery": "too_heavy"}),
    ],
)
def test_where_nobody_goes_is_said_at_the_field(
    session: Session, address: dict[str, str], pieces: int, wrong: dict[str, str]
) -> None:
    fridge = a_shop_with_zones(session)
    cart = a_cart(session, (fridge, pieces))
    with pytest.raises(WrongAnswers) as refusal:
        place(session, cart.token, total_of(session, cart), delivery=Delivery("courier", address=HOME | address))
    assert refusal.value.fields == wrong
    assert session.scalars(select(Order)).all() == []


def test_the_ways_are_shown_for_where_the_goods_shall_go(session: Session) -> None:
    fridge = a_shop_with_zones(session)
    view = carts.show(session, a_cart(session, (fridge, 1)), lang="ru", at=clock.now())
    fees = {}
    for city in ("", "Химки", "Казань"):
        to = Destination(city) if city else None
        pickup, courier = checkout.ways(session, view, lang="ru", at=clock.now(), to=to)
        assert pickup.refusal is None
        fees[city] = courier.refusal.code if courier.refusal else courier.fee.minor
    assert fees == {"": 149_000, "Химки": 89_000, "Казань": "nobody_brings_there"}


def test_a_parcel_knows_whether_all_of_it_was_weighed(session: Session) -> None:
    fridge = a_shop_with_zones(session)
    buds = goods_on_sale(session, inventory.get_location(session, "central"), kopecks=500)
    buds.weight_grams = None
    session.flush()
    view = carts.show(session, a_cart(session, (fridge, 2), (buds, 3)), lang="ru", at=clock.now())
    assert checkout.parcel_of(view) == shipping.Parcel(201_500, 120_000, is_weighed=False)
