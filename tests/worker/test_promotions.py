"""The worker's duty about promotions: goods that join a category get its prices, goods that leave it lose them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from technomart.domain import pricing
from technomart.domain.catalog.models import Product
from technomart.domain.pricing.models import PriceHistory
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.worker import jobs, promotions
from tests.conftest import count_queries
from tests.factories.buying import a_promotion, an_open_shop, goods_on_sale
from tests.factories.catalog import a_category


def price_of(runtime: Runtime, variant_id: int) -> int:
    with runtime.database.reader() as session:
        return pricing.offers_of(session, [variant_id], clock.now())[variant_id].price.minor


def move(runtime: Runtime, product_id: int, category_id: int) -> None:
    with runtime.database.transaction() as session:
        product = session.get(Product, product_id)
        assert product is not None
        product.category_id = category_id


def test_goods_follow_their_category(runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=1_000_000)
        home, sale = a_category(session).id, a_category(session, "sale", "Распродажа").id
        a_promotion(session, percent=20, category_ids=[sale])
    promotions.apply(runtime, {})
    assert price_of(runtime, phone.id) == 1_000_000
    move(runtime, phone.product_id, sale)
    promotions.apply(runtime, {})
    assert price_of(runtime, phone.id) == 800_000
    move(runtime, phone.product_id, home)
    promotions.apply(runtime, {})
    assert price_of(runtime, phone.id) == 1_000_000


def test_where_nothing_is_to_be_done_nothing_is_written(runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        phone = goods_on_sale(session, an_open_shop(session), kopecks=1_000_000)
        a_promotion(session, percent=20, product_ids=[phone.product_id])
    with count_queries(runtime.database) as asked:
        promotions.apply(runtime, {})
    assert all(statement.startswith("SELECT") and "FOR UPDATE" not in statement for statement in asked)
    with runtime.database.reader() as session:
        assert session.scalar(select(func.count()).select_from(PriceHistory)) == 3


def test_the_rest_of_a_large_promotion_is_left_to_the_worker(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("technomart.domain.pricing.queries.prices.CHUNK", 2)
    monkeypatch.setattr("technomart.domain.pricing.commands.promotions.AT_ONCE", 2)
    monkeypatch.setattr("technomart.domain.pricing.AT_ONCE", 2)
    with runtime.database.transaction() as session:
        place = an_open_shop(session)
        goods = [goods_on_sale(session, place, kopecks=1_000_000, name=f"N{number}") for number in range(5)]
        a_promotion(session, percent=20, product_ids=[one.product_id for one in goods])
    assert sorted(price_of(runtime, one.id) for one in goods) == [800_000] * 2 + [1_000_000] * 3
    while jobs.do_one(runtime):
        pass
    assert {price_of(runtime, one.id) for one in goods} == {800_000}
