"""Which goods of a listing fail which of the shopper's wishes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from technomart.domain.search.columns.blocks import BRAND, FacetKey
from technomart.domain.search.columns.layout import Facet
from technomart.domain.search.columns.marks import IN_STOCK, REDUCED
from technomart.domain.search.columns.table import Rows, Table
from technomart.domain.search.columns.terms import Array, Query

FEW_RUNS = 4


class Wish(Enum):
    """The wishes that are not about a spec."""

    PRICE = "price"
    IN_STOCK = "in_stock"
    LOCATION = "location"
    RATING = "rating"
    REDUCED = "reduced"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Filter:
    """One wish, and for each row of the scope whether it fails it."""

    about: Facet | Wish
    fails: Array


def filters_of(table: Table, query: Query, where: slice | Rows) -> list[Filter]:
    """Every wish of the query, over those rows."""
    return [*_spec_filters(table, query, where), *_offer_filters(table, query, where)]


def _spec_filters(table: Table, query: Query, where: slice | Rows) -> Iterator[Filter]:
    wishes: list[tuple[Facet | None, list[tuple[int, int]]]] = []
    if query.brands:
        brand = table.layout.facets.get(BRAND)
        wishes.append((brand, brand.runs_of_values(query.brands) if brand else []))
    for code, values in query.choices.items():
        if values:
            choice = table.layout.facets.get(FacetKey("choice", code))
            wishes.append((choice, choice.runs_of_values(values) if choice else []))
    for code, bounds in query.numbers.items():
        if bounds:
            number = table.layout.facets.get(FacetKey("number", code))
            wishes.append((number, number.runs_of_bounds(bounds) if number else []))
    for facet, runs in wishes:
        if facet is None:
            yield Filter(Wish.UNKNOWN, np.ones(len(table.ids[where]), bool))
        else:
            yield Filter(facet, _outside(table, facet, runs, where=where))


def _outside(table: Table, facet: Facet, runs: Sequence[tuple[int, int]], *, where: slice | Rows) -> Array:
    """For each row, whether it has none of the codes of those runs."""
    inside = np.zeros(len(table.ids[where]), bool)
    if len(runs) > FEW_RUNS:
        wanted = np.zeros(table.layout.codes, bool)
        for first, last in runs:
            wanted[first : last + 1] = True
        for slot in facet.slots:
            inside |= wanted.take(table.column(slot, where))
    elif runs:
        kind = table.layout.dtype
        for slot in facet.slots:
            codes = table.column(slot, where)
            for first, last in runs:
                # Codes below `first` wrap around to the far end, so one comparison tests both ends.
                inside |= codes - kind(first) <= kind(last - first)
    return ~inside


def _offer_filters(table: Table, query: Query, where: slice | Rows) -> Iterator[Filter]:
    if query.price is not None:
        low, high = query.price
        price = table.figures["price"][where]
        fits = price >= (0 if low is None else max(low, 0))
        if high is not None:
            fits &= price <= high
        yield Filter(Wish.PRICE, ~fits)
    if query.in_stock:
        yield Filter(Wish.IN_STOCK, table.marks[0][where] & (1 << IN_STOCK) == 0)
    if query.reduced:
        yield Filter(Wish.REDUCED, table.marks[0][where] & (1 << REDUCED) == 0)
    if query.rating_from is not None:
        yield Filter(Wish.RATING, table.figures["rating"][where] < query.rating_from)
    if query.locations:
        yield Filter(Wish.LOCATION, ~lies_at(table, query.locations, where))


def lies_at(table: Table, locations: frozenset[int], where: slice | Rows) -> Array:
    """For each row, whether it lies at one of those locations at least."""
    there = np.zeros(len(table.ids[where]), bool)
    for byte, mask in table.locations.masks(locations).items():
        there |= table.marks[byte][where] & mask != 0
    return there
