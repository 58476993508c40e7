"""Text search of one process: finds, forgives and understands, and keeps up with what is folded and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain.catalog import Product, Variant, Vocabulary
from technomart.domain.search.columns import Answer, Query
from technomart.domain.search.models import SearchAlias, SearchState
from technomart.domain.search.queries import load_wordings
from technomart.domain.search.text.analyser import Word, words
from technomart.domain.search.text.answers import Found, tidy
from technomart.domain.search.text.documents import document
from technomart.domain.search.text.forgiving import Forgiving
from technomart.domain.search.text.lexicon import Lexicon
from technomart.domain.search.text.looking import Look, Shelf
from technomart.domain.search.text.overlay import MOST_KEPT
from technomart.domain.search.text.prices import GRAMMAR
from technomart.domain.search.text.ranking import Ids, Scores, Standing, rank, relaxed
from technomart.domain.search.text.reading import Aliases, Reading, Terms, option, read
from technomart.domain.search.text.understanding import Understanding, Understood
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import Database

MOST_CORRECTED = 2_000
"""Folded variants for which the kept bitmaps are corrected one by one; for more they are read anew."""

LETTERS_THAT_CARRY = 3
"""A word of so many letters that is had carries a query whose other words nobody has."""

Searching = Callable[[Query], Answer]
Noted = Iterable[tuple[int, ChangeKind, int, datetime]]


class TextWindow:
    """What a process knows of words. Safe to use from several threads; `follow` and `start` run one at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelf = Shelf(database)
        self._seq = 0
        self._walk: int | None = 0
        self._edits = -1
        self._aliases = Aliases()
        self._names: frozenset[str] = frozenset()
        self._lexicon: Lexicon | None = None

    def start(self, session: Session, vocabulary: Vocabulary) -> None:
        """Begin with the index as this session sees it; what is not folded yet comes into the overlay."""
        state = self._state(session)
        self._seq, self._walk = state.seq, state.walk
        self._read_aliases(session, state)
        changed = select(Change.variant_id, func.max(Change.seq)).where(
            Change.kind == ChangeKind.row, Change.seq > state.seq
        )
        newest_first = changed.group_by(Change.variant_id).order_by(func.max(Change.seq).desc())
        noted = {variant_id: seq for variant_id, seq in session.execute(newest_first.limit(MOST_KEPT))}
        if state.walk is not None:
            unseen = (
                select(Variant.id)
                .join(Product, Product.id == Variant.product_id)
                .where(Variant.id > state.walk, Variant.is_published, Product.is_published)
                .order_by(Variant.id)
                .limit(MOST_KEPT - len(noted))
            )
            noted = dict.fromkeys(session.scalars(unseen), state.seq) | noted
        self._put(session, vocabulary, noted)

    def follow(self, vocabulary: Vocabulary, changes: Noted) -> bool:
        """Know what these changes say and what was folded; whether answers may differ though no goods changed."""
        with self._database.reader() as session:
            state = self._state(session)
            self._notice(session, state)
            is_edited = state.aliases != self._edits
            if is_edited:
                self._read_aliases(session, state)
            noted = {one: seq for seq, kind, one, _ in changes if kind is ChangeKind.row and seq > state.seq}
            self._put(session, vocabulary, noted)
        return is_edited

    def _state(self, session: Session) -> SearchState:
        return session.get(SearchState, 1) or SearchState(id=1, seq=0, walk=0, naming="", aliases=0)

    def _notice(self, session: Session, state: SearchState) -> None:
        """Correct what is kept for everything that was folded since the last look."""
        if (state.seq, state.walk) == (self._seq, self._walk):
            return
        folded = session.scalars(
            select(Change.variant_id)
            .where(Change.kind == ChangeKind.row, Change.seq > self._seq, Change.seq <= state.seq)
            .limit(MOST_CORRECTED + 1)
        ).all()
        oldest = session.scalar(select(func.min(Change.seq))) or 0
        shelf = self._shelf
        with shelf.lock:
            if len(folded) > MOST_CORRECTED or state.walk != self._walk or oldest > self._seq + 1:
                shelf.kept.clear()
                shelf.models.clear()
            else:
                shelf.kept.correct(session, folded)
                for one in folded:
                    shelf.models.pop(one, None)
            shelf.overlay.drop_until(state.seq, state.walk)
            shelf.version += 1
        self._seq, self._walk = state.seq, state.walk

    def _put(self, session: Session, vocabulary: Vocabulary, noted: Mapping[int, int]) -> None:
        room = [one for one in noted if len(self._shelf.overlay) < MOST_KEPT or one in self._shelf.overlay.ids]
        room = room[:MOST_KEPT]
        if not room:
            return
        wordings = load_wordings(session, vocabulary, room)
        fresh = {one: document(wordings[one]) if one in wordings else None for one in room}
        with self._shelf.lock:
            for one, terms in fresh.items():
                self._shelf.overlay.put(one, noted[one], terms)

    def _read_aliases(self, session: Session, state: SearchState) -> None:
        rows = [(word, means) for word, means in session.execute(select(SearchAlias.word, SearchAlias.means))]
        self._aliases = Aliases.from_rows(sorted(rows))
        self._names = frozenset(word for word, _ in rows if word.isalpha())
        self._edits = state.aliases

    def find(
        self,
        text: str,
        vocabulary: Vocabulary,
        *,
        literally: bool,
        understand: bool,
        search: Searching,
        standing: Standing,
    ) -> Found:
        """What the text means and who has it: forgiving unless `literally`, with filters if `understand`."""
        asked = tidy(text)
        if self._lexicon is None or self._lexicon.vocabulary is not vocabulary:
            self._lexicon = Lexicon(vocabulary)
        lexicon = self._lexicon
        with self._shelf.looking() as look:
            searched, how = asked, None
            tried: tuple[str, ...] = ()
            if not literally:
                forgiving = Forgiving(look, self._aliases, self._names, GRAMMAR)
                searched, how = forgiving.forgive(asked)
                tried = tuple(dict.fromkeys(forgiving.tried))
            understood = Understood((), searched)
            if understand and not literally and searched:
                understood = self._understand(searched, lexicon, look, search)
            ids, scores, dropped = self._hits(understood.rest, look, standing, literally=literally)
        is_all = bool(understood.pieces) and not understood.rest
        hits = None if is_all else ids
        return Found(
            asked, searched, how, understood.pieces, dropped, understood.rest, hits, None if is_all else scores,
            () if is_all or len(ids) else tried,
        )  # fmt: skip

    def _understand(self, text: str, lexicon: Lexicon, look: Look, search: Searching) -> Understood:
        seen: dict[str, Ids | None] = {}

        def find(rest: str) -> Ids | None:
            if rest not in seen:
                seen[rest] = self._hits(rest, look, _unknown, literally=False)[0]
            return seen[rest]

        return Understanding(lexicon, self._aliases, search, find).of(text)

    def _hits(
        self, text: str, look: Look, standing: Standing, *, literally: bool
    ) -> tuple[Ids, Scores, tuple[str, ...]]:
        """Who has all words of the text that anybody has, and the words that nobody has."""
        reading = read(words(text), look, self._aliases)
        if reading.unknown and (literally or not _carries(reading, look)):
            return *rank(Reading((), ()), look, standing), ()
        dropped = [word.text for word in reading.unknown]
        if not literally:
            reading, given_up = relaxed(reading, look, self._is_noun)
            dropped += given_up
        return *rank(reading, look, standing), tuple(dropped)

    def _is_noun(self, terms: Terms) -> bool:
        return self._lexicon is not None and self._lexicon.is_noun(terms)


def _carries(reading: Reading, look: Look) -> bool:
    """Whether the words that are had say enough by themselves."""
    return any(
        word.is_plain and len(word.text) >= LETTERS_THAT_CARRY and _is_of_goods(word, look)
        for group in reading.groups
        for word in group.words
    ) or any(len(group.alternatives[-1]) > 1 for group in reading.groups)


def _is_of_goods(word: Word, look: Look) -> bool:
    known = option(word, look)
    return known is None or look.weight(known) > 1 or any(look.holders(term)[0] for term in known)


def _unknown(ids: Ids) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    return np.zeros(len(ids), np.float32), np.zeros(len(ids), np.bool_)
