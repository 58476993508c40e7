"""Where each spec of the goods is kept: every facet has its own columns and its own run of codes."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from technomart.domain.search.columns.blocks import BRAND, Block, FacetKey
from technomart.domain.search.columns.terms import Array, Bounds

PANEL = 8
NARROW_CODES = np.iinfo(np.uint16).max + 1


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A facet's values in order, the code of the first of them, and the columns that hold them."""

    key: FacetKey
    values: tuple[float, ...]
    first: int
    slot: int
    width: int

    @property
    def end(self) -> int:
        return self.first + len(self.values)

    @property
    def slots(self) -> range:
        return range(self.slot, self.slot + self.width)

    def runs_of_values(self, wanted: Collection[int]) -> list[tuple[int, int]]:
        """The codes of those values as runs, both ends included; values that nobody has are left out."""
        runs: list[tuple[int, int]] = []
        for value in sorted(wanted):
            at = bisect_left(self.values, value)
            if at == len(self.values) or self.values[at] != value:
                continue
            code = self.first + at
            if runs and runs[-1][1] >= code - 1:
                runs[-1] = (runs[-1][0], code)
            else:
                runs.append((code, code))
        return runs

    def runs_of_bounds(self, bounds: Iterable[Bounds]) -> list[tuple[int, int]]:
        """The codes of the numbers inside any of the bounds, as runs with both ends included."""
        runs: list[tuple[int, int]] = []
        for low, high in bounds:
            if low != low or high != high:  # NaN: no number lies in such a span
                continue
            start = 0 if low is None else bisect_left(self.values, low)
            stop = len(self.values) if high is None else bisect_right(self.values, high)
            if start < stop:
                runs.append((self.first + start, self.first + stop - 1))
        return runs


class Layout:
    """The facets of all leaves with their places.

    Codes are distinct over all facets, so one count of codes counts every facet. Facets that never meet in
    one leaf may share a column; facets of many leaves come first, so that wide scopes read few columns.
    Code 0 means nothing.
    """

    def __init__(self, widths: Sequence[Mapping[FacetKey, int]], values: Mapping[FacetKey, Sequence[float]]):
        leaves: dict[FacetKey, list[int]] = {}
        width: dict[FacetKey, int] = {}
        for leaf, found in enumerate(widths):
            for key, columns in found.items():
                if values[key]:
                    leaves.setdefault(key, []).append(leaf)
                    width[key] = max(columns, width.get(key, 0))
        self.facets: dict[FacetKey, Facet] = {}
        self.of_leaf: list[list[Facet]] = [[] for _ in widths]
        self.codes = 1
        taken = [0] * len(widths)
        for key in sorted(leaves, key=lambda key: (key != BRAND, -len(leaves[key]), leaves[key][0], key)):
            slot = _free_slot([taken[leaf] for leaf in leaves[key]], width[key])
            facet = Facet(key, tuple(values[key]), self.codes, slot, width[key])
            self.codes = facet.end
            self.facets[key] = facet
            for leaf in leaves[key]:
                taken[leaf] |= ((1 << facet.width) - 1) << slot
                self.of_leaf[leaf].append(facet)
        self.slots = max((mask.bit_length() for mask in taken), default=0)
        self.labels = np.empty(self.codes, dtype=object)
        for facet in self.facets.values():
            self.labels[facet.first : facet.end] = facet.values

    @property
    def dtype(self) -> type[np.uint16] | type[np.uint32]:
        return np.uint16 if self.codes <= NARROW_CODES else np.uint32


def _free_slot(taken: Iterable[int], width: int) -> int:
    used = 0
    for mask in taken:
        used |= mask
    wanted, slot = (1 << width) - 1, 0
    while used >> slot & wanted:
        slot += 1
    return slot


def lay_out(tree: Sequence[int], blocks: Sequence[Block]) -> tuple[Layout, list[Array]]:
    """Plan the columns of those leaves and fill them: panels of eight columns, a row of codes a variant."""
    used: dict[FacetKey, dict[int, tuple[Sequence[float], Array]]] = {}
    for block in blocks:
        for key, cells in block.cells.items():
            seen = used.setdefault(key, {})
            _, counts = seen.setdefault(id(cells.values), (cells.values, np.zeros(len(cells.values) + 1, bool)))
            for column in cells.columns:
                counts[cells.ranks(column)] = True
    values = {
        key: sorted({source[at] for source, marks in seen.values() for at in np.flatnonzero(marks[1:]).tolist()})
        for key, seen in used.items()
    }
    widths: dict[int, dict[FacetKey, int]] = {leaf: {} for leaf in tree}
    for block in blocks:
        of_leaf = widths[block.leaf]
        for key, cells in block.cells.items():
            of_leaf[key] = max(len(cells.columns), of_leaf.get(key, 0))
    layout = Layout(list(widths.values()), values)
    return layout, _fill(layout, blocks)


def _fill(layout: Layout, blocks: Sequence[Block]) -> list[Array]:
    size = sum(len(block.ids) for block in blocks)
    panels = [np.zeros((size, PANEL), layout.dtype) for _ in range(0, layout.slots, PANEL)]
    tables: dict[tuple[FacetKey, int], Array] = {}
    start = 0
    for block in blocks:
        stop = start + len(block.ids)
        for key, cells in block.cells.items():
            facet = layout.facets.get(key)
            if facet is None:
                continue
            table = tables.get((key, id(cells.values)))
            if table is None:
                table = tables[key, id(cells.values)] = _codes_of(facet, cells.values).astype(layout.dtype)
            for slot, column in zip(facet.slots, cells.columns, strict=False):
                panels[slot // PANEL][start:stop, slot % PANEL] = table.take(cells.ranks(column))
        start = stop
    return panels


def _codes_of(facet: Facet, values: Sequence[float]) -> Array:
    """The facet's code for nothing and for each of those values; 0 also for values that nobody has now."""
    code = {value: facet.first + at for at, value in enumerate(facet.values)}
    return np.array([0, *(code.get(value, 0) for value in values)])
