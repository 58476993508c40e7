"""Paying for orders and giving money back through the interface."""

from __future__ import annotations

import pytest

from technomart import worker
from technomart.adapters.payment_sandbox import Sandbox
from tests.concurrency.racing import books
from tests.web.api.shop import Program, Shop
from tests.web.api.test_buying import a_cart, an_order


def place(caller: Program, shop: Shop, payment: str = "sbp") -> dict[str, str]:
    body = an_order(caller, a_cart(caller, shop.skus[0]), payment=payment)
    answer = caller.call("POST", "/orders", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def test_a_program_orders_is_told_where_to_pay_and_sees_it_paid(guest: Program, staff: Program, shop: Shop) -> None:
    order = place(guest, shop)
    assert order["pay_before"]
    assert order["payment_status"] == "pending"
    path = f"/guest-orders/{order['token']}/payments"
    first = guest.call("GET", path).json["items"][0]
    assert first["status"] == "opening"
    worker.run_once(shop.runtime)
    opened = guest.call("GET", path).json["items"][0]
    assert opened["status"] == "pending"
    assert "/dev/bank/" in opened["confirmation_url"]
    bank = shop.runtime.payments["sbp"]
    assert isinstance(bank, Sandbox)
    bank.pay(opened["confirmation_url"].rsplit("/", 1)[1])
    again = guest.call("POST", path, json={"method": "sbp"})
    assert again.status_code == 200
    assert len(again.json["items"]) == 1
    worker.run_once(shop.runtime)
    assert guest.call("GET", path).json["payment_status"] == "paid"
    refused = guest.call("POST", path, json={"method": "card"})
    assert (refused.status_code, refused.json["code"]) == (409, "nothing_to_pay")
    money = staff.call("GET", f"/staff/orders/{order['number']}/payments").json["items"][0]
    asked = {"payment": money["token"], "amount": {"amount": "100.00", "currency": "RUB"}, "reason": "Скидка"}
    headers = {"Idempotency-Key": "refund-1"}
    for _ in range(2):
        given = staff.call("POST", f"/staff/orders/{order['number']}/refunds", json=asked, headers=headers)
        assert (given.status_code, given.json["status"]) == (201, "queued")
    worker.run_once(shop.runtime)
    assert guest.call("GET", f"/guest-orders/{order['token']}").json["refunded"]["amount"] == "100.00"
    too_much = staff.call(
        "POST",
        f"/staff/orders/{order['number']}/refunds",
        json=asked | {"amount": {"amount": "9999999.00", "currency": "RUB"}},
    )
    assert (too_much.status_code, too_much.json["code"]) == (409, "refund_too_large")
    assert books(shop.runtime.database) == []


@pytest.mark.parametrize("path", ["payments", "refunds"])
def test_a20_nobody_pays_or_sees_the_money_of_others(
    guest: Program, shopper: Program, stranger: Program, shop: Shop, path: str
) -> None:
    number = place(shopper, shop)["number"]
    assert stranger.call("GET", f"/orders/{number}/payments").status_code == 404
    assert stranger.call("POST", f"/orders/{number}/payments", json={"method": "sbp"}).status_code == 404
    assert shopper.call("GET", f"/orders/{number}/payments").status_code == 200
    assert guest.call("GET", f"/orders/{number}/payments").status_code == 401
    for caller in (shopper, stranger):
        assert caller.call("GET", f"/staff/orders/{number}/payments").status_code == 403
    assert shopper.call("POST", f"/staff/orders/{number}/{path}", json={}).status_code in (403, 405)


def test_what_is_offered_is_what_can_be_chosen(guest: Program, shop: Shop) -> None:
    offered = guest.call("GET", "/delivery-ways").json["payment_methods"]
    assert offered == ["on_delivery_card", "on_delivery_cash", "card", "sbp", "invoice"]
    body = an_order(guest, a_cart(guest, shop.skus[0]), payment="barter")
    assert guest.call("POST", "/orders", json=body).status_code == 422
