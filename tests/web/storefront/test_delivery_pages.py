"""Delivery on the pages: its fee and days follow the address, and what cannot be brought is said before the order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain import shipping
from technomart.domain.shipping import Rate, ServiceKind, ShippingMethod
from technomart.runtime import Runtime
from tests.factories.buying import a_shop
from tests.web.storefront.shop import HIDDEN, HTML, OpenShop, buy, filled_form, open_shop, put

pytestmark = pytest.mark.one_database

COURIER = {"delivery": "courier", "city": "Химки", "street": "Ленинский проспект, 42", "pickup": ""}


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    """The courier goes to Moscow, and to Khimki for 890 roubles."""
    opened = open_shop(runtime)
    with runtime.database.transaction() as session:
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_zone(session, courier, code="moscow", name="Москва", cities=["Москва"])
        oblast = shipping.add_zone(session, courier, code="oblast", name="Подмосковье", cities=["Химки"])
        shipping.set_rates(session, courier, oblast, [Rate(None, None, 89_000)])
    return opened


def test_the_fee_follows_the_address_and_nothing_typed_is_lost(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    typed = filled_form(client, **COURIER)
    counted = client.post("/checkout/recount", data=typed, headers=HTML)
    assert (counted.status_code, counted.location) == (303, "/checkout#delivery")
    page = client.get("/checkout").text
    for words in ("Курьер, Подмосковье", "Ленинский проспект, 42", 'name="agreed.courier" value="189000"'):
        assert words in page, words
    assert client.post("/checkout", data=typed, headers=HTML).status_code == 409
    assert shop.orders() == []
    assert buy(client, **COURIER).status_code == 303
    assert [order.total_kopecks for order in shop.orders()] == [189_000]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"city": "Казань"}, "city", "мы так не возим"),
        ({"city": "Москва", "postal_code": "1150"}, "postal_code", "Индекс — шесть цифр."),
    ],
)
def test_what_cannot_be_brought_is_said_at_its_field(
    shop: OpenShop, client: FlaskClient, wrong: dict[str, str], field: str, words: str
) -> None:
    put(client, shop.phone)
    answer = buy(client, **(COURIER | wrong))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert words in answer.text
    assert shop.orders() == []


def test_services_are_ticked_priced_and_kept(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        for code, fee in (("connect", 249_000), ("remove", 99_000)):
            shipping.add_service(
                session, code=code, kind=ServiceKind.installation, name=code, rates=[Rate(None, None, fee)]
            )
    put(client, shop.phone)
    ticked: dict[str, Any] = filled_form(client, **COURIER) | {"service.courier": ["connect"]}
    wrong = client.post("/checkout", data=ticked | {"service.courier": ["massage"]}, headers=HTML)
    assert (wrong.status_code, 'href="#services"' in wrong.text) == (422, True)
    without = client.post("/checkout", data=ticked, headers=HTML)
    assert (without.status_code, "Сумма заказа изменилась" in without.text) == (409, True)
    boxes = re.findall(r'value="(connect|remove)"[^>]*?( checked)?>', without.text)
    assert boxes == [("connect", " checked"), ("remove", "")]
    placed = client.post("/checkout", data=ticked | dict(HIDDEN.findall(without.text)), headers=HTML)
    assert placed.status_code == 303
    (order,) = shop.orders()
    assert order.total_kopecks == 100_000 + 89_000 + 249_000
    assert "2\u00a0490\u00a0₽" in client.get(placed.location).text
    assert shop.books() == []


def test_what_the_shops_people_change_is_said_by_the_next_page(
    shop: OpenShop, client: FlaskClient, runtime: Runtime
) -> None:
    put(client, shop.phone)
    assert "Курьер, Москва" in client.get("/checkout").text
    with runtime.database.transaction() as session:
        terms = replace(shipping.way_terms(session, "courier"), name="Наш человек")
        shipping.change_way(session, "courier", terms, actor="owner")
        a_shop(session, code="tverskaya", name="Техномарт на Тверской")
    runtime.search.settle()
    page = client.get("/checkout").text
    assert "Наш человек, Москва" in page
    assert 'name="pickup" value="tverskaya"' in page
