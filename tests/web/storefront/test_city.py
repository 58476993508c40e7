"""The visitor's city: chosen by hand, it says when the courier comes; public pages stay the same for everyone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain import shipping
from technomart.domain.accounts.models import Address
from technomart.domain.shipping import ShippingMethod
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.templating import soon
from tests.web.storefront.shop import HTML, JSON, OpenShop, open_shop, put
from tests.web.storefront.test_buying_signed_in import an_account, sign_in

pytestmark = pytest.mark.one_database

NOON = datetime(2026, 11, 26, 9, tzinfo=UTC)
"""Noon in Moscow, a Thursday."""


@pytest.fixture
def shop(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> OpenShop:
    """The courier goes to Moscow, and to Khimki a day later."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    opened = open_shop(runtime)
    with runtime.database.transaction() as session:
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_zone(session, courier, code="moscow", name="Москва", cities=["Москва", "Moscow"])
        shipping.add_zone(
            session, courier, code="oblast", name="Подмосковье", cities=["Химки", "Khimki"], days_from=1, days_to=1
        )
    return opened


def choose(client: FlaskClient, city: str, **form: str) -> Any:
    return client.post("/city", data={"city": city} | form, headers=HTML)


def told(client: FlaskClient, prefix: str = "") -> dict[str, Any]:
    return dict(client.get(f"{prefix}/me", headers=JSON).json["city"])


def test_the_chosen_city_says_when_the_courier_comes(shop: OpenShop, client: FlaskClient) -> None:
    assert told(client) == {"name": "Москва", "courier": "завтра"}
    assert told(client, "/en") == {"name": "Moscow", "courier": "tomorrow"}
    answer = choose(client, "Химки", next="/cart?a=b")
    assert (answer.status_code, answer.location) == (303, "/cart?a=b")
    assert told(client) == {"name": "Химки", "courier": "послезавтра, 28\u00a0ноября"}
    put(client, shop.phone)
    assert "послезавтра, 28\u00a0ноября" in client.get("/cart").text
    assert 'value="Химки"' in client.get("/checkout").text
    choose(client, "Москва", other="  г. Казань ")
    assert told(client) == {"name": "г. Казань", "courier": None}
    choose(client, "")
    assert told(client)["name"] == "Москва"


def test_the_usual_address_tells_the_city_until_one_is_chosen(
    shop: OpenShop, client: FlaskClient, runtime: Runtime
) -> None:
    account = an_account(runtime)
    with runtime.database.transaction() as session:
        home = {"account_id": account, "public_id": "x", "city": "Химки", "street": "Лесная, 1", "is_usual": True}
        session.add(Address(created_at=NOON, **home))
    sign_in(client)
    assert told(client)["name"] == "Химки"
    choose(client, "Москва")
    assert told(client)["name"] == "Москва"


def test_public_pages_are_kept_and_the_same_in_every_city(shop: OpenShop, client: FlaskClient) -> None:
    first = client.get("/shops", headers=HTML)
    choose(client, "Химки")
    second = client.get("/shops", headers=HTML)
    assert "hit" in second.headers["Cache-Status"]
    assert first.data == second.data
    assert "data-city>Москва<" in first.text


@pytest.mark.parametrize("cookie", ["%FF%FE", "%00%0A", "x" * 3000, "<script>alert(1)</script>", "%3Cb%3E", ""])
def test_whatever_the_cookie_holds_is_a_city_or_nothing(shop: OpenShop, client: FlaskClient, cookie: str) -> None:
    client.set_cookie("__Host-city", cookie)
    assert len(told(client)["name"]) <= 120
    page = client.get("/city", headers=HTML)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert "<script>alert" not in page.text
    assert choose(client, "Химки", next="https://evil.example/").location == "/"


def test_days_are_told_as_people_say_them(app: Flask, shop: OpenShop) -> None:
    with app.test_request_context("/"):
        days = [soon(NOON.date() + timedelta(days=ahead)) for ahead in range(4)]
    assert days == ["сегодня", "завтра", "послезавтра, 28\u00a0ноября", "29\u00a0ноября"]
