"""What is written behind the shop's back is found by the nightly audit, named, and mended."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, func, select, update

from technomart.cli.main import main
from technomart.domain import catalog, search
from technomart.domain.catalog.models import Product, ProductSpec, Variant
from technomart.domain.inventory import Stock
from technomart.domain.pricing import Price
from technomart.domain.reviews import ProductRating
from technomart.domain.search import Engine
from technomart.domain.search.queries import sums_in_tables
from technomart.domain.search.watch import POLL_SECONDS
from technomart.foundation import changes, clock
from technomart.foundation.changes import Change
from technomart.foundation.database import Database
from technomart.runtime import build
from technomart.settings import Settings
from technomart.worker import search as work
from tests.domain.search.full_shop import a_full_shop, differences, something_happens, truth

pytestmark = [pytest.mark.filled(by=a_full_shop), pytest.mark.on_postgres_as_proof]

STOCKED = select(Stock.variant_id).group_by(Stock.variant_id).having(func.sum(Stock.on_hand) > 0)


BEHIND_OUR_BACK = {
    "prices": lambda one: (
        update(Price).where(Price.variant_id == one).values(amount_kopecks=Price.amount_kopecks + 1)
    ),
    "priced": lambda one: delete(Price).where(Price.variant_id == one),
    "in_stock": lambda one: update(Stock).where(Stock.variant_id == one).values(on_hand=0),
    "variants": lambda one: update(Variant).where(Variant.id == one).values(is_published=False),
    "popularity": lambda one: update(Variant).where(Variant.id == one).values(popularity=Variant.popularity + 1),
    "spec_values": lambda one: delete(ProductSpec).where(ProductSpec.variant_id == one),
}


def some_variant(database: Database) -> tuple[int, int]:
    """A variant that lies somewhere and has values of its own, and its leaf."""
    own = select(ProductSpec.variant_id).where(ProductSpec.variant_id.is_not(None))
    with database.reader() as session:
        return (
            session.execute(
                select(Variant.id, Product.category_id)
                .join(Product)
                .where(Variant.id.in_(STOCKED), Variant.id.in_(own))
                .order_by(Variant.id.desc())
                .limit(1)
            )
            .tuples()
            .one()
        )


def audited(database: Database, engine: Engine) -> list[search.Finding]:
    snapshot = engine.settle()
    assert snapshot is not None
    with database.reader() as session:
        return search.audit(session, snapshot.columns, clock.now())


@pytest.mark.parametrize("what", list(BEHIND_OUR_BACK))
def test_a_write_that_bypasses_the_shop_is_found_and_mended(database: Database, what: str) -> None:
    engine = Engine(database)
    assert audited(database, engine) == []
    variant_id, leaf = some_variant(database)
    with database.transaction() as session:
        session.execute(BEHIND_OUR_BACK[what](variant_id))
    time.sleep(0 if database.is_sqlite else POLL_SECONDS)
    [finding] = audited(database, engine)
    assert (finding.leaf, finding.variant_ids) == (leaf, (variant_id,))
    assert what in finding.sums
    with database.transaction() as session:
        search.read_again(session, finding.variant_ids)
    time.sleep(0 if database.is_sqlite else POLL_SECONDS)
    assert audited(database, engine) == []
    assert differences(engine, database, Random(1)) == []
    engine.close()


def test_sql_and_columns_sum_up_alike_whatever_happened(database: Database) -> None:
    chance = Random(12)
    for _ in range(25):
        something_happens(database, chance, most=200)
    time.sleep(0.06)
    held = {sums.leaf: sums for sums in truth(database).audit()}
    with database.reader() as session:
        sums = sums_in_tables(session, clock.now())
        leaves = catalog.load_vocabulary(session).leaves
    assert sum(sums[leaf].get("places", 0) for leaf in leaves) > 100
    for leaf in leaves:
        expected = {name: getattr(held[leaf], name) for name in search.AUDITED}
        assert {name: sums[leaf].get(name, 0) for name in search.AUDITED} == expected


def test_a_rating_of_any_size_is_summed_as_it_is_shown(database: Database) -> None:
    with database.transaction() as session:
        lines = session.scalars(select(Product.id)).all()
        session.execute(delete(ProductRating))
        chance = Random(13)
        for line in lines:
            count = chance.randint(0, 40)
            stars = sum(chance.randint(1, 5) for _ in range(count))
            session.add(ProductRating(product_id=line, reviews=count, stars=stars, questions=0))
    assert audited(database, Engine(database)) == []


def test_the_command_says_what_differs_and_mends_it(
    database: Database, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "save", "--database", database_url]) == 0
    assert main(["search", "audit", "--database", database_url]) == 0
    assert "1,000 variants" in capsys.readouterr().out
    variant_id, _leaf = some_variant(database)
    with database.transaction() as session:
        session.execute(BEHIND_OUR_BACK["prices"](variant_id))
    assert main(["search", "audit", "--database", database_url]) == 1
    out = capsys.readouterr().out
    assert "prices differ" in out
    assert str(variant_id) in out
    assert main(["search", "audit", "--mend", "--database", database_url]) == 1
    assert main(["search", "audit", "--database", database_url]) == 0
    assert main(["search", "forget", "--database", database_url]) == 0
    assert main(["search", "audit", "--database", database_url]) == 0


def test_the_worker_saves_what_is_worth_it_and_mends_by_night(
    database: Database, database_url: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = build(Settings(database_url=database_url, data_dir=data_dir, public_url="https://shop.test"))
    work.save_blocks(runtime, {})
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(search.SearchBlock)) == 0  # too few
    monkeypatch.setattr("technomart.domain.search.commands.blocks.LEAST_GOODS", 10)
    work.save_blocks(runtime, {})
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(search.SearchBlock)) > 150
    variant_id, _leaf = some_variant(database)
    with database.transaction() as session:
        session.execute(BEHIND_OUR_BACK["popularity"](variant_id))
        before = changes.newest(session)
    work.audit(runtime, {})
    with database.reader() as session:
        assert session.scalars(select(Change.variant_id).where(Change.seq > before)).all() == [variant_id]
    runtime.close()
