"""Giving goods back through the interface: by the account, by the order's token, and by the shop's people."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from technomart.domain import fulfilment, payments
from technomart.domain.orders import Order
from tests.concurrency.racing import books
from tests.factories.buying import ACTOR
from tests.web.api.shop import Program, Shop
from tests.web.api.test_paying import place


@pytest.fixture
def given(guest: Program, shop: Shop) -> dict[str, Any]:
    """A guest's order that was paid at the counter and handed over."""
    order = place(guest, shop, "on_delivery_cash")
    with shop.runtime.database.transaction() as session:
        found = session.scalars(select(Order).where(Order.number == order["number"])).one()
        for step in (fulfilment.confirm, fulfilment.make_ready, payments.take_payment, fulfilment.hand_over):
            step(session, found.id, actor=ACTOR)
    return order


def wish(shop: Shop, **changed: Any) -> dict[str, Any]:
    return {"lines": [{"sku": shop.skus[0], "quantity": 1}], "reason": "faulty", **changed}


def test_a_return_goes_its_way(guest: Program, staff: Program, shop: Shop, given: dict[str, Any]) -> None:
    path = f"/guest-orders/{given['token']}/returns"
    headers = {"Idempotency-Key": "return-1"}
    for _ in range(2):
        asked = guest.call("POST", path, json=wish(shop), headers=headers)
        assert (asked.status_code, asked.json["kind"], asked.json["status"]) == (201, "defect", "asked")
    number = asked.json["number"]
    assert [one["number"] for one in guest.call("GET", path).json["items"]] == [number]
    assert staff.call("GET", "/staff/returns?status=asked").json["items"][0]["number"] == number
    assert staff.call("POST", f"/staff/returns/{number}/approve", json={}).json["status"] == "approved"
    came = {"location": "arbat", "lines": [{"sku": shop.skus[0], "quantity": 1, "state": "defective"}]}
    received = staff.call("POST", f"/staff/returns/{number}/receive", json=came).json
    assert (received["status"], received["due"]["amount"]) == ("received", "49900.00")
    again = staff.call("POST", f"/staff/returns/{number}/receive", json=came)
    assert (again.status_code, again.json["code"]) == (409, "return_move_not_allowed")
    paid = staff.call("POST", f"/staff/returns/{number}/pay-back")
    assert (paid.json["status"], paid.json["refunded"]["amount"]) == ("refunded", "49900.00")
    assert guest.call("GET", f"/guest-orders/{given['token']}").json["refunded"]["amount"] == "49900.00"
    assert books(shop.runtime.database) == []


def test_what_cannot_be_is_refused_by_name(guest: Program, staff: Program, shop: Shop, given: dict[str, Any]) -> None:
    path = f"/guest-orders/{given['token']}/returns"
    refused = {
        "unknown_sku": wish(shop, lines=[{"sku": "nothing", "quantity": 1}]),
        "not_returnable": wish(shop, lines=[{"sku": shop.skus[0], "quantity": 9}]),
    }
    for code, body in refused.items():
        assert guest.call("POST", path, json=body).json["code"] == code
    for body in (wish(shop, reason="mood"), wish(shop, lines=[]), wish(shop, words="a\nb"), wish(shop, more=1)):
        assert guest.call("POST", path, json=body).status_code == 422
    number = guest.call("POST", path, json=wish(shop)).json["number"]
    staff.call("POST", f"/staff/returns/{number}/approve")
    twice = [{"sku": shop.skus[0], "quantity": 1, "state": "defective"}] * 2
    answer = staff.call("POST", f"/staff/returns/{number}/receive", json={"location": "arbat", "lines": twice})
    assert (answer.status_code, answer.json["code"]) == (409, "return_received_wrong")
    assert guest.call("POST", f"{path}/{number}/withdraw").json["status"] == "withdrawn"
    assert staff.call("POST", f"/staff/returns/{number}/refuse", json={"words": "Нет"}).status_code == 409


def test_returns_are_asked_for_by_owner(stranger: Program, guest: Program, shop: Shop, given: dict[str, Any]) -> None:
    assert stranger.call("GET", f"/orders/{given['number']}/returns").status_code == 404
    assert stranger.call("POST", f"/orders/{given['number']}/returns", json=wish(shop)).status_code == 404
    number = guest.call("POST", f"/guest-orders/{given['token']}/returns", json=wish(shop)).json["number"]
    other = place(guest, shop, "on_delivery_cash")
    assert guest.call("POST", f"/guest-orders/{other['token']}/returns/{number}/withdraw").status_code == 404


def test_goods_are_exchanged(guest: Program, staff: Program, shop: Shop, given: dict[str, Any]) -> None:
    path = f"/guest-orders/{given['token']}/returns"
    asked = guest.call("POST", path, json=wish(shop, wish="exchange")).json
    assert (asked["wish"], asked["lines"][0]["wanted"]) == ("exchange", shop.skus[0])
    number = asked["number"]
    staff.call("POST", f"/staff/returns/{number}/approve", json={})
    came = {"location": "arbat", "lines": [{"sku": shop.skus[0], "quantity": 1, "state": "defective"}]}
    staff.call("POST", f"/staff/returns/{number}/receive", json=came)
    done = staff.call("POST", f"/staff/returns/{number}/exchange").json
    sums = (done["carried"]["amount"], done["refunded"]["amount"])
    assert (done["status"], sums) == ("exchanged", ("49900.00", "0.00"))
    new = staff.call("GET", f"/staff/orders/{done['exchange_order']}").json
    assert (new["paid"]["amount"], new["total"]["amount"]) == ("49900.00", "49900.00")
    again = staff.call("POST", f"/staff/returns/{number}/exchange")
    assert (again.status_code, again.json["code"]) == (409, "return_move_not_allowed")
    assert staff.call("GET", "/staff/returns?status=exchanged").json["total"] == 1
    assert books(shop.runtime.database) == []


def test_only_variants_of_the_line_are_exchanged(
    guest: Program, staff: Program, shop: Shop, given: dict[str, Any]
) -> None:
    path = f"/guest-orders/{given['token']}/returns"
    other = [{"sku": shop.skus[0], "quantity": 1, "wanted": shop.skus[1]}]
    answer = guest.call("POST", path, json=wish(shop, lines=other, wish="exchange"))
    assert (answer.status_code, answer.json["code"]) == (422, "return_not_a_variant")
    number = guest.call("POST", path, json=wish(shop)).json["number"]
    assert staff.call("POST", f"/staff/returns/{number}/exchange").json["code"] == "return_move_not_allowed"
