"""Returns in the office: decided, received by line, paid back, each by whoever may, and never by a stale button."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from technomart.domain import orders
from technomart.domain.aftersales import ReturnRequest, ReturnStatus, ReturnWish
from technomart.domain.inventory import Location, Stock
from technomart.domain.orders import Order
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.concurrency.racing import books
from tests.factories import returning
from tests.factories.buying import an_open_shop, goods_on_sale
from tests.web.backoffice.people import HTML, a_member, press


@pytest.fixture
def asked(database: Database) -> str:
    """The number of a return of one piece out of two."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=1_299_000, pieces=20)
        return returning.ask(session, returning.a_delivered_order(session, (phone, 2)), words="Велик").number


def push(client: FlaskClient, address: str, **fields: object) -> TestResponse:
    """Press a button; a token stands in every form of the same person."""
    return press(client, address, page="/account/profile", **fields)


def the_return(database: Database) -> ReturnRequest:
    with database.reader() as session:
        return session.scalars(select(ReturnRequest)).one()


def line_of(database: Database) -> int:
    with database.reader() as session:
        return orders.get_order_by_id(session, the_return(database).order_id).lines[0].position


def shelf(database: Database, code: str) -> int:
    with database.reader() as session:
        rows = select(Stock.on_hand).join(Location, Location.id == Stock.location_id).where(Location.code == code)
        return session.scalar(rows) or 0


def test_a_return_goes_its_way_by_buttons(owner: FlaskClient, database: Database, asked: str) -> None:
    page = owner.get("/office/returns?state=asked", headers=HTML).text
    assert asked in page
    assert owner.get("/office/returns?state=nonsense", headers=HTML).status_code == 200
    address = f"/office/returns/{asked}"
    assert "Велик" in owner.get(address, headers=HTML).text
    assert push(owner, f"{address}/approve", words="Ждём до вечера").status_code == 303
    place = line_of(database)
    came = {f"came.{place}": "1", f"state.{place}": "resellable", "location": "arbat"}
    assert push(owner, f"{address}/receive", **came).status_code == 303
    assert shelf(database, "arbat") == 1
    assert push(owner, f"{address}/pay-back").status_code == 303
    one = the_return(database)
    assert (one.status, one.refunded_kopecks) == (ReturnStatus.refunded, 1_299_000)
    shown = owner.get(address, headers=HTML).text
    assert "Деньги возвращены" in shown
    with database.reader() as session:
        number = session.get_one(Order, one.order_id).number
    assert asked in owner.get(f"/office/orders/{number}", headers=HTML).text
    assert books(database) == []


def test_a_stale_button_is_told_so(owner: FlaskClient, database: Database, asked: str) -> None:
    address = f"/office/returns/{asked}"
    assert push(owner, f"{address}/refuse", words="Нет").status_code == 303
    late = push(owner, f"{address}/approve")
    assert late.status_code == 409
    assert "каким он стал" in late.text
    assert the_return(database).status is ReturnStatus.refused


def test_a_refusal_without_words_and_strange_goods_are_told_so(
    owner: FlaskClient, database: Database, asked: str
) -> None:
    address, place = f"/office/returns/{asked}", line_of(database)
    assert push(owner, f"{address}/refuse", words=" ").status_code == 422
    push(owner, f"{address}/approve")
    for fields in (
        {},
        {f"came.{place}": "2", f"state.{place}": "resellable"},
        {f"came.{place}": "0", f"state.{place}": "resellable"},
        {f"came.{place}": "1", f"state.{place}": "golden"},
        {f"came.{place}": "-1", f"state.{place}": "defective"},
        {"came.x": "1", "state.x": "defective"},
    ):
        assert push(owner, f"{address}/receive", location="arbat", **fields).status_code == 409, fields
    good = {f"came.{place}": "1", f"state.{place}": "defective"}
    assert push(owner, f"{address}/receive", location="nowhere", **good).status_code == 404
    assert the_return(database).status is ReturnStatus.approved
    assert shelf(database, "arbat") == 0


def test_each_move_is_for_whoever_may(app: Flask, database: Database, asked: str) -> None:
    cashier, address = a_member(app, database, "cashier"), f"/office/returns/{asked}"
    page = cashier.get(address, headers=HTML).text
    assert asked in page
    assert "/approve" not in page
    assert push(cashier, f"{address}/approve").status_code == 403
    with database.transaction() as session:
        returning.approve(session, session.scalars(select(ReturnRequest)).one())
    assert "/receive" in cashier.get(address, headers=HTML).text
    place = line_of(database)
    came = {f"came.{place}": "1", f"state.{place}": "open_box", "location": "arbat"}
    assert push(cashier, f"{address}/receive", **came).status_code == 303
    assert push(cashier, f"{address}/pay-back").status_code == 403
    assert the_return(database).status is ReturnStatus.received


def test_what_waits_stands_beside_the_menu(app: Flask, database: Database, owner: FlaskClient, asked: str) -> None:
    assert owner.get("/office/returns/RT-260101-XXXXX", headers=HTML).status_code == 404
    menu = owner.get("/en/office/", headers=HTML).text
    assert 'Returns<small><span class="visually-hidden">' in menu
    content = a_member(app, database, "content")
    assert content.get("/office/returns", headers=HTML).status_code == 403
    assert "/office/returns" not in content.get("/office/", headers=HTML).text


@pytest.fixture
def wished(database: Database) -> str:
    """The number of a return whose goods have come, and the same are wished for instead."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=1_299_000, pieces=20)
        order = returning.a_delivered_order(session, (phone, 2))
        asked = returning.ask(session, order, wish=ReturnWish.exchange)
        return returning.receive(session, returning.approve(session, asked)).number


def test_an_exchange_is_made_by_a_button_and_both_orders_say_so(
    owner: FlaskClient, database: Database, wished: str
) -> None:
    address = f"/office/returns/{wished}"
    page = owner.get(address, headers=HTML).text
    assert "Обменять" in page
    assert "в наличии 19 шт." in page.replace("\xa0", " ")
    assert "Обменять" in owner.get("/office/returns?state=received", headers=HTML).text
    assert push(owner, f"{address}/exchange").status_code == 303
    again = push(owner, f"{address}/exchange")
    assert again.status_code == 409
    with database.reader() as session:
        old, new = session.scalars(select(Order).order_by(Order.id)).all()
    assert new.number in owner.get(address, headers=HTML).text
    for here, there in ((old, new), (new, old)):
        shown = owner.get(f"/office/orders/{here.number}", headers=HTML).text
        assert f"/office/orders/{there.number}" in shown
    assert books(database) == []


def test_an_exchange_that_is_late_is_flagged(owner: FlaskClient, database: Database, wished: str) -> None:
    assert "просрочено" not in owner.get("/office/returns", headers=HTML).text
    with database.transaction() as session:
        long_ago = clock.now() - timedelta(days=12)
        session.execute(update(ReturnRequest).values(asked_at=long_ago))
    assert "просрочено" in owner.get("/office/returns", headers=HTML).text
    assert "Срок обмена прошёл" in owner.get(f"/office/returns/{wished}", headers=HTML).text


def test_who_asked_for_money_has_no_button_for_goods(owner: FlaskClient, database: Database, asked: str) -> None:
    with database.transaction() as session:
        request = returning.receive(session, returning.approve(session, session.scalars(select(ReturnRequest)).one()))
    page = owner.get(f"/office/returns/{request.number}", headers=HTML).text
    assert f"/office/returns/{asked}/pay-back" in page
    assert f"/office/returns/{asked}/exchange" not in page
    assert push(owner, f"/office/returns/{asked}/exchange").status_code == 409
