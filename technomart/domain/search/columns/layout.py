"""Where each spec of the goods is kept: every facet has its own columns and its own run of codes."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from technomart.domain.search.columns.blocks import BRAND, Block, FacetKey
from technomart.domain.search.columns.terms import Array, Bounds

PANEL = 4
Counted = tuple[Array, Array]
"""Codes in rising order, and how many goods have each."""

NARROW_CODES = np.iinfo(np.uint16).max + 1


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """A facet's values in order, the code of the first of them, and the columns that hold them."""

    key: FacetKey
    values: tuple[float, ...]
    first: int
    slots: range

    @property
    def width(self) -> int:
        return len(self.slots)

    @property
    def end(self) -> int:
        return self.first + len(self.values)

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


@dataclass(frozen=True, slots=True)
class Layout:
    """The facets of all leaves with their places; it never changes, `grown` makes another.

    Codes are distinct over all facets, so one count of codes counts every facet; code 0 means nothing. Facets
    that never meet in one leaf may share a column. Facets of many leaves come first, so that wide scopes read
    few columns.
    """

    facets: Mapping[FacetKey, Facet]
    of_leaf: Sequence[Sequence[Facet]]
    codes: int
    labels: Array

    @classmethod
    def empty(cls, leaves: int) -> "Layout":
        return cls({}, [()] * leaves, 1, np.empty(1, dtype=object))

    @property
    def slots(self) -> int:
        return max((facet.slots.stop for facet in self.facets.values()), default=0)

    @property
    def dtype(self) -> type[np.uint16] | type[np.uint32]:
        return np.uint16 if self.codes <= NARROW_CODES else np.uint32


@dataclass(frozen=True, slots=True)
class Move:
    """The columns of a facet in those leaves go to other slots."""

    old: range
    new: range
    leaves: Sequence[int]


@dataclass(frozen=True, slots=True)
class Growth:
    """A layout that has room for more goods, and what becomes of the codes that are stored already."""

    layout: Layout
    recode: Array
    moves: Sequence[Move]


@dataclass(slots=True)
class _Need:
    """What the fresh goods ask of one facet."""

    leaves: set[int] = field(default_factory=set)
    width: int = 1
    values: set[float] = field(default_factory=set)


def grown(layout: Layout, fresh: Mapping[int, Block]) -> Growth:
    """The layout with room for the fresh goods, which are given by the place of their leaf in the tree."""
    needs: dict[FacetKey, _Need] = {}
    for leaf, block in fresh.items():
        for key, cells in block.cells.items():
            need = needs.setdefault(key, _Need())
            need.leaves.add(leaf)
            need.width = max(need.width, len(cells.columns))
            need.values.update(cells.values)
    leaves: dict[FacetKey, set[int]] = {key: set() for key in layout.facets}
    for leaf, facets in enumerate(layout.of_leaf):
        for facet in facets:
            leaves[facet.key].add(leaf)
    places, moves = _find_places(layout, leaves, needs)
    facets_by_key, recode, codes = _find_codes(layout, places, needs)
    of_leaf: list[list[Facet]] = [[] for _ in layout.of_leaf]
    for key, facet in facets_by_key.items():
        for leaf in leaves[key]:
            of_leaf[leaf].append(facet)
    labels = np.empty(codes, dtype=object)
    labels[recode] = layout.labels
    for key in needs:
        labels[facets_by_key[key].first : facets_by_key[key].end] = facets_by_key[key].values
    return Growth(Layout(facets_by_key, of_leaf, codes, labels), recode, moves)


def _find_places(
    layout: Layout, leaves: dict[FacetKey, set[int]], needs: Mapping[FacetKey, _Need]
) -> tuple[dict[FacetKey, range], list[Move]]:
    """Slots for every needed facet: its own if they suffice, else the first that are free in all its leaves."""
    taken = [0] * len(layout.of_leaf)
    for leaf, facets in enumerate(layout.of_leaf):
        for facet in facets:
            taken[leaf] |= _mask(facet.slots)
    places: dict[FacetKey, range] = {}
    moves: list[Move] = []

    def standing(key: FacetKey) -> tuple[bool, int, int, FacetKey]:
        return key != BRAND, -len(needs[key].leaves), min(needs[key].leaves), key

    for key in sorted(needs, key=standing):
        need, old = needs[key], layout.facets.get(key)
        settled = leaves.setdefault(key, set())
        joining = need.leaves - settled
        width = need.width if old is None else max(need.width, old.width)
        if old is not None and width == old.width and not any(taken[leaf] & _mask(old.slots) for leaf in joining):
            slots = old.slots
        else:
            if old is not None:
                for leaf in settled:
                    taken[leaf] &= ~_mask(old.slots)
            slots = _free_slots([taken[leaf] for leaf in settled | joining], width)
            if old is not None:
                moves.append(Move(old.slots, slots, sorted(settled)))
        settled |= joining
        for leaf in settled:
            taken[leaf] |= _mask(slots)
        places[key] = slots
    return places, moves


def _find_codes(
    layout: Layout, places: Mapping[FacetKey, range], needs: Mapping[FacetKey, _Need]
) -> tuple[dict[FacetKey, Facet], Array, int]:
    """Every facet with its codes, the new code for each old one, and how many there are."""
    recode = np.arange(layout.codes)
    facets: dict[FacetKey, Facet] = {}
    codes = 1
    for key, facet in layout.facets.items():
        fresh = needs[key].values.difference(facet.values) if key in needs else None
        values = tuple(sorted((*facet.values, *fresh))) if fresh else facet.values
        slots = places.get(key, facet.slots)
        if fresh:
            at = {value: code for code, value in enumerate(values, start=codes)}
            recode[facet.first : facet.end] = [at[value] for value in facet.values]
        elif facet.first != codes:
            recode[facet.first : facet.end] += codes - facet.first
        if fresh or facet.first != codes or slots != facet.slots:
            facet = Facet(key, values, codes, slots)
        facets[key] = facet
        codes = facet.end
    for key, slots in places.items():
        if key not in facets:
            facets[key] = Facet(key, tuple(sorted(needs[key].values)), codes, slots)
            codes = facets[key].end
    return facets, recode, codes


def _mask(slots: range) -> int:
    return ((1 << len(slots)) - 1) << slots.start


def _free_slots(taken: Iterable[int], width: int) -> range:
    used = 0
    for mask in taken:
        used |= mask
    slot, wanted = 0, (1 << width) - 1
    while used >> slot & wanted:
        slot += 1
    return range(slot, slot + width)


def panels_for(layout: Layout, rows: int) -> list[Array]:
    """Empty panels: for each variant a row of codes, PANEL columns to a panel and to the last what is left."""
    widths = [min(PANEL, layout.slots - start) for start in range(0, layout.slots, PANEL)]
    return [np.zeros((rows, width), layout.dtype) for width in widths]


def filled(layout: Layout, blocks: Sequence[Block]) -> tuple[list[Array], list[Counted]]:
    """The codes of those goods in the order of the blocks; and of each block how many goods have each code."""
    panels = panels_for(layout, sum(len(block.ids) for block in blocks))
    counted: list[Counted] = []
    every = np.arange(layout.codes, dtype=layout.dtype)
    code_of: dict[FacetKey, dict[float, int]] = {}
    start = 0
    for block in blocks:
        stop = start + len(block.ids)
        told = []
        for facet, cells in sorted(
            ((layout.facets[key], cells) for key, cells in block.cells.items()), key=lambda pair: pair[0].first
        ):
            codes = _codes(facet, cells.values, every, code_of)
            for slot, column in zip(facet.slots, cells.columns, strict=False):
                panels[slot // PANEL][start:stop, slot % PANEL] = _coded(column, codes)
            told.append((codes, cells.counts))
        codes, counts = (np.concatenate(each) for each in zip(*told, strict=True))
        is_had = counts > 0
        counted.append((codes[is_had].astype(np.int32), counts[is_had].astype(np.int32)))
        start = stop
    return panels, counted


def _codes(facet: Facet, values: Sequence[float], every: Array, code_of: dict[FacetKey, dict[float, int]]) -> Array:
    """The codes of those values of the facet, in their order; what is looked up is kept."""
    if len(values) == len(facet.values):
        return every[facet.first : facet.end]
    if facet.key not in code_of:
        code_of[facet.key] = {value: code for code, value in enumerate(facet.values, start=facet.first)}
    return np.fromiter(map(code_of[facet.key].__getitem__, values), every.dtype, len(values))


def _coded(column: Array, codes: Array) -> Array:
    """The code at each place of the column, which counts the codes from one; 0 stays nothing."""
    coded: Array
    if len(codes) and int(codes[-1]) - int(codes[0]) + 1 == len(codes):  # to add is quicker than to look up
        coded = np.add(column, codes[0] - codes.dtype.type(1), dtype=codes.dtype)
        coded *= column != 0
    else:
        coded = np.concatenate((codes.dtype.type([0]), codes)).take(column, mode="clip")
    return coded
