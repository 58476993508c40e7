"""A smaller edition of `python -m benchmarks.judged`: the bars hold, and no plain query is bent."""

import random
import re

import pytest
from sqlalchemy import select

from technomart.domain import search
from technomart.domain.catalog.models import Product, Variant
from technomart.foundation.database import Database
from tests.domain.search.judged.by_hand import read_by_hand
from tests.domain.search.judged.goods import Wish, read_items
from tests.domain.search.judged.judging import Judged, judge, summaries
from tests.domain.search.judged.making import Maker
from tests.domain.search.text.demo import demo_goods

BARS = {
    "plain": 0.95, "inflected": 0.95, "layout": 0.9, "alias": 0.9, "translit": 0.9, "typo": 0.85, "two typos": 0.85,
    "model number": 0.9, "attributes": 0.9, "values": 0.9, "features": 0.9,
    "bent wishes": 0.85, "exclusions": 0.9, "purposes": 0.9,
}  # fmt: skip
PER_KIND = 15
WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{3,}")

pytestmark = [pytest.mark.one_database, pytest.mark.filled(by=demo_goods)]


def test_the_bars_hold(database: Database) -> None:
    engine = search.Engine(database)
    engine.refresh()
    with database.reader() as session:
        items = read_items(session, engine.vocabulary)
    made = Maker(items, engine.vocabulary).all(PER_KIND)
    for half in (read_by_hand(), made):
        told = summaries([judge(engine, one, items) for one in half])
        assert {one.kind for one in told} == set(BARS)
        for one in told:
            assert min(score for score in (one.success, one.precision) if score is not None) >= BARS[one.kind], one
            assert one.kind not in ("plain", "inflected") or one.bent == 0, one
    engine.close()


def test_no_name_and_no_word_of_a_description_is_bent(database: Database) -> None:
    engine = search.Engine(database)
    engine.refresh()
    with database.reader() as session:
        names = set(session.scalars(select(Variant.name)))
        names |= {brand.name for brand in engine.vocabulary.brands.values()}
        names |= {node.name[lang] for node in engine.vocabulary.categories.values() for lang in ("ru", "en")}
        told = {word for text in session.scalars(select(Product.text)) for word in WORD.findall(text)}
    chance = random.Random(1)
    for asked in chance.sample(sorted(names), 400) + chance.sample(sorted(told), 800):
        found = engine.find(asked, understand=False)
        assert (found.searched, found.rewrite) == (search.tidy(asked), None)
    engine.close()


def test_a_wish_that_is_not_met_is_seen(database: Database) -> None:
    engine = search.Engine(database)
    engine.refresh()
    with database.reader() as session:
        items = read_items(session, engine.vocabulary)
    wrong = judge(engine, Judged("plain", "чайник", Wish("type=tv"), False), items)
    assert (wrong.score, wrong.reciprocal, wrong.is_empty) == (0, 0, False)
    with pytest.raises(ValueError, match="nothing could satisfy"):
        judge(engine, Judged("plain", "чайник", Wish("type=teapot"), False), items)
    engine.close()


def test_the_same_seed_makes_the_same_queries(database: Database) -> None:
    engine = search.Engine(database)
    with database.reader() as session:
        items = read_items(session, engine.vocabulary)
    one, two = (Maker(items, engine.vocabulary, 7).all(5) for _ in range(2))
    assert one == two
    engine.close()
