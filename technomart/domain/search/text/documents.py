"""A variant as the index holds it: terms by field, and the words others are corrected by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from technomart.domain.search.queries import Wording
from technomart.domain.search.text.analyser import (
    LONGEST_TERM,
    STOP_WORDS,
    joined,
    plain_text,
    stem,
    terms,
    told_terms,
)
from technomart.domain.search.text.letters import in_one_alphabet, sounds

EXACT = "="
"""Before a whole model written as one term: a query for just that model finds it first."""

SPELT = re.compile(r"[a-z]{3,}|[а-я]{3,}")
PART = re.compile(r"[a-zа-я0-9]{1,40}")
SHORTEST_PART = 4
COMPARED = 7
"""Letters from the beginning in which a misspelling is looked for; what follows is compared afterwards."""


@dataclass(frozen=True, slots=True)
class Document:
    """The terms of one variant, space-joined; each stands in the first field it belongs to."""

    title: str
    about: str
    body: str
    model: str

    @property
    def fields(self) -> tuple[str, str, str]:
        return self.title, self.about, self.body


@lru_cache(maxsize=5_000)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(terms(text))


@lru_cache(maxsize=200)
def _told(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told_terms(text)))


def _parts(number: str) -> list[str]:
    """A number of the trade as one term, and those parts of it that say something by themselves."""
    parts = PART.findall(in_one_alphabet(plain_text(number)))
    return ["".join(parts)[:LONGEST_TERM], *(part for part in parts if len(part) >= SHORTEST_PART and len(parts) > 1)]


def document(wording: Wording) -> Document:
    """The terms of these words."""
    title = dict.fromkeys(term for text in wording.title for term in _terms(text))
    for name in (wording.model, f"{wording.brand} {wording.model}"):
        if wording.model and (whole := joined(name)):
            title[EXACT + whole] = None
    belonging = [*chain.from_iterable(map(_terms, wording.about)), *chain.from_iterable(map(_parts, wording.numbers))]
    about = dict.fromkeys(term for term in belonging if term not in title)
    body = dict.fromkeys(
        term for text in wording.body for term in _told(text) if term not in title and term not in about
    )
    model = dict.fromkeys(terms(wording.model, with_joins=False))
    return Document(" ".join(title), " ".join(about), " ".join(body), " ".join(model))


def spelt_words(wording: Wording) -> set[str]:
    """The words of title and specs as they are spelt."""
    found: set[str] = set()
    for text in (*wording.title, *wording.about):
        found.update(_spelt(text))
    return found


@lru_cache(maxsize=5_000)
def _spelt(text: str) -> frozenset[str]:
    return frozenset(SPELT.findall(plain_text(text))) - STOP_WORDS


def near_keys(word: str) -> set[str]:
    """Under what a word of ours is found when misspelt: it and its stem with letters left out, and their sounds."""
    keys = {f"~{sound}" for form in (word, stem(word)) for sound in sounds(form)}
    for form in (word, stem(word)):
        keys.update(left_out(form))
    return keys


def left_out(word: str) -> set[str]:
    """The beginning of a word with up to two of its letters left out; short words lose one at most."""
    start = word[:COMPARED]
    once = {start[:place] + start[place + 1 :] for place in range(len(start))}
    found = {start} | once
    if len(word) > 5:
        for one in once:
            found.update(one[:place] + one[place + 1 :] for place in range(len(one)))
    return {key for key in found if len(key) > 1}
