"""Goods of one leaf category as columns: their ids, their figures and the values of their specs."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from technomart.domain.search.columns.marks import BYTE, Locations
from technomart.domain.search.columns.terms import Array, Offer, Row

UNPRICED = -1


class FacetKey(NamedTuple):
    """A facet's kind and code; one code may serve a choice and a number."""

    kind: Literal["brand", "choice", "number"]
    code: str


BRAND = FacetKey("brand", "")


@dataclass(frozen=True, slots=True)
class Cells:
    """The values one facet has in a block.

    Each column holds i + 1 where the variant has `values[i]`, and 0 where it has nothing. A facet has as many
    columns as the most values that one variant has. `counts[i]` variants have `values[i]`.
    """

    values: Sequence[float]
    counts: Array
    columns: Sequence[Array]


@dataclass(frozen=True, slots=True)
class Block:
    """Goods of one leaf as they come from the database, their numbers no wider than they have to be.

    `located` has a byte of every variant for each eight of the locations, whose first has the lowest bit.
    """

    leaf: int
    ids: Array
    figures: Mapping[str, Array]
    in_stock: Array
    locations: tuple[int, ...]
    located: Sequence[Array]
    cells: Mapping[FacetKey, Cells]

    def described(self) -> Iterator[tuple[int, object]]:
        """Each variant with everything that is known of it, to be compared; slow, for a look at one leaf."""
        places = [column.tolist() for column in self.located]
        figures = [self.figures[name].tolist() for name in FIGURES]
        cells = [
            (key, [labels[code] for code in column.tolist()], column.tolist())
            for key, found, labels in ((key, found, [0, *found.values]) for key, found in self.cells.items())
            for column in found.columns
        ]
        for row, variant_id in enumerate(self.ids.tolist()):
            values = sorted((key, column[row]) for key, column, codes in cells if codes[row])
            lies = [one for at, one in enumerate(self.locations) if places[at // BYTE][row] >> at % BYTE & 1]
            offer = [figure[row] for figure in figures], bool(self.in_stock[row]), lies
            yield variant_id, (offer, values)


OFFER_FIGURES = ("price", "rating", "saving", "popularity", "quantity", "reviews")
FIGURES = (*OFFER_FIGURES, "created", "line")


def narrowed(values: Array) -> Array:
    """The same whole numbers in the smallest type that holds them and their negatives."""
    largest = max(int(values.max(initial=0)), -int(values.min(initial=0)))
    for kind in (np.int8, np.int16, np.int32):
        if largest <= np.iinfo(kind).max:
            return values.astype(kind, copy=False)
    return values.astype(np.int64, copy=False)


def figures_of(offer: Offer) -> tuple[int, ...]:
    """The figures of an offer in the order of their names; a good that is not for sale has the price -1."""
    price = UNPRICED if offer.price is None else offer.price
    return price, offer.rating, offer.saving, offer.popularity, offer.quantity, offer.reviews


@dataclass(slots=True)
class _Values:
    """The values of one facet as they come in: at which place of the leaf, and which."""

    places: "array[int]" = field(default_factory=lambda: array("q"))
    values: list[float] = field(default_factory=list)


class _Draft:
    """A leaf while its rows are coming in."""

    def __init__(self, leaf: int) -> None:
        self.leaf = leaf
        self.ids = array("q")
        self.figures = {name: array("q") for name in FIGURES}
        self.in_stock = bytearray()
        self.location_rows = array("q")
        self.location_ids = array("q")
        self.facets: dict[FacetKey, _Values] = {BRAND: _Values()}
        self.choices: dict[str, _Values] = {}
        self.numbers: dict[str, _Values] = {}

    def add(self, row: Row) -> None:
        place = len(self.ids)
        self.ids.append(row.variant_id)
        for figure, value in zip(self.figures.values(), (*figures_of(row.offer), row.created, row.line), strict=True):
            figure.append(value)
        self.in_stock.append(row.offer.in_stock)
        for location in set(row.offer.locations):
            self.location_rows.append(place)
            self.location_ids.append(location)
        brand = self.facets[BRAND]
        brand.places.append(place)
        brand.values.append(row.brand)
        for code, values in row.choices.items():
            facet = self.choices.get(code) or self._open(self.choices, FacetKey("choice", code))
            for value in values if len(values) == 1 else dict.fromkeys(values):
                facet.places.append(place)
                facet.values.append(value)
        for code, number in row.numbers.items():
            if number == number:  # a number that is not one is a number nobody knows
                facet = self.numbers.get(code) or self._open(self.numbers, FacetKey("number", code))
                facet.places.append(place)
                facet.values.append(number)

    def _open(self, of_kind: dict[str, _Values], key: FacetKey) -> _Values:
        of_kind[key.code] = self.facets[key] = _Values()
        return self.facets[key]

    def block(self) -> Block:
        size = len(self.ids)
        locations, located = _located(
            np.array(self.location_rows, dtype=np.int64), np.array(self.location_ids, dtype=np.int64), size
        )
        return Block(
            leaf=self.leaf,
            ids=narrowed(np.array(self.ids, dtype=np.int64)),
            figures={name: narrowed(np.array(figure, dtype=np.int64)) for name, figure in self.figures.items()},
            in_stock=np.frombuffer(bytes(self.in_stock), dtype=np.bool_),
            locations=locations,
            located=located,
            cells={key: _cells(facet, size) for key, facet in self.facets.items() if facet.values},
        )


def _located(rows: Array, locations: Array, size: int) -> tuple[tuple[int, ...], list[Array]]:
    """The locations in rising order, and the bytes of so many variants; each row lies at the one beside it."""
    known = Locations()
    marks: list[Array] = list(known.marks(rows, locations, size))
    return tuple(known.bits), marks


def _cells(facet: _Values, size: int) -> Cells:
    values = sorted(set(facet.values))
    rank = {value: at for at, value in enumerate(values, start=1)}
    codes = np.fromiter((rank[value] for value in facet.values), dtype=np.uint32, count=len(facet.values))
    return cells_of(values, codes, np.array(facet.places, dtype=np.int64), size)


def cells_of(values: Sequence[float], codes: Array, places: Array, size: int) -> Cells:
    """Cells of a leaf with so many rows: at each place the value with the code beside it.

    The values of one row stand together, each once.
    """
    # So a value's column is its distance from the first of its row.
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    nth = np.arange(len(places)) - np.repeat(starts, np.diff(starts, append=len(places)))
    columns: list[Array] = []
    for number in range(int(nth.max()) + 1):
        column = np.zeros(size, dtype=np.uint32)
        here = nth == number
        column[places[here]] = codes[here]
        columns.append(column)
    return Cells(values, np.bincount(codes, minlength=len(values) + 1)[1:], columns)


def blocks_of(tree: Iterable[int], rows: Iterable[Row]) -> list[Block]:
    """The rows as blocks in the order of the tree; rows come in any order, those of other leaves are left out."""
    drafts = {leaf: _Draft(leaf) for leaf in tree}
    for row in rows:
        draft = drafts.get(row.leaf)
        if draft is not None:
            draft.add(row)
    return [draft.block() for draft in drafts.values() if draft.ids]


class BlockValues(NamedTuple):
    """The values that goods of a leaf have in one spec, by rows in rising order; a row may have several."""

    kind: Literal["choice", "number"]
    code: str
    rows: Array
    values: Array


def block_of(
    leaf: int,
    ids: NDArray[np.int64],
    figures: Mapping[str, Array],
    *,
    in_stock: Array,
    lies: tuple[Array, Array],
    brands: Array,
    values: Iterable[BlockValues],
) -> Block:
    """A block of whole columns, as `blocks_of` makes one of rows; `lies` are rows and the locations beside them."""
    size = len(ids)
    cells: dict[FacetKey, Cells] = {}
    if size:
        known, codes = np.unique(brands, return_inverse=True)
        cells[BRAND] = cells_of(known.tolist(), codes.astype(np.uint32) + 1, np.arange(size), size)
    for kind, code, rows, numbers in values:
        whole = numbers if kind == "number" else numbers.astype(np.int64)
        known, codes = np.unique(whole, return_inverse=True)
        if kind == "number":  # a good has one number: the one that was read last
            kept = np.flatnonzero(np.diff(rows, append=-1))
        else:
            kept = np.sort(np.unique(rows * len(known) + codes, return_index=True)[1])
        found = known.tolist()
        cells[FacetKey(kind, code)] = cells_of(found, codes[kept].astype(np.uint32) + 1, rows[kept], size)
    narrow = {name: narrowed(figure) for name, figure in figures.items()}
    return Block(leaf, narrowed(ids), narrow, in_stock, *_located(*lies, size), cells)
