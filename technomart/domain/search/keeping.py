"""Reading the goods into columns: from saved blocks and what has changed since, or from the truth, leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.catalog import Vocabulary
from technomart.domain.search.columns import Columns, Row
from technomart.domain.search.queries import changed_since, load_offers, load_rows, read_leaves, saved_blocks
from technomart.domain.search.watch import Reading
from technomart.foundation.memory import give_back, keep_pages_small

MOST_CAUGHT_UP = 20_000
"""How many changes are applied to saved blocks; with more of them it is quicker to read everything anew."""


MANY_GOODS = 50_000
"""A listing so large that reading it leaves much behind that nobody needs again."""


@dataclass(frozen=True)
class Kept:
    """Columns that hold every change up to a reading; which saved blocks were of no use."""

    columns: Columns
    reading: Reading
    spec_ids: Mapping[str, int]
    damaged: frozenset[int]


@dataclass(frozen=True)
class Snapshot:
    """The columns at rest, and which changes they hold: all up to a number, dated ones up to a moment."""

    columns: Columns
    reading: Reading
    vocabulary: Vocabulary
    damaged: frozenset[int]


def load(session: Session, leaves: Sequence[int], at: datetime) -> Kept:
    """The goods of these leaves as this session sees them."""
    keep_pages_small()
    codes = catalog.spec_codes(session)
    spec_ids = {code: spec_id for spec_id, code in codes.items()}
    reading = Reading.at_end(session, at)
    saved = saved_blocks(session, leaves, spec_ids)
    changed = changed_since(session, saved, at, MOST_CAUGHT_UP) if saved.blocks else None
    blocks = dict(saved.blocks) if changed is not None else {}
    missing = [leaf for leaf in leaves if leaf not in blocks]
    blocks.update((block.leaf, block) for block in read_leaves(session, missing, at, codes))
    try:
        columns = Columns.of_blocks(leaves, blocks.values())
    except ValueError:  # goods have moved between leaves that were saved, or read, at different moments
        changed = None
        columns = Columns.of_blocks(leaves, read_leaves(session, leaves, at, codes))
    if changed is not None:
        columns = _caught_up(session, columns, *changed, at=at)
    if len(columns) >= MANY_GOODS:
        give_back(session)
    return Kept(columns, reading, spec_ids, saved.damaged)


def _caught_up(session: Session, columns: Columns, rows: set[int], offers: set[int], *, at: datetime) -> Columns:
    if rows:
        columns = columns.splice(by_id(load_rows(session, rows, at), rows))
    columns.apply(load_offers(session, columns.placements_of(offers), at))
    return columns


def by_id(found: Iterable[Row], rows: Iterable[int]) -> dict[int, Row | None]:
    """What was found of these rows; what was not is no longer on sale."""
    return {**dict.fromkeys(rows), **{row.variant_id: row for row in found}}


def replanted(
    session: Session, columns: Columns, leaves: Sequence[int], spec_ids: Mapping[str, int], *, at: datetime
) -> tuple[Columns, Mapping[str, int]] | None:
    """The columns for a new tree; None if the present ones will do.

    Leaves that were there keep their goods, others are read. If a spec's code has changed, all are read.
    """
    codes = catalog.spec_codes(session)
    now = {code: spec_id for spec_id, code in codes.items()}
    if any(now.get(code) != spec_id for code, spec_id in spec_ids.items()):
        return Columns.of_blocks(leaves, read_leaves(session, leaves, at, codes)), now
    if tuple(leaves) == columns.tree:
        return (columns, now) if now != spec_ids else None
    known = [block for block in columns.blocks() if block.leaf in set(leaves)]
    others = [leaf for leaf in leaves if leaf not in set(columns.tree)]
    return Columns.of_blocks(leaves, [*known, *read_leaves(session, others, at, codes)]), now
