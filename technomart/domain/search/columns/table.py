"""All sold variants side by side, in the order of the category tree, so that every category is a slice."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from technomart.domain.search.columns.blocks import (
    BRAND,
    FIGURES,
    OFFER_FIGURES,
    UNPRICED,
    Block,
    Cells,
    figures_of,
    narrowed,
)
from technomart.domain.search.columns.layout import PANEL, Counted, Facet, Layout
from technomart.domain.search.columns.marks import BYTE, IN_STOCK, REDUCED, Locations, offer_marks
from technomart.domain.search.columns.terms import Array, Offer, Placement

Rows = NDArray[np.int64]
SPARSE_IDS = 4


@dataclass(slots=True)
class Sought:
    """The variants that were sought last, as long as their array is there, and at which rows they stand."""

    ids: "ref[Array]"
    rows: Rows
    in_order: Rows | None = None


class Places:
    """At which row a variant stands; ValueError if one stands at two."""

    def __init__(self, ids: Array) -> None:
        self._rows: Array | None = None
        self._size = len(ids)
        self._last: Sought | None = None
        self.nbytes = 0
        top = int(ids.max(initial=0))
        if ids.min(initial=0) >= 0 and top <= SPARSE_IDS * len(ids) + 1024:
            self._rows = np.full(top + 1, -1, np.int32)
            self._rows[ids] = np.arange(len(ids), dtype=np.int32)
            self.nbytes = self._rows.nbytes
            distinct = int(np.count_nonzero(self._rows >= 0))
        else:
            self._order = np.argsort(ids)
            self._sorted = ids[self._order]
            self.nbytes = self._order.nbytes + self._sorted.nbytes
            distinct = 1 + int(np.count_nonzero(np.diff(self._sorted)))
        if distinct < len(ids):
            raise ValueError("a variant came twice")

    def find(self, ids: Sequence[int] | Array) -> Rows:
        """The rows of those variants; -1 for a variant that is not here. It is kept: do not write to it."""
        last = self._last
        if last is not None and last.ids() is ids:
            return last.rows
        rows = self._found(np.asarray(ids, dtype=np.int64))
        if isinstance(ids, np.ndarray):
            self._last = Sought(ref(ids), rows)
        return rows

    def standing(self, ids: Sequence[int] | Array) -> Rows:
        """The rows of those of the variants that are here, in order and each once; kept as well."""
        rows = self.find(ids)
        last = self._last
        if last is not None and last.rows is rows and last.in_order is not None:
            return last.in_order
        is_here = np.zeros(self._size, np.bool_)
        is_here[listed(rows)] = True
        in_order = np.flatnonzero(is_here)
        if last is not None and last.rows is rows:
            last.in_order = in_order
        return in_order

    def _found(self, wanted: Rows) -> Rows:
        if self._rows is None:
            at = np.minimum(np.searchsorted(self._sorted, wanted), len(self._sorted) - 1)
            return np.where(self._sorted[at] == wanted, self._order[at], -1)
        rows = self._rows.take(wanted, mode="clip").astype(np.int64)
        is_outside = wanted.min(initial=0) < 0 or wanted.max(initial=0) >= len(self._rows)
        return np.where((wanted >= 0) & (wanted < len(self._rows)), rows, -1) if is_outside else rows


def listed(rows: Rows) -> Rows:
    """Those of the rows that are there."""
    return rows if rows.min(initial=0) >= 0 else rows[rows >= 0]


@dataclass(slots=True)
class Table:
    """The arrays behind a listing; the row of a variant and its specs never change, its offer may.

    `counted` has for each leaf the codes of its goods in order and how many have each; None until somebody asks.
    """

    tree: tuple[int, ...]
    starts: Rows
    ids: Array
    layout: Layout
    panels: list[Array]
    figures: dict[str, Array]
    locations: Locations
    marks: list[Array]
    counted: list[Counted | None]
    leaf_index: dict[int, int] = field(init=False)
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        self.leaf_index = {leaf: at for at, leaf in enumerate(self.tree)}
        self.places = Places(self.ids)

    @classmethod
    def empty(cls, tree: tuple[int, ...]) -> "Table":
        """No goods yet; `tree` has every leaf once."""
        return cls(
            tree=tree,
            starts=np.zeros(len(tree) + 1, np.int64),
            ids=np.empty(0, np.int8),
            layout=Layout.empty(len(tree)),
            panels=[],
            figures={name: np.empty(0, np.int8) for name in FIGURES},
            locations=Locations(),
            marks=[np.empty(0, np.uint8)],
            counted=[None] * len(tree),
        )

    def bounds(self, leaf: int) -> slice:
        """The rows of the leaf at that place in the tree."""
        return slice(int(self.starts[leaf]), int(self.starts[leaf + 1]))

    @property
    def nbytes(self) -> int:
        arrays = [self.ids, self.layout.labels, *self.figures.values(), *self.marks, *self.panels]
        return self.places.nbytes + sum(each.nbytes for each in arrays)

    def row_of(self, variant_id: int) -> int:
        """At which row the variant stands; -1 if it is not listed."""
        return int(self.places.find([variant_id])[0])

    def column(self, slot: int, where: slice | Rows) -> Array:
        column: Array = self.panels[slot // PANEL][where, slot % PANEL]
        return column

    def store(self, rows: Rows, offers: Sequence[Offer]) -> list[Array]:
        """Write those offers into those rows; gives the bytes of marks that the rows had before."""
        figures = np.array([figures_of(offer) for offer in offers], dtype=np.int64)
        for name, values in zip(OFFER_FIGURES, figures.T, strict=True):
            self._put(name, rows, values)
        in_stock = np.array([offer.in_stock for offer in offers], dtype=bool)
        pairs = [(at, place) for at, offer in enumerate(offers) for place in offer.locations]
        located = self.locations.marks(
            np.array([at for at, _ in pairs], dtype=np.int64),
            np.array([place for _, place in pairs], dtype=np.int64),
            len(offers),
        )
        for _ in range(len(self.marks), 1 + len(located)):
            self.marks.append(np.zeros(len(self.ids), np.uint8))
        before = [column[rows] for column in self.marks]
        offer = offer_marks(in_stock, self.figures["saving"][rows], self.figures["rating"][rows])
        for column, new in zip(self.marks, [offer, *located], strict=True):
            column[rows] = new
        return before

    def reprice(self, rows: Rows, prices: Array, savings: Array) -> list[Array]:
        """Write those prices and savings of goods that stay for sale, or off it; gives the marks they had before."""
        before = [column[rows] for column in self.marks]
        self._put("price", rows, prices)
        self._put("saving", rows, savings)
        others = before[0] & np.uint8(0xFF ^ 1 << REDUCED)
        self.marks[0][rows] = others | (savings > 0).astype(np.uint8) << REDUCED
        return before

    def _put(self, name: str, rows: Rows, values: Array) -> None:
        kind = np.promote_types(self.figures[name].dtype, narrowed(values).dtype)
        self.figures[name] = self.figures[name].astype(kind, copy=False)
        self.figures[name][rows] = values

    def offer_at(self, row: int) -> Offer:
        """The offer that is written in a row."""
        figures = {name: int(self.figures[name][row]) for name in OFFER_FIGURES}
        price = figures.pop("price")
        return Offer(
            price=None if price == UNPRICED else price,
            in_stock=bool(self.marks[0][row] >> IN_STOCK & 1),
            locations=tuple(
                location
                for location, bit in sorted(self.locations.bits.items())
                if self.marks[bit // BYTE][row] >> bit % BYTE & 1
            ),
            **figures,
        )

    def placements(self, rows: Rows) -> list[Placement]:
        """Where the goods in those rows belong."""
        leaves = np.searchsorted(self.starts, rows, side="right") - 1
        brand = self.layout.facets.get(BRAND)
        codes = self.column(brand.slots.start, rows) if brand else np.zeros(len(rows), np.uint16)
        return [
            Placement(self.tree[leaf], line, label if label is not None else 0)
            for leaf, line, label in zip(
                leaves.tolist(), self.figures["line"][rows].tolist(), self.layout.labels[codes].tolist(), strict=True
            )
        ]

    def still(self) -> "Table":
        """The same table, whose offers no longer change when those of this one do."""
        table = copy(self)
        table.figures = {name: figure.copy() for name, figure in self.figures.items()}
        table.marks = [column.copy() for column in self.marks]
        table.locations = Locations(self.locations.bits)
        return table

    def block(self, leaf: int) -> Block:
        """The goods of the leaf at that place in the tree, as they came or as they would come now."""
        here = self.bounds(leaf)
        marks = [column[here] for column in self.marks[1:]]
        locations = self.locations.among(marks)
        cells = ((facet.key, self._cells(facet, here)) for facet in self.layout.of_leaf[leaf])
        return Block(
            leaf=self.tree[leaf],
            ids=self.ids[here],
            figures={name: figure[here] for name, figure in self.figures.items()},
            in_stock=(self.marks[0][here] >> np.uint8(IN_STOCK) & 1).astype(bool),
            locations=locations,
            located=self.locations.moved(marks, Locations.of(locations), here.stop - here.start),
            cells={key: found for key, found in cells if found.values},
        )

    def _cells(self, facet: Facet, here: slice) -> Cells:
        """The values that goods of these rows have in a facet, without those that only others have."""
        columns = [self.column(slot, here) for slot in facet.slots]
        counts = np.zeros(len(facet.values) + 1, np.int64)
        locals_ = []
        for column in columns:
            places = np.where(column == 0, 0, column.astype(np.int64) - facet.first + 1)
            counts += np.bincount(places, minlength=len(counts))
            locals_.append(places)
        counts[0] = 0
        seen = counts > 0
        rank = np.cumsum(seen)
        rank[~seen] = 0
        kept = [rank[places].astype(np.uint32) for places in locals_ if places.any()]
        return Cells([facet.values[at - 1] for at in np.flatnonzero(seen).tolist()], counts[seen], kept)

    def slice_of(self, scope: Sequence[int]) -> tuple[list[int], slice | Rows]:
        """The leaves of the scope by their place in the tree, and their rows; leaves unknown are left out."""
        leaves = sorted({self.leaf_index[leaf] for leaf in scope if leaf in self.leaf_index})
        if not leaves:
            return [], slice(0, 0)
        if leaves[-1] - leaves[0] + 1 == len(leaves):
            return leaves, slice(int(self.starts[leaves[0]]), int(self.starts[leaves[-1] + 1]))
        rows = [np.arange(self.starts[leaf], self.starts[leaf + 1]) for leaf in leaves]
        return leaves, np.concatenate(rows)


def per_leaf(table: Table, leaves: Sequence[int], rows: Rows) -> Mapping[int, int]:
    """How many of those rows, which stand in order, are in each of those leaves."""
    if not len(rows):
        return {}
    if len(leaves) == 1:
        return {table.tree[leaves[0]]: len(rows)}
    edges = np.searchsorted(rows, table.starts[leaves[0] : leaves[-1] + 2])
    counts = np.diff(edges).tolist()
    return {table.tree[at]: count for at, count in enumerate(counts, start=leaves[0]) if count}


def within(rows: list[int], start: int, stop: int) -> slice:
    """Which of those rows, which stand in order, lie from start to stop."""
    return slice(bisect_left(rows, start), bisect_left(rows, stop))
