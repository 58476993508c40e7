"""A carrier through the interface: points, a quote that never waits, an order, its parcel handed over by staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from technomart import carriers, worker
from technomart.runtime import Runtime
from technomart.web.app import create_app
from tests.factories.carrying import CDEK, PromptCarrier, a_point, keep
from tests.web.api.shop import Program, Shop
from tests.web.api.test_buying import a_cart, an_order

pytestmark = pytest.mark.one_database


@pytest.fixture
def runtime(runtime: Runtime) -> Runtime:
    with runtime.database.transaction() as session:
        carriers.offer_ways(session, CDEK)
        keep(session, a_point("MSK1"), a_point("MSK2", takes_card=False))
    return replace(runtime, carriers={CDEK: PromptCarrier()})


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    return create_app(runtime)


def quote(caller: Program, cart: str) -> dict[str, Any]:
    answer = caller.call("POST", "/checkout", json={"cart": cart, "to": {"city": "Москва"}, "point": "MSK1"})
    assert answer.status_code == 200, answer.text
    return {"ways": {way["code"]: way for way in answer.json["ways"]}, "refused": answer.json["refused"]}


def test_a_program_finds_a_point_orders_to_it_and_staff_hand_it_over(
    guest: Program, staff: Program, shop: Shop
) -> None:
    listed = guest.call("GET", "/carrier-points?way=cdek-point&city=Москва&q=ленина").json
    assert [one["code"] for one in listed["items"]] == ["MSK1", "MSK2"]
    assert guest.call("GET", "/carrier-points?way=cdek-courier&city=Москва").json["total"] == 0
    assert guest.call("GET", "/carrier-points?way=nowhere&city=Москва").status_code == 404
    cart = a_cart(guest, shop.skus[0])
    refused = {one["code"]: one["reason"] for one in quote(guest, cart)["refused"]}
    assert refused == {"cdek-point": "delivery_not_counted_now", "cdek-courier": "delivery_not_counted_now"}
    worker.run_once(shop.runtime)
    way = quote(guest, cart)["ways"]["cdek-point"]
    assert (way["carrier"], way["fee"]["amount"]) == ("cdek", "300.00")
    body = an_order(guest, cart) | {"agreed_total": way["total"], "payment": "on_delivery_card"}
    to_point = {"way": "cdek-point", "point": "MSK2"}
    no_cards = guest.call("POST", "/orders", json=body | {"delivery": to_point})
    assert (no_cards.status_code, "payment_not_at_point" in no_cards.text) == (422, True)
    wrong = guest.call("POST", "/orders", json=body | {"delivery": {"way": "courier", "point": "MSK1"}})
    assert (wrong.status_code, wrong.json["code"]) == (409, "wrong_delivery")
    gone = guest.call("POST", "/orders", json=body | {"delivery": {"way": "cdek-point", "point": "GONE"}})
    assert (gone.status_code, gone.json["code"]) == (404, "unknown_carrier_point")
    placed = guest.call("POST", "/orders", json=body | {"delivery": {"way": "cdek-point", "point": "MSK1"}})
    assert placed.status_code == 201, placed.text
    number = placed.json["number"]
    assert placed.json["parcel"]["state"] == "draft"
    early = staff.call("POST", f"/staff/orders/{number}/hand-to-carrier", json={})
    assert (early.status_code, early.json["code"]) == (409, "not_for_a_carrier")
    staff.call("POST", f"/staff/orders/{number}/confirm")
    handed = staff.call("POST", f"/staff/orders/{number}/hand-to-carrier", json={})
    assert (handed.status_code, handed.json["history"][-1]["kind"]) == (200, "parcel_handed")
    worker.run_once(shop.runtime)
    assert staff.call("GET", f"/staff/orders/{number}").json["parcel"]["state"] == "submitted"
