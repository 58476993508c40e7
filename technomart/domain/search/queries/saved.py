"""The saved blocks: what was kept of each leaf, checked, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from technomart.domain.search.columns import HEAD_BYTES, BadBlock, Block, fingerprint, unpack
from technomart.domain.search.models import SearchBlock, SearchListing
from technomart.foundation.changes import OF_OFFERS, Change, ChangeKind

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Saved:
    """Blocks that can be used, as of a change and a moment, and the leaves whose blocks cannot."""

    blocks: Mapping[int, Block]
    seq: int
    moment: datetime
    damaged: frozenset[int]


def pruned_to(session: Session) -> int:
    """Up to which number changes have been thrown away; 0 if none have."""
    return session.scalar(select(SearchListing.pruned_seq).where(SearchListing.id == 1)) or 0


def saved_blocks(session: Session, leaves: Collection[int], spec_ids: Mapping[str, int]) -> Saved:
    """What is kept of these leaves. A damaged or foreign block, or one that is too old, is not used."""
    state = session.get(SearchListing, 1) or SearchListing(id=1, pruned_seq=0, checked_seq=0, checked_at=None)
    blocks: dict[int, Block] = {}
    damaged: set[int] = set()
    seqs, moments = [], []
    rows = session.execute(
        select(SearchBlock.category_id, SearchBlock.seq, SearchBlock.saved_at, SearchBlock.data).where(
            SearchBlock.category_id.in_(leaves)
        )
    )
    for leaf, written, saved_at, data in rows:
        seq, moment = max(written, state.checked_seq), max(saved_at, state.checked_at or EVER)
        try:
            block = unpack(data, spec_ids)
        except BadBlock:
            damaged.add(leaf)
            continue
        if block.leaf != leaf or seq < state.pruned_seq:
            damaged.add(leaf)
            continue
        blocks[leaf] = block
        seqs.append(seq)
        moments.append(moment)
    return Saved(blocks, min(seqs, default=0), min(moments, default=EVER), frozenset(damaged))


def kept_fingerprints(session: Session) -> dict[int, tuple[int, int] | None]:
    """What each saved block is known by, without reading it whole."""
    rows = session.execute(select(SearchBlock.category_id, func.substr(SearchBlock.data, 1, HEAD_BYTES)))
    return {leaf: fingerprint(bytes(head or b"")) for leaf, head in rows}


def changed_since(session: Session, saved: Saved, at: datetime, most: int) -> tuple[set[int], set[int]] | None:
    """Variants whose rows, and whose offers, have changed since the blocks were saved; None if more than `most`."""
    noted, due = (
        select(Change.kind, Change.variant_id).where(since, Change.due_at <= at).distinct().limit(most + 1)
        for since in (Change.seq > saved.seq, Change.due_at > saved.moment)
    )
    rows = session.execute(union(select(noted.subquery()), select(due.subquery())).limit(most + 1)).all()
    if len(rows) > most:
        return None
    changed = {kind: {one for other, one in rows if other is kind} for kind in ChangeKind}
    offers = set().union(*(changed[kind] for kind in OF_OFFERS))
    return changed[ChangeKind.row], offers - changed[ChangeKind.row]
