"""Ordering by post: the postal code says what it costs and when it comes, and it is paid beforehand."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from technomart.cli.invariants import violations
from technomart.domain import carts, checkout, payments, shipping
from technomart.domain.catalog.models import Variant
from technomart.domain.checkout import Delivery, WrongAnswers
from technomart.domain.orders import Order
from technomart.domain.payments import MethodNotOffered
from technomart.domain.shipping import Destination, Rate, ShippingKind
from technomart.foundation import clock
from technomart.foundation.faults import Faults
from tests.factories.buying import HOME, a_cart, a_placed_order, an_open_shop, goods_on_sale

TO_OMSK = HOME | {"city": "Омск", "postal_code": "644099"}
ONLINE = {"card": "sandbox", **payments.ON_DELIVERY}
FEE = 55_100


@pytest.fixture
def phone(session: Session) -> Variant:
    """A phone of 400 g; the post takes parcels of up to a kilogram to the Urals and beyond, for 551 roubles."""
    variant = goods_on_sale(session, an_open_shop(session), kopecks=100_000)
    variant.weight_grams = 400
    post = shipping.add_method(session, code="post", kind=ShippingKind.post, name="Почта", days_from=1, days_to=1)
    zone = shipping.add_zone(
        session, post, code="urals", name="Урал", postal_codes=["62", "64"], days_from=4, days_to=7
    )
    shipping.set_rates(session, post, zone, [Rate("urals", 1_000, FEE)])
    return variant


def order_by_post(session: Session, phone: Variant, pieces: int = 1, **changed: Any) -> Order:
    delivery = Delivery("post", address=TO_OMSK | changed.pop("address", {}))
    how = {"payment_method": "card", "offered": ONLINE} | changed
    return a_placed_order(session, (phone, pieces), fee=FEE, delivery=delivery, **how)


def test_a_parcel_costs_what_its_zone_and_weight_say(session: Session, phone: Variant) -> None:
    order = order_by_post(session, phone, 2)
    assert (order.total_kopecks, order.shipping_name, order.shipping_kind) == (200_000 + FEE, "Почта, Урал", "post")
    assert order.promised_from is not None
    assert order.promised_to is not None
    assert (order.promised_to - order.promised_from).days == 3
    assert violations(session) == []


@pytest.mark.parametrize(
    ("pieces", "changed", "wrong"),
    [
        (1, {"address": {"postal_code": ""}}, {"postal_code": "postal_code_missing"}),
        (1, {"address": {"postal_code": "64409"}}, {"postal_code": "postal_code_invalid"}),
        (1, {"address": {"postal_code": "101000"}}, {"postal_code": "nobody_brings_there"}),
        (3, {}, {"delivery": "too_heavy"}),
        (1, {"payment_method": "on_delivery_cash"}, {"payment": "payment_beforehand_only"}),
    ],
)
def test_what_the_post_does_not_take_is_said(
    session: Session, phone: Variant, pieces: int, changed: dict[str, Any], wrong: dict[str, str]
) -> None:
    with pytest.raises(WrongAnswers) as refusal:
        order_by_post(session, phone, pieces, **changed)
    assert refusal.value.fields == wrong


def test_a_parcel_cannot_be_paid_at_the_door_afterwards(session: Session, phone: Variant) -> None:
    order = order_by_post(session, phone)
    with pytest.raises(MethodNotOffered):
        payments.pay_otherwise(session, order.id, "on_delivery_cash", payments.COUNTER, faults=Faults())


def test_the_post_is_offered_where_somebody_takes_money_beforehand(session: Session, phone: Variant) -> None:
    view = carts.show(session, a_cart(session, (phone, 1)), lang="ru", at=clock.now())
    found = {}
    for offered in (ONLINE, payments.ON_DELIVERY):
        to = Destination("Омск", "644099")
        ways = checkout.ways(session, view, lang="ru", at=clock.now(), to=to, offered=tuple(offered))
        found[len(offered)] = [way.method.code for way in ways if way.refusal is None]
    assert found == {3: ["post", "pickup", "courier"], 2: ["pickup", "courier"]}
