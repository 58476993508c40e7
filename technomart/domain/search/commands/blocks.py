"""Saving the listing for the next start, throwing old changes away, mending what was written behind our back."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from technomart.domain.catalog import Variant
from technomart.domain.search.columns import fingerprint, pack
from technomart.domain.search.engine import Engine
from technomart.domain.search.keeping import Snapshot
from technomart.domain.search.models import SearchBlock, SearchListing, SearchState
from technomart.domain.search.queries import kept_fingerprints
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database

CHANGES_KEPT = timedelta(hours=1)
"""How long a change that is in the blocks stays in the list, for processes that have not looked since."""

LEAST_GOODS = 2000
PORTION = 1000
LONGEST_REST = 0.5


def is_worth_saving(database: Database) -> bool:
    """Whether a start from saved blocks is any quicker: a small shop is read in a moment."""
    with database.reader() as session:
        return (session.scalar(select(func.count()).select_from(Variant)) or 0) >= LEAST_GOODS


def save_blocks(database: Database, engine: Engine, *, all_anew: bool = False) -> int:
    """Save every leaf that has changed since it was saved last; how many those were.

    A leaf is a transaction of its own, followed by a rest as long as it took, so that orders pass in between. What
    was saved when the work is interrupted is of use. Gives way to whoever saves something newer.
    """
    snapshot = engine.settle()
    if snapshot is None:
        return 0
    with database.reader() as session:
        known = {} if all_anew else kept_fingerprints(session)
    spec_ids = {code: spec.id for code, spec in snapshot.vocabulary.specs.items()}
    saved = 0
    for block in snapshot.columns.blocks():
        data = pack(block, spec_ids)
        if known.get(block.leaf) == fingerprint(data) and block.leaf not in snapshot.damaged:
            continue
        began = time.monotonic()
        with database.transaction() as session:
            if not _is_newest(session, snapshot):
                return saved
            _put(session, block.leaf, data, snapshot)
        saved += 1
        time.sleep(min(LONGEST_REST, time.monotonic() - began))
    with database.transaction() as session:
        if _is_newest(session, snapshot):
            _note_checked(session, snapshot)
    return saved


def _state(session: Session) -> SearchListing:
    """The one row, locked."""
    state = session.scalar(select(SearchListing).where(SearchListing.id == 1).with_for_update())
    if state is None:
        state = SearchListing(id=1, pruned_seq=0, checked_seq=0, checked_at=None)
        session.add(state)
        session.flush()
    return state


def _is_newest(session: Session, snapshot: Snapshot) -> bool:
    state, reading = _state(session), snapshot.reading
    return state.checked_seq <= reading.applied and (state.checked_at is None or state.checked_at <= reading.done[0])


def _put(session: Session, leaf: int, data: bytes, snapshot: Snapshot) -> None:
    session.execute(delete(SearchBlock).where(SearchBlock.category_id == leaf))
    reading = snapshot.reading
    session.add(SearchBlock(category_id=leaf, seq=reading.applied, saved_at=reading.done[0], data=data))
    session.flush()


def _note_checked(session: Session, snapshot: Snapshot) -> None:
    """All blocks hold every change up to here; those of leaves that are no more go."""
    state = _state(session)
    state.checked_seq, state.checked_at = snapshot.reading.applied, snapshot.reading.done[0]
    leaves = snapshot.columns.tree
    session.execute(delete(SearchBlock).where(SearchBlock.category_id.not_in(leaves)))


def prune_changes(database: Database, at: datetime) -> int:
    """Throw away changes that every block holds and that no living process can still be waiting for; how many.

    A process that has slept through them all the same reads the listing anew.
    """
    gone = 0
    while True:
        with database.transaction() as session:
            state = _state(session)
            folded = session.scalar(select(SearchState.seq).where(SearchState.id == 1))
            bound = state.checked_seq if folded is None else min(folded, state.checked_seq)
            if not bound or state.checked_at is None:
                return gone
            before = min(state.checked_at, at) - CHANGES_KEPT
            last = changes.last_due_before(session, bound, before)
            state.pruned_seq = max(state.pruned_seq, last)
            session.flush()
            count = changes.forget(session, last, due_before=before, most=PORTION)
        gone += count
        if count < PORTION:
            return gone


def read_again(session: Session, variant_ids: Collection[int]) -> None:
    """Make every process read these goods anew: for what was written behind the shop's back."""
    ids = sorted(variant_ids)
    for start in range(0, len(ids), PORTION):
        changes.note(session, ChangeKind.row, ids[start : start + PORTION])


def forget_blocks(session: Session) -> int:
    """Throw the saved listing away: the next start reads everything anew; how many leaves there were."""
    count = session.scalar(select(func.count()).select_from(SearchBlock)) or 0
    session.execute(delete(SearchBlock))
    return count
