"""The shop window kept in the process: vocabulary and listing as of the last change, refreshed before each look.

A process owns one engine. Writers never call it: they note changes in their own transaction, and the engine
reads the list of changes before it answers. On SQLite one `PRAGMA data_version` says whether anybody has
committed since (a few microseconds); on PostgreSQL the newest change is asked for at most every 0.2 seconds.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from technomart.domain import catalog
from technomart.domain.catalog import Vocabulary
from technomart.domain.search.columns import Answer, Columns, Offer, Query, Row
from technomart.domain.search.queries import CardWords, Placement, load_cards, load_offers, load_rows
from technomart.domain.search.text import Found, Suggested, TextWindow
from technomart.foundation import changes, clock
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import BEGAN, Database, told_apart
from technomart.foundation.errors import Unavailable

POLL_SECONDS = 0.2
"""How old the answer may be on PostgreSQL, which has no cheap sign that somebody committed."""

MOVED = text("SELECT (SELECT max(seq) FROM change), seq, walk, aliases FROM search_state WHERE id = 1")
"""What moves with every change, and with what search itself has written, on PostgreSQL."""

MOST_CHANGES = 5000
"""How many changes one look applies; what is left comes with the next one."""

MOST_CARDS = 20_000
"""How many cards a process keeps in words; the least recently read go first."""

LANGUAGES = ("ru", "en")
SUGGESTED = 6

Dependency = tuple[str, int]
EVERYTHING: Dependency = ("everything", 0)
"""What a page depends on if any change at all may alter it."""
VOCABULARY: Dependency = ("vocabulary", 0)


def leaf(category_id: int) -> Dependency:
    """A page depends on the goods of this leaf category."""
    return ("leaf", category_id)


def product(product_id: int) -> Dependency:
    """A page depends on this product line and its variants."""
    return ("product", product_id)


def brand(brand_id: int) -> Dependency:
    """A page depends on the goods of this brand."""
    return ("brand", brand_id)


class Engine:
    """One process's copy of the shop window. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._watch = _Watch(database)
        self._vocabulary: Vocabulary | None = None
        self._versions: dict[Dependency, int] = defaultdict(int)
        self._due: list[tuple[datetime, int, ChangeKind, int]] = []
        self._columns = Columns((), ())
        self._text = TextWindow(database)
        self._placements: dict[int, Placement] = {}
        self._cards: OrderedDict[tuple[int, str], CardWords] = OrderedDict()
        self._seq = 0
        self._applied = 0
        self._noticed = 0.0
        self._has_begun = False

    @property
    def vocabulary(self) -> Vocabulary:
        """The catalogue's words as of the last refresh."""
        with self._lock:
            if not self._has_begun:
                self.refresh()
            assert self._vocabulary is not None
            return self._vocabulary

    @property
    def seq(self) -> int:
        """How often changes have been applied. Whoever reads it and then looks sees nothing older than that."""
        with self._lock:  # never in the midst of applying: the number is there before what it stands for
            return self._seq

    def search(self, query: Query) -> Answer:
        """The listing as of the last refresh."""
        with self._lock:
            return self._columns.search(query)

    def find(self, text: str, *, literally: bool = False, understand: bool = True) -> Found:
        """What the text means and which variants it is about; `literally` bends and understands nothing."""
        return self._text.find(
            text,
            self.vocabulary,
            literally=literally,
            understand=understand,
            search=self.search,
            standing=self._standing,
        )

    def _standing(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        with self._lock:
            return self._columns.standing_of(ids)

    def suggest(self, text: str, lang: str) -> Suggested:
        """What the first letters may mean."""
        found, ids = self._text.suggest(text, lang, self.vocabulary, search=self.search, standing=self._standing)
        return replace(found, variants=self.various(ids, SUGGESTED))

    def various(self, variant_ids: Iterable[int], most: int, *, of_brand: int | None = None) -> tuple[int, ...]:
        """The first `most` in their order, one a product line and at most `of_brand` of one brand."""
        lines: set[int] = set()
        brands: dict[int, int] = defaultdict(int)
        chosen: list[int] = []
        with self._lock:
            for variant_id in variant_ids:
                place = self._placements.get(variant_id)
                if place is None or place.product_id in lines:
                    continue
                if of_brand is not None and brands[place.brand] >= of_brand:
                    continue
                lines.add(place.product_id)
                brands[place.brand] += 1
                chosen.append(variant_id)
                if len(chosen) == most:
                    break
        return tuple(chosen)

    def offer_of(self, variant_id: int) -> Offer:
        """What the variant costs and where it lies, as of the last refresh; nothing for what is not listed."""
        with self._lock:
            return self._columns.offer_of(variant_id) if variant_id in self._columns else Offer()

    def cards(self, session: Session, variant_ids: Sequence[int], lang: str) -> list[CardWords]:
        """The words of these cards in the asked order; only those not kept are read. Unlisted ones are left out."""
        with self._lock:
            missing = [one for one in variant_ids if (one, lang) not in self._cards]
        read = load_cards(session, self.vocabulary, missing, lang) if missing else {}
        with self._lock:
            if session.info.get(BEGAN, 0.0) >= self._noticed:  # what an older snapshot saw must not outlive its page
                self._cards.update({(one, lang): card for one, card in read.items()})
            found = [read.get(one) or self._cards.get((one, lang)) for one in variant_ids]
            while len(self._cards) > MOST_CARDS:
                self._cards.popitem(last=False)
        return [card for card in found if card is not None]

    def line_of(self, variant_id: int) -> int | None:
        """The product line of a listed variant."""
        with self._lock:
            place = self._placements.get(variant_id)
        return None if place is None else place.product_id

    def version(self, dependency: Dependency) -> int:
        """The number of the last applied change that touches this dependency; 0 if none has."""
        with self._lock:
            return self._versions.get(dependency, 0)

    def refresh(self) -> None:
        """Apply every committed change that is due. Cheap when nothing has changed."""
        with self._lock:
            try:
                if not self._has_begun:
                    self._start()
                elif self._watch.has_moved():
                    self._read_changes()
                if self._due and self._due[0][0] <= clock.now():
                    self._apply_due()
            except BaseException:
                self._watch.look_again()  # what could not be applied now must not be passed over
                raise

    def close(self) -> None:
        """Close the engine's own connection."""
        self._watch.close()

    def _start(self) -> None:
        self._watch.has_moved()
        with self._database.reader() as session:
            self._applied = changes.newest(session)
            self._vocabulary = catalog.load_vocabulary(session)
            at = clock.now()
            self._rebuild(session)
            self._text.start(session, self._vocabulary)
            for row in session.scalars(select(Change).where(Change.due_at > at)):
                heapq.heappush(self._due, (row.due_at, row.seq, row.kind, row.variant_id))
        self._seq += 1
        self._has_begun = True

    def _read_changes(self) -> None:
        with self._database.reader() as session:
            rows = changes.after(session, self._applied, MOST_CHANGES)
            folded = self._text.state(session)
        self._noticed = time.monotonic()
        at = clock.now()
        ready: list[tuple[ChangeKind, int]] = []
        for seq, kind, variant_id, due_at in rows:
            if due_at > at:
                heapq.heappush(self._due, (due_at, seq, kind, variant_id))
            else:
                ready.append((kind, variant_id))
        if ready:
            self._apply(ready)
        assert self._vocabulary is not None
        if self._text.follow(self._vocabulary, rows, folded):
            self._seq += 1
            self._versions[EVERYTHING] = self._seq
        if rows:
            self._applied = rows[-1][0]
        if len(rows) == MOST_CHANGES:
            self._watch.look_again()

    def _apply_due(self) -> None:
        at = clock.now()
        self._apply([(kind, variant_id) for due_at, _seq, kind, variant_id in self._due if due_at <= at])
        while self._due and self._due[0][0] <= at:
            heapq.heappop(self._due)

    def _apply(self, ready: list[tuple[ChangeKind, int]]) -> None:
        self._seq += 1
        self._versions[EVERYTHING] = self._seq
        offers = {variant_id for kind, variant_id in ready if kind is ChangeKind.offer}
        rows = {variant_id for kind, variant_id in ready if kind is ChangeKind.row}
        with self._database.reader() as session:
            if any(kind is ChangeKind.vocabulary for kind, _ in ready):
                self._vocabulary = catalog.load_vocabulary(session)
                self._versions[VOCABULARY] = self._seq
                self._rebuild(session)
                return
            if rows:
                self._touch(rows)
                found, placements = load_rows(session, rows, clock.now())
                fresh: dict[int, Row | None] = dict.fromkeys(rows)
                fresh.update({row.variant_id: row for row in found})
                self._columns = self._columns.splice(fresh)
                for variant_id in rows:
                    self._placements.pop(variant_id, None)
                    for lang in LANGUAGES:
                        self._cards.pop((variant_id, lang), None)
                self._placements.update(placements)
            listed = [variant_id for variant_id in offers - rows if variant_id in self._columns]
            if listed:
                self._columns.apply(load_offers(session, listed, clock.now()))
        self._touch(offers | rows)

    def _rebuild(self, session: Session) -> None:
        rows, self._placements = load_rows(session, None, clock.now())
        assert self._vocabulary is not None
        self._columns = Columns(self._vocabulary.leaves, rows)
        self._cards.clear()

    def _touch(self, variant_ids: Iterable[int]) -> None:
        """Whatever shows these variants is older than this change."""
        for variant_id in variant_ids:
            place = self._placements.get(variant_id)
            if place is not None:
                for dependency in (leaf(place.leaf), product(place.product_id), brand(place.brand)):
                    self._versions[dependency] = self._seq


class _Watch:
    """Tells whether anybody has committed since the last look, on a connection of its own."""

    def __init__(self, database: Database) -> None:
        self._is_sqlite = database.is_sqlite
        self._source = create_engine(
            database.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"check_same_thread": False} if self._is_sqlite else {},
        )
        self._connection: Connection | None = None
        self._seen: object = None
        self._next_look = 0.0

    def has_moved(self) -> bool:
        try:
            with told_apart():
                return self._looks_different()
        except Unavailable:
            self.close()  # a connection that was cut does not come back
            raise

    def _looks_different(self) -> bool:
        if self._connection is None:
            self._connection = self._source.connect()
        if self._is_sqlite:
            raw = self._connection.connection.driver_connection
            assert raw is not None
            now = raw.execute("PRAGMA data_version").fetchone()
        else:
            if time.monotonic() < self._next_look:
                return False
            self._next_look = time.monotonic() + POLL_SECONDS
            now = self._connection.execute(MOVED).first()
        moved = bool(now != self._seen)
        self._seen = now
        return moved

    def look_again(self) -> None:
        """Make the next look find something: not everything was read."""
        self._seen = None
        self._next_look = 0.0

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._source.dispose()
