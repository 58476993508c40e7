"""Text search of one process: finds, forgives and understands, and keeps up with what is folded and changed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain.catalog import Product, Variant, Vocabulary
from technomart.domain.search.columns import Answer, Query
from technomart.domain.search.models import SearchAlias, SearchState
from technomart.domain.search.queries import load_wordings
from technomart.domain.search.text.analyser import Word, plain_text, words
from technomart.domain.search.text.answers import Found, Rewrite, Suggested, tidy
from technomart.domain.search.text.documents import document
from technomart.domain.search.text.forgiving import Forgiving
from technomart.domain.search.text.lexicon import Lexicon
from technomart.domain.search.text.looking import MOST_TYPED, Ids, Look, Shelf
from technomart.domain.search.text.overlay import MOST_KEPT
from technomart.domain.search.text.prices import GRAMMAR
from technomart.domain.search.text.ranking import Scores, hits_of, is_near, rank, relaxed
from technomart.domain.search.text.reading import Aliases, Reading, option, read
from technomart.domain.search.text.suggesting import Phrase, Phrases, phrases_of, suggested
from technomart.domain.search.text.understanding import Understanding, Understood
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import Database

MOST_CORRECTED = 2_000
"""Folded variants for which the kept bitmaps are corrected one by one; for more they are read anew."""

MOST_SUGGESTED = 60
PHRASES_KEPT_SECONDS = 600
BEST_KEPT_SECONDS = 60

LETTERS_THAT_CARRY = 3
"""A word of so many letters that is had carries a query whose other words nobody has."""

Noted = Iterable[tuple[int, ChangeKind, int, datetime]]
FOLDED = select(SearchState.seq, SearchState.walk, SearchState.aliases).where(SearchState.id == 1)


class Goods(Protocol):
    """The listing, as far as words ask it."""

    def search(self, query: Query) -> Answer: ...

    def leaves_of(self, query: Query) -> Mapping[int, int]: ...

    def standing_of(self, ids: Ids) -> tuple[Scores, NDArray[np.bool_]]: ...

    def lie_in(self, ids: Ids, leaves: Sequence[int]) -> NDArray[np.bool_]: ...


class Folded(NamedTuple):
    """Up to which change the index is right, up to which variant the walk has come, and which edit of the aliases."""

    seq: int
    walk: int | None
    aliases: int


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
        self._phrases: dict[str, tuple[Vocabulary, float, Phrases]] = {}
        self._best: dict[str, tuple[tuple[int, int, int], float, tuple[int, ...]]] = {}

    def start(self, session: Session, vocabulary: Vocabulary) -> None:
        """Begin with the index as this session sees it; what is not folded yet comes into the overlay."""
        state = self.state(session)
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

    def follow(self, vocabulary: Vocabulary, changes: Noted, state: Folded) -> bool:
        """Know what these changes say and what was folded; whether answers may differ though no goods changed.

        `state` was read with the changes, or later.
        """
        noted = {one: seq for seq, kind, one, _ in changes if kind is ChangeKind.row and seq > state.seq}
        is_edited = state.aliases != self._edits
        if not noted and not is_edited and (state.seq, state.walk) == (self._seq, self._walk):
            return False
        with self._database.reader() as session:
            self._notice(session, self.state(session))
            if is_edited:
                self._read_aliases(session, state)
            self._put(session, vocabulary, {one: seq for one, seq in noted.items() if seq > self._seq})
        return is_edited

    def state(self, session: Session) -> Folded:
        """How far the index and the aliases are."""
        row = session.connection().execute(FOLDED).first()
        return Folded(0, 0, 0) if row is None else Folded(*row)

    def _notice(self, session: Session, state: Folded) -> None:
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
            shelf.begun.clear()
            shelf.near.clear()
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

    def _read_aliases(self, session: Session, state: Folded) -> None:
        rows = [(word, means) for word, means in session.execute(select(SearchAlias.word, SearchAlias.means))]
        self._aliases = Aliases.from_rows(sorted(rows))
        self._names = frozenset(word for word, _ in rows if word.isalpha())
        self._edits = state.aliases

    def find(
        self,
        text: str,
        vocabulary: Vocabulary,
        goods: Goods,
        *,
        literally: bool,
        understand: bool,
    ) -> Found:
        """What the text means and who has it: forgiving unless `literally`, with filters if `understand`."""
        asked = tidy(text)
        if self._lexicon is None or self._lexicon.vocabulary is not vocabulary:
            self._lexicon = Lexicon(vocabulary)
        lexicon = self._lexicon
        with self._shelf.looking() as look:
            asking = _Asking(look, lexicon, self._aliases, goods)
            if literally:
                return asking.answer(asked, asked, None, understand=False, strictly=True)
            forgiving = self._forgiving(look)
            searched, how = forgiving.forgive(asked)
            found = asking.answer(asked, searched, how, understand=understand)
            if found.ids is None or len(found.ids):
                return found
            if how is not None:
                forgiving.tried.append(searched)
                found = asking.answer(asked, asked, None, understand=understand)
            return replace(found, tried=tuple(dict.fromkeys(forgiving.tried)))

    def meant(self, text: str) -> str:
        """What is looked for instead of a text that nobody understands; the text itself if it is understood."""
        with self._shelf.looking() as look:
            return self._forgiving(look).forgive(tidy(text))[0]

    def _forgiving(self, look: Look) -> Forgiving:
        return Forgiving(look, self._aliases, self._names, GRAMMAR)

    def suggest(
        self, text: str, lang: str, vocabulary: Vocabulary, goods: Goods
    ) -> tuple[Suggested, tuple[int, ...]]:
        """What the first letters may mean, and the variants they may mean, best first."""
        asked = tidy(text)
        if not asked:
            return Suggested((), (), (), ()), ()
        phrases = self._phrases_of(lang, vocabulary, goods)
        with self._shelf.looking() as look:
            found, ids = self._begun_by(asked, phrases), self._beginning(asked, look, goods)
            if not found and not ids:
                asked, how = self._forgiving(look).forgive(asked)
                if how is not None:
                    found, ids = self._begun_by(asked, phrases), self._beginning(asked, look, goods)
        return suggested(found), ids

    def _begun_by(self, text: str, phrases: Phrases) -> list[Phrase]:
        """The phrases that begin so, before them what people call so («тв»); else what begins of what they say."""
        called = [one for means in self._aliases.means(words(text)) for one in phrases.find(means)]
        found = list(dict.fromkeys([*called, *phrases.find(text)]))
        if found:
            return found
        named = self._aliases.beginning_with(plain_text(text))
        return [one for name in named for means in self._aliases.means(words(name)) for one in phrases.find(means)]

    def _phrases_of(self, lang: str, vocabulary: Vocabulary, goods: Goods) -> Phrases:
        """The phrases of a language, counted anew now and then and when the vocabulary has changed."""
        known = self._phrases.get(lang)
        if known is None or known[0] is not vocabulary or time.monotonic() > known[1] + PHRASES_KEPT_SECONDS:
            every = {leaf: Query(scope=(leaf,), limit=0, facets=()) for leaf in vocabulary.leaves}
            counts = {leaf: goods.search(query).brands for leaf, query in every.items()}
            known = self._phrases[lang] = vocabulary, time.monotonic(), phrases_of(vocabulary, lang, counts)
        return known[2]

    def _beginning(self, text: str, look: Look, goods: Goods) -> tuple[int, ...]:
        """The best variants that have all words of the text, the last of which may be only begun.

        They are kept as long as the words are what they were, for a minute at most: until then those that are bought
        or run out meanwhile keep their place.
        """
        words_are = self._shelf.version, self._shelf.overlay.edits, self._edits
        known = self._best.get(text)
        if known is not None and known[0] == words_are and time.monotonic() < known[1] + BEST_KEPT_SECONDS:
            return known[2]
        best = self._best_beginning(text, look, goods)
        if len(self._best) >= MOST_TYPED:
            self._best.clear()
        self._best[text] = words_are, time.monotonic(), best
        return best

    def _best_beginning(self, text: str, look: Look, goods: Goods) -> tuple[int, ...]:
        reading = read(words(text), look, self._aliases, last_is_begun=True)
        if reading.unknown:
            return ()
        ids, scores = rank(reading, look, goods.standing_of, finely=False)
        best = (
            np.argsort(-scores, kind="stable")
            if len(ids) <= MOST_SUGGESTED
            else np.argpartition(-scores, MOST_SUGGESTED)[:MOST_SUGGESTED]
        )
        ordered = best[np.argsort(-scores[best], kind="stable")]
        return tuple(ids[ordered].tolist())


@dataclass(frozen=True, slots=True)
class _Asking:
    """One query at one moment: what is asked, and whom."""

    look: Look
    lexicon: Lexicon
    aliases: Aliases
    goods: Goods

    def answer(
        self, asked: str, searched: str, how: Rewrite | None, *, understand: bool, strictly: bool = False
    ) -> Found:
        """What this text means, and who has what is left of it; `strictly` without dropping any word."""
        understood = self._understand(searched) if understand and searched else Understood((), searched, ())
        if understood.pieces and not understood.rest:
            return Found(asked, searched, how, understood.pieces, understood.dropped, "", None, None, ())
        reading, dropped = self._reading(understood.rest, literally=strictly, strictly=strictly)
        ids, scores = self._of_kind(understood.kind, *rank(reading, self.look, self.goods.standing_of))
        dropped = (*understood.dropped, *dropped)
        return Found(asked, searched, how, understood.pieces, dropped, understood.rest, ids, scores, ())

    def _of_kind(self, leaves: tuple[int, ...], ids: Ids, scores: Scores) -> tuple[Ids, Scores]:
        """The hits that lie in the leaves of the kind that was named, if the best of all does; else all of them."""
        if not leaves or not len(ids):
            return ids, scores
        inside = self.goods.lie_in(ids, leaves)
        return (ids[inside], scores[inside]) if inside[np.argmax(scores)] else (ids, scores)

    def _understand(self, text: str) -> Understood:
        seen: dict[str, Ids | None] = {}

        def find(rest: str) -> Ids | None:
            if rest not in seen:
                seen[rest] = hits_of(self._reading(rest, strictly=True)[0], self.look)
            return seen[rest]

        understanding = Understanding(
            self.lexicon,
            self.aliases,
            search=self.goods.search,
            count=self.goods.leaves_of,
            find=find,
            is_near=lambda rest: is_near(read(words(rest), self.look, self.aliases), self.look),
            is_had=lambda word: not read([word], self.look, self.aliases).unknown,
        )
        return understanding.of(text)

    def _reading(
        self, text: str, *, literally: bool = False, strictly: bool = False
    ) -> tuple[Reading, tuple[str, ...]]:
        """The words of the text that anybody has, to be had together, and the words that nobody has.

        `literally` drops no words at all, `strictly` none that somebody has.
        """
        reading = read(words(text), self.look, self.aliases)
        if reading.unknown and (literally or not _carries(reading, self.look)):
            return Reading((), ()), ()
        dropped = [word.text for word in reading.unknown]
        if not strictly:
            reading, given_up = relaxed(reading, self.look, self.lexicon.is_noun)
            dropped += given_up
        return reading, tuple(dropped)


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
