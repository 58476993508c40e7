"""From the button to the bank and back: what the shopper sees, whoever lies, and whatever the bank does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from technomart import tills, worker
from technomart.adapters.payment_sandbox import Sandbox
from technomart.domain.orders import Order, OrderStatus, PaymentStatus
from technomart.domain.payments import (
    Opening,
    Payment,
    PaymentEvent,
    PaymentState,
    ProviderAway,
    ProviderPayment,
)
from technomart.foundation import clock
from technomart.foundation.jobs import Job
from technomart.runtime import Runtime
from technomart.web.app import create_app
from technomart.web.patience import PLACE, Patience
from tests.web.conftest import BrowserClient
from tests.web.storefront.shop import HIDDEN, HTML, OpenShop, buy, open_shop, put

BANK = {"REMOTE_ADDR": "185.71.76.5"}


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def bank_of(runtime: Runtime) -> Sandbox:
    bank = runtime.payments["card"]
    assert isinstance(bank, Sandbox)
    return bank


def payment_of(runtime: Runtime) -> Payment:
    with runtime.database.reader() as session:
        return session.scalars(select(Payment).order_by(Payment.id.desc()).limit(1)).one()


def order_of(runtime: Runtime) -> Order:
    with runtime.database.reader() as session:
        return session.scalars(select(Order).order_by(Order.id.desc()).limit(1)).one()


def choose(client: FlaskClient, shop: OpenShop, method: str = "sbp") -> Any:
    put(client, shop.phone, 2)
    return buy(client, payment=method)


def press(client: FlaskClient, page: str, action: str, **values: str) -> Any:
    """Press a button of a page as a browser does."""
    token = dict(HIDDEN.findall(client.get(page, headers=HTML).text))["csrf_token"]
    return client.post(action, data={"csrf_token": token, **values}, headers=HTML)


@pytest.mark.parametrize("method", ["card", "sbp"])
def test_a_shopper_goes_to_the_bank_pays_and_comes_back(
    client: FlaskClient, shop: OpenShop, runtime: Runtime, method: str
) -> None:
    answer = choose(client, shop, method)
    assert answer.status_code == 303
    assert answer.location.startswith("/pay/")
    page = client.get(answer.location, headers=HTML)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    assert "Перейти к оплате" in page.text
    assert "2\u00a0000" in page.text
    assert "Refresh" not in page.headers
    payment = payment_of(runtime)
    assert payment.confirmation_url is not None
    assert payment.confirmation_url in page.text
    bank = payment.confirmation_url.removeprefix("https://shop.test")
    assert "Банк-песочница" in client.get(bank).text
    back = press(client, bank, f"{bank}/pay")
    assert back.location == f"https://shop.test/pay/{payment.token}/return"
    shown = client.get(back.location.removeprefix("https://shop.test"), headers=HTML)
    assert (shown.status_code, shown.location) == (303, f"/orders/{order_of(runtime).public_token}")
    order = order_of(runtime)
    expected = PaymentStatus.authorized if method == "card" else PaymentStatus.paid
    assert order.payment_status is expected
    text = client.get(shown.location).text
    assert ("Зарезервировано" if method == "card" else "Получено") in text
    assert shop.books() == []


def test_w76_a_lying_return_is_shown_that_nothing_was_paid(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    client.get(choose(client, shop).location)
    page = client.get(f"/pay/{payment_of(runtime).token}/return?status=success&paid=1", headers=HTML)
    assert page.status_code == 200
    assert "Ожидаем оплату" in page.text
    assert page.headers["Refresh"] == "4"
    assert order_of(runtime).payment_status is PaymentStatus.pending
    assert client.get("/pay/" + "x" * 43 + "/return", headers=HTML).status_code == 404


def test_what_the_bank_declined_can_be_paid_again_or_otherwise(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    client.get(choose(client, shop, "card").location)
    first = payment_of(runtime)
    assert first.provider_ref is not None
    bank_of(runtime).decline(first.provider_ref)
    back = client.get(f"/pay/{first.token}/return", headers=HTML)
    order_page = f"/orders/{order_of(runtime).public_token}"
    assert back.location == order_page
    text = client.get(order_page).text
    assert "На карте не хватило денег" in text
    again = press(client, order_page, f"{order_page}/pay", payment="sbp")
    assert again.status_code == 303
    assert again.location.startswith("/pay/")
    second = payment_of(runtime)
    assert (second.method, second.id != first.id) == ("sbp", True)
    press(client, order_page, f"{order_page}/pay", payment="on_delivery_cash")
    assert order_of(runtime).payment_method == "on_delivery_cash"
    assert shop.books() == []


def test_a11_nothing_is_paid_for_an_order_that_is_over_and_nobody_pays_for_it(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    choose(client, shop)
    order_page = f"/orders/{order_of(runtime).public_token}"
    press(client, order_page, f"{order_page}/cancel")
    refused = press(client, order_page, f"{order_page}/pay", payment="card")
    assert refused.status_code == 409
    assert client.get(f"/pay/{payment_of(runtime).token}", headers=HTML).status_code == 303
    assert order_of(runtime).status is OrderStatus.cancelled
    assert press(client, order_page, f"{order_page}/pay", payment="barter").status_code in (409, 422)
    assert client.post("/orders/" + "y" * 43 + "/pay", data={"payment": "card"}, headers=HTML).status_code in (
        400,
        404,
    )


class SlowBank(Sandbox):
    """Does what is asked, but says so late or not at all."""

    code = "sandbox"

    def __init__(self, bank: Sandbox, *, seconds: float = 0.0, away: bool = False) -> None:
        super().__init__(bank.folder, bank.public_url)
        self.seconds, self.away = seconds, away
        self.keys: list[str] = []

    def open(self, opening: Opening) -> ProviderPayment:
        self.keys.append(opening.key)
        time.sleep(self.seconds)
        if self.away:
            raise ProviderAway()
        return super().open(opening)


@pytest.fixture
def slow(runtime: Runtime, app: Flask) -> Iterator[tuple[FlaskClient, SlowBank]]:
    bank = SlowBank(bank_of(runtime), seconds=1.0)
    shop = create_app(replace(runtime, payments={"card": bank, "sbp": bank}))
    shop.test_client_class = BrowserClient
    shop.extensions[PLACE] = Patience(seconds=0.2)
    yield shop.test_client(), bank
    time.sleep(1.0)


def test_w79_a_slow_bank_holds_nobody_up_and_is_asked_with_the_same_key(
    slow: tuple[FlaskClient, SlowBank], shop: OpenShop, runtime: Runtime
) -> None:
    client, bank = slow
    location = choose(client, shop).location
    began = time.monotonic()
    page = client.get(location, headers=HTML)
    assert time.monotonic() - began < 0.9
    assert page.status_code == 200
    assert "Открываем оплату" in page.text
    assert page.headers["Refresh"] == "4"
    assert order_of(runtime).status is OrderStatus.placed
    client.get(location, headers=HTML)
    client.get(location, headers=HTML)
    time.sleep(1.5)
    assert len(bank.keys) == 2, "two seats, so the third did not ask at all"
    assert len(set(bank.keys)) == 1
    assert "Перейти к оплате" in client.get(location, headers=HTML).text
    assert payment_of(runtime).status is PaymentState.pending


def test_w79_a_bank_that_is_away_is_asked_again_by_the_worker(
    runtime: Runtime, shop: OpenShop, client: FlaskClient
) -> None:
    choose(client, shop)
    away = SlowBank(bank_of(runtime), away=True)
    troubled = replace(runtime, payments={"card": away, "sbp": away})
    payment = payment_of(runtime)
    with pytest.raises(ProviderAway):
        tills.look(troubled, payment.id, source="poller")
    assert payment_of(runtime).attempts == 1
    assert order_of(runtime).payment_status is PaymentStatus.pending
    tills.look(runtime, payment.id, source="poller")
    assert (payment_of(runtime).status, payment_of(runtime).attempts) == (PaymentState.pending, 0)
    assert away.keys == [payment.key]


def make_due(runtime: Runtime) -> None:
    """As if time had passed: every payment and every duty is due."""
    with runtime.database.transaction() as session:
        session.execute(update(Payment).where(Payment.next_look_at.is_not(None)).values(next_look_at=clock.now()))
        session.execute(update(Job).values(due_at=clock.now(), leased_until=None))


def test_w77_money_is_found_without_any_news_of_it(client: FlaskClient, shop: OpenShop, runtime: Runtime) -> None:
    client.get(choose(client, shop).location)
    ref = payment_of(runtime).provider_ref
    assert ref is not None
    bank_of(runtime).pay(ref)
    worker.run_once(runtime)
    make_due(runtime)
    worker.run_once(runtime)
    assert order_of(runtime).payment_status is PaymentStatus.paid
    with runtime.database.reader() as session:
        assert session.scalars(select(PaymentEvent.source)).all() == ["page", "poller"]
    assert shop.books() == []


def hint(ref: str, event: str = "payment.succeeded", **more: object) -> dict[str, object]:
    return {"type": "notification", "event": event, "object": {"id": ref, "status": "succeeded", **more}}


def as_yookassa(runtime: Runtime) -> str:
    """Let the latest payment be one of YooKassa's; its name there."""
    with runtime.database.transaction() as session:
        ref = session.scalars(select(Payment.provider_ref).order_by(Payment.id.desc()).limit(1)).one()
        session.execute(update(Payment).values(provider="yookassa"))
    assert ref is not None
    return ref


def asked_after(runtime: Runtime) -> int:
    with runtime.database.reader() as session:
        return len(session.scalars(select(Job).where(Job.kind == "look_at_payment")).all())


def test_w70_a_strangers_hint_is_refused_whatever_it_says_of_itself(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    client.get(choose(client, shop).location)
    ref = as_yookassa(runtime)
    for address in ("203.0.113.9", "185.71.78.1", ""):
        answer = client.post(
            "/webhooks/yookassa",
            json=hint(ref),
            headers={"X-Forwarded-For": "185.71.76.5", "X-Real-IP": "185.71.76.5"},
            environ_base={"REMOTE_ADDR": address},
        )
        assert answer.status_code == 403
    assert asked_after(runtime) == 0
    assert order_of(runtime).payment_status is PaymentStatus.pending


def test_a_hint_is_answered_at_once_and_makes_us_ask_once(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    client.get(choose(client, shop).location)
    ref = as_yookassa(runtime)
    for _ in range(3):
        answer = client.post("/webhooks/yookassa", json=hint(ref), environ_base=BANK)
        assert answer.status_code == 200
    assert asked_after(runtime) == 1
    assert order_of(runtime).payment_status is PaymentStatus.pending, "the hint itself is never believed"
    assert client.post("/webhooks/yookassa", json=hint("2d9f-unknown"), environ_base=BANK).status_code == 200
    assert asked_after(runtime) == 1
    assert client.get("/webhooks/yookassa", environ_base=BANK).status_code == 405


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{" * 100_000, {}, 413),
        (b"x" * 5_000_000, {}, 413),
        (b"[" * 60_000, {}, 400),
        (b"null", {}, 400),
        (b"[]", {}, 400),
        (b'{"event":"payment.succeeded","object":{"id":"\\ud800aaaaaaaa"}}', {}, 400),
        (b'{"event":"payment.succeeded","object":{"id":[1]}}', {}, 400),
        (b'{"event":"payment.succeeded"}', {}, 400),
        (b"\xff\xfe", {}, 400),
        (b"{}", {"Content-Encoding": "gzip"}, 400),
    ],
)
def test_w78_odd_bodies_are_refused_and_never_break_anything(
    client: FlaskClient, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = client.post(
        "/webhooks/yookassa", data=body, headers=headers, content_type="application/json", environ_base=BANK
    )
    assert answer.status_code == status


def test_too_many_unpaid_orders_are_put_to_the_shopper_with_nothing_lost(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    for _ in range(3):
        put(client, shop.phone)
        assert buy(client, payment="sbp").status_code == 303
    put(client, shop.phone)
    refused = buy(client, payment="sbp")
    assert refused.status_code == 409
    assert "Сначала оплатите или отмените прежние заказы" in refused.text
    assert buy(client, payment="on_delivery_cash").status_code == 303
    assert shop.books() == []


def test_the_sandbox_is_no_part_of_a_shop_in_production(runtime: Runtime, tmp_path: object) -> None:
    from technomart.runtime import payment_providers
    from technomart.settings import Settings

    given = {"mode": "production", "secret_key": "k" * 20 + "9f8e7d6c5b4a39281706", "public_url": "https://shop.ru"}
    providers, accounts = payment_providers(Settings(**given))
    assert (dict(providers), dict(accounts)) == ({}, {})
