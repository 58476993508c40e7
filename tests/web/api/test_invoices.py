"""Companies and their invoices through the interface."""

from __future__ import annotations

import pytest

from technomart.foundation import clock
from tests.concurrency.racing import books
from tests.factories.invoicing import ROMASHKA
from tests.web.api.shop import Program, Shop
from tests.web.api.test_buying import a_cart, an_order

pytestmark = pytest.mark.one_database
COMPANY = {"name": ROMASHKA.name, "inn": ROMASHKA.inn, "kpp": ROMASHKA.kpp, "address": ROMASHKA.address}


def test_a_company_orders_is_told_its_invoice_and_staff_note_its_money(
    guest: Program, shopper: Program, staff: Program, shop: Shop
) -> None:
    body = an_order(guest, a_cart(guest, shop.skus[0]), payment="invoice")
    for company in (None, COMPANY | {"inn": "7700000008"}, COMPANY | {"kpp": ""}):
        refused = guest.call("POST", "/orders", json=body | {"company": company})
        assert (refused.status_code, refused.json["code"]) == (422, "wrong_answers")
    placed = guest.call("POST", "/orders", json=body | {"company": COMPANY})
    assert placed.status_code == 201, placed.text
    order = placed.json
    invoice = order["invoice"]
    assert {name: invoice[name] for name in COMPANY} == COMPANY
    assert invoice["url"].endswith(f"/orders/{order['token']}/invoice.pdf")
    seen = guest.call("GET", f"/guest-orders/{order['token']}").json
    assert seen["invoice"] == invoice
    waiting = guest.call("GET", f"/guest-orders/{order['token']}/payments").json["items"][0]
    assert (waiting["method"], waiting["status"]) == ("invoice", "pending")
    today = clock.day_of(clock.now()).isoformat()
    money = {"amount": order["total"], "paid_on": today, "document": "17"}
    path = f"/staff/orders/{order['number']}/bank-payments"
    assert shopper.call("POST", path, json=money).status_code == 403
    for wrong, code in (
        ({"amount": {"amount": "1.00", "currency": "RUB"}}, "invoice_other_sum"),
        ({"paid_on": "2020-01-01"}, "invoice_wrong_document"),
    ):
        assert staff.call("POST", path, json=money | wrong).json["code"] == code
    assert staff.call("POST", path, json=money | {"paid_on": "2026-02-31"}).status_code in (400, 422)
    paid = staff.call("POST", path, json=money)
    assert (paid.status_code, paid.json["payment_status"]) == (200, "paid"), paid.text
    assert paid.json["items"][0]["receipts"] == []
    assert staff.call("POST", path, json=money).json["code"] == "nothing_to_pay"
    assert staff.call("GET", f"/staff/orders/{order['number']}").json["invoice"]["number"] == invoice["number"]
    assert books(shop.runtime.database) == []


def test_a_person_has_no_invoice_and_cannot_choose_one(guest: Program, staff: Program, shop: Shop) -> None:
    order = guest.call("POST", "/orders", json=an_order(guest, a_cart(guest, shop.skus[0]), payment="sbp")).json
    assert order["invoice"] is None
    refused = guest.call("POST", f"/guest-orders/{order['token']}/payments", json={"method": "invoice"})
    assert (refused.status_code, refused.json["code"]) == (409, "payment_method_not_offered")
    money = {"amount": order["total"], "paid_on": "2026-11-26", "document": "17"}
    assert staff.call("POST", f"/staff/orders/{order['number']}/bank-payments", json=money).status_code == 404
