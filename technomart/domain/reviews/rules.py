"""What a review may look like: its lengths, its cleaned text, its share in the rating."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from enum import StrEnum

from technomart.domain.reviews.errors import BadRating, NoWords, TooLong
from technomart.foundation.words import without_cards

LONGEST_AUTHOR = 60
LONGEST_SIDE = 1_000
LONGEST_TEXT = 4_000
LONGEST_QUESTION = 1_000
LONGEST_ANSWER = 2_000

MOST_PICTURES = 5

REVIEWS_A_DAY = 10
QUESTIONS_A_DAY = 10
ANSWERS_A_DAY = 20
DAY = timedelta(hours=24)

STARS = (5, 4, 3, 2, 1)
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")
"""Characters that turn the direction of everything after them: an author could turn the page with them."""


class ReviewSort(StrEnum):
    """In which order reviews are read."""

    useful = "useful"
    new = "new"
    best = "best"
    worst = "worst"


def tidy(text: str) -> str:
    """The text as it is kept: composed, no control or turning characters, no card numbers, at most one empty line."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        character
        for character in composed
        if character == "\n" or (character not in TURNING and unicodedata.category(character) not in {"Cc", "Cs"})
    )
    lines = [re.sub(r"[^\S\n]+", " ", line).strip() for line in kept.split("\n")]
    return without_cards(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def tidy_line(text: str) -> str:
    """A text that stands on one line, as it is kept."""
    return " ".join(tidy(text).split())


def fitting(field: str, text: str, longest: int, *, required: bool = False) -> str:
    """The text if it may stand in this field. Refuses NoWords and TooLong."""
    if required and not text:
        raise NoWords(field=field)
    if len(text) > longest:
        raise TooLong(field=field, longest=longest)
    return text


def whole_stars(rating: int) -> int:
    """The rating if it is one. Refuses BadRating."""
    if isinstance(rating, bool) or rating not in STARS:
        raise BadRating(field="rating")
    return rating


def average_tenths(reviews: int, stars: int) -> int:
    """The average rating in tenths of a star, half a tenth upwards; 0 without reviews."""
    return (20 * stars + reviews) // (2 * reviews) if reviews else 0
