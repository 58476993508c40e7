"""What people search for is counted by day, without a word of who."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import search
from technomart.domain.search import Sought
from technomart.domain.search.models import SearchCount

TODAY = date(2026, 11, 26)


def test_searches_and_choices_add_up_over_the_days(session: Session) -> None:
    search.count_searches(session, [Sought("плойка", 0), Sought("плойка", 0), Sought("айфон", 55)], TODAY)
    search.count_searches(session, [Sought("айфон", 54, clicked=True), Sought("айфон", 54)], TODAY)
    search.count_searches(session, [Sought("плойка", 0)], TODAY - timedelta(days=1))
    (vain,) = search.searches_in_vain(session, TODAY - timedelta(days=30), 10)
    assert (vain.words, vain.asked, vain.clicked) == ("плойка", 3, 0)
    rows = {(row.day, row.words): (row.asked, row.clicked, row.found) for row in session.scalars(select(SearchCount))}
    assert rows[TODAY, "айфон"] == (2, 1, 54)


def test_what_is_found_but_hardly_chosen_is_told_once_it_says_something(session: Session) -> None:
    search.count_searches(session, [Sought("провод", 9)] * 4 + [Sought("утюг", 5)] * 2, TODAY)
    search.count_searches(session, [Sought("айфон", 55)] * 4 + [Sought("айфон", 55, clicked=True)], TODAY)
    assert [one.words for one in search.searches_without_choice(session, TODAY, 10)] == ["провод"]


def test_words_that_now_find_something_are_not_in_vain(session: Session) -> None:
    search.count_searches(session, [Sought("плойка", 0)], TODAY)
    search.count_searches(session, [Sought("плойка", 15)], TODAY + timedelta(days=1))
    assert search.searches_in_vain(session, TODAY, 10) == []


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("  Ёлочная   ГИРЛЯНДА ", "елочная гирлянда"),
        ("iphone 15", "iphone 15"),
        ("maria@example.com", None),
        ("8 915 000-12-34", None),
        ("+7(915)0001234", None),
        ("\x00 \n", None),
        ("", None),
    ],
)
def test_what_may_be_somebodys_own_data_is_not_counted(typed: str, counted: str | None) -> None:
    assert search.words_to_count(typed) == counted


def test_old_counts_are_forgotten(session: Session) -> None:
    search.count_searches(session, [Sought("плойка", 0)], TODAY - timedelta(days=91))
    search.count_searches(session, [Sought("айфон", 1)], TODAY - timedelta(days=90))
    search.forget_searches(session, TODAY)
    assert session.scalars(select(SearchCount.words)).all() == ["айфон"]
