"""What is searched for and not found, or found and not chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchCount

ENOUGH = 3
"""Fewer searches say nothing about how often goods are chosen."""

RARELY = 0.1


@dataclass(frozen=True, slots=True)
class Counted:
    """Words with the number of searches and of goods chosen; `found` is how many goods the last one found at most."""

    words: str
    asked: int
    clicked: int
    found: int


def searches_in_vain(session: Session, since: date, most: int) -> list[Counted]:
    """The words that found nothing, most often searched for first."""
    return _counted(session, _sums(since).having(func.max(SearchCount.found) == 0), most)


def searches_without_choice(session: Session, since: date, most: int) -> list[Counted]:
    """The words that found goods of which hardly anybody chose one, most often searched for first."""
    asked, clicked = func.sum(SearchCount.asked), func.sum(SearchCount.clicked)
    rare = _sums(since).having(func.max(SearchCount.found) > 0, asked >= ENOUGH, clicked < RARELY * asked)
    return _counted(session, rare, most)


def _sums(since: date) -> Select[*tuple[Any, ...]]:
    asked = func.sum(SearchCount.asked)
    return (
        select(SearchCount.words, asked, func.sum(SearchCount.clicked), func.max(SearchCount.found))
        .where(SearchCount.day >= since)
        .group_by(SearchCount.words)
        .order_by(asked.desc(), SearchCount.words)
    )


def _counted(session: Session, chosen: Select[*tuple[Any, ...]], most: int) -> list[Counted]:
    return [Counted(words, int(a), int(c), int(f)) for words, a, c, f in session.execute(chosen.limit(most))]
