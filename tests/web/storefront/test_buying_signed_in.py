"""Buying with an account, and many at once over the web."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.domain import accounts
from technomart.domain.accounts.models import Account
from technomart.foundation import clock
from technomart.foundation.ids import token
from technomart.runtime import Runtime
from tests.web.storefront.shop import HTML, JSON, OpenShop, buy, filled_form, open_shop, put

PASSWORD = "board-green-copper"


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def an_account(runtime: Runtime, email: str = "maria@example.com") -> int:
    hashed = accounts.hash_password(PASSWORD)
    with runtime.database.transaction() as session:
        account = Account(
            email=email,
            name="Мария Соколова",
            phone="+79150001234",
            password_hash=hashed,
            login_key=token(),
            confirmed_at=clock.now(),
            created_at=clock.now(),
        )
        session.add(account)
        session.flush()
        return account.id


def sign_in(client: FlaskClient, email: str = "maria@example.com") -> None:
    page = client.get("/sign-in").text
    form_token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    answer = client.post(
        "/sign-in", data={"csrf_token": form_token, "email": email, "password": PASSWORD}, headers=HTML
    )
    assert answer.status_code == 303, answer.text


def test_what_a_guest_put_in_is_there_after_signing_in(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    an_account(runtime)
    put(client, shop.phone, 2)
    sign_in(client)
    put(client, shop.buds, 1)
    told = client.get("/me", headers=JSON).json
    assert told["cart"]["lines"] == {shop.phone: 2, shop.buds: 1}
    assert told["name"] == "Мария"
    elsewhere = client.application.test_client()
    sign_in(elsewhere)
    assert elsewhere.get("/me", headers=JSON).json["cart"]["lines"] == {shop.phone: 2, shop.buds: 1}


def test_the_checkout_knows_who_is_signed_in_and_the_order_is_theirs(
    shop: OpenShop, client: FlaskClient, runtime: Runtime
) -> None:
    account_id = an_account(runtime)
    sign_in(client)
    put(client, shop.phone)
    page = client.get("/checkout").text
    for known in ("Мария Соколова", "+79150001234", "maria@example.com"):
        assert f'value="{known}"' in page
    where = buy(client).location
    (order,) = shop.orders()
    assert order.account_id == account_id
    assert order.number in client.get("/account/").text
    assert client.get(where).status_code == 200


def test_two_browsers_of_one_account_share_a_cart_and_order_it_once(
    shop: OpenShop, client: FlaskClient, runtime: Runtime
) -> None:
    an_account(runtime)
    other = client.application.test_client()
    sign_in(client)
    sign_in(other)
    put(client, shop.phone)
    mine, theirs = filled_form(client), filled_form(other)
    first = client.post("/checkout", data=mine, headers=HTML)
    second = other.post("/checkout", data=theirs, headers=HTML)
    assert first.location == second.location
    assert len(shop.orders()) == 1


def at_once(app: Flask, requests: list[tuple[FlaskClient, dict[str, str]]]) -> list[Any]:
    """The same moment, each request in a thread with a browser of its own."""
    start, answers = threading.Barrier(len(requests)), [None] * len(requests)

    def press(number: int, browser: FlaskClient, form: dict[str, str]) -> None:
        start.wait(timeout=30)
        answers[number] = browser.post("/checkout", data=form, headers=HTML)

    threads = [threading.Thread(target=press, args=(n, *request)) for n, request in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_ten_presses_of_one_button_make_one_order(shop: OpenShop, client: FlaskClient, app: Flask) -> None:
    put(client, shop.phone)
    form = filled_form(client)
    cookie = client.get_cookie("__Host-session", domain="shop.test")
    assert cookie is not None
    browsers = []
    for _ in range(10):
        browser = app.test_client()
        browser.set_cookie("__Host-session", cookie.value, domain="shop.test", secure=True, path="/")
        browsers.append((browser, form))
    answers = at_once(app, browsers)
    (order,) = shop.orders()
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.location for answer in answers} == {f"/orders/{order.public_token}"}
    assert shop.books() == []


def test_three_pieces_go_to_three_of_eight_browsers(shop: OpenShop, app: Flask) -> None:
    browsers = []
    for _ in range(8):
        browser = app.test_client()
        put(browser, shop.buds)
        browsers.append((browser, filled_form(browser)))
    answers = at_once(app, browsers)
    assert sorted(answer.status_code for answer in answers) == [303] * 3 + [409] * 5
    assert len(shop.orders()) == 3
    assert shop.books() == []
