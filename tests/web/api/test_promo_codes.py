"""Promo codes through the interface: put in, taken out, refused with reasons a program can read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from technomart.domain.accounts.models import Account
from technomart.domain.pricing import PromoCode
from technomart.foundation import clock
from tests.concurrency.racing import books
from tests.factories.buying import a_promo_code
from tests.web.api.shop import Program, Shop
from tests.web.api.test_buying import a_cart, an_order


def make(shop: Shop, word: str = "WELCOME", **terms: Any) -> None:
    with shop.runtime.database.transaction() as session:
        a_promo_code(session, word, **terms)


def use(caller: Program, token: str, word: str = "welcome") -> Any:
    return caller.call("PUT", f"/carts/{token}/promo-code", json={"code": word})


def test_a_discount_is_seen_in_cart_quote_and_order(guest: Program, shop: Shop) -> None:
    make(shop, percent=10)
    token = a_cart(guest, "700000")
    cart = use(guest, token).json
    assert cart["promo_code"] == {"code": "WELCOME", "problem": None, "missing": None}
    assert cart["goods"]["amount"] == "49900.00"
    assert (cart["discount"]["amount"], cart["total"]["amount"]) == ("4990.00", "44910.00")
    body = an_order(guest, token)
    assert body["agreed_total"]["amount"] == "44910.00"
    placed = guest.call("POST", "/orders", json=body)
    assert placed.status_code == 201
    assert placed.json["discounts"] == [
        {"kind": "promo_code", "name": "WELCOME", "amount": {"amount": "4990.00", "currency": "RUB"}}
    ]
    assert placed.json["lines"][0]["discount"]["amount"] == placed.json["discount"]["amount"] == "4990.00"
    assert books(shop.runtime.database) == []


def test_a_code_is_taken_out_again(guest: Program, shop: Shop) -> None:
    make(shop)
    token = a_cart(guest, "700000")
    use(guest, token)
    dropped = guest.call("DELETE", f"/carts/{token}/promo-code")
    assert dropped.status_code == 200
    assert (dropped.json["promo_code"], dropped.json["discount"]["amount"]) == (None, "0.00")


def test_a_refusal_says_why_and_how_much_is_missing(guest: Program, shop: Shop) -> None:
    make(shop, minimum_kopecks=5_000_000)
    token = a_cart(guest, "700000")
    assert use(guest, token, "never was").json["code"] == "promo_code_unknown"
    short = use(guest, token)
    assert (short.status_code, short.json["code"]) == (409, "promo_code_minimum")
    assert short.json["missing"] == {"amount": "100.00", "currency": "RUB"}
    assert guest.call("GET", f"/carts/{token}").json["promo_code"] is None


def test_a_code_that_ended_is_told_and_the_total_without_it_may_be_agreed_to(guest: Program, shop: Shop) -> None:
    make(shop, percent=10)
    token = a_cart(guest, "700000")
    use(guest, token)
    body = an_order(guest, token)
    with shop.runtime.database.transaction() as session:
        session.scalars(select(PromoCode)).one().valid_to = clock.now() - timedelta(seconds=1)
    refused = guest.call("POST", "/orders", json=body)
    assert (refused.status_code, refused.json["code"]) == (409, "promo_code_over")
    assert guest.call("GET", f"/carts/{token}").json["promo_code"]["problem"] == "over"
    assert guest.call("POST", "/orders", json=an_order(guest, token)).status_code == 201


def test_whoever_guesses_codes_is_told_to_wait(guest: Program, shop: Shop) -> None:
    token = a_cart(guest, "700000")
    assert {use(guest, token, f"word {number}").status_code for number in range(30)} == {409}
    waiting = use(guest, token, "word")
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) > 0


def test_a_code_of_somebody_else_is_not_theirs(guest: Program, shopper: Program, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        owner = a_promo_code(session, "OWN")
        owner.account_id = session.scalars(select(Account.id).where(Account.email == "boris@example.com")).one()
    assert use(guest, a_cart(guest, "700000"), "own").json["code"] == "promo_code_sign_in"
    assert use(shopper, a_cart(shopper, "700000"), "own").json["code"] == "promo_code_of_another"
