"""Bodies and parameters nobody in their right mind would send: refused, and nothing has changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.api.shop import Program, Shop

pytestmark = pytest.mark.one_database

JSON = "application/json"
DEEP = b"[" * 100_000
NESTED = b'{"sku":' + b"[" * 60 + b"]" * 60 + b"}"
ODD: dict[str, tuple[bytes, str, int]] = {
    "NUL": (b'{"sku": "7\\u0000"}', JSON, 400),
    "NUL in a key": (b'{"s\\u0000": 1}', JSON, 400),
    "raw NUL": (b'{"sku": "7\x00"}', JSON, 400),
    "lone surrogate": (b'{"sku": "\\ud800"}', JSON, 400),
    "no UTF-8": (b'{"sku": "\xff\xfe"}', JSON, 400),
    "2^63": (b'{"sku": "700000", "quantity": 9223372036854775808}', JSON, 400),
    "2^63-1": (b'{"sku": "700000", "quantity": 9223372036854775807}', JSON, 422),
    "5000 digits": (b'{"sku": "700000", "quantity": ' + b"9" * 5000 + b"}", JSON, 400),
    "1e400": (b'{"sku": "700000", "quantity": 1e400}', JSON, 400),
    "100 000 deep": (DEEP, JSON, 413),
    "40 000 deep": (DEEP[:40_000], JSON, 400),
    "60 deep": (NESTED, JSON, 400),
    "null": (b"null", JSON, 422),
    "scalar": (b'"x"', JSON, 422),
    "number": (b"1", JSON, 422),
    "list": (b"[]", JSON, 422),
    "NaN": (b'{"sku": "700000", "quantity": NaN}', JSON, 400),
    "Infinity": (b'{"sku": "700000", "quantity": -Infinity}', JSON, 400),
    "duplicate keys": (b'{"sku": "700000", "quantity": 1, "quantity": 99}', JSON, 400),
    "nothing": (b"", JSON, 400),
    "half": (b'{"sku": ', JSON, 400),
    "BOM": (b'\xef\xbb\xbf{"sku": "700000"}', JSON, 400),
    "text": (b'{"sku": "700000"}', "text/plain", 415),
    "form": (b"sku=700000", "application/x-www-form-urlencoded", 415),
    "no type": (b'{"sku": "700000"}', "", 415),
    "other charset": (b'{"sku": "700000"}', "application/json; charset=utf-16", 415),
    "unknown field": (b'{"sku": "700000", "price": 1}', JSON, 422),
    "too large": (b'{"sku": "' + b"7" * 70_000 + b'"}', JSON, 413),
}
QUANTITIES = ["1.5", "0", "-1", "-0", '"1_000"', '"1"', '" 7"', "true", "[1]", "{}", "null", "1000", "2147483648"]


@pytest.fixture
def cart(guest: Program) -> str:
    return str(guest.call("POST", "/carts").json["token"])


@pytest.mark.parametrize("name", ODD)
def test_an_odd_body_is_refused(guest: Program, cart: str, name: str) -> None:
    body, kind, status = ODD[name]
    answer = guest.call("POST", f"/carts/{cart}/lines", data=body, content_type=kind)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    assert guest.call("GET", f"/carts/{cart}").json["lines"] == []


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_a_quantity_that_is_none_is_refused(guest: Program, cart: str, quantity: str) -> None:
    body = f'{{"sku": "700000", "quantity": {quantity}}}'
    answer = guest.call("POST", f"/carts/{cart}/lines", data=body, content_type=JSON)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "/quantity"
    assert guest.call("GET", f"/carts/{cart}").json["lines"] == []


@pytest.mark.parametrize("quantity", ["5", "5.0", "5e0", "0.5e1"])
def test_five_is_five_however_json_writes_it(guest: Program, cart: str, quantity: str) -> None:
    body = f'{{"sku": "700000", "quantity": {quantity}}}'
    answer = guest.call("POST", f"/carts/{cart}/lines", data=body, content_type="application/json; charset=UTF-8")
    assert answer.json["pieces"] == 5


@pytest.mark.parametrize("path", ["/carts", "/account/addresses", "/orders", "/checkout"])
def test_every_body_is_read_by_the_same_reader(shopper: Program, path: str) -> None:
    for body, kind, status in (ODD["lone surrogate"], ODD["duplicate keys"], ODD["null"], ODD["text"]):
        assert shopper.call("POST", path, data=body, content_type=kind).status_code == status


def test_what_needs_no_body_takes_an_empty_object_and_nothing_else(guest: Program) -> None:
    assert guest.call("POST", "/carts").status_code == 201
    assert guest.call("POST", "/carts", json={}).status_code == 201
    assert guest.call("POST", "/carts", json={"account_id": 1}).status_code == 422


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  Анна  Б ", "Анна  Б"), ("🙂 Анна", "🙂 Анна"), ("О’Нил Ёж 1", "О’Нил Ёж 1")],
)
def test_texts_of_people_are_kept_whole(shopper: Program, text: str, kept: str) -> None:
    assert shopper.call("PATCH", "/account", json={"name": text}).json["name"] == kept
    assert shopper.call("GET", "/account").json["name"] == kept


@pytest.mark.parametrize("changed", [{"is_staff": True}, {"email": "x@example.com"}, {"id": 1}, {"roles": ["owner"]}])
def test_nobody_promotes_themselves(shopper: Program, shop: Shop, changed: dict[str, Any]) -> None:
    before = shopper.call("GET", "/account").json
    assert shopper.call("PATCH", "/account", json=changed).status_code == 422
    assert shopper.call("GET", "/account").json == before
