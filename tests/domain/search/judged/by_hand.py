"""The tuning half: queries people type, written down by hand."""

from __future__ import annotations

from pathlib import Path

from tests.domain.search.judged.goods import Wish
from tests.domain.search.judged.judging import Judged

FILE = Path(__file__).with_name("by_hand.txt")


def read_by_hand() -> list[Judged]:
    """Every query of the file."""
    found = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            kind, query, wish, how = (part.strip() for part in line.split(" | "))
            found.append(Judged(kind, query, Wish(wish), how == "known"))
    return found
