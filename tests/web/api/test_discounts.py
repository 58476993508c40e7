"""Promotions and promo codes for the programs of the shop's people."""

from __future__ import annotations

import time
from typing import Any

import pytest

from technomart.domain import pricing
from technomart.domain.search.watch import POLL_SECONDS
from technomart.foundation import clock
from tests.web.api.shop import Program, Shop
from tests.web.api.test_buying import a_cart

SALE: dict[str, Any] = {
    "code": "week-of-phones",
    "name": "Неделя смартфонов",
    "discount": {"kind": "percent", "percent": 10},
    "valid_to": "2099-01-01T00:00:00Z",
    "categories": ["smartfony"],
    "brands": ["acme"],
}


def test_a_promotion_reduces_prices_and_is_switched_off(staff: Program, guest: Program, shop: Shop) -> None:
    made = staff.call("POST", "/staff/promotions", json=SALE)
    assert made.status_code == 201, made.text
    assert made.headers["Location"].endswith("/staff/promotions/week-of-phones")
    assert made.json["goods"] == 2
    time.sleep(POLL_SECONDS)  # on PostgreSQL the shop asks for what is new no oftener
    reduced = guest.call("GET", "/variants/700000").json
    assert reduced["price"]["amount"] == "44910.00"
    assert guest.call("GET", "/variants/700002").json["price"]["amount"] == "19900.00"
    assert staff.call("GET", "/staff/promotions").json["items"] == [made.json]
    off = staff.call("PUT", "/staff/promotions/week-of-phones/switch", json={"is_on": False})
    assert (off.status_code, off.json["goods"]) == (200, 0)
    assert staff.call("POST", "/staff/promotions", json=SALE).json["code"] == "code_taken"


def test_a_promo_code_is_made_read_and_used(staff: Program, guest: Program, shop: Shop) -> None:
    body = {"code": "autumn", "discount": {"kind": "amount", "amount": {"amount": "500.00", "currency": "RUB"}}}
    made = staff.call("POST", "/staff/promo-codes", json=body)
    assert (made.status_code, made.json["code"], made.json["used"]) == (201, "AUTUMN", 0)
    assert staff.call("GET", "/staff/promo-codes/autumn").json == made.json
    used = guest.call("PUT", f"/carts/{a_cart(guest, '700002')}/promo-code", json={"code": "Autumn"})
    assert used.json["discount"]["amount"] == "500.00"
    staff.call("PUT", "/staff/promo-codes/AUTUMN/switch", json={"is_on": False})
    again = guest.call("PUT", f"/carts/{a_cart(guest, '700002')}/promo-code", json={"code": "Autumn"})
    assert again.json["code"] == "promo_code_unknown"


@pytest.mark.parametrize(
    ("path", "changed", "status", "code"),
    [
        ("/staff/promotions", {"valid_to": "2020-01-01T00:00:00Z"}, 409, "not_a_discount"),
        ("/staff/promotions", {"valid_to": "2099-02-31T00:00:00Z"}, 422, "wrong_fields"),
        ("/staff/promotions", {"discount": {"kind": "free_delivery"}}, 409, "not_a_discount"),
        ("/staff/promotions", {"discount": {"kind": "percent"}}, 409, "not_a_discount"),
        ("/staff/promotions", {"categories": ["nowhere"]}, 404, "unknown_category"),
        ("/staff/promotions", {"skus": ["123"]}, 404, "unknown_sku"),
        ("/staff/promo-codes", {"discount": {"kind": "amount"}}, 409, "not_a_discount"),
        ("/staff/promo-codes", {"customer": "nobody@example.com"}, 404, "unknown_account"),
        ("/staff/promo-codes", {"valid_to": "2020-01-01T00:00:00Z"}, 409, "not_a_discount"),
    ],
)
def test_what_makes_no_sense_is_refused(
    staff: Program, shop: Shop, path: str, changed: dict[str, Any], status: int, code: str
) -> None:
    plain = {"code": "autumn", "discount": {"kind": "percent", "percent": 10}}
    answer = staff.call("POST", path, json=(SALE if "promotions" in path else plain) | changed)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    with shop.runtime.database.reader() as session:
        assert pricing.astray_promotions(session, clock.now()) == []


def test_shoppers_have_no_business_here(shopper: Program, shop: Shop) -> None:
    for path in ("/staff/promotions", "/staff/promo-codes"):
        assert shopper.call("GET", path).status_code == 403
