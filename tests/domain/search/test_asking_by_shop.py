"""Narrowing a listing to shops: the address and back, what is asked of the columns, and what each shop would give."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from technomart.domain import catalog, search
from technomart.domain.catalog import Vocabulary
from technomart.domain.search import Shops
from technomart.domain.search.columns import Columns, Offer, Row

ARBAT, TULSKAYA, SOKOL, WAREHOUSE = 3, 4, 5, 9
SHOPS = Shops({"arbat": ARBAT, "tulskaya": TULSKAYA, "sokol": SOKOL}, frozenset({ARBAT, SOKOL}))
LYING = ((ARBAT,), (ARBAT, TULSKAYA), (TULSKAYA,), (TULSKAYA, SOKOL), (WAREHOUSE,), ())


@pytest.fixture
def words(session: Session) -> Vocabulary:
    return catalog.load_vocabulary(session)


@pytest.fixture
def columns() -> Columns:
    rows = [
        Row(variant_id=number, leaf=1, brand=number % 2, offer=Offer(price=1000 * number, locations=places))
        for number, places in enumerate(LYING, start=1)
    ]
    return Columns((1,), rows)


def look(columns: Columns, words: Vocabulary, *parameters: tuple[str, str]) -> tuple[set[int], dict[str, int], int]:
    """The goods, the count beside each shop and the count beside «забрать сегодня»."""
    asked = search.read(parameters, words, SHOPS)
    answer = columns.search(search.query_for(asked, words, (1,), size=24, shops=SHOPS))
    return set(answer.ids), search.per_shop(asked, answer, SHOPS), answer.together


def test_shops_are_alternatives_and_counted_without_their_own_choice(columns: Columns, words: Vocabulary) -> None:
    everywhere = {"arbat": 2, "tulskaya": 3, "sokol": 1}
    assert look(columns, words) == ({1, 2, 3, 4, 5, 6}, everywhere, 3)
    assert look(columns, words, ("shop", "sokol")) == ({4}, everywhere, 1)
    assert look(columns, words, ("shop", "sokol"), ("shop", "arbat")) == ({1, 2, 4}, everywhere, 3)
    assert look(columns, words, ("shop", "tulskaya")) == ({2, 3, 4}, everywhere, 0)
    assert look(columns, words, ("price", "15-35")) == ({2, 3}, {"arbat": 1, "tulskaya": 2, "sokol": 0}, 1)


def test_today_only_shops_that_are_still_open_count(columns: Columns, words: Vocabulary) -> None:
    today = ("today", "1")
    open_ones = {"arbat": 2, "tulskaya": 0, "sokol": 1}
    assert look(columns, words, today) == ({1, 2, 4}, open_ones, 3)
    assert look(columns, words, today, ("shop", "arbat")) == ({1, 2}, open_ones, 2)
    assert look(columns, words, today, ("shop", "tulskaya")) == (set(), open_ones, 0)
    assert look(columns, words, today, ("shop", "tulskaya"), ("shop", "sokol")) == ({4}, open_ones, 1)


def test_the_address_is_canonical(words: Vocabulary) -> None:
    given = [("shop", "sokol"), ("today", "1"), ("shop", "arbat"), ("shop", " sokol "), ("in_stock", "1")]
    asked = search.read(given, words, SHOPS)
    assert asked.parameters() == [("in_stock", "1"), ("shop", "arbat"), ("shop", "sokol"), ("today", "1")]
    assert search.read(asked.parameters(), words, SHOPS) == asked


@pytest.mark.parametrize("wrong", [("shop", "nowhere"), ("shop", "9"), ("today", "yes"), ("today", "-1")])
def test_a_shop_or_a_word_nobody_knows_narrows_nothing(words: Vocabulary, wrong: tuple[str, str]) -> None:
    asked = search.read([wrong], words, SHOPS)
    assert (asked.wrong, asked.is_filtered) == ((wrong,), False)


def test_without_shops_nothing_is_narrowed_to_one(words: Vocabulary) -> None:
    assert search.read([("shop", "arbat")], words).wrong == (("shop", "arbat"),)
