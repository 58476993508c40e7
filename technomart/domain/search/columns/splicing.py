"""Goods that come, change, move and go: the same table with some goods out and others in."""

from collections.abc import Mapping, Sequence

import numpy as np

from technomart.domain.search.columns.blocks import Block
from technomart.domain.search.columns.layout import PANEL, Counted, Growth, filled, grown, panels_for
from technomart.domain.search.columns.marks import Locations, offer_marks
from technomart.domain.search.columns.table import Rows, Table
from technomart.domain.search.columns.terms import Array


def spliced(table: Table, gone: Rows, fresh: Sequence[Block]) -> Table:
    """A new table without the rows that are gone and with the fresh goods; it shares nothing that changes.

    Values and columns that nobody has any longer stay laid out until the whole shop is read anew.
    """
    places = [table.leaf_index[block.leaf] for block in fresh]
    growth = grown(table.layout, dict(zip(places, fresh, strict=True)))
    panels, told = filled(growth.layout, fresh)
    sizes, source = _order(table, gone, fresh)
    locations = Locations(table.locations.bits)
    figures = {
        name: np.concatenate([old[:0], *(block.figures[name] for block in fresh)])
        for name, old in table.figures.items()
    }
    return Table(
        tree=table.tree,
        starts=np.concatenate(([0], np.cumsum(sizes))),
        ids=_woven(table.ids, np.concatenate([table.ids[:0], *(block.ids for block in fresh)]), source),
        layout=growth.layout,
        panels=[_woven(old, new, source) for old, new in zip(_recoded(table, growth), panels, strict=True)],
        figures={name: _woven(old, figures[name], source) for name, old in table.figures.items()},
        locations=locations,
        marks=_marks(table, fresh, figures, locations, source=source),
        counted=_counted(table, gone, dict(zip(places, told, strict=True)), growth),
    )


def _order(table: Table, gone: Rows, fresh: Sequence[Block]) -> tuple[Array, Rows | None]:
    """How many rows each leaf will have, and where every row comes from: old ones first, then fresh.

    None for the latter if the fresh ones are all there will be and stand in order already.
    """
    at = np.array([table.leaf_index[block.leaf] for block in fresh], dtype=np.int64)
    counts = np.array([len(block.ids) for block in fresh], dtype=np.int64)
    sizes = np.zeros(len(table.tree), np.int64)
    np.add.at(sizes, at, counts)
    if not len(table.ids) and bool((np.diff(at) >= 0).all()):
        return sizes, None
    stays = np.delete(np.arange(len(table.ids)), gone)
    old = np.repeat(np.arange(len(table.tree)), np.diff(table.starts))[stays]
    leaves = np.concatenate((old, np.repeat(at, counts)))
    sizes += np.bincount(old, minlength=len(sizes))
    source = np.concatenate((stays, len(table.ids) + np.arange(len(leaves) - len(stays))))
    return sizes, source[np.argsort(leaves, kind="stable")]


def _woven(old: Array, new: Array, source: Rows | None) -> Array:
    """The rows in their order; without one the new ones are all there are, and in order."""
    if source is None:
        return new.astype(np.promote_types(old.dtype, new.dtype), copy=False)
    woven: Array = np.concatenate((old, new)).take(source, axis=0)
    return woven


def _recoded(table: Table, growth: Growth) -> list[Array]:
    """The old rows in the new codes and in the new columns."""
    recode = growth.recode.astype(growth.layout.dtype)
    panels = panels_for(growth.layout, len(table.ids))
    for old, new in zip(table.panels, panels, strict=False):
        new[:, : old.shape[1]] = recode.take(old)
    for move in growth.moves:
        for leaf in move.leaves:
            here = table.bounds(leaf)
            held = [panels[slot // PANEL][here, slot % PANEL].copy() for slot in move.old]
            for slot in move.old:
                panels[slot // PANEL][here, slot % PANEL] = 0
            for slot, column in zip(move.new, held, strict=False):
                panels[slot // PANEL][here, slot % PANEL] = column
    return panels


def _marks(
    table: Table, fresh: Sequence[Block], figures: Mapping[str, Array], locations: Locations, *, source: Rows | None
) -> list[Array]:
    """The marks of all rows; a location that was never heard of makes room for itself."""
    none = table.marks[0][:0]
    for block in fresh:
        for location in block.locations:
            locations.bit(location)
    located = [Locations.of(each.locations).moved(each.located, locations, len(each.ids)) for each in fresh]
    in_stock = np.concatenate([none, *(each.in_stock for each in fresh)])
    new = [
        offer_marks(in_stock, figures["saving"], figures["rating"]),
        *(np.concatenate([none, *(each[byte] for each in located)]) for byte in range(locations.bytes)),
    ]
    old = table.marks + [np.zeros(len(table.ids), np.uint8)] * (len(new) - len(table.marks))
    return [_woven(before, after, source) for before, after in zip(old, new, strict=True)]


def _counted(table: Table, gone: Rows, told: Mapping[int, Counted], growth: Growth) -> list[Counted | None]:
    """How many goods have each code: known of leaves that stay as they are, and of those that are all fresh."""
    recode = growth.recode.astype(np.int32)
    known = [None if each is None else (recode.take(each[0]), each[1]) for each in table.counted]
    for leaf in set((np.searchsorted(table.starts, gone, side="right") - 1).tolist()):
        known[leaf] = None
    for leaf, counts in told.items():
        known[leaf] = counts if table.starts[leaf] == table.starts[leaf + 1] else None
    return known
