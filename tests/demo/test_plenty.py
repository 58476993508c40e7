"""Generated goods: as many as asked, the same every time, whole after an interruption, and right in the books."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from technomart.cli.invariants import violations
from technomart.demo import opening, plenty, shop
from technomart.demo.plenty.filling import Writer
from technomart.domain import pricing, search
from technomart.domain.catalog.models import Category, Product, ProductSpec, Variant
from technomart.domain.inventory import Stock
from technomart.domain.pricing import Price
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.conftest import fresh_database

pytestmark = pytest.mark.on_postgres_as_proof


class PulledPlug(Exception):
    """The power is gone."""


def a_place_to_sell(database: Database) -> Database:
    with database.transaction() as session:
        opening.open_places(session, shop())
    return database


def fill(database: Database, wanted: int) -> int:
    return plenty.fill(database, wanted, lambda _line: None)


def all_goods(database: Database) -> list[tuple[object, ...]]:
    """Everything about the goods that does not depend on ids or on when they were made."""
    with database.reader() as session:
        lines = session.execute(select(Product.slug, Product.name, Product.text, Product.warranty_months))
        variants = session.execute(
            select(Variant.sku, Variant.slug, Variant.gtin, Variant.popularity, Variant.options)
        )
        values = session.execute(
            select(Variant.sku, func.count(), func.sum(ProductSpec.number), func.count(ProductSpec.option_id))
            .join(ProductSpec, (ProductSpec.product_id == Variant.product_id))
            .where(ProductSpec.variant_id.is_(None) | (ProductSpec.variant_id == Variant.id))
            .group_by(Variant.sku)
        )
        prices = session.execute(select(Variant.sku, Price.kind, Price.amount_kopecks).join(Price))
        stock = session.execute(select(Variant.sku, Stock.location_id, Stock.on_hand).join(Stock))
        return sorted(
            tuple(map(str, row)) for rows in (lines, variants, values, prices, stock) for row in rows.tuples()
        )


def test_goods_are_as_many_as_asked_and_the_books_are_right(database: Database) -> None:
    a_place_to_sell(database)
    assert fill(database, 1_500) == 2_000
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Variant)) == 2_000
        assert violations(session) == []
        ids = session.scalars(select(Variant.id)).all()
        assert len(pricing.offers_of(session, ids, clock.now())) == 2_000
        skus, gtins = session.execute(
            select(func.count(Variant.sku.distinct()), func.count(Variant.gtin.distinct()))
        ).one()
        assert (skus, gtins) == (2_000, 2_000)
        long_texts = [len(text.split()) for text in session.scalars(select(Product.text))]
        assert 35 <= sum(long_texts) / len(long_texts) <= 60
    assert fill(database, 1_000) == 2_000


def test_whoever_counts_them_finds_full_and_nearly_empty_leaves(database: Database) -> None:
    a_place_to_sell(database)
    fill(database, 2_000)
    window = search.Engine(database)
    window.refresh()
    everything = window.search(search.Query(scope=tuple(window.vocabulary.leaves)))
    assert everything.total == 2_000
    sizes = sorted(everything.leaves.values())
    assert sizes[-1] > 10 * sizes[len(sizes) // 2]
    assert len(window.vocabulary.leaves) >= 150
    assert len(everything.brands) > 150
    assert len(everything.choices["made_in"]) == 16
    window.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_interrupted_filling_goes_on_and_ends_the_same(
    kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_database(kind, request) as url, fresh_database(kind, request) as other_url:
        whole, broken = a_place_to_sell(Database(url)), a_place_to_sell(Database(other_url))
        fill(whole, 2_000)
        fill(broken, 1_000)
        write_reviews = Writer._write_reviews
        monkeypatch.setattr(Writer, "_write_reviews", _pull_the_plug)
        with pytest.raises(PulledPlug):
            fill(broken, 2_000)
        monkeypatch.setattr(Writer, "_write_reviews", write_reviews)
        assert fill(broken, 2_000) == 2_000
        assert all_goods(broken) == all_goods(whole)
        whole.dispose()
        broken.dispose()


def _pull_the_plug(*_arguments: object) -> None:
    raise PulledPlug


def test_the_plain_demo_knows_nothing_of_them(database: Database) -> None:
    with database.transaction() as session:
        opening.teach_words(session, shop())
    with database.reader() as session:
        assert session.scalar(select(Category.id).where(Category.slug == "usb-cables")) is None
