"""Somebody who orders without end: the goods stay for the others, and whoever really buys loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.runtime import Runtime
from tests.web.conftest import BrowserClient
from tests.web.making import make_app
from tests.web.storefront.shop import OpenShop, buy, open_shop, put
from tests.web.storefront.test_buying_signed_in import an_account, sign_in

COURIER_WITHOUT_STREET = {"delivery": "courier", "city": "Москва", "street": "", "pickup": ""}


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    app = make_app(replace(runtime, settings=runtime.settings.model_copy(update={"orders_per_hour": 2})))
    app.test_client_class = BrowserClient
    return app


def test_a_network_orders_so_often_an_hour_and_keeps_its_cart(shop: OpenShop, app: Flask) -> None:
    browsers = [app.test_client() for _ in range(3)]
    for one in browsers:
        put(one, shop.phone)
    assert buy(browsers[0]).status_code == 303
    assert buy(browsers[1], **COURIER_WITHOUT_STREET).status_code == 422  # what is refused does not count
    assert buy(browsers[1]).status_code == 303
    refused = buy(browsers[2], name="Пётр")
    assert refused.status_code == 429
    assert "За последний час отсюда было слишком много заказов" in refused.text
    assert 'value="Пётр"' in browsers[2].get("/checkout").text
    assert len(shop.orders()) == 2
    somewhere = app.test_client()
    somewhere.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    put(somewhere, shop.phone)
    assert buy(somewhere).status_code == 303
    assert shop.books() == []


def test_whoever_is_signed_in_is_counted_alone(
    shop: OpenShop, app: Flask, client: FlaskClient, runtime: Runtime
) -> None:
    for _ in range(2):
        put(client, shop.phone)
        assert buy(client).status_code == 303
    an_account(runtime)
    sign_in(client)
    for expected in (303, 303, 429):
        put(client, shop.buds)
        assert buy(client).status_code == expected
    assert shop.books() == []
