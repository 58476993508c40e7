"""Folds what changed about goods into the index of words: read and analysed first, then written in a short turn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.catalog import Variant, Vocabulary
from technomart.domain.search.commands.spelling import keep_words, unknown_words
from technomart.domain.search.models import SearchAlias, SearchState, SearchText
from technomart.domain.search.queries import load_wordings
from technomart.domain.search.text import Document, document, spelt_words, words
from technomart.foundation import changes
from technomart.foundation.changes import OF_OFFERS, Change, ChangeKind

PORTION = 30
"""Variants one turn writes: not much above 10 ms of the writers' lock."""

LOOKED_OVER = 10_000
"""Changes that are no words' business before they are marked as seen."""

LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Fold:
    """A portion ready to be written: how far the words are then, and the documents and spellings that differ."""

    seen: tuple[int, int | None]
    seq: int
    walk: int | None
    naming: str
    documents: Mapping[int, Document | None]
    spellings: Mapping[str, frozenset[str]]


def draft_fold(session: Session, most: int = PORTION) -> Fold | None:
    """The next portion, read through the reading door; None when every change is folded and all goods are walked.

    When names of the vocabulary have changed, all goods are walked anew, a portion at a time.
    """
    state = session.get(SearchState, 1)
    if state is None:
        return None
    pending = session.execute(
        select(Change.seq, Change.kind, Change.variant_id)
        .where(Change.seq > state.seq, Change.kind.not_in(OF_OFFERS))
        .order_by(Change.seq)
        .limit(most)
    ).all()
    newest = pending[-1].seq if len(pending) == most else changes.newest(session)
    if not pending and state.walk is None:
        if newest - state.seq < LOOKED_OVER:
            return None
        return Fold((state.seq, None), newest, None, state.naming, {}, {})
    vocabulary = catalog.load_vocabulary(session)
    naming = _naming(vocabulary)
    walk = state.walk if naming == state.naming else 0
    ids = {row.variant_id for row in pending if row.kind is ChangeKind.row}
    is_begun = walk != 0
    if walk is not None and len(ids) < most:
        room = most - len(ids)
        walked = session.scalars(select(Variant.id).where(Variant.id > walk).order_by(Variant.id).limit(room)).all()
        walk = walked[-1] if len(walked) == room else None
        ids.update(walked)
    wordings = load_wordings(session, vocabulary, ids)
    spelt = {word for wording in wordings.values() for word in spelt_words(wording)}
    if not is_begun:
        spelt |= _names(session)
    documents = {one: document(wordings[one]) if one in wordings else None for one in ids}
    return Fold(
        (state.seq, state.walk), newest, walk, naming, _differing(session, documents), unknown_words(session, spelt)
    )


def fold(session: Session, portion: Fold) -> bool:
    """Write a portion; False, and nothing written, if another worker was faster."""
    taken = session.execute(
        update(SearchState)
        .where(
            SearchState.id == 1,
            SearchState.seq == portion.seen[0],
            SearchState.walk.is_not_distinct_from(portion.seen[1]),
        )
        .values(seq=portion.seq, walk=portion.walk, naming=portion.naming)
        .returning(SearchState.id)
    ).all()
    if not taken:
        return False
    ids = sorted(portion.documents)
    session.execute(delete(SearchText).where(SearchText.variant_id.in_(ids)))
    alive = set(session.scalars(select(Variant.id).where(Variant.id.in_(ids))))
    rows = [
        {"variant_id": one, "title": terms.title, "about": terms.about, "body": terms.body, "model": terms.model}
        for one, terms in portion.documents.items()
        if terms is not None and one in alive
    ]
    if rows:
        session.execute(insert(SearchText), rows)
    keep_words(session, portion.spellings)
    return True


def _naming(vocabulary: Vocabulary) -> str:
    """A digest of every name that goods are found by."""
    names: list[str] = [
        f"{kind} {entry.id} {entry.name[lang]}"
        for kind, entries in (("category", vocabulary.categories), ("type", vocabulary.types))
        for entry in entries.values()
        for lang in LANGUAGES
    ]
    names += [f"brand {brand.id} {brand.name}" for brand in vocabulary.brands.values()]
    for spec in vocabulary.specs.values():
        named = [spec.name, spec.unit, *(option.name for option in spec.options.values())]
        names += [f"spec {spec.code} {name[lang]}" for name in named for lang in LANGUAGES]
    for kind in vocabulary.types.values():
        names += [f"use {kind.id} {use.spec.code} {use.filterable or use.key_spec}" for use in kind.specs]
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()


def _names(session: Session) -> set[str]:
    """The names people use that are single words, to be corrected by as well."""
    return {word.text for name in session.scalars(select(SearchAlias.word)) for word in words(name) if word.is_plain}


def _differing(session: Session, documents: Mapping[int, Document | None]) -> dict[int, Document | None]:
    """Those that are not in the index as they should be."""
    rows = session.execute(
        select(SearchText.variant_id, SearchText.title, SearchText.about, SearchText.body, SearchText.model).where(
            SearchText.variant_id.in_(sorted(documents))
        )
    )
    known = {one: Document(*fields) for one, *fields in rows}
    return {one: terms for one, terms in documents.items() if known.get(one) != terms}
