"""What text search answers: what was looked for, what was understood, what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

LONGEST_QUERY = 200
THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")


class Rewrite(StrEnum):
    """How what was looked for came from what was asked."""

    layout = "layout"
    transliteration = "transliteration"
    spelling = "spelling"
    joined = "joined"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something understood in a query: a filter as it stands in a listing's address.

    `kind` is category, brand, spec, price, in_stock, reduced or sort; `parameter` is name and value in the address
    (`("category", slug)` for a category), `words` what it came from, as typed, `without` the query without them.
    """

    kind: str
    parameter: tuple[str, str]
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a text.

    `searched` is what was looked for, the same as `asked` if nothing was rewritten; `dropped` are words that no
    goods have, `rest` is what is left as text beside the pieces. `ids` are the hits of the rest in no order, with a
    score each, more is better; both are None when nothing is left as text: then every item of the scope is meant.
    `tried` are rewrites that found nothing either.
    """

    asked: str
    searched: str
    rewrite: Rewrite | None
    pieces: tuple[Piece, ...]
    dropped: tuple[str, ...]
    rest: str
    ids: NDArray[np.int64] | None
    scores: NDArray[np.float32] | None
    tried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the first letters may mean: whole queries, slugs of categories and brands, the best variants."""

    queries: tuple[str, ...]
    categories: tuple[str, ...]
    brands: tuple[str, ...]
    variants: tuple[int, ...]


def tidy(text: str) -> str:
    """The text with single spaces, without what cannot be stored or shown, at most `LONGEST_QUERY` characters."""
    whole = THOUSANDS.sub("", text[: 4 * LONGEST_QUERY])
    clean = "".join(one if one.isprintable() else " " for one in whole)
    return " ".join(clean.split())[:LONGEST_QUERY].strip()
