"""How many goods each filter value would give: counted exactly, all specs at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from technomart.domain.search.columns.layout import PANEL, Counted, Facet
from technomart.domain.search.columns.marks import BITS, BYTE, EACH_BIT, OFFER_BITS
from technomart.domain.search.columns.table import Rows, Table
from technomart.domain.search.columns.terms import BUCKETS, Array

Counts = NDArray[np.int64]

AT_ONCE = 16_384
"""Rows of which the codes or prices are counted at a time: those of many more go through the main memory twice."""


def count_codes(table: Table, rows: slice | Rows, facets: Sequence[Facet]) -> Counts:
    """How many of the rows have each code of those facets, which stand in the order of their codes.

    Codes of other facets may be counted by the way; codes above those of the facets are left out.
    """
    size = facets[-1].end if facets else 1
    counts = np.zeros(size, np.int64)
    portions = _portions(rows)
    wanted = {slot for facet in facets for slot in facet.slots}
    for number in sorted({slot // PANEL for slot in wanted}):
        panel = table.panels[number]
        columns = [column for column in range(panel.shape[1]) if number * PANEL + column in wanted]
        for some in portions:
            taken = panel[some] if isinstance(some, slice) else panel.take(some, axis=0)
            for codes in [taken.ravel()] if len(columns) == panel.shape[1] else [taken[:, each] for each in columns]:
                found = np.bincount(codes)[:size]
                counts[: len(found)] += found
    counts[0] = 0
    return counts


def _portions(rows: slice | Rows) -> list[slice] | list[Rows]:
    """The rows in portions that are counted within a processor's own memory."""
    if isinstance(rows, slice):
        starts = range(rows.start, rows.stop, AT_ONCE)
        return [slice(start, min(start + AT_ONCE, rows.stop)) for start in starts]
    return [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]


def leaf_counts(table: Table, leaf: int) -> Counted:
    """The codes that goods of the leaf at that place in the tree have, in order, and how many have each; kept."""
    known = table.counted[leaf]
    if known is None:
        counts = count_codes(table, table.bounds(leaf), table.layout.of_leaf[leaf])
        codes = np.flatnonzero(counts)
        known = table.counted[leaf] = codes.astype(np.int32), counts[codes].astype(np.int32)
    return known


def scope_counts(table: Table, leaves: Sequence[int]) -> Counted:
    """The same of several leaves, which need not be counted again for it."""
    found = [leaf_counts(table, leaf) for leaf in leaves]
    if len(found) == 1:
        return found[0]
    none = np.empty(0, np.int32)
    codes, counts = (np.concatenate([none, *(each[part] for each in found)]) for part in (0, 1))
    sums = np.bincount(codes, weights=counts)
    codes = np.flatnonzero(sums)
    return codes.astype(np.int32), sums[codes].astype(np.int32)


def add_facet(table: Table, facet: Facet, rows: Rows, *, into: Counts) -> None:
    """Count those rows too, for this facet alone."""
    for slot in facet.slots:
        found = np.bincount(table.column(slot, rows), minlength=facet.end)
        into[facet.first : facet.end] += found[facet.first : facet.end]


def count_marks(table: Table, rows: slice | Rows) -> Counts:
    """How many of the rows have each yes-or-no mark."""
    counts = np.zeros(BYTE * len(table.marks), np.int64)
    used = (*OFFER_BITS, *sorted(table.locations.bits.values()))
    for byte, column in enumerate(table.marks):
        bits = [bit for bit in used if bit // BYTE == byte]
        for some in _portions(rows):
            taken = column[some] if isinstance(some, slice) else column.take(some)
            counts[bits] += [np.count_nonzero(taken & EACH_BIT[bit % BYTE]) for bit in bits]
    return counts


Prices = tuple[tuple[int, int] | None, tuple[int, ...]]


def spread(prices: Array) -> Prices:
    """The lowest and the highest of those prices and their histogram; goods without a price stand outside."""
    priced = prices if prices.min(initial=0) >= 0 else prices[prices >= 0]
    if not len(priced):
        return None, (0,) * BUCKETS
    low, high = int(priced.min()), int(priced.max())
    width = high - low + 1
    kind = np.uint32 if width * BUCKETS < 2**32 else np.uint64  # the narrower, the quicker it is divided
    buckets = np.zeros(BUCKETS, np.int64)
    for some in _portions(slice(0, len(priced))):
        steps: Array = (priced[some] - low).astype(kind)
        steps = steps * BUCKETS // width
        buckets += np.bincount(steps.astype(np.int64), minlength=BUCKETS)
    return (low, high), tuple(buckets.tolist())


@dataclass(slots=True)
class Kept:
    """The counts of a whole scope, kept between queries; marks and prices follow the changes."""

    codes: Array
    counts: Array
    marks: Counts
    prices: Prices
    prices_are_known: bool = True

    @classmethod
    def of(cls, table: Table, where: slice, leaves: Sequence[int]) -> "Kept":
        codes, counts = scope_counts(table, leaves)
        return cls(codes, counts, count_marks(table, where), spread(table.figures["price"][where]))

    @property
    def nbytes(self) -> int:
        return int(self.codes.nbytes + self.counts.nbytes + self.marks.nbytes)

    def first_counts(self, size: int) -> Counts:
        """The counts of so many codes from the first."""
        counts = np.zeros(size, np.int64)
        few = int(np.searchsorted(self.codes, size))
        counts[self.codes[:few]] = self.counts[:few]
        return counts

    def widen(self, marks: int) -> None:
        """Make room for so many bytes of marks."""
        if len(self.marks) < BYTE * marks:
            self.marks = np.pad(self.marks, (0, BYTE * marks - len(self.marks)))

    def correct(self, before: list[Array], after: list[Array], rows: slice) -> None:
        """Take the marks that some rows had for the marks they have."""
        for byte, (old, new) in enumerate(zip(before, after, strict=True)):
            bits = slice(BYTE * byte, BYTE * (byte + 1))
            self.marks[bits] += (BITS[new[rows]] - BITS[old[rows]]).sum(axis=0)
