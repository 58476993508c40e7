"""From a cart to an order through the interface: exactly once, at the agreed total, nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from technomart.domain import shipping
from technomart.domain.accounts.models import Consent
from technomart.domain.carts.models import Cart
from technomart.domain.orders.models import Order
from technomart.domain.shipping import ShippingMethod
from tests.concurrency.racing import books
from tests.conftest import count_queries
from tests.web.api.shop import Program, Shop

CONTACT = {"name": "Мария Соколова", "phone": "8 (915) 000-12-34", "email": "maria@example.com"}
HOME = {"city": "Москва", "street": "Ленинский проспект, 42"}


def a_cart(caller: Program, *skus: str) -> str:
    token = caller.call("POST", "/carts").json["token"]
    for sku in skus:
        answer = caller.call("POST", f"/carts/{token}/lines", json={"sku": sku})
        assert answer.status_code == 201, answer.text
    return str(token)


def an_order(caller: Program, token: str, way: str = "pickup", **changed: Any) -> dict[str, Any]:
    quote = caller.call("POST", "/checkout", json={"cart": token}).json
    chosen = next(one for one in quote["ways"] if one["code"] == way)
    delivery = {"way": way, "shop": "arbat"} if way == "pickup" else {"way": way, "address": HOME}
    return {
        "cart": token,
        "contact": CONTACT,
        "delivery": delivery,
        "payment": "on_delivery_card",
        "agreed_total": chosen["total"],
        "accepts_offer": True,
        **changed,
    }


def orders_in(shop: Shop) -> list[Order]:
    with shop.runtime.database.reader() as session:
        return list(session.scalars(select(Order).order_by(Order.id)))


@pytest.mark.parametrize("way", ["pickup", "courier"])
def test_a_guest_orders_and_sees_the_order_by_its_token(guest: Program, shop: Shop, way: str) -> None:
    body = an_order(guest, a_cart(guest, "700000", "700002"), way, consents=["order", "order"])
    placed = guest.call("POST", "/orders", json=body)
    assert placed.status_code == 201
    assert placed.json["contact"]["phone"] == "+79150001234"
    assert placed.json["total"] == body["agreed_total"]
    seen = guest.open(placed.headers["Location"])
    assert seen.json == placed.json
    assert seen.headers["Cache-Control"] == "no-store"
    assert guest.call("GET", f"/carts/{body['cart']}").status_code == 404
    again = guest.call("POST", "/orders", json=body)
    assert (again.status_code, again.json["number"]) == (201, placed.json["number"])
    with shop.runtime.database.reader() as session:
        purposes = session.scalars(select(Consent.purpose).where(Consent.subject == CONTACT["email"])).all()
    assert set(purposes) == {"order"}
    assert books(shop.runtime.database) == []


def test_a_carts_token_opens_nobodys_order(guest: Program, stranger: Program, shop: Shop) -> None:
    body = an_order(guest, a_cart(guest, "700000"))
    assert guest.call("POST", "/orders", json=body).status_code == 201
    curious = body | {"contact": CONTACT | {"email": "eve@example.com"}, "consents": ["marketing"]}
    for caller in (guest, stranger):
        answer = caller.call("POST", "/orders", json=curious)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_cart")
        assert "maria" not in answer.text
    with shop.runtime.database.reader() as session:
        assert session.scalars(select(Consent.subject)).all() == []


def test_an_order_by_courier_names_one_of_the_times_of_the_quote(guest: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_window(session, courier, starts="10:00", ends="12:00", capacity=1)
    body = an_order(guest, a_cart(guest, "700000"), "courier")
    quoted = guest.call("POST", "/checkout", json={"cart": body["cart"]}).json
    slots = next(way["slots"] for way in quoted["ways"] if way["code"] == "courier")
    assert (len(slots), {slot["is_free"] for slot in slots}) == (7, {True})
    for slot in ("", "2020-01-01T10:00"):
        body["delivery"] = body["delivery"] | {"slot": slot}
        assert guest.call("POST", "/orders", json=body).status_code == 422
    body["delivery"]["slot"] = slots[0]["code"]
    placed = guest.call("POST", "/orders", json=body)
    assert (placed.status_code, placed.json["promised_from"]) == (201, slots[0]["since"])
    assert books(shop.runtime.database) == []


def test_a_moved_total_is_put_to_the_shopper(guest: Program, shop: Shop) -> None:
    body = an_order(guest, a_cart(guest, "700000"), agreed_total={"amount": "1.00", "currency": "RUB"})
    answer = guest.call("POST", "/orders", json=body)
    assert answer.status_code == 409
    assert answer.json["code"] == "price_changed"
    assert answer.json["total"] == {"amount": "49900.00", "currency": "RUB"}
    assert len(orders_in(shop)) == 1


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"accepts_offer": False}, 422),
        ({"delivery": {"way": "pickup", "address": HOME}}, 409),
        ({"delivery": {"way": "balloon", "address": HOME}}, 404),
        ({"delivery": {"way": "pickup", "shop": "central"}}, 404),
        ({"delivery": {"way": "pickup", "shop": "arbat", "address": HOME}}, 422),
        ({"contact": CONTACT | {"phone": "12"}}, 422),
        ({"contact": CONTACT | {"email": "a@b"}}, 422),
        ({"contact": CONTACT | {"is_staff": True}}, 422),
        ({"payment": "free"}, 422),
        ({"total": {"amount": "1.00", "currency": "RUB"}}, 422),
        ({"status": "paid"}, 422),
        ({"agreed_total": {"amount": "49900.00", "currency": "USD"}}, 422),
        ({"agreed_total": 49900}, 422),
        ({"consents": ["account"]}, 422),
    ],
)
def test_an_order_takes_nothing_it_does_not_know(
    guest: Program, shop: Shop, changed: dict[str, Any], status: int
) -> None:
    body = an_order(guest, a_cart(guest, "700000"), **changed)
    assert guest.call("POST", "/orders", json=body).status_code == status
    assert len(orders_in(shop)) == 1


def test_a_cart_counts_and_empties(guest: Program) -> None:
    token = a_cart(guest, "700000", "700002")
    lines = f"/carts/{token}/lines"
    told = guest.call("PUT", f"{lines}/700000", json={"quantity": 3.0}).json
    assert [(line["sku"], line["quantity"]) for line in told["lines"]] == [("700000", 3), ("700002", 1)]
    assert told["goods"] == {"amount": "169600.00", "currency": "RUB"}
    assert guest.call("DELETE", f"{lines}/700002").json["pieces"] == 3
    assert guest.call("DELETE", f"{lines}/700002").status_code == 404
    assert guest.call("DELETE", lines).json["lines"] == []
    assert guest.call("POST", "/orders", json=an_order(guest, token)).json["code"] == "cart_empty"


def test_a_cart_is_opened_with_all_its_goods_or_not_at_all(guest: Program, shop: Shop) -> None:
    goods = [{"sku": "700000", "quantity": 2}, {"sku": "700002"}]
    assert guest.call("POST", "/carts", json={"lines": goods}).json["pieces"] == 3
    before = carts_in(shop)
    assert guest.call("POST", "/carts", json={"lines": [*goods, {"sku": "999"}]}).status_code == 404
    assert carts_in(shop) == before


def carts_in(shop: Shop) -> int:
    with shop.runtime.database.reader() as session:
        return session.scalar(select(func.count()).select_from(Cart)) or 0


def test_more_than_there_is_is_refused_with_what_there_is(guest: Program) -> None:
    token = a_cart(guest)
    answer = guest.call("POST", f"/carts/{token}/lines", json={"sku": "700001", "quantity": 501})
    assert (answer.status_code, answer.json["available"]) == (409, 500)
    assert guest.call("GET", f"/carts/{token}").json["lines"] == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/carts/{token}", None),
        ("POST", "/carts/{token}/lines", {"sku": "700000"}),
        ("PUT", "/carts/{token}/lines/700000", {"quantity": 2}),
        ("DELETE", "/carts/{token}/lines/700000", None),
        ("DELETE", "/carts/{token}/lines", None),
        ("POST", "/checkout", {"cart": "{token}"}),
        ("POST", "/orders", "order"),
    ],
)
def test_an_accounts_cart_is_nobody_elses(
    shopper: Program, stranger: Program, guest: Program, method: str, path: str, body: Any
) -> None:
    token = a_cart(shopper, "700000")
    order = an_order(shopper, token)
    for other in (stranger, guest):
        told = []
        for tried in (token, "A" * 43):
            given = order | {"cart": tried} if body == "order" else body
            if isinstance(given, dict) and given.get("cart") == "{token}":
                given = {"cart": tried}
            answer = other.call(method, path.format(token=tried), json=given)
            told.append((answer.status_code, answer.data))
        assert told[0] == told[1]
        assert told[0][0] == 404
    assert shopper.call("GET", f"/carts/{token}").json["lines"][0]["quantity"] == 1


def test_an_account_has_one_cart_and_its_orders(shopper: Program, stranger: Program, shop: Shop) -> None:
    token = a_cart(shopper, "700002")
    assert a_cart(shopper) == token
    placed = shopper.call("POST", "/orders", json=an_order(shopper, token)).json
    listed = shopper.call("GET", "/orders").json
    assert [one["number"] for one in listed["items"]] == [placed["number"], shop.number]
    assert shopper.call("GET", f"/orders/{placed['number']}").json == placed
    assert stranger.call("GET", "/orders").json["items"] == []
    for method, path in (("GET", "/orders/{}"), ("POST", "/orders/{}/cancel")):
        foreign = stranger.call(method, path.format(placed["number"]))
        missing = stranger.call(method, path.format("TM-260101-AAAAA"))
        assert (foreign.status_code, foreign.data) == (404, missing.data)
    cancelled = shopper.call("POST", f"/orders/{placed['number']}/cancel")
    assert cancelled.json["status"] == "cancelled"
    assert shopper.call("POST", f"/orders/{placed['number']}/cancel").status_code == 409
    assert books(shop.runtime.database) == []


def test_a_guest_calls_an_order_off_by_its_token(guest: Program, shop: Shop) -> None:
    placed = guest.call("POST", "/orders", json=an_order(guest, a_cart(guest, "700000"))).json
    assert guest.call("POST", f"/guest-orders/{placed['token']}/cancel").json["status"] == "cancelled"
    assert guest.call("GET", f"/guest-orders/{placed['token'][:-1]}x").status_code == 404
    assert books(shop.runtime.database) == []


def test_pieces_are_called_off_by_their_sku(guest: Program, shop: Shop) -> None:
    placed = guest.call("POST", "/orders", json=an_order(guest, a_cart(guest, "700000", "700000", "700000"))).json
    cancel = f"/guest-orders/{placed['token']}/cancel"
    for lines, status, code in (
        ([{"sku": "nothing", "quantity": 1}], 404, "unknown_sku"),
        ([{"sku": "700000", "quantity": 4}], 409, "order_too_many_chosen"),
        ([{"sku": "700000", "quantity": 0}], 422, None),
    ):
        answer = guest.call("POST", cancel, json={"lines": lines})
        assert answer.status_code == status
        assert code in (None, answer.json["code"])
    left = guest.call("POST", cancel, json={"lines": [{"sku": "700000", "quantity": 2}]}).json
    assert (left["status"], left["lines"][0]["cancelled"]) == ("placed", 2)
    assert (left["credited"]["amount"], left["owed"]["amount"]) == ("99800.00", "49900.00")
    assert books(shop.runtime.database) == []


def test_lists_of_orders_ask_the_same_however_long(shopper: Program, shop: Shop) -> None:
    with count_queries(shop.runtime.database) as one:
        shopper.call("GET", "/orders")
    for _ in range(3):
        shopper.call("POST", "/orders", json=an_order(shopper, a_cart(shopper, "700000")))
    with count_queries(shop.runtime.database) as many:
        assert shopper.call("GET", "/orders").json["total"] == 4
    assert len(many) <= len(one) + 3  # the engine reads what has changed since
