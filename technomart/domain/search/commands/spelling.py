"""Keeps the words that others are corrected by, each under the keys it is looked for by when misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchNear, SearchWord
from technomart.domain.search.text import near_keys, stem

LONGEST = 30
CHUNK = 500


def unknown_words(session: Session, words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Those of these words that are not kept yet, each with its keys."""
    wanted = sorted({word for word in words if len(word) <= LONGEST})
    known: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        known.update(session.scalars(select(SearchWord.word).where(SearchWord.word.in_(some))))
    return {word: frozenset(near_keys(word)) for word in wanted if word not in known}


def keep_words(session: Session, words: Mapping[str, frozenset[str]]) -> None:
    """Keep these words with their keys; those that somebody has kept in the meantime are left as they are."""
    known = set(session.scalars(select(SearchWord.word).where(SearchWord.word.in_(sorted(words)))))
    fresh = sorted(set(words) - known)
    if not fresh:
        return
    session.execute(insert(SearchWord), [{"word": word, "stem": stem(word)} for word in fresh])
    ids = {
        word: one
        for one, word in session.execute(select(SearchWord.id, SearchWord.word).where(SearchWord.word.in_(fresh)))
    }
    session.execute(
        insert(SearchNear), [{"key": key, "word_id": ids[word]} for word in fresh for key in sorted(words[word])]
    )
