"""`Idempotency-Key`: the same request twice does its work once, whoever asks and however parallel."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain.accounts.models import Address
from technomart.domain.carts.models import Cart
from technomart.domain.orders.models import Order
from technomart.foundation import idempotency
from technomart.foundation.idempotency import IdempotencyKey
from technomart.web.app import create_app
from tests.concurrency.racing import books
from tests.web.api.shop import Program, Shop, program
from tests.web.api.test_buying import a_cart, an_order

KEY = {"Idempotency-Key": "6f1c2a58-5a0f-4f0e-9a53-0e5a7a0f7b11"}
PLACE = {"city": "Москва", "street": "Арбат, 1"}


def many(shop: Shop, model: Any) -> int:
    with shop.runtime.database.reader() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_same_request_gets_the_same_bytes(shopper: Program, shop: Shop) -> None:
    before = many(shop, Address)
    first = shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY)
    again = shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert (first.headers["Location"], first.headers["Content-Type"]) == (
        again.headers["Location"],
        again.headers["Content-Type"],
    )
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert many(shop, Address) == before + 1


def test_a_secret_answer_is_kept_nowhere_and_given_once(shopper: Program, shop: Shop) -> None:
    asked = {"name": "Касса", "scopes": ["orders:read"], "days": 30}
    first = shopper.call("POST", "/account/tokens", json=asked, headers=KEY)
    again = shopper.call("POST", "/account/tokens", json=asked, headers=KEY)
    assert (first.status_code, again.status_code, again.json["code"]) == (201, 409, "shown_once")
    with shop.runtime.database.reader() as session:
        assert first.json["token"].encode() not in b"".join(session.scalars(select(IdempotencyKey.answer)))
    assert len(shopper.call("GET", "/account/tokens").json["items"]) == 2


def test_another_body_under_the_same_key_is_refused(shopper: Program) -> None:
    shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY)
    answer = shopper.call("POST", "/account/addresses", json=PLACE | {"flat": "2"}, headers=KEY)
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


def test_each_caller_has_its_own_keys_and_each_address_too(
    shopper: Program, stranger: Program, guest: Program, shop: Shop
) -> None:
    ids = {
        caller.call("POST", "/account/addresses", json=PLACE, headers=KEY).json["id"]
        for caller in (shopper, stranger)
    }
    assert len(ids) == 2
    tokens = {caller.call("POST", "/carts", headers=KEY).json["token"] for caller in (shopper, stranger, guest)}
    assert len(tokens) == 3
    assert guest.call("POST", "/carts", headers=KEY).json["token"] in tokens
    assert many(shop, Cart) == 4  # one was ordered before


def test_what_was_refused_may_be_put_right(shopper: Program) -> None:
    wrong = shopper.call("POST", "/account/addresses", json={"city": "Москва"}, headers=KEY)
    assert wrong.status_code == 422
    assert shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY).status_code == 201


def test_a_refusal_by_the_facts_may_be_put_right_too(guest: Program) -> None:
    body = an_order(guest, a_cart(guest, "700000"))
    moved = guest.call(
        "POST", "/orders", json=body | {"agreed_total": {"amount": "1.00", "currency": "RUB"}}, headers=KEY
    )
    assert moved.status_code == 409
    assert guest.call("POST", "/orders", json=body, headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "k" * 256, "ключ", "a b", "a\tb"])
def test_a_key_that_is_none_is_refused(shopper: Program, shop: Shop, key: str) -> None:
    before = many(shop, Address)
    answer = shopper.call(
        "POST", "/account/addresses", json=PLACE, headers={"Idempotency-Key": key.encode().decode("latin-1")}
    )
    assert (answer.status_code, many(shop, Address)) == (400, before)


def test_255_characters_are_a_key(shopper: Program) -> None:
    headers = {"Idempotency-Key": "k" * 255}
    first = shopper.call("POST", "/account/addresses", json=PLACE, headers=headers)
    assert shopper.call("POST", "/account/addresses", json=PLACE, headers=headers).data == first.data


def test_the_answer_survives_a_restart(app: Flask, shopper: Program, shop: Shop) -> None:
    first = shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY)
    restarted = program(create_app(shop.runtime), shop.shopper)
    assert restarted.call("POST", "/account/addresses", json=PLACE, headers=KEY).data == first.data


def test_a_twin_that_is_still_being_answered_is_refused(shopper: Program, shop: Shop) -> None:
    shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY)
    with shop.runtime.database.transaction() as session:
        row = session.scalars(select(IdempotencyKey)).one()
        row.status = None
    answer = shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY)
    assert (answer.status_code, answer.json["code"]) == (409, "idempotency_in_progress")


def test_what_a_crash_left_unanswered_is_done_once_the_claim_is_old(
    shopper: Program, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer cannot be kept: then the work is undone with it, and the key is free again."""

    def crash(session: Session, row_id: int, **_: object) -> None:
        raise idempotency.StillRunning()

    before = many(shop, Address)
    monkeypatch.setattr(idempotency, "answer", crash)
    assert shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY).status_code == 409
    assert many(shop, Address) == before
    monkeypatch.undo()
    assert shopper.call("POST", "/account/addresses", json=PLACE, headers=KEY).status_code == 201


def at_once(app: Flask, count: int, body: dict[str, Any], key: str) -> list[Any]:
    """The same order from many connections in the same moment, each asking again while a twin is being answered."""
    start, answers = threading.Barrier(count), []

    def press() -> None:
        caller = program(app, key)
        start.wait(timeout=30)
        for _ in range(200):
            answer = caller.call("POST", "/orders", json=body, headers=KEY)
            if answer.status_code != 409:
                break
        answers.append(answer)

    threads = [threading.Thread(target=press) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return answers


@pytest.mark.parametrize("caller", ["guest", "shopper"])
def test_twenty_at_once_make_one_order_and_one_answer(app: Flask, shop: Shop, caller: str) -> None:
    key = getattr(shop, caller, "")
    body = an_order(program(app, key), a_cart(program(app, key), "700000"))
    before = many(shop, Order)
    answers = at_once(app, 20, body, key)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert len(answers) == 20
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert many(shop, Order) == before + 1
    assert books(shop.runtime.database) == []


def test_twenty_at_once_open_one_cart(app: Flask, shop: Shop) -> None:
    """Nothing but the key keeps carts apart here: without it there would be twenty."""
    before = many(shop, Cart)
    start, tokens = threading.Barrier(20), set()

    def press() -> None:
        caller = program(app)
        start.wait(timeout=30)
        for _ in range(200):
            answer = caller.call("POST", "/carts", headers=KEY)
            if answer.status_code == 201:
                tokens.add(answer.json["token"])
                return

    threads = [threading.Thread(target=press) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert len(tokens) == 1
    assert many(shop, Cart) == before + 1
