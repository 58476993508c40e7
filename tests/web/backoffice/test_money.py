"""The money of an order in the office: seen by who may see orders, given back by who may, each press once."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart import worker
from technomart.adapters.payment_sandbox import ACCOUNT, Sandbox
from technomart.domain import orders, payments
from technomart.domain.orders import Attention, PaymentStatus
from technomart.domain.payments import Payment, Refund
from technomart.foundation.audit import AuditEntry
from technomart.foundation.database import Database
from technomart.foundation.faults import NO_FAULTS
from technomart.runtime import Runtime
from tests.concurrency.racing import books
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale
from tests.web.backoffice.people import HTML, a_member, press


@pytest.fixture
def paid(runtime: Runtime) -> str:
    """The number of an order that was paid by SBP at the sandbox."""
    bank = runtime.payments["sbp"]
    assert isinstance(bank, Sandbox)
    with runtime.database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=100_000, pieces=5)
        order = a_placed_order(session, (phone, 2), payment_method="sbp", offered=runtime.payment_methods)
        payment = payments.payments_of(session, order.id)[0]
        opened = bank.open(payments.opening_of(order, payment, return_url="https://shop.test/"))
        bank.pay(opened.ref)
        seen = bank.look(opened.ref)
        payments.settle(session, payment.id, seen, account=ACCOUNT, source="test", faults=NO_FAULTS)
        return order.number


def token_of(database: Database) -> str:
    with database.reader() as session:
        return session.scalars(select(Payment.token)).one()


def test_money_is_given_back_by_who_may_and_goes_by_itself(
    app: Flask, owner: FlaskClient, runtime: Runtime, paid: str
) -> None:
    page = f"/office/orders/{paid}"
    text = owner.get(page, headers=HTML).text
    assert "Чек предоплаты" in text
    assert "Вернуть деньги" in text
    form = {"payment": token_of(runtime.database), "amount": "500,00", "reason": "Царапина"}
    assert press(owner, f"{page}/refund", page=page, **form).status_code == 303
    worker.run_once(runtime)
    with runtime.database.reader() as session:
        order = orders.get_order(session, paid)
        assert (order.payment_status, order.refunded_kopecks) == (PaymentStatus.partially_refunded, 50_000)
        assert session.scalars(select(AuditEntry.action)).all()[-1] == "order.refund"
    shown = owner.get(page, headers=HTML).text
    assert "Царапина" in shown
    assert "Чек возврата" in shown
    for wrong, status in (("2000", 409), ("0", 409), ("-5", 422), ("много", 422)):
        assert press(owner, f"{page}/refund", page=page, **(form | {"amount": wrong})).status_code == status
    assert press(owner, f"{page}/refund", page=page, **(form | {"reason": ""})).status_code == 422
    cashier = a_member(app, runtime.database, "cashier")
    assert press(cashier, f"{page}/refund", page="/account/profile", **form).status_code == 403
    assert "Вернуть деньги" not in cashier.get(page, headers=HTML).text
    with runtime.database.reader() as session:
        assert len(session.scalars(select(Refund)).all()) == 1
    assert books(runtime.database) == []


def test_what_went_wrong_is_seen_and_seen_to(owner: FlaskClient, runtime: Runtime, paid: str) -> None:
    page = f"/office/orders/{paid}"
    with runtime.database.transaction() as session:
        order = orders.lock_order(session, orders.get_order(session, paid).id)
        orders.call_attention(order, Attention.wrong_payment, actor="bank", details={"wrong": "amount"})
    assert "Банк сообщил о платеже" in owner.get(page, headers=HTML).text
    assert f'/office/orders/{paid}"' in owner.get("/office/orders?pile=attention", headers=HTML).text
    assert press(owner, f"{page}/take-anew", page=page).status_code == 409
    assert press(owner, f"{page}/look", page=page).status_code == 303
    assert press(owner, f"{page}/receipts", page=page).status_code == 303
    assert press(owner, f"{page}/see-to", page=page).status_code == 303
    assert "Банк сообщил о платеже" not in owner.get(page, headers=HTML).text
    assert books(runtime.database) == []
