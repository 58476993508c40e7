"""Promotions and promo codes in the office: made, changed, switched, written into the audit; for those who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.cli.invariants import violations
from technomart.domain import pricing
from technomart.domain.catalog import Variant
from technomart.domain.pricing import Promotion
from technomart.foundation import clock
from technomart.foundation.audit import AuditEntry
from technomart.foundation.database import Database
from tests.conftest import count_queries
from tests.factories.buying import a_promo_code, a_promotion, an_open_shop, goods_on_sale, order_with_code
from tests.factories.catalog import a_category
from tests.web.backoffice.people import HTML, a_member, press

NEW_PROMOTION = "/office/new-promotion"
NEW_CODE = "/office/new-promo-code"


@pytest.fixture
def phone(database: Database) -> Variant:
    with database.transaction() as session:
        return goods_on_sale(session, an_open_shop(session), pieces=50)


@pytest.fixture
def manager(app: Flask, database: Database) -> FlaskClient:
    return a_member(app, database, "manager")


def price_of(database: Database, variant: Variant) -> int:
    with database.reader() as session:
        return pricing.offers_of(session, [variant.id], clock.now())[variant.id].price.minor


def audited(database: Database) -> list[tuple[str, str]]:
    with database.reader() as session:
        rows = session.execute(select(AuditEntry.action, AuditEntry.actor).order_by(AuditEntry.id))
        return [(action, actor) for action, actor in rows if action.startswith("promo")]


def a_sale(category_id: int, **changed: Any) -> dict[str, Any]:
    until = (clock.now() + timedelta(days=7)).date().isoformat()
    return {
        "code": "Black Friday",
        "name": "Чёрная пятница",
        "name_en": "Black Friday",
        "kind": "percent",
        "value": "10",
        "until": until,
        "categories": str(category_id),
        "is_on": "y",
    } | changed


def smartphones(database: Database) -> int:
    with database.transaction() as session:
        return a_category(session).id


def test_a_promotion_is_made_changed_and_switched_off(
    manager: FlaskClient, database: Database, phone: Variant
) -> None:
    category = smartphones(database)
    made = press(manager, "/office/promotions", page=NEW_PROMOTION, **a_sale(category))
    assert (made.status_code, made.location) == (303, "/office/promotions/black-friday")
    assert price_of(database, phone) == 1_169_100
    page = manager.get(made.location, headers=HTML).text
    for shown in ("Чёрная пятница", "товаров по сниженной цене: 1", f'<option selected value="{category}">'):
        assert shown in page, shown
    assert "Чёрная пятница" in manager.get("/office/promotions", headers=HTML).text
    deeper = a_sale(category, value="20", left_out="")
    assert press(manager, made.location, page=made.location, **deeper).status_code == 303
    assert price_of(database, phone) == 1_039_200
    assert press(manager, f"{made.location}/switch", page=made.location, on="0").status_code == 303
    assert price_of(database, phone) == 1_299_000
    assert [action for action, _ in audited(database)] == ["promotion.add", "promotion.change", "promotion.off"]
    assert {actor for _, actor in audited(database)} == {"staff: manager@example.ru"}
    with database.reader() as session:
        assert violations(session) == []


def test_goods_are_left_out_by_their_code(manager: FlaskClient, database: Database, phone: Variant) -> None:
    sale = a_sale(smartphones(database), left_out=phone.sku)
    assert press(manager, "/office/promotions", page=NEW_PROMOTION, **sale).status_code == 303
    assert price_of(database, phone) == 1_299_000
    assert phone.sku in manager.get("/office/promotions/black-friday", headers=HTML).text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": "0"}, "value"),
        ({"value": "100"}, "value"),
        ({"value": "10,5"}, "value"),
        ({"value": "много"}, "value"),
        ({"value": ""}, "value"),
        ({"kind": "free_delivery"}, "kind"),
        ({"until": ""}, "until"),
        ({"until": "2020-01-01"}, "until"),
        ({"name": " "}, "name"),
        ({"code": ""}, "code"),
        ({"categories": "999999"}, "categories"),
        ({"categories": "x"}, "categories"),
        ({"products": "no-such-sku"}, "products"),
        ({"left_out": "no-such-sku"}, "left_out"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    manager: FlaskClient, database: Database, phone: Variant, changed: dict[str, Any], field: str
) -> None:
    answer = press(manager, "/office/promotions", page=NEW_PROMOTION, **a_sale(smartphones(database), **changed))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    with database.reader() as session:
        assert session.scalars(select(Promotion)).all() == []


def a_code(**changed: Any) -> dict[str, Any]:
    return {"word": "autumn", "kind": "percent", "value": "15", "most_uses": "10", "is_on": "y"} | changed


def test_a_code_is_made_changed_and_its_uses_are_seen(
    manager: FlaskClient, database: Database, phone: Variant
) -> None:
    made = press(manager, "/office/promo-codes", page=NEW_CODE, **a_code(minimum="5 000", note="для рассылки"))
    assert (made.status_code, made.location) == (303, "/office/promo-codes/AUTUMN")
    with database.transaction() as session:
        order = order_with_code(session, "autumn", (phone, 1))
    page = manager.get(made.location, headers=HTML).text
    for shown in (order.number, "использований: 1", 'value="5000"', "для рассылки"):
        assert shown in page, shown
    listed = manager.get("/office/promo-codes", headers=HTML).text
    for shown in ("AUTUMN", "15\u00a0%", "1 / 10"):
        assert shown in listed, shown
    assert "Промокод AUTUMN" in manager.get(f"/office/orders/{order.number}", headers=HTML).text
    assert press(manager, made.location, page=made.location, **a_code(most_uses="1")).status_code == 303
    assert press(manager, f"{made.location}/switch", page=made.location, on="0").status_code == 303
    actions = [action for action, _ in audited(database)]
    assert actions == ["promo_code.add", "promo_code.change", "promo_code.off"]


def test_a_limit_below_the_uses_is_refused(manager: FlaskClient, database: Database, phone: Variant) -> None:
    with database.transaction() as session:
        a_promo_code(session, "AUTUMN", percent=10)
        for _ in range(2):
            order_with_code(session, "autumn", (phone, 1))
    answer = press(manager, "/office/promo-codes/AUTUMN", page="/office/promo-codes/AUTUMN", **a_code(most_uses="1"))
    assert answer.status_code == 422
    assert "Кодом уже воспользовались 2 раз" in answer.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"word": ""}, "word"),
        ({"word": "a/b"}, "word"),
        ({"word": "taken"}, "word"),
        ({"value": "100"}, "value"),
        ({"kind": "amount", "value": "0"}, "value"),
        ({"most_uses": "-1"}, "most_uses"),
        ({"most_uses_each": "1.5"}, "most_uses_each"),
        ({"minimum": "-5"}, "minimum"),
        ({"owner": "nobody@example.ru"}, "owner"),
        ({"owner": "no address"}, "owner"),
        ({"until": "2020-01-01"}, "until"),
    ],
)
def test_a_code_that_makes_no_sense_is_refused_at_its_field(
    manager: FlaskClient, database: Database, changed: dict[str, Any], field: str
) -> None:
    with database.transaction() as session:
        a_promo_code(session, "TAKEN")
    answer = press(manager, "/office/promo-codes", page=NEW_CODE, **a_code(**changed))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


@pytest.mark.parametrize("role", ["cashier", "picker", "content"])
def test_who_may_not_manage_promotions_sees_none(app: Flask, database: Database, role: str) -> None:
    member = a_member(app, database, role)
    for address in ("/office/promotions", "/office/promo-codes", NEW_PROMOTION, NEW_CODE):
        assert member.get(address, headers=HTML).status_code == 403
    assert "/office/promotions" not in member.get("/office/", headers=HTML).text


def test_the_lists_ask_a_dozen_questions_at_most(manager: FlaskClient, database: Database, phone: Variant) -> None:
    with database.transaction() as session:
        for number in range(5):
            a_promotion(session, f"sale-{number}", percent=10, product_ids=[phone.product_id])
            a_promo_code(session, f"CODE{number}")
    pages = ("promotions", "promotions/sale-1", "promo-codes", "promo-codes/CODE1")
    manager.get("/office/promotions/sale-1", headers=HTML)  # the words of the catalogue are read once a process
    for page in pages:
        with count_queries(database) as asked:
            assert manager.get(f"/office/{page}", headers=HTML).status_code == 200
        assert len(asked) <= 12, (page, len(asked))
