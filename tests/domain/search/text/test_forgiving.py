"""A query that nobody understands is made one that hits, and a valid one is never touched."""

from collections.abc import Iterator

import pytest

from technomart.domain import search
from technomart.domain.search import AliasSaysNothing, Rewrite
from technomart.foundation.database import Database
from tests.domain.search.text.shelves import CASES, KETTLES, PHONES, fold_all, found, put_out


def small_shop(url: str) -> None:
    """A few things, folded."""
    database = Database(url)
    with database.transaction() as session:
        put_out(session, "Смартфон Apple iPhone 15 Pro Max", PHONES, popularity=90, model="iPhone 15 Pro Max")
        put_out(session, "Смартфон Apple iPhone 15", PHONES, popularity=10, model="iPhone 15")
        put_out(session, "Смартфон Samsung Galaxy S25", PHONES)
        put_out(session, "Чехол для iPhone 15", CASES, popularity=99)
        put_out(session, "Чайник Bosch TWK7203", KETTLES, text="Громкий сигнал и подсветка")
        put_out(session, "Беспроводные наушники Sony", ("ears", "Наушники"))
        put_out(session, "Внешний аккумулятор Anker", ("power", "Внешние аккумуляторы"))
        put_out(session, "Процессор AMD Ryzen 7 7800X3D", ("chips", "Процессоры"), model="Ryzen 7 7800X3D")
        put_out(session, "Видеокарта Palit GeForce RTX 5070 Ti", ("cards", "Видеокарты"), model="GeForce RTX 5070 Ti")
    fold_all(database)
    database.dispose()


pytestmark = pytest.mark.filled(by=small_shop)


@pytest.fixture
def shop(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[search.Engine]:
    monkeypatch.setattr("technomart.domain.search.watch.POLL_SECONDS", 0.0)
    engine = search.Engine(database)
    engine.refresh()
    yield engine
    engine.close()


BENT = (
    ("fqajy", "айфон", Rewrite.layout),
    ("cfvceyu", "самсунг", Rewrite.layout),
    (",tcghjdjlyst yfeiybrb", "беспроводные наушники", Rewrite.layout),
    ("шзрщту 15", "iphone 15", Rewrite.layout),
    ("чайник ищысp", "чайник ищысp", None),
    ("naushniki", "наушники", Rewrite.transliteration),
    ("кроссовки", "кроссовки", None),
    ("samsnug", "samsung", Rewrite.spelling),
    ("ipone 15", "iphone 15", Rewrite.spelling),
    ("наушнеки", "наушники", Rewrite.spelling),
    ("ноушнеки", "наушники", Rewrite.spelling),
    ("iphone15promax", "iphone 15 pro max", Rewrite.joined),
    ("внешнийаккумулятор", "внешний аккумулятор", Rewrite.joined),
    ("7800х3д", "7800x3d", Rewrite.transliteration),
    ("rtx 5070ти", "rtx 5070ti", Rewrite.transliteration),
    ("rtx 5070 ти", "rtx 5070 ti", Rewrite.transliteration),
    ("rtx 5070 до", "rtx 5070 до", None),
    ("rtx4090ti", "rtx 4090ti", Rewrite.joined),
    ("RTX-4090", "rtx 4090", Rewrite.joined),
    ("RTX-5070", "RTX-5070", None),
)


@pytest.mark.parametrize(("asked", "searched", "how"), BENT)
def test_a_query_is_bent_to_what_hits(shop: search.Engine, asked: str, searched: str, how: Rewrite | None) -> None:
    answer = shop.find(asked, understand=False)
    assert (answer.asked, answer.searched, answer.rewrite) == (asked, searched, how)
    assert how is None or (answer.ids is not None and len(answer.ids))


@pytest.mark.parametrize(
    "asked",
    [
        "iphone 15",
        "смартфон",
        "чайников bosch",
        "сигнал",
        "подсветка",
        "айфон",
        "сяоми",
        "телефон samsung",
        "до 5000",
        "s25",
    ],
)
def test_a_valid_query_is_never_bent(shop: search.Engine, asked: str) -> None:
    assert (shop.find(asked).searched, shop.find(asked).rewrite) == (asked, None)


def test_literally_bends_and_understands_nothing(shop: search.Engine) -> None:
    answer = shop.find("fqajy", literally=True)
    assert (answer.searched, answer.rewrite, answer.pieces, answer.dropped) == ("fqajy", None, (), ())
    assert answer.ids is not None
    assert not len(answer.ids)


def test_the_phone_stands_before_its_case_and_the_exact_model_first(shop: search.Engine, database: Database) -> None:
    names = [_name(database, one) for one in found(shop, "iphone 15")]
    assert names == ["Смартфон Apple iPhone 15", "Смартфон Apple iPhone 15 Pro Max", "Чехол для iPhone 15"]


def test_what_a_thing_is_stands_before_what_is_told_of_another(shop: search.Engine, database: Database) -> None:
    with database.transaction() as session:
        put_out(session, "Телевизор", ("tvs", "Телевизоры"), text="Рядом стоит чайник")
    assert [_name(database, one) for one in found(shop, "чайник", understand=False)] == [
        "Чайник Bosch TWK7203",
        "Телевизор",
    ]


def _name(database: Database, variant_id: int) -> str:
    from technomart.domain.catalog.models import Variant

    with database.reader() as session:
        variant = session.get(Variant, variant_id)
        assert variant is not None
        return variant.name


def test_words_that_nobody_has_are_dropped_and_said(shop: search.Engine) -> None:
    answer = shop.find("iphone 15 абракадабрище", understand=False)
    assert answer.dropped == ("абракадабрище",)
    assert answer.ids is not None
    assert len(answer.ids) == 3


def test_what_nobody_has_together_is_dropped_by_weight(shop: search.Engine) -> None:
    answer = shop.find("samsung 15", understand=False)
    assert answer.dropped == ("15",)
    assert answer.ids is not None
    assert len(answer.ids) == 1


def test_what_was_tried_is_told_when_nothing_is_found(shop: search.Engine) -> None:
    answer = shop.find("цукенгш")
    assert answer.ids is not None
    assert not len(answer.ids)
    assert (answer.searched, answer.rewrite) == ("цукенгш", None)
    assert answer.tried[0] == "werty" + "ui"


def test_a_name_staff_add_is_understood_from_the_next_query_on(shop: search.Engine, database: Database) -> None:
    assert not len(found(shop, "чудофон", literally=True))
    seq = shop.seq
    with database.transaction() as session:
        alias = search.add_alias(session, "Чудофон", "iPhone 15")
        assert search.add_alias(session, "чудофон", "iphone 15") == alias
    assert len(found(shop, "чудофон")) == 3
    assert shop.seq > seq
    assert len(found(shop, "чудофонн")) == 3
    with database.transaction() as session:
        assert search.remove_alias(session, alias)
        assert not search.remove_alias(session, alias)
    assert not len(found(shop, "чудофон", literally=True))


def test_an_alias_widens_and_does_not_replace(shop: search.Engine, database: Database) -> None:
    with database.transaction() as session:
        search.add_alias(session, "чайник", "наушники")
    assert len(found(shop, "чайник", understand=False)) == 2


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("", "чайник"),
        ("чайник", "  "),
        ("!!!", "чайник"),
        ("Чайник", "чайник"),
        ("я" * 200, "чайник"),
        ("чайник", "я " * 150),
    ],
)
def test_a_name_that_says_nothing_is_refused(shop: search.Engine, database: Database, word: str, means: str) -> None:
    with database.transaction() as session, pytest.raises(AliasSaysNothing):
        search.add_alias(session, word, means)


def test_the_shop_comes_with_names_people_use(database: Database) -> None:
    with database.reader() as session:
        known = search.aliases(session)
        assert len(known) >= 150
        assert [(one.word, one.means) for one in search.aliases(session, "Айфон")] == [
            ("айфон", "iphone"),
            ("айфончик", "iphone"),
        ]


HOSTILE = (
    "a" * 10_000,
    "\0",
    "\ud800",
    "😀" * 300,
    '"',
    "*",
    "NEAR(a b)",
    "-",
    "' OR 1=1 --",
    "title:x",
    "а" * 200,
    "1" * 300,
    "%_%",
    "AND OR NOT",
    "(((((",
    "a" * 99 + " " + "б" * 100,
    ". . .",
    "x" + "-x" * 99,
    "  ",
    "[]{}",
    "🙂 iphone",
    "iрhоnе",
    "1-1-1-1-1-1-1-1-1",
    " ".join("abcdefghijklmnop"),
    " ".join(f"слово{n}" for n in range(40)),
)


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_texts_get_a_sane_answer(shop: search.Engine, asked: str) -> None:
    for how in ({}, {"literally": True}, {"understand": False}):
        answer = shop.find(asked, **how)
        assert len(answer.asked) <= 200
        assert answer.ids is None or len(answer.ids) == len(answer.scores)  # type: ignore[arg-type]
    assert len(shop.suggest(asked, "ru").queries) <= 6
