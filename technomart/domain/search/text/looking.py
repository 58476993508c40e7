"""Who has a word now: the index for what is folded, the overlay for what has changed since."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchNear, SearchText, SearchWord
from technomart.domain.search.text.documents import near_keys
from technomart.domain.search.text.index import MOST_AT_ONCE, NOBODY, Kept, read_holders
from technomart.domain.search.text.overlay import Fields, Overlay
from technomart.foundation.database import Database, told_apart

MOST_BEGINNINGS = 40
"""Words one beginning may stand for."""

Ids = NDArray[np.int64]
MOST_MODELS = 20_000
MOST_TYPED = 2_000
"""Beginnings, and misspelt words, whose words are kept: some kilobytes each."""

TERM = re.compile(r"=?[a-zа-я0-9.]{1,60}\+?")
MOST_CORRECTIONS = 400

WORD_AND_STEM = select(SearchWord.__table__.c.word, SearchWord.__table__.c.stem)
BEGINNING = (
    WORD_AND_STEM.where(SearchWord.word >= bindparam("start"), SearchWord.word < bindparam("stop"))
    .order_by(SearchWord.word)
    .limit(MOST_BEGINNINGS)
)
SPELT = select(SearchWord.__table__.c.word).where(SearchWord.word.in_(bindparam("words", expanding=True)))
NEAR = (
    WORD_AND_STEM.join(SearchNear, SearchNear.word_id == SearchWord.id)
    .where(SearchNear.key.in_(bindparam("keys", expanding=True)))
    .distinct()
    .limit(MOST_CORRECTIONS)
)


class Typed(dict[str, dict[str, str]]):
    """What has been typed, and the words it may stand for, each with its stem; emptied when there is no room."""

    def put(self, typed: str, words: dict[str, str]) -> None:
        if len(self) >= MOST_TYPED:
            self.clear()
        self[typed] = words


class Shelf:
    """What a process keeps of the index. Threads may look side by side; who changes it holds `lock`."""

    def __init__(self, database: Database) -> None:
        self.lock = threading.Lock()
        self.kept = Kept()
        self.overlay = Overlay()
        self.models: OrderedDict[int, frozenset[str]] = OrderedDict()
        self.begun = Typed()
        self.near = Typed()
        self.version = 0
        """Grows with every fold that is noticed: what was read before must not be kept after."""
        self._database = database

    @contextmanager
    def looking(self) -> Iterator[Look]:
        """One look at the index, from one snapshot that is opened when the database is first needed."""
        look = Look(self, self._database)
        try:
            with told_apart():
                yield look
        finally:
            look.close()


class Look:
    """Answers about terms and words for one query; each is asked for once."""

    def __init__(self, shelf: Shelf, database: Database) -> None:
        self._shelf = shelf
        self._database = database
        self._opened: Session | None = None
        self._connection: Connection | None = None
        self._version = shelf.version
        self._seen: dict[str, Fields] = {}
        self._begun: dict[str, dict[str, str]] = {}
        self._hits: tuple[BitMap, Ids] | None = None

    @property
    def session(self) -> Session:
        if self._opened is None:
            self._version = self._shelf.version
            self._reader = self._database.reader()
            self._opened = self._reader.__enter__()
        return self._opened

    @property
    def connection(self) -> Connection:
        if self._connection is None:
            self._connection = self.session.connection()
        return self._connection

    def close(self) -> None:
        if self._opened is not None:
            self._reader.__exit__(None, None, None)
            self._opened = self._connection = None

    def holders(self, term: str) -> Fields:
        """The variants that have the term, by field; nobody has what is no term."""
        if not TERM.fullmatch(term):
            return NOBODY
        if term not in self._seen:
            self.fetch([term])
        return self._seen[term]

    def fetch(self, terms: Iterable[str]) -> None:
        """Ask for all of these terms that are not known yet at once."""
        wanted = [term for term in dict.fromkeys(terms) if term not in self._seen and TERM.fullmatch(term)]
        shelf = self._shelf
        with shelf.lock:
            known = {term: fields for term in wanted if (fields := shelf.kept.get(term)) is not None}
        missing = [term for term in wanted if term not in known]
        for start in range(0, len(missing), MOST_AT_ONCE):
            read = read_holders(self.connection, missing[start : start + MOST_AT_ONCE])
            known.update(read)
            with shelf.lock:
                if self._version == shelf.version:
                    for term, fields in read.items():
                        shelf.kept.put(term, fields)
        with shelf.lock:
            changed = shelf.overlay.ids.copy()
            for term, fields in known.items():
                self._seen[term] = _corrected(fields, changed, shelf.overlay.holders(term)) if changed else fields

    def ids_of(self, hits: BitMap) -> Ids:
        """The hits in order; asked for the same ones again it gives the same array, of which others know more."""
        if self._hits is None or self._hits[0] != hits:
            self._hits = hits, array_of(hits)
        return self._hits[1]

    def weight(self, terms: Sequence[str]) -> int:
        """How many variants have all of these terms in title or specs; 1 at least if any has them at all."""
        found: BitMap | None = None
        everywhere: BitMap | None = None
        for term in terms:
            title, about, body = self.holders(term)
            near = title | about
            found = near if found is None else found & near
            everywhere = near | body if everywhere is None else everywhere & (near | body)
        return len(found or ()) or int(bool(everywhere))

    def names_have(self, term: str) -> bool:
        """Whether the term stands in the title or the specs of some variant."""
        return any(self.holders(term)[:2])

    def knows(self, terms: Sequence[str]) -> bool:
        """Whether some variants have all of these terms; none have no terms at all."""
        return bool(terms) and all(any(self.holders(term)) for term in terms) and self.weight(terms) > 0

    def beginning_with(self, start: str) -> dict[str, str]:
        """Words of titles and specs that begin so, each with its stem."""
        known = self._begun.get(start)
        if known is None:
            asked = {"start": start, "stop": start + "\uffff"}
            read = self._words(self._shelf.begun, start, lambda: (BEGINNING, asked))
            with self._shelf.lock:
                changed = {term: term for term in self._shelf.overlay.beginning_with(start)}
            known = self._begun[start] = {**read, **changed}
        return known

    def _words(self, kept: Typed, typed: str, asking: Callable[[], tuple[Any, dict[str, Any]]]) -> dict[str, str]:
        """What is kept for this, or what the database answers; that is kept from now on."""
        known = kept.get(typed)
        if known is None:
            known = {word: stem for word, stem in self.connection.execute(*asking())}
            with self._shelf.lock:
                if self._version == self._shelf.version:
                    kept.put(typed, known)
        return known

    def spelt(self, words: Iterable[str]) -> set[str]:
        """Those of these words that stand in titles and specs just so."""
        return set(self.connection.execute(SPELT, {"words": sorted(words)}).scalars())

    def near(self, word: str) -> dict[str, str]:
        """The words this one may be a misspelling of, or sounds like, each with its stem."""
        return self._words(self._shelf.near, word, lambda: (NEAR, {"keys": sorted(near_keys(word))}))

    def models_of(self, variant_ids: Sequence[int]) -> list[frozenset[str]]:
        """The terms of the model of each of these variants."""
        shelf = self._shelf
        with shelf.lock:
            known = {one: model for one in variant_ids if (model := shelf.models.get(one)) is not None}
            fresh = {one: shelf.overlay.model_of(one) for one in shelf.overlay.ids & BitMap(variant_ids)}
        known.update({one: frozenset((model or "").split()) for one, model in fresh.items()})
        missing = [one for one in variant_ids if one not in known]
        if missing:
            rows = self.session.execute(
                select(SearchText.variant_id, SearchText.model).where(SearchText.variant_id.in_(missing))
            )
            read = {one: frozenset(model.split()) for one, model in rows}
            known.update(read)
            with shelf.lock:
                if self._version == shelf.version:
                    shelf.models.update(read)
                while len(shelf.models) > MOST_MODELS:
                    shelf.models.popitem(last=False)
        return [known.get(one, frozenset()) for one in variant_ids]


def array_of(hits: BitMap) -> Ids:
    """Numbers in rising order."""
    return np.frombuffer(hits.to_array(), np.uint32).astype(np.int64)


def _corrected(fields: Fields, changed: BitMap, fresh: Fields) -> Fields:
    """The index's word about what has not changed, the overlay's about what has."""
    title, about, body = ((old - changed) | new for old, new in zip(fields, fresh, strict=True))
    return title, about, body
