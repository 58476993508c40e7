"""From the goods that were found to the answer: the page, the total and the counts beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from technomart.domain.search.columns.blocks import BRAND
from technomart.domain.search.columns.counting import (
    Counts,
    Kept,
    Prices,
    add_facet,
    count_codes,
    count_marks,
    spread,
)
from technomart.domain.search.columns.filters import Wish, lies_at
from technomart.domain.search.columns.layout import Facet
from technomart.domain.search.columns.marks import BYTE, IN_STOCK, RATED, REDUCED
from technomart.domain.search.columns.paging import page
from technomart.domain.search.columns.table import Rows, Table, per_leaf
from technomart.domain.search.columns.terms import RATING_STEPS, Answer, Array, LeafSums, Query

RATING_BITS = slice(RATED, RATED + len(RATING_STEPS))
LOCATION_BITS = slice(BYTE, None)


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows a query looks through, the leaves they are in and the facets to be counted."""

    where: slice | Rows
    size: int
    leaves: Sequence[int]
    facets: Sequence[Facet]

    def rows(self, chosen: Array | None = None) -> Rows:
        """The rows in the table of the chosen ones of the scope; of all without a choice."""
        if isinstance(self.where, slice):
            if chosen is None:
                return np.arange(self.where.start, self.where.stop)
            rows: Rows = chosen + self.where.start
            return rows
        return self.where if chosen is None else self.where.take(chosen)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that pass every wish and, where they are the fewer, all others.

    `barred` has for each wish the rows that fail it and nothing else: they belong to the counts of its own
    group. Without a wish the whole scope is found.
    """

    rows: Rows
    others: Rows | None = None
    barred: Mapping[Facet | Wish, Rows] = field(default_factory=dict)
    whole: bool = False

    @property
    def are_most(self) -> bool:
        return self.whole or self.others is not None


@dataclass(frozen=True, slots=True)
class _Tally:
    """How many goods have each code, sparse and in order, and how many each mark."""

    codes: Array
    counts: Array
    marks: Counts


def answer(table: Table, query: Query, scope: Scope, *, found: Found, kept: Kept | None) -> Answer:
    """The answer to the query; `kept` are the counts of the whole scope if there are any."""
    tally = _whole(kept) if kept and found.whole else _tally(table, scope, found, kept=kept)
    price_of = table.figures["price"]
    is_slice = found.whole and isinstance(scope.where, slice)
    prices = price_of[scope.where] if is_slice else price_of.take(found.rows)
    brands, choices, numbers = _facets(table, scope, tally)
    price, histogram = _prices(table, found, prices, kept=kept)
    marks = tally.marks.tolist()
    return Answer(
        total=len(found.rows),
        ids=page(table, query, found.rows, prices=prices),
        brands=brands,
        choices=choices,
        numbers=numbers,
        leaves=per_leaf(table, scope.leaves, found.rows),
        locations={place: marks[bit] for place, bit in table.locations.bits.items() if marks[bit]},
        together=_together(table, query, scope, found=found),
        ratings=dict(zip(RATING_STEPS, marks[RATING_BITS], strict=True)),
        in_stock=marks[IN_STOCK],
        reduced=marks[REDUCED],
        price=price,
        histogram=histogram,
    )


def _whole(kept: Kept) -> _Tally:
    return _Tally(kept.codes, kept.counts, kept.marks)


def _tally(table: Table, scope: Scope, found: Found, *, kept: Kept | None) -> _Tally:
    """Count what was found, or take what was not from what is kept; then let each wish see past itself."""
    if kept and found.others is not None:
        counts = count_codes(table, found.others, scope.facets)
        counts = kept.first_counts(len(counts)) - counts
        marks = kept.marks - count_marks(table, found.others)
    else:
        counts = count_codes(table, found.rows, scope.facets)
        marks = count_marks(table, found.rows)
    for about, rows in found.barred.items():
        if isinstance(about, Facet):
            if len(rows) and about.end <= len(counts):
                add_facet(table, about, rows, into=counts)
        elif about in (Wish.RATING, Wish.LOCATION) and len(rows):
            group = RATING_BITS if about is Wish.RATING else LOCATION_BITS
            marks[group] += count_marks(table, rows)[group]
    codes = np.flatnonzero(counts != 0)
    return _Tally(codes, counts[codes], marks)


def _facets(
    table: Table, scope: Scope, tally: _Tally
) -> tuple[Mapping[int, int], dict[str, Mapping[int, int]], dict[str, Mapping[float, int]]]:
    """The counts by value of the scope's facets: brands, choices, numbers."""
    brands: Mapping[int, int] = {}
    choices: dict[str, Mapping[int, int]] = {}
    numbers: dict[str, Mapping[float, int]] = {}
    edges = [edge for facet in scope.facets for edge in (facet.first, facet.end)]
    cuts = iter(np.searchsorted(tally.codes, edges).tolist())
    few = int(np.searchsorted(tally.codes, edges[-1])) if edges else 0
    labels: list[float] = table.layout.labels[tally.codes[:few]].tolist()
    counts = tally.counts[:few].tolist()
    for facet in scope.facets:
        start, stop = next(cuts), next(cuts)
        if start == stop:
            continue
        counted = dict(zip(labels[start:stop], counts[start:stop], strict=True))
        if facet.key == BRAND:
            brands = counted  # type: ignore[assignment]
        elif facet.key.kind == "choice":
            choices[facet.key.code] = counted  # type: ignore[assignment]
        else:
            numbers[facet.key.code] = counted
    return brands, choices, numbers


def _prices(table: Table, found: Found, prices: Array, *, kept: Kept | None) -> Prices:
    if kept and found.whole:
        if not kept.prices_are_known:
            kept.prices, kept.prices_are_known = spread(prices), True
        return kept.prices
    barred = found.barred.get(Wish.PRICE)
    if barred is not None and len(barred):
        prices = np.concatenate((prices, table.figures["price"].take(barred)))
    return spread(prices)


def _together(table: Table, query: Query, scope: Scope, *, found: Found) -> int:
    """How many goods lie at one of the places that are counted as one; a filter by location is left out."""
    if not query.together:
        return 0
    if found.whole:
        return int(np.count_nonzero(lies_at(table, query.together, scope.where)))
    barred = found.barred.get(Wish.LOCATION)
    parts = [found.rows] if barred is None else [found.rows, barred]
    return sum(int(np.count_nonzero(lies_at(table, query.together, rows))) for rows in parts)


def leaf_sums(table: Table, leaf: int) -> LeafSums:
    """The sums of the leaf at that place in the tree, as its columns have them."""
    here = table.bounds(leaf)
    slots = sorted({slot for facet in table.layout.of_leaf[leaf] for slot in facet.slots})
    filled = sum(int(np.count_nonzero(table.column(slot, here))) for slot in slots)
    marks = count_marks(table, here)
    price = table.figures["price"][here]
    size = here.stop - here.start

    def total(name: str) -> int:
        return int(table.figures[name][here].sum(dtype=np.int64))

    return LeafSums(
        leaf=table.tree[leaf],
        variants=size,
        variant_ids=int(table.ids[here].sum()),
        spec_values=filled - size,
        priced=int(np.count_nonzero(price >= 0)),
        prices=int(price[price >= 0].sum(dtype=np.int64)),
        in_stock=int(marks[IN_STOCK]),
        ratings=total("rating"),
        popularity=total("popularity"),
        savings=total("saving"),
        created=total("created"),
        lines=total("line"),
        places=int(marks[LOCATION_BITS].sum()),
    )
