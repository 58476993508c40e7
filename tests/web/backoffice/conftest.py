"""An office with orders in it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.foundation.database import Database
from technomart.runtime import Runtime
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_cart, a_placed_order, an_open_shop, goods_on_sale, place
from tests.factories.buying import total_of as total
from tests.web.backoffice.people import a_member


@pytest.fixture
def database(runtime: Runtime) -> Database:
    return runtime.database


@pytest.fixture
def orders_placed(database: Database) -> tuple[str, str]:
    """The numbers of an order to be fetched and of one to be brought."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=1_299_000, pieces=20)
        fetched = a_placed_order(session, (phone, 2)).number
        cart = a_cart(session, (phone, 1))
        agreed = total(session, cart, fee_kopecks=COURIER_FEE)
        return fetched, place(session, cart.token, agreed, delivery=BY_COURIER).number


@pytest.fixture
def owner(app: Flask, database: Database) -> FlaskClient:
    return a_member(app, database, "owner")
