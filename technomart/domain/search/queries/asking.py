"""What a shopper asks of a listing, read from an address and written back into one.

Names the outside may rely on: `brand=a&brand=b&price=100-900&in_stock=1&reduced=1&rating=4&shop=a&shop=b&today=1`,
`s.<code>=v`, `s.<code>=10-20`, `sort=`, `page=`. Forms without script send bounds as two fields, `price.from` and
`price.to`. What cannot be understood is left out and named in `wrong`; nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

import numpy as np
from numpy.typing import NDArray

from technomart.domain.catalog import SpecEntry, TypeSpec, Vocabulary
from technomart.domain.search.columns import Answer, Bounds, Query, Sort
from technomart.foundation.money import LARGEST_MINOR, MINOR_PER_MAJOR
from technomart.foundation.paging import Paging

SPEC_PREFIX = "s."
MOST_CHOICES = 60
"""How many filters one address may carry; what goes beyond is left out."""

NUMBER = r"\d{1,12}(?:[.,]\d{1,6})?"
RANGE = re.compile(rf"({NUMBER})?\s*[-\u2013\u2014]\s*({NUMBER})?", re.ASCII)
SINGLE = re.compile(NUMBER, re.ASCII)
FLAGS = ("in_stock", "reduced", "today")
RATINGS = {"4.5": 45, "4": 40, "3": 30}
Parameters = Sequence[tuple[str, str]]
NOWHERE = 0
"""No location has this id: what must lie there is not found."""


@dataclass(frozen=True, slots=True)
class Shops:
    """The shops a listing can be narrowed to: ids by code, and those whose goods can still be fetched today."""

    ids: Mapping[str, int] = field(default_factory=dict)
    open_today: frozenset[int] = frozenset()


NO_SHOPS = Shops()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The filters, order and page of a listing, in canonical form."""

    brands: tuple[str, ...] = ()
    price: tuple[Decimal | None, Decimal | None] | None = None
    in_stock: bool = False
    reduced: bool = False
    rating: str | None = None
    shops: tuple[str, ...] = ()
    today: bool = False
    specs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort | None = None
    page: int = 1
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the listing."""
        return bool(self.filters())

    def filters(self) -> list[tuple[str, str]]:
        """The filters alone, as parameters in canonical order: each can be taken off by itself."""
        found = [("brand", slug) for slug in self.brands]
        if self.price is not None:
            found.append(("price", write_range(*self.price)))
        if self.in_stock:
            found.append(("in_stock", "1"))
        if self.reduced:
            found.append(("reduced", "1"))
        if self.rating:
            found.append(("rating", self.rating))
        found += [("shop", code) for code in self.shops]
        if self.today:
            found.append(("today", "1"))
        found += [(SPEC_PREFIX + code, value) for code, values in sorted(self.specs.items()) for value in values]
        return found

    def parameters(self) -> list[tuple[str, str]]:
        """Filters and order, if one was asked for, as parameters; the page is not mentioned."""
        return self.filters() + ([] if self.sort is None else [("sort", self.sort.value)])


def write_range(low: Decimal | None, high: Decimal | None) -> str:
    """`100-900`, `100-`, `-900`."""

    def plain(value: Decimal | None) -> str:
        return "" if value is None else f"{value.normalize():f}"

    return f"{plain(low)}-{plain(high)}"


def read_bound(text: str) -> Decimal | None:
    """A number as people write it in a field: spaces between thousands, a comma or a point; else None."""
    squeezed = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not SINGLE.fullmatch(squeezed):
        return None
    try:
        return Decimal(squeezed.replace(",", "."))
    except InvalidOperation:
        return None


def read_range(text: str) -> tuple[Decimal | None, Decimal | None] | None:
    """`10-20`, `10-`, `-20` or a single `10`; reversed bounds are put in order. None if it is no range."""
    squeezed = re.sub(r"[\s\u00a0\u202f]", "", text)
    single = read_bound(squeezed)
    if single is not None:
        return single, single
    found = RANGE.fullmatch(squeezed)
    if found is None or not any(found.groups()):
        return None
    low, high = (None if part is None else Decimal(part.replace(",", ".")) for part in found.groups())
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def read(parameters: Iterable[tuple[str, str]], words: Vocabulary, shops: Shops = NO_SHOPS) -> Asked:
    """What these parameters ask, as far as it can be understood."""
    asked = Asked()
    wrong: list[tuple[str, str]] = []
    specs: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {"brand": [], "shop": []}
    bounds: dict[str, dict[str, str]] = {}
    for count, (name, value) in enumerate(parameters):
        text = value.strip()
        if not text or count >= 4 * MOST_CHOICES:
            continue
        stem, _, side = name.rpartition(".")
        if side in ("from", "to") and stem:
            bounds.setdefault(stem, {})[side] = text
        elif name in named:
            is_known = words.brand(text) is not None if name == "brand" else text in shops.ids
            if is_known:
                named[name].append(text)
            else:
                wrong.append((name, text))
        elif name.startswith(SPEC_PREFIX):
            canonical = read_spec(words.specs.get(name[len(SPEC_PREFIX) :]), text)
            if canonical is None:
                wrong.append((name, text))
            else:
                specs.setdefault(name[len(SPEC_PREFIX) :], []).append(canonical)
        else:
            asked = _read_plain(asked, name, text, wrong)
    asked = _read_fields(asked, bounds, specs, words, wrong)
    return replace(
        asked,
        brands=tuple(dict.fromkeys(named["brand"]))[:MOST_CHOICES],
        shops=tuple(code for code in shops.ids if code in named["shop"])[:MOST_CHOICES],
        specs={code: tuple(dict.fromkeys(values))[:MOST_CHOICES] for code, values in specs.items()},
        wrong=tuple(wrong),
    )


def _read_plain(asked: Asked, name: str, text: str, wrong: list[tuple[str, str]]) -> Asked:
    if name == "price":
        price = read_range(text)
        if price is not None:
            return replace(asked, price=price)
    elif name in FLAGS:
        if text in ("0", "1"):
            return replace(asked, **{name: text == "1"})  # type: ignore[arg-type]
    elif name == "rating":
        if text in RATINGS:
            return replace(asked, rating=text)
    elif name == "sort":
        if text in Sort.__members__:
            return replace(asked, sort=Sort(text))
    elif name == "page":
        if text.isascii() and text.isdigit() and len(text) <= 10 and int(text) > 0:
            return replace(asked, page=Paging.asked(int(text)).number)
    else:
        return asked
    wrong.append((name, text))
    return asked


def _read_fields(
    asked: Asked,
    bounds: Mapping[str, Mapping[str, str]],
    specs: dict[str, list[str]],
    words: Vocabulary,
    wrong: list[tuple[str, str]],
) -> Asked:
    for stem, sides in bounds.items():
        low, high = (read_bound(sides[side]) if side in sides else None for side in ("from", "to"))
        wrong += [
            (f"{stem}.{side}", sides[side])
            for side, value in (("from", low), ("to", high))
            if side in sides and value is None
        ]
        if low is None and high is None:
            continue
        if low is not None and high is not None and low > high:
            low, high = high, low
        spec = words.specs.get(stem[len(SPEC_PREFIX) :]) if stem.startswith(SPEC_PREFIX) else None
        if stem == "price":
            asked = replace(asked, price=(low, high))
        elif spec is not None and spec.kind == "number":
            specs.setdefault(spec.code, []).append(write_range(low, high))
    return asked


def read_spec(spec: SpecEntry | None, text: str) -> str | None:
    """The canonical form of one spec value in an address, or None if the spec has no such value."""
    if spec is None:
        return None
    if spec.has_options:
        return text if any(option.code == text for option in spec.options.values()) else None
    if spec.kind == "bool":
        return text if text in ("0", "1") else None
    if spec.kind != "number":
        return None
    bounds = read_range(text)
    if bounds is None:
        return None
    low, high = bounds
    return f"{low.normalize():f}" if low is not None and low == high else write_range(low, high)


def query_for(
    asked: Asked,
    words: Vocabulary,
    scope: tuple[int, ...],
    *,
    size: int,
    hits: Sequence[int] | NDArray[np.int64] | None = None,
    scores: Sequence[float] | NDArray[np.float32] | None = None,
    fixed_brand: int | None = None,
    shops: Shops = NO_SHOPS,
) -> Query:
    """The query to the listing that answers what was asked; `fixed_brand` is that of a brand's own page.

    What can be fetched today lies in one of the chosen shops, or of all, that is still open long enough.
    """
    choices, numbers = _spec_wishes(asked, words)
    usual = Sort.popular if hits is None else Sort.relevance
    chosen = frozenset(shops.ids[code] for code in asked.shops)
    today = shops.open_today & chosen if chosen else shops.open_today
    return Query(
        scope=scope,
        hits=hits,
        scores=scores,
        brands=frozenset(words.brand_slugs[slug] for slug in asked.brands)
        if fixed_brand is None
        else frozenset({fixed_brand}),
        choices=choices,
        numbers=numbers,
        price=None if asked.price is None else (_kopecks(asked.price[0]), _kopecks(asked.price[1])),
        in_stock=asked.in_stock,
        reduced=asked.reduced,
        rating_from=RATINGS[asked.rating] if asked.rating else None,
        locations=(today or frozenset({NOWHERE})) if asked.today else chosen,
        together=today,
        sort=asked.sort or usual,
        offset=(asked.page - 1) * size,
        limit=size,
    )


def _spec_wishes(asked: Asked, words: Vocabulary) -> tuple[dict[str, frozenset[int]], dict[str, tuple[Bounds, ...]]]:
    """The chosen values of specs: options and flags by code, and bounds of numbers."""
    choices: dict[str, frozenset[int]] = {}
    numbers: dict[str, tuple[Bounds, ...]] = {}
    for code, values in asked.specs.items():
        spec = words.specs[code]
        if spec.kind == "number":
            numbers[code] = tuple(_bounds(value) for value in values)
        elif spec.kind == "bool":
            choices[code] = frozenset(int(value) for value in values)
        else:
            ids = {option.code: option.id for option in spec.options.values()}
            choices[code] = frozenset(ids[value] for value in values)
    return choices, numbers


def per_shop(asked: Asked, answer: Answer, shops: Shops) -> dict[str, int]:
    """How many goods each shop would give, by code in their order; today only what is open counts."""
    return {
        code: 0 if asked.today and place not in shops.open_today else answer.locations.get(place, 0)
        for code, place in shops.ids.items()
    }


def filterable(words: Vocabulary, scope: tuple[int, ...]) -> list[TypeSpec]:
    """The specs goods of these leaves are filtered by, in their order; none if the leaves hold several types."""
    types = list(dict.fromkeys(words.categories[leaf].type_id for leaf in scope if leaf in words.categories))
    if len(types) != 1 or types[0] is None:
        return []
    return [use for use in words.types[types[0]].specs if use.filterable]


def counting(query: Query, codes: Iterable[str]) -> Query:
    """The same query that counts the values of these specs only."""
    return replace(query, facets=tuple(codes))


def at_page(query: Query, page: int, size: int) -> Query:
    """The same query at another page."""
    return replace(query, offset=(page - 1) * size, limit=size)


def _bounds(value: str) -> Bounds:
    bounds = read_range(value)
    assert bounds is not None
    low, high = bounds
    return (None if low is None else float(low), None if high is None else float(high))


def _kopecks(roubles: Decimal | None) -> int | None:
    return None if roubles is None else min(int(roubles * MINOR_PER_MAJOR), LARGEST_MINOR)
