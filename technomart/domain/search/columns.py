"""The listing as columns in memory: every filter, every exact count and any page in one pass; pure NumPy.

Rows stand in tree order, so a category, leaf or parent, is one or several slices. Each filter gives a byte
"fails" per row and `misses` is their sum: what matches has none, and a group counted without its own choice
counts the rows that miss nothing but that choice. Any number of groups costs one pass.

Searching changes nothing and may run in many threads at once; `apply` changes columns in place, so the caller
holds a lock around it and around every search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bounds = tuple[float | None, float | None]

UNPRICED = -1
BUCKETS = 24
RATING_STEPS = (45, 40, 30)
"""Offered lower bounds of the rating, in tenths of a star."""


class Sort(StrEnum):
    """The orders a listing can be read in; goods not for sale stand last in each."""

    popular = "popular"
    cheap = "cheap"
    dear = "dear"
    rating = "rating"
    new = "new"
    saving = "saving"
    relevance = "relevance"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What changes about a variant from hour to hour; `price` and `saving` in kopecks, `rating` in tenths.

    `quantity` and `reviews` are only carried along for the card.
    """

    price: int | None = None
    in_stock: bool = False
    locations: tuple[int, ...] = ()
    rating: int = 0
    saving: int = 0
    popularity: int = 0
    quantity: int = 0
    reviews: int = 0


@dataclass(frozen=True, kw_only=True)
class Row:
    """One sold variant as the listing knows it. `choices` hold value ids, `numbers` numbers, by spec code."""

    variant_id: int
    leaf: int
    brand: int
    created: int = 0
    offer: Offer = Offer()
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked: choices are OR inside a group and AND between groups; bounds are inclusive."""

    scope: tuple[int, ...]
    hits: tuple[int, ...] | None = None
    brands: frozenset[int] = frozenset()
    choices: Mapping[str, frozenset[int]] = field(default_factory=dict)
    numbers: Mapping[str, tuple[Bounds, ...]] = field(default_factory=dict)
    price: Bounds | None = None
    in_stock: bool = False
    locations: frozenset[int] = frozenset()
    rating_from: int | None = None
    reduced: bool = False
    sort: Sort = Sort.popular
    offset: int = 0
    limit: int = 24


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The page and everything beside it. Each count leaves out the choice of its own group only."""

    total: int
    ids: tuple[int, ...]
    leaves: Mapping[int, int]
    brands: Mapping[int, int]
    choices: Mapping[str, Mapping[int, int]]
    numbers: Mapping[str, Mapping[float, int]]
    in_stock: int
    reduced: int
    locations: Mapping[int, int]
    ratings: Mapping[int, int]
    price: tuple[int, int] | None
    histogram: tuple[int, ...]


class _Group:
    """One spec of one leaf as ranked value codes; code 0 means no value. Multi-valued specs have more columns."""

    def __init__(self, values: Sequence[Sequence[float]]) -> None:
        self.known = np.array(sorted({value for row in values for value in row}), dtype=np.float64)
        width = max((len(row) for row in values), default=1) or 1
        kind = np.uint16 if len(self.known) < 65_535 else np.uint32
        self.codes = np.zeros((len(values), width), dtype=kind)
        for index, row in enumerate(values):
            if row:
                unique = sorted(set(row))
                self.codes[index, : len(unique)] = np.searchsorted(self.known, unique) + 1

    def passes(self, allowed: Array) -> Array:
        """Which rows have a value of those allowed (one flag a code, code 0 never)."""
        fits: Array = allowed[self.codes]
        return np.asarray(fits.any(axis=1))

    def one_of(self, values: Iterable[float]) -> Array:
        allowed = np.zeros(len(self.known) + 1, dtype=bool)
        allowed[1:] = np.isin(self.known, list(values))
        return allowed

    def between(self, ranges: Iterable[Bounds]) -> Array:
        allowed = np.zeros(len(self.known) + 1, dtype=bool)
        for low, high in ranges:
            start = 0 if low is None else int(np.searchsorted(self.known, low, "left"))
            stop = len(self.known) if high is None else int(np.searchsorted(self.known, high, "right"))
            allowed[1 + start : 1 + max(start, stop)] = True
        return allowed

    def count(self, rows: Array) -> dict[float, int]:
        counts = np.bincount(self.codes[rows].ravel(), minlength=len(self.known) + 1)[1:]
        present = np.flatnonzero(counts)
        return dict(zip(self.known[present].tolist(), counts[present].tolist(), strict=True))


@dataclass
class _Leaf:
    """Where a leaf's rows stand, and its own specs."""

    start: int
    stop: int
    choices: dict[str, _Group] = field(default_factory=dict)
    numbers: dict[str, _Group] = field(default_factory=dict)


class Columns:
    """Every sold variant of the shop, ready to be listed."""

    def __init__(self, tree: Sequence[int], rows: Iterable[Row]) -> None:
        """`tree` is the leaves in tree order; rows of other leaves are left out."""
        self._tree = tuple(tree)
        by_leaf: dict[int, list[Row]] = {leaf: [] for leaf in self._tree}
        for row in rows:
            if row.leaf in by_leaf:
                by_leaf[row.leaf].append(row)
        for goods in by_leaf.values():
            goods.sort(key=lambda row: (-row.offer.popularity, row.variant_id))
        self._rows = by_leaf
        ordered = [row for leaf in self._tree for row in by_leaf[leaf]]
        count = len(ordered)
        self._ids = np.array([row.variant_id for row in ordered], dtype=np.int64)
        self._row_of = {row.variant_id: index for index, row in enumerate(ordered)}
        self._brands = np.array([row.brand for row in ordered], dtype=np.int64)
        self._created = np.array([row.created for row in ordered], dtype=np.int64)
        self._prices = np.full(count, UNPRICED, dtype=np.int64)
        self._stocked = np.zeros(count, dtype=bool)
        self._ratings = np.zeros(count, dtype=np.int16)
        self._savings = np.zeros(count, dtype=np.int64)
        self._popularity = np.zeros(count, dtype=np.int64)
        self._quantities = np.zeros(count, dtype=np.int32)
        self._reviews = np.zeros(count, dtype=np.int32)
        places = sorted({place for row in ordered for place in row.offer.locations})
        self._places = {place: index for index, place in enumerate(places)}
        self._held = np.zeros((count, len(places)), dtype=bool)
        for index, row in enumerate(ordered):
            self._store(index, row.offer)
        self._leaves: dict[int, _Leaf] = {}
        start = 0
        for leaf in self._tree:
            goods = by_leaf[leaf]
            self._leaves[leaf] = _leaf_of(start, goods)
            start += len(goods)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, variant_id: int) -> bool:
        return variant_id in self._row_of

    def _store(self, index: int, offer: Offer) -> None:
        self._prices[index] = UNPRICED if offer.price is None else offer.price
        self._stocked[index] = offer.in_stock
        self._ratings[index] = offer.rating
        self._savings[index] = offer.saving
        self._popularity[index] = offer.popularity
        self._quantities[index] = offer.quantity
        self._reviews[index] = offer.reviews
        self._held[index] = False
        for place in offer.locations:
            column = self._places.get(place)
            if column is None:
                column = self._places[place] = len(self._places)
                self._held = np.hstack([self._held, np.zeros((len(self._ids), 1), dtype=bool)])
            self._held[index, column] = True

    def apply(self, offers: Mapping[int, Offer]) -> None:
        """Store these offers in place; variants that are not listed are ignored."""
        for variant_id, offer in offers.items():
            index = self._row_of.get(variant_id)
            if index is not None:
                self._store(index, offer)

    def offer_of(self, variant_id: int) -> Offer:
        """The offer as it is stored now."""
        index = self._row_of[variant_id]
        price = int(self._prices[index])
        return Offer(
            price=None if price == UNPRICED else price,
            in_stock=bool(self._stocked[index]),
            locations=tuple(place for place, column in self._places.items() if self._held[index, column]),
            rating=int(self._ratings[index]),
            saving=int(self._savings[index]),
            popularity=int(self._popularity[index]),
            quantity=int(self._quantities[index]),
            reviews=int(self._reviews[index]),
        )

    def splice(self, changed: Mapping[int, Row | None]) -> Columns:
        """New columns in which these variants are as given, moved, or gone (None); shares nothing mutable."""
        kept = [
            Row(
                variant_id=row.variant_id,
                leaf=row.leaf,
                brand=row.brand,
                created=row.created,
                offer=self.offer_of(row.variant_id),
                choices=row.choices,
                numbers=row.numbers,
            )
            for goods in self._rows.values()
            for row in goods
            if row.variant_id not in changed
        ]
        return Columns(self._tree, [*kept, *(row for row in changed.values() if row is not None)])

    def search(self, query: Query) -> Answer:
        """The answer to the query, exact. Unknown ids and reversed bounds match nothing; nothing raises."""
        return _Search(self, query).answer()


def _leaf_of(start: int, goods: Sequence[Row]) -> _Leaf:
    leaf = _Leaf(start, start + len(goods))
    for code in sorted({code for row in goods for code in row.choices}):
        leaf.choices[code] = _Group([row.choices.get(code, ()) for row in goods])
    for code in sorted({code for row in goods for code in row.numbers}):
        leaf.numbers[code] = _Group([(row.numbers[code],) if code in row.numbers else () for row in goods])
    return leaf


class _Search:
    """One query over the rows of its scope, laid side by side."""

    def __init__(self, columns: Columns, query: Query) -> None:
        self.columns, self.query = columns, query
        wanted = set(query.scope)
        self.leaves = [(leaf, columns._leaves[leaf]) for leaf in columns._tree if leaf in wanted]
        self.rows = np.concatenate(
            [np.arange(leaf.start, leaf.stop) for _, leaf in self.leaves] or [np.zeros(0, dtype=np.int64)]
        ).astype(np.int64)
        self.offsets = np.cumsum([0, *(leaf.stop - leaf.start for _, leaf in self.leaves)])
        self.fails: dict[str, Array] = {}
        self.listed = self._listed()
        self._filter()
        self.misses = np.zeros(len(self.rows), dtype=np.int16)
        for failed in self.fails.values():
            self.misses += failed
        self.matches = np.flatnonzero((self.misses == 0) & self.listed)

    def _listed(self) -> Array:
        if self.query.hits is None:
            return np.ones(len(self.rows), dtype=bool)
        found = np.zeros(len(self.columns), dtype=bool)
        places = [self.columns._row_of[hit] for hit in self.query.hits if hit in self.columns._row_of]
        found[places] = True
        return found[self.rows]

    def _filter(self) -> None:
        columns, query, rows = self.columns, self.query, self.rows
        if query.brands:
            self.fails["brand"] = ~np.isin(columns._brands[rows], list(query.brands))
        if query.price is not None:
            low, high = query.price
            prices = columns._prices[rows]
            fits = prices != UNPRICED
            if low is not None:
                fits &= prices >= low
            if high is not None:
                fits &= prices <= high
            self.fails["price"] = ~fits
        if query.in_stock:
            self.fails["in_stock"] = ~columns._stocked[rows]
        if query.reduced:
            self.fails["reduced"] = columns._savings[rows] <= 0
        if query.rating_from is not None:
            self.fails["rating"] = columns._ratings[rows] < query.rating_from
        if query.locations:
            known = [columns._places[place] for place in query.locations if place in columns._places]
            self.fails["location"] = np.asarray(~columns._held[rows][:, known].any(axis=1))
        for code, values in query.choices.items():
            self._filter_spec(f"c.{code}", code, chosen=values)
        for code, ranges in query.numbers.items():
            self._filter_spec(f"n.{code}", code, ranges=ranges)

    def _filter_spec(
        self, name: str, code: str, chosen: frozenset[int] | None = None, ranges: tuple[Bounds, ...] = ()
    ) -> None:
        failed = np.ones(len(self.rows), dtype=bool)
        for index, (_, leaf) in enumerate(self.leaves):
            group = leaf.numbers.get(code) if chosen is None else leaf.choices.get(code)
            if group is not None:
                allowed = group.between(ranges) if chosen is None else group.one_of(chosen)
                failed[self.offsets[index] : self.offsets[index + 1]] = ~group.passes(allowed)
        self.fails[name] = failed

    def without(self, name: str) -> Array:
        """The positions that pass every filter but this one."""
        own = self.fails.get(name)
        if own is None:
            return self.matches
        return np.flatnonzero((self.misses == own) & self.listed)

    def answer(self) -> Answer:
        columns = self.columns
        brands = columns._brands[self.rows[self.without("brand")]]
        stocked = columns._stocked[self.rows[self.without("in_stock")]]
        saved = columns._savings[self.rows[self.without("reduced")]]
        rated = columns._ratings[self.rows[self.without("rating")]]
        held = columns._held[self.rows[self.without("location")]].sum(axis=0)
        prices = columns._prices[self.rows[self.without("price")]]
        bounds, histogram = _spread(prices[prices != UNPRICED])
        return Answer(
            total=len(self.matches),
            ids=self._page(),
            leaves=self._by_leaf(),
            brands=_tally(brands),
            choices=self._specs("c", "choices"),
            numbers=self._specs("n", "numbers"),
            in_stock=int(np.count_nonzero(stocked)),
            reduced=int(np.count_nonzero(saved > 0)),
            locations={place: int(held[column]) for place, column in columns._places.items() if held[column]},
            ratings={step: int(np.count_nonzero(rated >= step)) for step in RATING_STEPS},
            price=bounds,
            histogram=histogram,
        )

    def _by_leaf(self) -> dict[int, int]:
        counts = np.diff(np.searchsorted(self.matches, self.offsets))
        return {leaf: int(count) for (leaf, _), count in zip(self.leaves, counts, strict=True) if count}

    def _specs(self, prefix: str, kind: str) -> dict[str, dict[Any, int]]:
        """Counts of every spec of the scope. A spec that only some of its leaves have counts those rows."""
        counts: dict[str, dict[Any, int]] = {}
        for index, (_, leaf) in enumerate(self.leaves):
            start, stop = self.offsets[index], self.offsets[index + 1]
            groups: dict[str, _Group] = getattr(leaf, kind)
            for code, group in groups.items():
                positions = self.without(f"{prefix}.{code}")
                low, high = np.searchsorted(positions, (start, stop))
                for value, count in group.count(positions[low:high] - start).items():
                    known = counts.setdefault(code, {})
                    shown = int(value) if prefix == "c" else value
                    known[shown] = known.get(shown, 0) + count
        return counts

    def _page(self) -> tuple[int, ...]:
        query, end = self.query, self.query.offset + self.query.limit
        if query.offset >= len(self.matches) or query.limit <= 0:
            return ()
        rows = self.rows[self.matches]
        unpriced = self.columns._prices[rows] == UNPRICED
        key = self._key(rows)
        ids = self.columns._ids[rows]
        if end * 4 < len(rows):
            worst = key.max() + 1
            sunk = np.where(unpriced, key + (worst - min(0, int(key.min()))), key)
            nearest = np.flatnonzero(sunk <= np.partition(sunk, end)[end])
            rows, unpriced, key, ids = rows[nearest], unpriced[nearest], key[nearest], ids[nearest]
        order = np.lexsort((ids, key, unpriced))[query.offset : end]
        return tuple(ids[order].tolist())

    def _key(self, rows: Array) -> Array:
        """Smaller is earlier."""
        columns, sort = self.columns, self.query.sort
        if sort is Sort.relevance and self.query.hits is not None:
            ranks = {hit: rank for rank, hit in reversed(list(enumerate(self.query.hits)))}
            return np.array([ranks[hit] for hit in columns._ids[rows].tolist()], dtype=np.int64)
        keys: dict[Sort, Array] = {
            Sort.cheap: columns._prices,
            Sort.dear: -columns._prices,
            Sort.rating: -columns._ratings.astype(np.int64),
            Sort.new: -columns._created,
            Sort.saving: -columns._savings,
        }
        return keys.get(sort, -columns._popularity)[rows]


def _tally(values: Array) -> dict[int, int]:
    known, counts = np.unique(values, return_counts=True)
    return dict(zip(known.tolist(), counts.tolist(), strict=True))


def _spread(prices: Array) -> tuple[tuple[int, int] | None, tuple[int, ...]]:
    """The lowest and the highest price and how many lie in each of the equal buckets between them."""
    if not len(prices):
        return None, (0,) * BUCKETS
    low, high = int(prices.min()), int(prices.max())
    buckets = (prices - low) * BUCKETS // (high - low + 1)
    return (low, high), tuple(np.bincount(buckets, minlength=BUCKETS).tolist())
