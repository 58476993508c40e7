"""How far two spellings are from each other: fewer for keys that lie side by side, doubled and swapped letters."""

from __future__ import annotations

from collections.abc import Collection

from technomart.domain.search.text.analyser import is_cyrillic, is_of_dictionary, stem
from technomart.domain.search.text.letters import NEIGHBOURS
from technomart.domain.search.text.looking import Look

SHORTEST = 4
"""Shorter words are too like each other to be corrected."""

TWO_MISTAKES_FROM = 6
NEAR_KEY, SWAPPED, DOUBLED = 0.7, 0.8, 0.6
A_SLIP = 0.8
"""A mistake of the fingers, not of the ear. All that is believed of a word the dictionary has: it may be meant."""

FIRST_LETTER = 0.5
"""People seldom mistype the first letter."""
OTHER_ENDING = 0.1


def allowed(word: str) -> float:
    """How far a correction of this word may be from it."""
    return 1.0 if len(word) < TWO_MISTAKES_FROM else 2.0


def distance(typed: str, meant: str, limit: float) -> float:
    """The cost of the mistakes that make `typed` of `meant`; anything above the limit if there are too many."""
    if DOUBLED * abs(len(typed) - len(meant)) > limit:
        return limit + 1
    too_far, reach = limit + 1, int(limit / DOUBLED)  # what lies farther off the diagonal costs more than the limit
    before: list[float] = []
    row = [float(place) for place in range(len(meant) + 1)]
    for up, one in enumerate(typed, start=1):
        older, before, row = before, row, [float(up)] + [too_far] * len(meant)
        for across in range(max(1, up - reach), min(len(meant), up + reach) + 1):
            two = meant[across - 1]
            if one == two:
                cost = before[across - 1]
            else:
                cost = before[across - 1] + (NEAR_KEY if (one, two) in NEIGHBOURS else 1.0)
            doubled = DOUBLED if up > 1 and typed[up - 2] == one else 1.0
            missing = DOUBLED if across > 1 and meant[across - 2] == two else 1.0
            cost = min(cost, before[across] + doubled, row[across - 1] + missing)
            if up > 1 and across > 1 and one == meant[across - 2] and typed[up - 2] == two and one != two:
                cost = min(cost, older[across - 2] + SWAPPED)
            row[across] = cost
        if min(row) > limit:
            return too_far
    return row[-1]


def correct(word: str, look: Look, names: Collection[str], *, most: float = 2.0) -> str | None:
    """The word of the catalogue this one is a misspelling of; None if none is near enough.

    `names` mean something though no goods have them, `most` is how far the word may be. Of equally near ones that
    which more goods have is meant.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return None
    limit, cut = min(most, allowed(word)), stem(word)
    if is_cyrillic(word) and is_of_dictionary(word):
        limit = min(limit, A_SLIP)
    rated: list[tuple[float, str, str]] = []
    for meant, meant_stem in look.near(word).items():
        if len(meant) < SHORTEST:
            continue
        far = distance(word, meant, limit)
        if len(cut) >= SHORTEST:
            far = min(far, distance(cut, meant_stem, limit) + OTHER_ENDING)
        if far <= limit:
            rated.append((round(far + FIRST_LETTER * (word[0] != meant[0]), 2), meant, meant_stem))
    best: tuple[float, int, str] | None = None
    for far, meant, meant_stem in sorted(rated):
        if best is not None and far > best[0]:
            break
        weight = look.weight((meant_stem,))
        if (weight or meant in names) and (best is None or weight > best[1]):
            best = far, weight, meant
    return None if best is None else best[2]
