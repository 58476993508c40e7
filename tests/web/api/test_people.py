"""The account behind a key: its own things only, and what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.api.shop import Program, Shop, program

PLACE = {"city": "Москва", "street": "Арбат, 1"}


def test_an_address_book_is_kept(shopper: Program, shop: Shop) -> None:
    made = shopper.call("POST", "/account/addresses", json=PLACE | {"flat": "5"})
    where = made.headers["Location"]
    assert shopper.open(where).json == made.json
    assert made.json["is_usual"] is False
    name = made.json["id"]
    changed = shopper.call("PUT", f"/account/addresses/{name}", json=PLACE | {"flat": "6"})
    assert (changed.json["flat"], changed.json["comment"]) == ("6", "")
    assert shopper.call("POST", f"/account/addresses/{name}/usual").json["is_usual"] is True
    listed = shopper.call("GET", "/account/addresses").json["items"]
    assert [one["id"] for one in listed] == [name, shop.address]
    assert shopper.call("DELETE", f"/account/addresses/{name}").status_code == 204
    assert shopper.open(where).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/account/addresses/{address}", None),
        ("PUT", "/account/addresses/{address}", PLACE),
        ("POST", "/account/addresses/{address}/usual", None),
        ("DELETE", "/account/addresses/{address}", None),
        ("DELETE", "/account/devices/{device}", None),
        ("DELETE", "/account/tokens/{key}", None),
        ("DELETE", "/account/reviews/{review}", None),
    ],
)
def test_what_is_anothers_is_as_if_it_never_was(
    shopper: Program, stranger: Program, shop: Shop, method: str, path: str, body: Any
) -> None:
    names = {
        "address": shop.address,
        "device": shopper.call("GET", "/account/devices").json["items"][0]["id"],
        "key": shopper.call("GET", "/account/tokens").json["items"][0]["id"],
        "review": shop.review,
    }
    foreign = stranger.call(method, path.format(**names), json=body)
    missing = stranger.call(method, path.format(**dict.fromkeys(names, "A" * 43)), json=body)
    assert (foreign.status_code, foreign.data) == (404, missing.data)
    assert shopper.call("GET", f"/account/addresses/{shop.address}").json["is_usual"] is True


def test_a_key_makes_keys_within_its_own_scopes(app: Any, shopper: Program) -> None:
    wish = {"name": "Склад", "scopes": ["account:read", "account:write"], "days": 7}
    made = shopper.call("POST", "/account/tokens", json=wish).json
    child = program(app, made["token"])
    assert child.call("GET", "/account").json["scopes"] == ["account:read", "account:write"]
    more = child.call("POST", "/account/tokens", json=wish | {"scopes": ["orders:read"]})
    assert more.status_code == 403
    longer = child.call("POST", "/account/tokens", json=wish | {"days": 365}).json
    assert longer["expires_at"] == made["expires_at"]
    assert made["token"] not in shopper.call("GET", "/account/tokens").text
    assert child.call("DELETE", f"/account/tokens/{made['id']}").json["code"] == "key_in_use"
    assert shopper.call("DELETE", f"/account/tokens/{made['id']}").status_code == 204
    assert child.call("GET", "/account").status_code == 401


def test_a_consent_is_given_and_taken_back(shopper: Program) -> None:
    assert shopper.call("PUT", "/account/consents/order").status_code == 404
    given = shopper.call("PUT", "/account/consents/marketing").json["items"]
    assert [(one["purpose"], one["is_given"]) for one in given] == [("marketing", True)]
    taken = shopper.call("DELETE", "/account/consents/marketing").json["items"]
    assert [(one["purpose"], one["is_given"]) for one in taken] == [("marketing", False)]
    assert shopper.call("DELETE", "/account/consents/marketing").status_code in (404, 409)


def test_devices_are_ended(shopper: Program) -> None:
    (device,) = shopper.call("GET", "/account/devices").json["items"]
    assert shopper.call("DELETE", f"/account/devices/{device['id']}").status_code == 204
    assert shopper.call("GET", "/account/devices").json["items"] == []
    assert shopper.call("DELETE", "/account/devices").status_code == 204


@pytest.mark.parametrize("name", ["favourites", "comparison"])
def test_lists_keep_what_is_put_on_them(shopper: Program, stranger: Program, name: str) -> None:
    for sku in ("700000", "700001", "700000"):
        told = shopper.call("PUT", f"/account/{name}/{sku}").json
    assert [item["sku"] for item in told["items"]] == ["700001", "700000"]
    assert stranger.call("GET", f"/account/{name}").json["items"] == []
    assert shopper.call("PUT", f"/account/{name}/999").status_code == 404
    told = shopper.call("DELETE", f"/account/{name}/700001").json
    assert [item["sku"] for item in told["items"]] == ["700000"]


def test_words_wait_until_the_shop_has_looked(shopper: Program, staff: Program, guest: Program) -> None:
    said = {"author": "Анна", "text": "Экран яркий.", "rating": 4, "consent": True}
    reviews = "/products/acme-one-black/reviews"
    assert shopper.call("POST", reviews, json=said | {"consent": False}).status_code == 422
    assert shopper.call("POST", reviews, json=said | {"approved": True}).status_code == 422
    written = shopper.call("POST", reviews, json=said).json
    assert written["moderation"] == "waiting"
    assert shopper.call("POST", reviews, json=said).json["code"] == "already_reviewed"
    assert guest.call("GET", reviews).json["total"] == 1
    path = f"/staff/reviews/{written['id']}"
    assert staff.call("PUT", f"{path}/moderation", json={"moderation": "published"}).status_code == 200
    assert staff.call("PUT", f"{path}/reply", json={"text": "Спасибо!"}).json["reply"]["text"] == "Спасибо!"
    shown = guest.call("GET", f"{reviews}?sort=new").json
    assert shown["total"] == 2
    assert "anna@example.com" not in guest.call("GET", reviews).text
    assert shopper.call("PUT", f"/reviews/{written['id']}/vote", json={"helpful": True}).json["code"] == "own_review"
    assert shopper.call("DELETE", f"/account/reviews/{written['id']}").status_code == 204
    assert guest.call("GET", reviews).json["total"] == 1


def test_a_vote_is_one_voice_an_account(shopper: Program, stranger: Program, shop: Shop) -> None:
    vote = f"/reviews/{shop.review}/vote"
    assert shopper.call("PUT", vote, json={"helpful": True}).json == {"helpful": 1, "unhelpful": 0}
    assert shopper.call("PUT", vote, json={"helpful": False}).json == {"helpful": 0, "unhelpful": 1}
    assert stranger.call("PUT", vote, json={"helpful": True}).json == {"helpful": 1, "unhelpful": 1}


def test_a_question_is_asked_and_answered(shopper: Program, staff: Program, guest: Program) -> None:
    asked = {"author": "Анна", "text": "Есть ли зарядка?", "consent": True}
    questions = "/products/bolt-two-black/questions"
    name = shopper.call("POST", questions, json=asked).json["id"]
    assert shopper.call("POST", f"/questions/{name}/answers", json=asked).status_code == 404
    assert name in [one["id"] for one in staff.call("GET", "/staff/questions").json["items"]]
    staff.call("PUT", f"/staff/questions/{name}/moderation", json={"moderation": "published"})
    assert staff.call("POST", f"/staff/questions/{name}/answers", json={"text": "Да."}).status_code == 201
    assert shopper.call("POST", f"/questions/{name}/answers", json=asked).json == {"moderation": "waiting"}
    first = guest.call("GET", questions).json["items"][0]
    assert [(one["text"], one["is_shop"]) for one in first["answers"]] == [("Да.", True)]


def test_staff_see_and_move_orders(staff: Program, shop: Shop) -> None:
    listed = staff.call("GET", "/staff/orders?status=placed").json
    assert [one["number"] for one in listed["items"]] == [shop.number]
    path = f"/staff/orders/{shop.number}"
    assert staff.call("POST", f"{path}/confirm").json["status"] == "confirmed"
    assert staff.call("POST", f"{path}/confirm").status_code == 409
    cancelled = staff.call("POST", f"{path}/cancel", json={"reason": "Нет связи"}).json
    assert cancelled["status"] == "cancelled"
    assert "staff: boss@example.com" in {one["actor"] for one in cancelled["history"]}
    assert staff.call("GET", "/staff/orders?status=placed").json["total"] == 0


def test_staff_move_orders_by_program(staff: Program, shopper: Program, guest: Program, shop: Shop) -> None:
    path = f"/staff/orders/{shop.number}"
    line = [{"sku": "700000", "quantity": 1}]
    for move, body, status in (
        ("pick", None, 409),
        ("confirm", None, 200),
        ("pick", None, 200),
        ("ship", {"lines": line}, 409),
        ("ready", None, 200),
        ("take-payment", None, 200),
        ("hand-over", {"lines": [{"sku": "700000", "quantity": 2}]}, 409),
        ("hand-over", {"units": [{"sku": "700000", "serial": "SN-1", "imei": "490154203237519"}]}, 422),
        ("hand-over", {"units": [{"sku": "700000", "serial": "sn-1", "imei": "490154203237518"}]}, 200),
    ):
        assert staff.call("POST", f"{path}/{move}", json=body).status_code == status, move
    done = staff.call("GET", path).json
    assert (done["status"], done["payment_status"], done["fulfilment_status"]) == ("completed", "paid", "delivered")
    units = staff.call("GET", f"{path}/units").json["items"]
    assert [(one["sku"], one["serial"], one["is_returned"]) for one in units] == [("700000", "SN-1", False)]
    assert shopper.call("GET", f"/orders/{shop.number}/units").json["items"] == units
    assert guest.call("GET", f"/guest-orders/{shop.order_token}/units").json["items"] == units
    for serial, right, status in (("SN-9", "SN-2", 404), ("SN-1", "--", 422), ("sn-1", "SN-2", 200)):
        body = {"sku": "700000", "serial": serial, "right": right}
        assert staff.call("POST", f"{path}/units/correct", json=body).status_code == status, serial
    assert [one["serial"] for one in staff.call("GET", f"{path}/units").json["items"]] == ["SN-2"]


def test_staff_count_stock_and_set_prices(staff: Program, guest: Program) -> None:
    stock = staff.call("GET", "/staff/stock/700000").json
    central = next(one for one in stock["places"] if one["location"] == "central")
    assert (central["on_hand"], central["allocated"], stock["available"]) == (500, 1, 499)
    path = "/staff/stock/700000/central"
    assert staff.call("PUT", path, json={"on_hand": 0, "reason": "Пересчёт"}).json["code"] == "stock_promised"
    counted = staff.call("PUT", path, json={"on_hand": 7, "reason": "Пересчёт"}).json
    assert counted["available"] == 6
    body = {"price": {"amount": "45000.00", "currency": "RUB"}, "reason": "Прайс"}
    assert staff.call("PUT", "/staff/prices/700000", json=body).json["price"]["amount"] == "45000.00"
    for wrong in ("0.00", "-5.00", "1e3", "5"):
        price = {"amount": wrong, "currency": "RUB"}
        assert staff.call("PUT", "/staff/prices/700000", json=body | {"price": price}).status_code == 422
