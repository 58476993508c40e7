"""The shop window kept in the process: vocabulary and listing as of the last change, refreshed before each look.

A process owns one engine. Writers never call it: they note changes in their own transaction, and the engine
reads the list of changes before it answers. On SQLite one `PRAGMA data_version` says whether anybody has
committed since (a few microseconds), and only then the newest change is asked for; on PostgreSQL at most every
0.2 seconds.

Offers are written in place. A few rows are read anew and spliced at once; many wait, are read by a thread in the
background and come in together, while the listing goes on answering without them (docs/search.md).
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.catalog import Vocabulary
from technomart.domain.search.columns import Answer, Columns, Offer, Query
from technomart.domain.search.following import MANY, Follower
from technomart.domain.search.keeping import Snapshot, by_id, load, replanted
from technomart.domain.search.queries import CardWords, load_cards, load_offers, load_prices, load_rows
from technomart.domain.search.text import Found, Suggested, TextWindow
from technomart.domain.search.versions import EVERYTHING, VOCABULARY, Dependency, Versions
from technomart.domain.search.watch import Reading, Watch
from technomart.foundation import clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import BEGAN, Database
from technomart.foundation.logs import log
from technomart.foundation.memory import collecting_later

MOST_CHANGES = 1000
"""How many changes one look applies; what is left comes with the next one."""

MOST_CARDS = 20_000
"""How many cards a process keeps in words; the least recently read go first."""

ROWS_AT_ONCE = 200
"""How many rows are read anew before the next answer; more are read in the background, in portions of PORTION."""

PORTION = 2000
CATCHING_UP = 5
"""How often a background splice takes in what was applied meanwhile before it makes the listing wait for the rest."""

SURELY_KEPT = timedelta(minutes=20)
"""Who has read all changes a shorter time ago has missed none: they stay in the list for an hour."""

NEVER = datetime.min.replace(tzinfo=UTC)
AT_A_GLANCE = 100
LANGUAGES = ("ru", "en")
SUGGESTED = 6


class Engine:
    """One process's copy of the shop window. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._watch = Watch(database)
        self._vocabulary: Vocabulary | None = None
        self._spec_ids: Mapping[str, int] = {}
        self._versions = Versions()
        self._reading = Reading()
        self._columns = Columns((), ())
        self._text = TextWindow(database)
        self._cards: OrderedDict[tuple[int, str], CardWords] = OrderedDict()
        self._waiting: set[int] = set()
        self._meanwhile: set[int] | None = None
        self._hands: threading.Thread | None = None
        self._follower = Follower(self.refresh, lambda: self._seq)
        self._damaged: frozenset[int] = frozenset()
        self._seq = 0
        self._noticed = 0.0
        self._caught_up = NEVER
        self._has_begun = False
        self._is_closed = False

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

    def leaves_of(self, query: Query) -> Mapping[int, int]:
        """How many goods of the query lie in each leaf, as of the last refresh."""
        with self._lock:
            return self._columns.leaves_of(query)

    def find(self, text: str, *, literally: bool = False, understand: bool = True) -> Found:
        """What the text means and which variants it is about; `literally` bends and understands nothing."""
        return self._text.find(text, self.vocabulary, self, literally=literally, understand=understand)

    def standing_of(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """How popular these variants are beside each other, from 0 to 1, and which of them lie in stock."""
        with self._lock:
            return self._columns.standing_of(ids)

    def lie_in(self, ids: NDArray[np.int64], leaves: Sequence[int]) -> NDArray[np.bool_]:
        """Which of these variants are listed in one of these leaves."""
        with self._lock:
            return self._columns.lie_in(ids, leaves)

    def suggest(self, text: str, lang: str) -> Suggested:
        """What the first letters may mean."""
        found, ids = self._text.suggest(text, lang, self.vocabulary, self)
        return replace(found, variants=self.various(ids, SUGGESTED))

    def various(self, variant_ids: Iterable[int], most: int, *, of_brand: int | None = None) -> tuple[int, ...]:
        """The first `most` in their order, one a product line and at most `of_brand` of one brand."""
        lines: set[int] = set()
        brands: dict[int, int] = defaultdict(int)
        chosen: list[int] = []
        ids = list(variant_ids)
        for start in range(0, len(ids), AT_A_GLANCE):
            some = ids[start : start + AT_A_GLANCE]
            with self._lock:
                placements = self._columns.placements_of(some)
            for variant_id in some:
                place = placements.get(variant_id)
                if place is None or place.line in lines or (of_brand is not None and brands[place.brand] >= of_brand):
                    continue
                lines.add(place.line)
                brands[place.brand] += 1
                chosen.append(variant_id)
                if len(chosen) == most:
                    return tuple(chosen)
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
            place = self._columns.placements_of((variant_id,)).get(variant_id)
        return None if place is None else place.line

    def version(self, dependency: Dependency) -> int:
        """The number of the last applied change that touches this dependency; 0 if none has."""
        with self._lock:
            return self._versions.of(dependency)

    def refresh(self) -> None:
        """Apply every committed change that is due. Cheap when nothing has changed."""
        with self._lock:
            try:
                if not self._has_begun:
                    self._start()
                elif self._watch.has_moved():
                    self._read_changes()
                if self._reading.is_due(clock.now()):
                    self._apply_due()
            except BaseException:
                self._watch.look_again()  # what could not be applied now must not be passed over
                raise
            if self._waiting:
                self._rebuild_in_background()

    def settle(self, seconds: float = 60.0) -> Snapshot | None:
        """Apply everything there is and give the columns at rest; None if that is not to be had in that time."""
        until = time.monotonic() + seconds
        with self._lock:
            self._watch.look_again()
        while time.monotonic() < until:
            with self._lock:
                self.refresh()
                hands = self._hands
                at_rest = hands is None and not self._waiting and self._reading.has_come_to(clock.now())
                if at_rest and not self._watch.has_moved():
                    assert self._vocabulary is not None
                    return Snapshot(self._columns.still(), self._reading, self._vocabulary, self._damaged)
                self._watch.look_again()
            if hands is not None:
                hands.join(max(0.0, until - time.monotonic()))
        return None

    def close(self) -> None:
        """Close the engine's own connection, after what is being read in the background."""
        with self._lock:
            self._is_closed, hands = True, self._hands
        self._follower.stop()
        if hands is not None:
            hands.join()
        self._watch.close()

    def _start(self) -> None:
        self._watch.has_moved()
        with self._database.reader() as session:
            self._read_everything(session)
        self._has_begun = True

    def _start_again(self, session: Session) -> None:
        """Forget everything and read it anew: changes we have not read are gone."""
        self._read_everything(session)
        self._versions.touch_all(self._seq)

    def _read_everything(self, session: Session) -> None:
        with collecting_later():
            self._vocabulary = catalog.load_vocabulary(session)
            kept = load(session, self._vocabulary.leaves, clock.now())
            self._text.start(session, self._vocabulary)
        self._columns, self._reading, self._spec_ids = kept.columns, kept.reading, kept.spec_ids
        self._damaged = kept.damaged
        self._caught_up = self._reading.done[0]
        self._meanwhile = None
        self._waiting.clear()
        self._cards.clear()
        self._seq += 1

    def _read_changes(self) -> None:
        with self._database.reader() as session:
            at = clock.now()
            if at - self._caught_up > SURELY_KEPT and self._reading.is_lost(session):
                self._noticed = time.monotonic()
                self._start_again(session)
                return
            rows, further, more = self._reading.read_on(session, at, MOST_CHANGES)
            folded = self._text.state(session)
            self._noticed = time.monotonic()
            self._apply(session, ((kind, one) for _seq, kind, one, due_at in rows if due_at <= at))
        assert self._vocabulary is not None
        if self._text.follow(self._vocabulary, rows, folded):
            self._seq += 1
            self._versions.touch(self._seq, (EVERYTHING,))
        self._reading = further
        if len(rows) >= MANY:
            self._follower.follow()
        if more:
            self._watch.look_again()
        else:
            self._caught_up = at

    def _apply_due(self) -> None:
        with self._database.reader() as session:
            rows, further, _more = self._reading.read_due(session, clock.now(), MOST_CHANGES)
            self._apply(session, ((kind, one) for _seq, kind, one, _due in rows))
        self._reading = further

    def _apply(self, session: Session, ready: Iterable[tuple[ChangeKind, int]]) -> None:
        noted: dict[ChangeKind, set[int]] = {kind: set() for kind in ChangeKind}
        for kind, variant_id in ready:
            noted[kind].add(variant_id)
        if not any(noted.values()):
            return
        self._seq += 1
        self._versions.touch(self._seq, (EVERYTHING,))
        rows = self._rows_for_now(noted[ChangeKind.row])
        try:
            if noted[ChangeKind.vocabulary]:
                self._learn_vocabulary(session)
            self._write(session, noted[ChangeKind.price] - rows, noted[ChangeKind.offer] - rows, rows)
        except BaseException:
            self._waiting |= rows  # they are no longer among those that wait
            raise

    def _write(self, session: Session, prices: set[int], offers: set[int], rows: set[int]) -> None:
        at = clock.now()
        if rows:
            self._show(self._columns.splice(by_id(load_rows(session, rows, at), rows)), rows)
        if self._meanwhile is not None:
            self._meanwhile |= prices | offers
        placements = self._columns.placements_of(prices | offers)
        if prices:
            offers = offers.union(self._columns.reprice(*load_prices(session, prices - offers, at)))
        if offers:
            self._columns.apply(load_offers(session, offers & placements.keys(), at))
        self._versions.touch_places(self._seq, placements.values())

    def _rows_for_now(self, rows: set[int]) -> set[int]:
        """Those of the rows that are read before the next answer: all if they are few and none is waiting."""
        if self._meanwhile is None and len(self._waiting) + len(rows) <= ROWS_AT_ONCE:
            rows = rows | self._waiting
            self._waiting.clear()
            return rows
        self._waiting |= rows
        return set()

    def _show(self, columns: Columns, rows: set[int]) -> None:
        """Answer from these columns from now on; whatever shows these variants, before or after, is out of date."""
        before = self._columns.placements_of(rows)
        self._columns = columns
        self._versions.touch_places(self._seq, [*before.values(), *columns.placements_of(rows).values()])
        for variant_id in rows:
            for lang in LANGUAGES:
                self._cards.pop((variant_id, lang), None)

    def _learn_vocabulary(self, session: Session) -> None:
        """Know new words. Goods are read anew only as far as the tree or the meaning of a spec has changed."""
        self._vocabulary = catalog.load_vocabulary(session)
        self._versions.touch(self._seq, (VOCABULARY,))
        self._meanwhile = None  # what is under way in the background belongs to the old tree: it is read again
        leaves = self._vocabulary.leaves
        replaced = replanted(session, self._columns, leaves, self._spec_ids, at=clock.now())
        if replaced is not None:
            self._columns, self._spec_ids = replaced
        self._cards.clear()

    def _rebuild_in_background(self) -> None:
        if self._hands is None and not self._is_closed:
            self._hands = threading.Thread(target=self._rebuild_waiting, name="search-rows", daemon=True)
            self._hands.start()

    def _rebuild_waiting(self) -> None:
        """Read the waiting rows portion by portion. If something breaks they go on waiting for the next look."""
        try:
            while self._rebuild_portion():
                pass
        except Exception as error:  # noqa: BLE001 - the listing goes on as it is
            log().warning("search_rows_not_read", error=type(error).__name__)
        finally:
            with self._lock:
                self._meanwhile, self._hands = None, None

    def _rebuild_portion(self) -> bool:
        with self._lock:
            rows = set(sorted(self._waiting)[:PORTION])
            if not rows or self._is_closed:
                return False
            self._waiting -= rows
            self._meanwhile = mine = set[int]()
            base = self._columns.still()
        is_shown = False
        try:
            is_shown = self._read_and_show(base, rows, mine)
        finally:
            if not is_shown:
                with self._lock:
                    self._waiting |= rows
        return True

    def _read_and_show(self, base: Columns, rows: set[int], mine: set[int]) -> bool:
        """Answer from columns with these rows as they are now; False if others have taken the place of the base.

        `mine` gathers the offers that are applied to the base's successor while this one is being made.
        """
        with self._database.reader() as session:
            fresh = base.splice(by_id(load_rows(session, rows, clock.now()), rows))
        for _ in range(CATCHING_UP):
            with self._lock:
                offers = set(mine)
                mine.clear()
            self._take_in(fresh, offers)
            if len(offers) < ROWS_AT_ONCE:
                break
        with self._lock:
            if self._meanwhile is not mine:
                return False
            self._take_in(fresh, mine)
            self._seq += 1
            self._versions.touch(self._seq, (EVERYTHING,))
            self._noticed = time.monotonic()
            self._show(fresh, rows)
            self._meanwhile = None
        return True

    def _take_in(self, columns: Columns, offers: set[int]) -> None:
        listed = columns.placements_of(offers)
        if listed:
            with self._database.reader() as session:
                columns.apply(load_offers(session, listed, clock.now()))
