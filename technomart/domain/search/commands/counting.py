"""What people search for, counted by day without a word of who: so that staff see what is not found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchCount
from technomart.domain.search.text import tidy
from technomart.foundation.inserting import insert_into

KEPT_DAYS = 90
PERSONAL = re.compile(r"@|\d[\d\s()+-]{8,}\d")
"""A mailbox or a telephone number: such words are counted nowhere."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One search (`clicked` is False) or one choice among what it found."""

    words: str
    found: int
    clicked: bool = False


def words_to_count(text: str) -> str | None:
    """The words in the one form they are counted in; None for nothing and for what may be somebody's own data."""
    plain = tidy(text).casefold().replace("ё", "е")
    return None if not plain or PERSONAL.search(plain) else plain


def count_searches(session: Session, sought: Sequence[Sought], day: date) -> None:
    """Add these to the counts of the day, in the order of the words: several writers never wait for each other."""
    sums: dict[str, list[int]] = {}
    for one in sought:
        held = sums.setdefault(one.words, [0, 0, 0])
        held[1 if one.clicked else 0] += 1
        held[2] = one.found
    rows = [
        {"day": day, "words": words, "asked": asked, "clicked": clicked, "found": found}
        for words, (asked, clicked, found) in sorted(sums.items())
    ]
    into = insert_into(session, SearchCount)
    fresh = {
        "asked": SearchCount.asked + into.excluded.asked,
        "clicked": SearchCount.clicked + into.excluded.clicked,
        "found": into.excluded.found,
    }
    session.execute(into.on_conflict_do_update(index_elements=["day", "words"], set_=fresh), rows)


def forget_searches(session: Session, today: date) -> None:
    """Forget the counts that are older than staff look back."""
    session.execute(delete(SearchCount).where(SearchCount.day < today - timedelta(days=KEPT_DAYS)))
