"""Waiting for goods through the interface: made, listed, ended; guests by address, accounts by key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from technomart.domain.alerts import Alert
from technomart.runtime import Runtime
from tests.web.api.shop import Program, Shop


def wish(shop: Shop, **changed: Any) -> dict[str, Any]:
    return {"sku": shop.skus[0], "wish": "stock", "consent": True} | changed


def test_an_account_waits_sees_it_and_ends_it(shopper: Program, stranger: Program, shop: Shop) -> None:
    made = shopper.call("POST", "/alerts", json=wish(shop, wish="price"))
    assert (made.status_code, made.json) == (201, {"sku": shop.skus[0], "wish": "price"})
    (item,) = shopper.call("GET", "/account/alerts").json["items"]
    assert (item["sku"], item["wish"], item["seen"]) == (shop.skus[0], "price", item["price"])
    address = f"/account/alerts/price/{shop.skus[0]}"
    assert stranger.call("GET", "/account/alerts").json["items"] == []
    assert stranger.call("DELETE", address).status_code == 404
    assert [shopper.call("DELETE", address).status_code for _ in range(2)] == [204, 404]


def test_a_guest_names_an_address_and_hears_the_same_twice(guest: Program, runtime: Runtime, shop: Shop) -> None:
    body = wish(shop, email="guest@example.com")
    answers = [guest.call("POST", "/alerts", json=body) for _ in range(2)]
    assert [(one.status_code, one.json) for one in answers] == [(201, {"sku": shop.skus[0], "wish": "stock"})] * 2
    with runtime.database.reader() as session:
        (token,) = session.scalars(select(Alert.token))
    assert [guest.call("POST", f"/unsubscribe/{token}").status_code for _ in range(2)] == [204, 204]
    with runtime.database.reader() as session:
        assert session.scalars(select(Alert)).all() == []


REFUSED: tuple[tuple[dict[str, Any], int], ...] = (
    ({}, 401),
    ({"email": "x"}, 422),
    ({"email": "a@example.com", "consent": False}, 422),
    ({"email": "a@example.com", "sku": "999999"}, 404),
    ({"email": "a@example.com", "wish": "all"}, 422),
)


def test_what_is_missing_or_wrong_is_named(guest: Program, shop: Shop) -> None:
    for changed, status in REFUSED:
        answer = guest.call("POST", "/alerts", json=wish(shop, **changed))
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), changed


def test_the_same_key_of_a_repeated_request_notes_one_wish(shopper: Program, shop: Shop) -> None:
    headers = {"Idempotency-Key": "one"}
    answers = [shopper.call("POST", "/alerts", json=wish(shop), headers=headers) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert len(shopper.call("GET", "/account/alerts").json["items"]) == 1


def test_taking_the_consent_back_ends_every_wish(shopper: Program, shop: Shop) -> None:
    shopper.call("POST", "/alerts", json=wish(shop))
    assert shopper.call("DELETE", "/account/consents/alerts").status_code == 200
    assert shopper.call("GET", "/account/alerts").json["items"] == []
