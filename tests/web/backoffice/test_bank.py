"""The bank's statement in the office, and the money of one invoice noted by hand: each by who may, each once."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.cli.bank_statement import report
from technomart.domain import checkout, content, orders
from technomart.domain.orders import Attention, Order, PaymentStatus
from technomart.domain.payments import Refund
from technomart.runtime import Runtime
from tests.concurrency.racing import books
from tests.domain.accounts.people import form_token
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.factories.invoicing import a_document, a_statement, an_order_by_invoice, today
from tests.web.backoffice.people import HTML, a_member, press

pytestmark = pytest.mark.one_database


@pytest.fixture
def billed(runtime: Runtime) -> tuple[str, str]:
    """The number of an order for 2,000 roubles, and of its invoice."""
    with runtime.database.transaction() as session:
        content.seed(session)
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
        order, invoice = an_order_by_invoice(session, (phone, 2))
        return order.number, invoice.invoice_number


def order_of(runtime: Runtime, number: str) -> Order:
    with runtime.database.reader() as session:
        return orders.get_order(session, number)


def send(client: FlaskClient, data: bytes) -> Any:
    token = form_token(client.get("/office/bank", headers=HTML))
    form = {"csrf_token": token, "statement": (io.BytesIO(data), "kl_to_1c.txt")}
    return client.post("/office/bank/check", data=form, headers=HTML)


def test_a_statement_is_looked_through_first_and_booked_by_the_next_press_once(
    owner: FlaskClient, runtime: Runtime, billed: tuple[str, str]
) -> None:
    number, invoice = billed
    other = a_document(Номер="18", НазначениеПлатежа="За аренду")
    data = a_statement(a_document(НазначениеПлатежа=f"Оплата по счету {invoice}"), other).encode("cp1251")
    shown = send(owner, data)
    assert shown.status_code == 200
    assert "Сходится" in shown.text
    assert "Не по счёту" in shown.text
    assert order_of(runtime, number).payment_status is PaymentStatus.pending, "nothing is booked by looking"
    field = re.search(r'name="packed" value="([^"]+)"', shown.text)
    assert field is not None
    for said in ("Записан 1 платёж.", "Записано 0 платежей."):
        done = press(owner, "/office/bank/book", page="/office/bank", packed=field[1])
        assert (done.status_code, said in done.text) == (200, True)
    assert order_of(runtime, number).payment_status is PaymentStatus.paid
    assert press(owner, "/office/bank/book", page="/office/bank", packed="!").status_code == 422
    assert "Bank statement" in owner.get("/en/office/bank", headers=HTML).text
    assert books(runtime.database) == []


def test_a_broken_file_is_refused_with_its_line(owner: FlaskClient, billed: tuple[str, str]) -> None:
    broken = a_statement(a_document(Сумма="много")).encode("cp1251")
    for data, said in ((broken, "Строка 11, знак 7"), (b"", "Выберите файл"), (b"\x89PNG", "1CClientBankExchange")):
        answer = send(owner, data)
        assert answer.status_code == 422
        assert said in answer.text
        assert "Ничего не записано" in answer.text


def test_money_seen_by_hand_makes_the_order_paid_and_another_sum_is_refused(
    app: Flask, owner: FlaskClient, runtime: Runtime, billed: tuple[str, str]
) -> None:
    number, _ = billed
    page = f"/office/orders/{number}"
    text = owner.get(page, headers=HTML).text
    assert "Деньги поступили" in text
    assert "Спросить банк" not in text
    assert owner.get(f"{page}/invoice.pdf").data.startswith(b"%PDF-")
    form = {"amount": "2 000,00", "document": "17", "paid_on": today().isoformat()}
    for wrong, status in (
        ({"amount": "1999"}, 409),
        ({"amount": "много"}, 422),
        ({"document": ""}, 422),
        ({"paid_on": "вчера"}, 422),
        ({"paid_on": "2020-01-01"}, 422),
    ):
        assert press(owner, f"{page}/bank-money", page=page, **(form | wrong)).status_code == status
    picker = a_member(app, runtime.database, "picker")
    for address in (f"{page}/bank-money", "/office/bank/check", "/office/bank/book"):
        assert press(picker, address, page="/account/profile", **form).status_code == 403
    assert order_of(runtime, number).payment_status is PaymentStatus.pending
    assert press(owner, f"{page}/bank-money", page=page, **form).status_code == 303
    assert press(owner, f"{page}/bank-money", page=page, **form).status_code == 409
    assert order_of(runtime, number).payment_status is PaymentStatus.paid
    assert books(runtime.database) == []


def test_money_that_goes_back_is_sent_by_people_who_say_so(
    owner: FlaskClient, runtime: Runtime, billed: tuple[str, str]
) -> None:
    number, _ = billed
    page = f"/office/orders/{number}"
    form = {"amount": "2000", "document": "17", "paid_on": today().isoformat()}
    press(owner, f"{page}/bank-money", page=page, **form)
    with runtime.database.transaction() as session:
        order = orders.get_order(session, number)
        checkout.cancel_order(session, order.id, actor="shopper", reason="changed_mind")
        key = session.scalars(select(Refund.key)).one()
    assert "Деньги отправлены" in owner.get(page, headers=HTML).text
    sent = {"refund": key, "document": "5", "sent_on": today().isoformat()}
    assert press(owner, f"{page}/refund-sent", page=page, **(sent | {"refund": "x"})).status_code == 404
    assert press(owner, f"{page}/refund-sent", page=page, **sent).status_code == 303
    assert order_of(runtime, number).payment_status is PaymentStatus.refunded
    assert "Деньги отправлены" not in owner.get(page, headers=HTML).text.replace("Возврат записан", "")
    assert books(runtime.database) == []


def test_the_command_looks_through_and_books_as_the_office_does(
    runtime: Runtime, billed: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    number, invoice = billed
    part = a_document(Номер="16", Сумма="500.00", НазначениеПлатежа=f"Счет {invoice}")
    whole = a_document(НазначениеПлатежа=f"Счет {invoice}")
    assert report(runtime, a_statement(part, whole).encode(), book=False) == 1
    assert "exact: " in capsys.readouterr().out
    assert order_of(runtime, number).payment_status is PaymentStatus.pending
    assert report(runtime, a_statement(part, whole).encode(), book=True) == 1
    order = order_of(runtime, number)
    assert (order.payment_status, order.attention) == (PaymentStatus.paid, Attention.wrong_payment)
    assert report(runtime, a_statement(whole).encode(), book=True) == 0
    capsys.readouterr()
    assert report(runtime, b"1CClientBankExchange\n", book=True) == 2
    assert "statement_cut_off at line 1, column 1" in capsys.readouterr().out
    assert books(runtime.database) == []
