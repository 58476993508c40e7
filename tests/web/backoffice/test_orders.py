"""Orders in the office: found by what a caller tells, moved on by buttons, each once."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.cli.invariants import violations
from technomart.domain.checkout import Contact
from technomart.domain.orders import Order, get_order
from technomart.foundation.audit import AuditEntry
from technomart.foundation.database import Database
from tests.conftest import count_queries
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_placed_order, an_open_shop, goods_on_sale
from tests.web.backoffice.people import HTML, a_member, press

SAID_BY_SHOPPERS = (
    "Техномарт на Арбате, Арбат, 10",
    "Москва, Ленинский проспект, 42",
    "Мария Соколова",
    "Мария",
    "Смартфон Acme",
    "Самовывоз",
    "Курьер",
)
"""Names of people, goods and places stay as they were agreed."""

EVIL = Contact(name="<script>alert(1)</script>{{7*7}}", phone="+79990000000", email="evil@example.org")


def shown(client: FlaskClient, query: str = "") -> list[str]:
    page = client.get(f"/office/orders?{query}", headers=HTML)
    assert page.status_code == 200
    return re.findall(r'<th scope="row"><a href="/office/orders/([^"]+)"', page.text)


def buttons(client: FlaskClient, number: str) -> list[str]:
    page = client.get(f"/office/orders/{number}", headers=HTML)
    assert page.status_code == 200
    return re.findall(rf'action="/office/orders/{number}/([a-z-]+)"', page.text)


def state(database: Database, number: str) -> tuple[str, str, str]:
    with database.reader() as session:
        order = session.scalars(select(Order).where(Order.number == number)).one()
        return order.status.value, order.payment_status.value, order.fulfilment_status.value


def test_the_list_is_narrowed_by_its_address(owner: FlaskClient, orders_placed: tuple[str, str]) -> None:
    fetched, brought = orders_placed
    assert shown(owner) == [brought, fetched]
    assert shown(owner, f"q={fetched.lower()}") == [fetched]
    assert shown(owner, "q=8+(915)+000-12-34&delivery=courier") == [brought]
    assert shown(owner, "status=completed") == shown(owner, "q=nobody@example.org") == []
    assert shown(owner, "pile=to_confirm&payment=none") == [brought, fetched]
    assert shown(owner, "from=2020-01-01&to=2020-12-31") == []


@pytest.mark.parametrize(
    "query",
    [
        "status=nonsense&payment=7&delivery=teleport&pile=x",
        "from=yesterday&to=0000-99-99",
        "from=9999-12-31&to=9999-12-31",
        "page=-3",
        "page=letters",
        "q=%F0%9F%A6%86",
    ],
)
def test_nonsense_in_the_address_gives_a_sane_page(
    owner: FlaskClient, orders_placed: tuple[str, str], query: str
) -> None:
    shown(owner, query)


def test_long_lists_have_pages_and_few_queries(app: Flask, database: Database, owner: FlaskClient) -> None:
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), pieces=200)
        for _ in range(33):
            a_placed_order(session, (phone, 1))
    with count_queries(database) as asked:
        first = shown(owner)
    assert len(first) == 30
    assert len(asked) <= 12
    assert len(shown(owner, "page=2")) == 3
    assert shown(owner, "page=99999999999999999999") == []
    assert "33 заказа" in owner.get("/office/orders", headers=HTML).text


def test_an_order_goes_its_way_by_buttons(
    owner: FlaskClient, database: Database, orders_placed: tuple[str, str]
) -> None:
    number = orders_placed[0]
    page = f"/office/orders/{number}"
    assert buttons(owner, number) == ["confirm", "take-payment", "cancel"]
    for move in ("confirm", "pick", "make-ready", "take-payment", "hand-over"):
        assert move in buttons(owner, number)
        answer = press(owner, f"{page}/{move}", page=page)
        assert (answer.status_code, answer.location) == (303, page)
    assert state(database, number) == ("completed", "paid", "delivered")
    assert buttons(owner, number) == ["refund"], "what was paid can be given back"
    with database.reader() as session:
        written = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == f"order {number}")).all()
        actors = set(session.scalars(select(AuditEntry.actor).where(AuditEntry.subject == f"order {number}")))
        assert violations(session) == []
    assert len(written) == 5
    assert actors == {"staff: owner@example.ru"}


def test_the_second_press_changes_nothing_and_shows_the_order_as_it_is(
    owner: FlaskClient, database: Database, orders_placed: tuple[str, str]
) -> None:
    number = orders_placed[1]
    page = f"/office/orders/{number}"
    assert press(owner, f"{page}/confirm", page=page).status_code == 303
    again = press(owner, f"{page}/confirm", page=page)
    assert again.status_code == 409
    assert "Ниже заказ, каким он стал" in again.text
    assert ">Подтверждён<" in again.text
    assert press(owner, f"{page}/hand-over", page=page).status_code == 409
    assert state(database, number) == ("confirmed", "none", "none")


def test_an_order_called_off_says_why_and_what_is_owed(
    owner: FlaskClient, database: Database, orders_placed: tuple[str, str]
) -> None:
    number = orders_placed[0]
    page = f"/office/orders/{number}"
    press(owner, f"{page}/take-payment", page=page)
    assert press(owner, f"{page}/cancel", page=page, reason="<b>odd</b>").status_code == 303
    text = owner.get(page, headers=HTML).text
    assert "Заказ сделан по ошибке" in text
    assert "Покупателю нужно вернуть 25\u00a0980\u00a0₽" in text
    assert shown(owner, "pile=to_give_back") == [number]
    with database.reader() as session:
        assert violations(session) == []


def test_an_order_goes_out_in_parts_by_the_numbers_of_the_form(owner: FlaskClient, database: Database) -> None:
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=1_299_000, pieces=20)
        number = a_placed_order(session, (phone, 3), delivery=BY_COURIER, fee=COURIER_FEE).number
    page = f"/office/orders/{number}"
    press(owner, f"{page}/confirm", page=page)
    text = owner.get(page, headers=HTML).text
    position, pieces = re.findall(r'id="ship\d+" name="pieces\.(\d+)" value="(\d+)"', text)[0]
    part = {f"pieces.{position}": "1"}
    assert pieces == "3"
    assert press(owner, f"{page}/ship", page=page, **{f"pieces.{position}": "99"}).status_code == 409
    assert press(owner, f"{page}/ship", page=page, tracking="трек", **part).status_code == 422
    assert press(owner, f"{page}/ship", page=page, tracking="CD 7", **part).status_code == 303
    assert state(database, number)[2] == "partially_shipped"
    assert press(owner, f"{page}/hand-over", page=page, **part).status_code == 303
    assert press(owner, f"{page}/cancel", page=page, reason="out_of_stock", **part).status_code == 303
    text = owner.get(page, headers=HTML).text
    for said in ("CD 7", "Посылка отправлена", "Вручена часть", "Отменена часть"):
        assert said in text
    with database.reader() as session:
        assert violations(session) == []


def test_buttons_are_those_of_the_role(app: Flask, database: Database, orders_placed: tuple[str, str]) -> None:
    number = orders_placed[0]
    assert buttons(a_member(app, database, "picker"), number) == []
    assert buttons(a_member(app, database, "cashier"), number) == ["take-payment"]
    assert buttons(a_member(app, database, "manager"), number) == ["confirm", "take-payment", "cancel"]


def test_an_order_that_is_not_there_is_not_found(owner: FlaskClient) -> None:
    for number in ("TM-000000-AAAAA", "%27%20OR%201=1", "..", "x" * 300):
        assert owner.get(f"/office/orders/{number}", headers=HTML).status_code == 404


def test_what_shoppers_wrote_is_text_and_nothing_else(owner: FlaskClient, database: Database) -> None:
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session))
        number = a_placed_order(session, (phone, 1), contact=EVIL, comment='"><img src=x onerror=alert(1)>').number
    for page in ("/office/", "/office/orders", f"/office/orders/{number}"):
        text = owner.get(page, headers=HTML).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text


@pytest.mark.parametrize("page", ["", "orders", "orders/{}", "reviews", "questions"])
def test_pages_are_kept_by_nobody_and_found_by_no_crawler(
    owner: FlaskClient, orders_placed: tuple[str, str], page: str
) -> None:
    answer = owner.get(f"/office/{page.format(orders_placed[0])}", headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'content="noindex"' in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("page", ["", "orders", "orders/{}", "reviews", "questions"])
def test_every_page_speaks_english(owner: FlaskClient, orders_placed: tuple[str, str], page: str) -> None:
    text = owner.get(f"/en/office/{page.format(orders_placed[0])}", headers=HTML).text
    for own in SAID_BY_SHOPPERS:
        text = text.replace(own, "")
    assert re.findall(r"[А-Яа-яё][^<>\"]*", text) == []


def test_a_number_typed_wrongly_is_put_right_by_whoever_hands_goods_over(
    app: Flask, owner: FlaskClient, database: Database, orders_placed: tuple[str, str]
) -> None:
    number = orders_placed[0]
    page = f"/office/orders/{number}"
    for move in ("confirm", "make-ready", "take-payment"):
        press(owner, f"{page}/{move}", page=page)
    with database.reader() as session:
        place = get_order(session, number).lines[0].position
    press(owner, f"{page}/hand-over", page=page, **{f"serials.{place}": "SN-100"})
    wrong = {"position": place, "serial": "SN-100"}
    assert press(owner, f"{page}/correct-serial", page=page, right="<b>", **wrong).status_code == 422
    assert press(owner, f"{page}/correct-serial", page=page, right="sn-010", **wrong).status_code == 303
    text = owner.get(page, headers=HTML).text
    assert "SN-010" in text
    assert "Исправлен серийный номер" in text
    assert press(owner, f"{page}/correct-serial", page=page, right="SN-011", **wrong).status_code == 404
    writer = a_member(app, database, "content")
    right = {"position": place, "serial": "SN-010", "right": "SN-012"}
    assert press(writer, f"{page}/correct-serial", page="/account/profile", **right).status_code == 403
    with database.reader() as session:
        assert violations(session) == []
