"""Delivery through the interface: a quote for where the goods shall go, and what cannot be brought there."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from technomart.domain import shipping
from technomart.domain.shipping import Rate, ServiceKind, ShippingMethod
from tests.concurrency.racing import books
from tests.web.api.shop import Program, Shop
from tests.web.api.test_buying import HOME, a_cart, an_order

pytestmark = pytest.mark.one_database


def test_a_quote_is_for_where_the_goods_shall_go(guest: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_zone(session, courier, code="moscow", name="Москва", cities=["Москва"])
        oblast = shipping.add_zone(session, courier, code="oblast", name="Подмосковье", postal_codes=["14"])
        shipping.set_rates(session, courier, oblast, [Rate(None, None, 89_000)])
    body = an_order(guest, a_cart(guest, "700000"), "courier")

    def quote(**to: str) -> dict[str, Any]:
        return dict(guest.call("POST", "/checkout", json={"cart": body["cart"], "to": to}).json)

    (way,) = [way for way in quote(postal_code="141400")["ways"] if way["code"] == "courier"]
    assert (way["zone"], way["fee"]["amount"]) == ("Подмосковье", "890.00")
    kazan = quote(city="Казань")
    assert [way["code"] for way in kazan["ways"]] == ["pickup"]
    assert [(way["code"], way["reason"]) for way in kazan["refused"]] == [("courier", "nobody_brings_there")]
    for address, wrong in (({"city": "Казань"}, "/city"), ({"postal_code": "420"}, "postal_code")):
        delivery = {"way": "courier", "address": HOME | address}
        refused = guest.call("POST", "/orders", json=body | {"delivery": delivery})
        assert (refused.status_code, wrong in refused.text) == (422, True)


def test_services_of_the_quote_are_ordered_by_their_codes(guest: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        shipping.add_service(
            session, code="connect", kind=ServiceKind.installation, name="x", rates=[Rate(None, None, 249_000)]
        )
    body = an_order(guest, a_cart(guest, "700000"), "courier")
    quote = guest.call("POST", "/checkout", json={"cart": body["cart"]}).json
    offered = {way["code"]: [one["code"] for one in way["services"]] for way in quote["ways"]}
    assert offered == {"pickup": [], "courier": ["connect"]}
    body["delivery"]["services"] = ["massage"]
    assert guest.call("POST", "/orders", json=body).json["errors"][0]["code"] == "service_not_offered"
    body["delivery"]["services"] = ["connect"]
    moved = guest.call("POST", "/orders", json=body)
    assert (moved.status_code, moved.json["code"]) == (409, "price_changed")
    placed = guest.call("POST", "/orders", json=body | {"agreed_total": moved.json["total"]})
    assert placed.status_code == 201, placed.text
    fees = [(fee["kind"], fee["amount"]["amount"]) for fee in placed.json["fees"]]
    assert fees == [("delivery", "490.00"), ("installation", "2490.00")]
    assert books(shop.runtime.database) == []


def test_the_ways_tell_their_zones_and_rates(guest: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        zone = shipping.add_zone(session, courier, code="moscow", name="Москва", name_en="Moscow", cities=["Москва"])
        shipping.set_rates(session, courier, zone, [Rate(None, 5000, 49_000, 100_000), Rate(None, None, 99_000)])
    told = guest.call("GET", "/delivery-ways").json
    (way,) = [way for way in told["items"] if way["code"] == "courier"]
    (zone_told,) = way["zones"]
    assert (zone_told["name"], zone_told["cities"]) == ("Москва", ["Москва"])
    assert [(one["up_to_grams"], one["fee"]["amount"]) for one in zone_told["rates"]] == [
        (5000, "490.00"),
        (None, "990.00"),
    ]
    assert (way["rates"], told["services"]) == ([], [])
