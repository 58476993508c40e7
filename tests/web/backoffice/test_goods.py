"""Stock and prices in the office: found, counted with a reason, priced with dates."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.cli.invariants import violations
from technomart.domain import inventory, pricing
from technomart.domain.catalog import Variant
from technomart.domain.inventory import StockMovement
from technomart.domain.inventory.models import MovementKind
from technomart.domain.pricing.models import PriceHistory
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale
from tests.web.backoffice.people import HTML, a_member, press


@pytest.fixture
def goods(database: Database) -> Variant:
    """Ten pieces in the warehouse, three of them promised, at 12 990 roubles."""
    with database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), pieces=10, name="Смартфон Acme Ёлка")
        inventory.receive(
            session, phone.id, inventory.get_location(session, "arbat").id, 3, cause="test", actor="test"
        )
        a_placed_order(session, (phone, 3))
        return phone


def price_of(database: Database, variant: Variant) -> tuple[int, int | None]:
    with database.reader() as session:
        offer = pricing.offers_of(session, [variant.id], clock.now())[variant.id]
        return offer.price.minor, offer.was.minor if offer.was else None


def test_goods_are_found_by_sku_and_by_words_of_their_name(owner: FlaskClient, goods: Variant) -> None:
    def found(text: str) -> list[str]:
        page = owner.get("/office/goods", query_string={"q": text}, headers=HTML)
        assert page.status_code == 200
        return re.findall(r'href="/office/goods/(\d+)"', page.text)

    assert found("") == found(goods.sku) == found("ёлка смартфон") == found("acme") == [goods.sku]
    assert found("утюг") == found("%") == found("' OR 1=1") == []
    assert owner.get("/office/goods/nothing", headers=HTML).status_code == 404


def test_a_count_is_written_with_its_reason(owner: FlaskClient, database: Database, goods: Variant) -> None:
    page = f"/office/goods/{goods.sku}"
    answer = press(
        owner,
        f"{page}/count",
        page=page,
        **{"count-location": "central", "count-counted": "7", "count-reason": "пересчёт"},
    )
    assert (answer.status_code, answer.location) == (303, page)
    with database.reader() as session:
        adjusted = select(StockMovement).where(StockMovement.kind == MovementKind.adjusted)
        movement = session.scalars(adjusted).one()
        assert (movement.on_hand_delta, movement.cause) == (-3, "пересчёт")
        assert movement.actor == "staff: owner@example.ru"
        assert violations(session) == []


@pytest.mark.parametrize(
    ("place", "counted", "reason", "words"),
    [
        ("arbat", "2", "пересчёт", "отложено под заказы: 3"),
        ("central", "-1", "пересчёт", "целое число от нуля"),
        ("central", "много", "пересчёт", "целое число от нуля"),
        ("central", "\u0661", "пересчёт", "целое число от нуля"),
        ("central", "1_0", "пересчёт", "целое число от нуля"),
        ("central", "9" * 30, "пересчёт", "целое число от нуля"),
        ("central", "5", " ", "Напишите причину"),
        ("central", "5", "x" * 101, "не больше 100"),
        ("moon", "5", "пересчёт", "is-invalid"),
    ],
)
def test_a_count_that_cannot_be_changes_nothing(
    owner: FlaskClient, database: Database, goods: Variant, place: str, counted: str, reason: str, words: str
) -> None:
    page = f"/office/goods/{goods.sku}"
    fields = {"count-location": place, "count-counted": counted, "count-reason": reason}
    answer = press(owner, f"{page}/count", page=page, **fields)
    assert answer.status_code == 422
    assert words in answer.text
    with database.reader() as session:
        assert {one.on_hand for one in inventory.stock_of(session, goods.id)} == {10, 3}


def test_prices_are_set_reduced_and_set_back(owner: FlaskClient, database: Database, goods: Variant) -> None:
    page = f"/office/goods/{goods.sku}"
    last_day = (clock.now() + timedelta(days=3)).date().isoformat()
    reduced = {"reduced-price": "9 990,50", "reduced-until": last_day, "reduced-reason": "распродажа"}
    assert press(owner, f"{page}/reduce", page=page, **reduced).status_code == 303
    assert price_of(database, goods) == (999_050, 1_299_000)
    assert press(owner, f"{page}/end-reduction", page=page).status_code == 303
    assert price_of(database, goods) == (1_299_000, None)
    listed = {"list-price": "13\u00a0490", "list-reason": "новый прайс"}
    assert press(owner, f"{page}/price", page=page, **listed).status_code == 303
    assert price_of(database, goods) == (1_349_000, None)
    with database.reader() as session:
        last = session.scalars(select(PriceHistory).order_by(PriceHistory.id.desc()).limit(1)).one()
        assert (last.actor, last.reason) == ("staff: owner@example.ru", "новый прайс")


@pytest.mark.parametrize("price", ["", "0", "-5", "1e9", "дорого", "12,999", "99999999999999999999", "NaN"])
def test_a_price_that_cannot_be_changes_nothing(
    owner: FlaskClient, database: Database, goods: Variant, price: str
) -> None:
    page = f"/office/goods/{goods.sku}"
    answer = press(owner, f"{page}/price", page=page, **{"list-price": price, "list-reason": "прайс"})
    assert answer.status_code == 422
    assert price_of(database, goods) == (1_299_000, None)


@pytest.mark.parametrize(
    ("price", "since", "until"),
    [("12 990", "", "2999-01-01"), ("9 990", "", "2020-01-01"), ("9 990", "", ""), ("9 990", "32", "2999-01-01")],
)
def test_a_reduction_that_is_none_changes_nothing(
    owner: FlaskClient, database: Database, goods: Variant, price: str, since: str, until: str
) -> None:
    page = f"/office/goods/{goods.sku}"
    fields = {"reduced-price": price, "reduced-since": since, "reduced-until": until, "reduced-reason": "акция"}
    assert press(owner, f"{page}/reduce", page=page, **fields).status_code == 422
    assert price_of(database, goods) == (1_299_000, None)


def test_who_only_picks_sees_stock_and_changes_nothing(app: Flask, database: Database, goods: Variant) -> None:
    page = f"/office/goods/{goods.sku}"
    text = a_member(app, database, "picker").get(page, headers=HTML).text
    assert "Под заказы" in text
    assert f'action="{page}' not in text


@pytest.mark.parametrize("page", ["goods", "goods/{}"])
def test_pages_of_goods_speak_english(owner: FlaskClient, goods: Variant, page: str) -> None:
    text = owner.get(f"/en/office/{page.format(goods.sku)}", headers=HTML).text
    for own in ("Смартфон Acme Ёлка", "Мария Соколова", "Склад"):
        text = text.replace(own, "")
    assert re.findall(r"[А-Яа-яё][^<>\"]*", text) == []
