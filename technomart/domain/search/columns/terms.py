"""The words of a listing: what is known of a variant, what a shopper asks, what the shop answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bounds = tuple[float | None, float | None]

RATING_STEPS = (45, 40, 30)
"""Offered lower bounds of the rating, in tenths of a star."""

BUCKETS = 24


class Sort(StrEnum):
    """The orders a listing can be read in; equals stand by variant id, goods not for sale last in each."""

    popular = "popular"
    cheap = "cheap"
    dear = "dear"
    rating = "rating"
    new = "new"
    saving = "saving"
    relevance = "relevance"


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What changes about a variant from hour to hour; `price` and `saving` in kopecks, `rating` in tenths.

    `quantity` and `reviews` are only carried along for the card; `quantity` is the pieces as far as they are told
    (`inventory.told`).
    """

    price: int | None = None
    in_stock: bool = False
    locations: tuple[int, ...] = ()
    rating: int = 0
    saving: int = 0
    popularity: int = 0
    quantity: int = 0
    reviews: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One sold variant as the listing knows it. `choices` hold value ids, `numbers` numbers, by spec code.

    A yes-or-no spec is a choice of 0 or 1; `created` is any whole number that grows with time; `line` is the
    product line it belongs to.
    """

    variant_id: int
    leaf: int
    brand: int
    line: int = 0
    created: int = 0
    offer: Offer = Offer()
    choices: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


class Placement(NamedTuple):
    """Where a variant belongs: its leaf, its product line, its brand."""

    leaf: int
    line: int
    brand: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is asked: choices are OR inside a group and AND between groups; bounds are inclusive.

    A group in which nothing is chosen filters nothing; bounds open at both ends ask that there be a price or
    a number at all. `hits` are the variants a text search found, best first; with `scores`, one for each hit
    and more is better, equals stand by popularity. `facets` are the codes of the specs to be counted; None
    counts every spec of the scope, which on a wide scope is more than a page can show. `together` are locations
    whose goods are counted as one, without a filter by location.
    """

    scope: tuple[int, ...]
    hits: Sequence[int] | NDArray[np.int64] | None = None
    scores: Sequence[float] | Array | None = None
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
    facets: Collection[str] | None = None
    together: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The page and everything beside it. Each count leaves out the choice of its own group only.

    Values, specs, places and leaves that nothing is counted in are absent; values stand in rising order, so
    the first and the last number of a spec are its bounds. The histogram has equal parts of the way from the
    lowest price to the highest; goods without a price stand outside.
    """

    total: int
    ids: tuple[int, ...]
    leaves: Mapping[int, int]
    brands: Mapping[int, int]
    choices: Mapping[str, Mapping[int, int]]
    numbers: Mapping[str, Mapping[float, int]]
    in_stock: int
    reduced: int
    locations: Mapping[int, int]
    together: int
    ratings: Mapping[int, int]
    price: tuple[int, int] | None
    histogram: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeafSums:
    """Sums over one leaf category, to be compared with the database's own."""

    leaf: int
    variants: int
    variant_ids: int
    spec_values: int
    priced: int
    prices: int
    in_stock: int
    ratings: int
    popularity: int
    savings: int
    created: int
    lines: int
    places: int
