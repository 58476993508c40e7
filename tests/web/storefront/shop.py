"""A shop on the web with goods to buy, for tests of the pages around buying."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain import content
from technomart.domain.catalog.models import Variant
from technomart.domain.orders.models import Order
from technomart.runtime import Runtime
from tests.concurrency.racing import books
from tests.factories.buying import an_open_shop, goods_on_sale

JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
ANSWERS = {
    "name": "Мария Соколова",
    "phone": "8 915 000-12-34",
    "email": "maria@example.com",
    "delivery": "pickup",
    "pickup": "arbat",
    "payment": "on_delivery_cash",
    "offer": "1",
}


@dataclass
class OpenShop:
    """The shop with two kinds of goods, and what was done in it."""

    runtime: Runtime
    phone: str
    buds: str
    ids: dict[str, int] = field(default_factory=dict)

    def orders(self) -> list[Order]:
        with self.runtime.database.transaction() as session:
            return list(session.scalars(select(Order).order_by(Order.id)))

    def books(self) -> list[str]:
        return books(self.runtime.database)


def open_shop(runtime: Runtime) -> OpenShop:
    """Documents, VAT, places, ways of delivery, a phone for 1 000 roubles (10) and buds for 500 (3)."""
    with runtime.database.transaction() as session:
        content.seed(session)
        warehouse = an_open_shop(session)
        phone: Variant = goods_on_sale(session, warehouse, kopecks=100_000, pieces=10, name="Смартфон")
        buds: Variant = goods_on_sale(session, warehouse, kopecks=50_000, pieces=3, name="Наушники")
        return OpenShop(runtime, phone.sku, buds.sku, {phone.sku: phone.id, buds.sku: buds.id})


def put(client: FlaskClient, sku: str, quantity: Any = 1) -> Any:
    return client.post("/cart/lines", data={"sku": sku, "quantity": quantity}, headers=JSON)


def filled_form(client: FlaskClient, **changed: str) -> dict[str, str]:
    """The checkout form as a browser would send it: hidden fields of the page, and the answers."""
    page = client.get("/checkout")
    assert page.status_code == 200, page.status_code
    return {**dict(HIDDEN.findall(page.text)), **ANSWERS, **changed}


def buy(client: FlaskClient, **changed: str) -> Any:
    return client.post("/checkout", data=filled_form(client, **changed), headers=HTML)
