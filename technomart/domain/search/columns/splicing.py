"""Goods that come, change, move and go: the same table with some goods out and others in."""

from collections.abc import Sequence

import numpy as np

from technomart.domain.search.columns.blocks import Block
from technomart.domain.search.columns.layout import PANEL, Growth, filled, grown, panels_for
from technomart.domain.search.columns.marks import Locations, offer_marks
from technomart.domain.search.columns.table import Rows, Table, narrowed
from technomart.domain.search.columns.terms import Array


def spliced(table: Table, gone: Rows, fresh: Sequence[Block]) -> Table:
    """A new table without the rows that are gone and with the fresh goods; it shares nothing that changes.

    Values and columns that nobody has any longer stay laid out until the whole shop is read anew.
    """
    growth = grown(table.layout, {table.leaf_index[block.leaf]: block for block in fresh})
    leaves, source = _order(table, gone, fresh)
    if not len(table.ids) and _in_order(leaves):
        source = None
    locations = Locations(table.locations.bits)
    sizes = np.bincount(leaves, minlength=len(table.tree))
    return Table(
        tree=table.tree,
        starts=np.concatenate(([0], np.cumsum(sizes))),
        ids=_woven(table.ids, np.concatenate([table.ids[:0], *(block.ids for block in fresh)]), source),
        layout=growth.layout,
        panels=[
            _woven(old, new, source)
            for old, new in zip(_recoded(table, growth), filled(growth.layout, fresh), strict=True)
        ],
        figures={
            name: _woven(old, narrowed(np.concatenate([old[:0], *(block.figures[name] for block in fresh)])), source)
            for name, old in table.figures.items()
        },
        locations=locations,
        marks=_marks(table, fresh, locations, source=source),
    )


def _in_order(leaves: Array) -> bool:
    return bool((leaves[1:] >= leaves[:-1]).all())


def _order(table: Table, gone: Rows, fresh: Sequence[Block]) -> tuple[Array, Rows | None]:
    """The leaf of every row that will be, in no order, and where each comes from: old rows first, then fresh."""
    stays = np.delete(np.arange(len(table.ids)), gone)
    old = np.repeat(np.arange(len(table.tree)), np.diff(table.starts))[stays]
    at = [table.leaf_index[block.leaf] for block in fresh]
    new = np.repeat(np.array(at, dtype=np.int64), [len(block.ids) for block in fresh])
    leaves = np.concatenate((old, new))
    source = np.concatenate((stays, len(table.ids) + np.arange(len(new))))
    return leaves, source[np.argsort(leaves, kind="stable")]


def _woven(old: Array, new: Array, source: Rows | None) -> Array:
    """The rows in their order; without one the new ones are all there are, and in order."""
    if source is None:
        return new.astype(np.promote_types(old.dtype, new.dtype), copy=False)
    woven: Array = np.concatenate((old, new)).take(source, axis=0)
    return woven


def _recoded(table: Table, growth: Growth) -> list[Array]:
    """The old rows in the new codes and in the new columns."""
    recode = growth.recode.astype(growth.layout.dtype)
    panels: list[Array] = [recode.take(panel) for panel in table.panels]
    panels += panels_for(growth.layout, len(table.ids))[len(panels) :]
    for move in growth.moves:
        for leaf in move.leaves:
            here = table.bounds(leaf)
            held = [panels[slot // PANEL][here, slot % PANEL].copy() for slot in move.old]
            for slot in move.old:
                panels[slot // PANEL][here, slot % PANEL] = 0
            for slot, column in zip(move.new, held, strict=False):
                panels[slot // PANEL][here, slot % PANEL] = column
    return panels


def _marks(table: Table, fresh: Sequence[Block], locations: Locations, *, source: Rows | None) -> list[Array]:
    """The marks of all rows; a location that was never heard of makes room for itself."""
    none = np.empty(0, np.int64)
    firsts = np.cumsum([0, *(len(block.ids) for block in fresh)])
    rows = [block.location_rows + first for block, first in zip(fresh, firsts, strict=False)]
    located = np.concatenate([none, *(block.location_ids for block in fresh)])
    saving, rating = (
        np.concatenate([none, *(block.figures[name] for block in fresh)]) for name in ("saving", "rating")
    )
    in_stock = np.concatenate([np.empty(0, bool), *(block.in_stock for block in fresh)])
    new = [
        offer_marks(in_stock, saving, rating),
        *locations.marks(np.concatenate([none, *rows]), located, int(firsts[-1])),
    ]
    old = table.marks + [np.zeros(len(table.ids), np.uint8)] * (len(new) - len(table.marks))
    return [_woven(before, after, source) for before, after in zip(old, new, strict=True)]
