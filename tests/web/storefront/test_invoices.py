"""A company buys: the form asks who pays, the order's page has the invoice, nobody else does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain.invoices import OrderCompany
from technomart.domain.orders import PaymentStatus
from technomart.runtime import Runtime
from technomart.web.app import create_app
from tests.factories.invoicing import FIELDS, PERSON, ROMASHKA
from tests.web.conftest import BrowserClient
from tests.web.storefront.shop import HTML, OpenShop, buy, open_shop, put
from tests.web.storefront.test_paying import press

pytestmark = pytest.mark.one_database


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def test_a_company_orders_gets_its_invoice_and_may_pay_otherwise(
    client: FlaskClient, shop: OpenShop, runtime: Runtime
) -> None:
    put(client, shop.phone, 2)
    form = client.get("/checkout").text
    assert "Счёт для организации" in form
    assert 'name="company_inn"' in form
    wrong = buy(client, payment="invoice", **(FIELDS | {"company_inn": "7700000008", "company_name": ""}))
    assert wrong.status_code == 422
    assert "Проверьте ИНН" in wrong.text
    assert "Напишите название организации" in wrong.text
    assert 'value="7700000008"' in wrong.text, "nothing that was typed is lost"
    placed = buy(client, payment="invoice", **FIELDS)
    assert placed.status_code == 303
    assert placed.location.startswith("/orders/"), "there is no bank to lead on to"
    with runtime.database.reader() as session:
        invoice = session.scalars(select(OrderCompany)).one()
    text = client.get(placed.location).text
    assert f"Счёт {invoice.invoice_number}, PDF" in text
    assert ROMASHKA.inn in text
    pdf = client.get(f"{placed.location}/invoice.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["Cache-Control"] == "no-store"
    assert pdf.headers["X-Robots-Tag"] == "noindex"
    assert invoice.invoice_number in pdf.headers["Content-Disposition"]
    assert f"Invoice {invoice.invoice_number}, PDF" in client.get(f"/en{placed.location}").text
    assert press(client, placed.location, f"{placed.location}/pay", payment="invoice").status_code == 303
    otherwise = press(client, placed.location, f"{placed.location}/pay", payment="sbp")
    assert otherwise.location.startswith("/pay/")
    assert shop.orders()[0].payment_status is PaymentStatus.pending
    press(client, placed.location, f"{placed.location}/cancel")
    assert client.get(f"{placed.location}/invoice.pdf", headers=HTML).status_code == 404
    assert shop.books() == []


def test_a20_an_invoice_needs_its_link_and_a_person_has_none(client: FlaskClient, shop: OpenShop) -> None:
    put(client, shop.phone)
    link = buy(client).location
    assert client.get(f"{link}/invoice.pdf", headers=HTML).status_code == 404
    assert client.get("/orders/" + "x" * 43 + "/invoice.pdf", headers=HTML).status_code == 404
    put(client, shop.phone)
    online = buy(client, payment="sbp").location
    page = client.get(online, headers=HTML).text
    assert "Счёт для организации" not in page
    order_page = f"/orders/{shop.orders()[1].public_token}"
    assert press(client, order_page, f"{order_page}/pay", payment="invoice").status_code == 409


def test_an_entrepreneur_leaves_the_kpp_empty(client: FlaskClient, shop: OpenShop) -> None:
    put(client, shop.buds)
    given = FIELDS | {"company_inn": PERSON.inn, "company_name": PERSON.name}
    assert "нет КПП" in buy(client, payment="invoice", **given).text
    assert buy(client, payment="invoice", **(given | {"company_kpp": ""})).status_code == 303


def test_without_an_account_of_the_seller_no_invoice_is_offered(runtime: Runtime, shop: OpenShop) -> None:
    app = create_app(replace(runtime, seller_account=None))
    app.test_client_class = BrowserClient
    client = app.test_client()
    put(client, shop.phone)
    assert "company_inn" not in client.get("/checkout").text
    assert buy(client, payment="invoice", **FIELDS).status_code == 422
