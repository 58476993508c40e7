"""Reading whole leaves from the truth: column by column, without an object for each good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Float, Integer, Select, case, cast, func, select
from sqlalchemy.orm import Session

from technomart.domain import catalog, inventory, pricing
from technomart.domain.catalog import Product, ProductSpec, Variant
from technomart.domain.reviews import ProductRating, average_tenths
from technomart.domain.search.columns import Block, BlockValues, block_of, narrowed
from technomart.domain.search.queries.loading import DAY_SECONDS, EPOCH
from technomart.domain.search.queries.offers import free_stock
from technomart.foundation.bulk import columns_of

Ints = NDArray[np.int64]
NOTHING = -1
A_FEW = 20
SPECS = 2**24
"""More than twice the number of any spec."""


class Raw(NamedTuple):
    """What the tables say about goods, column by column.

    `goods` are variant, line, leaf, brand, day, popularity, reviews and stars by variant; `prices` are variant, price
    and saving; `stock` is variant, location and free pieces; `specs` are the variant or else the line below zero,
    twice the spec and one more for a number, and the value.
    """

    goods: list[Ints]
    prices: list[Ints]
    stock: list[Ints]
    specs: list[NDArray[Any]]


def read_leaf(session: Session, leaf: int, at: datetime, codes: Mapping[int, str] | None = None) -> Block:
    """The goods of a leaf that are on sale at a moment; `codes` are those of the specs by id, if known already."""
    return _assembled(leaf, _raw(session, leaf, at), codes or catalog.spec_codes(session))


def read_leaves(session: Session, leaves: Sequence[int], at: datetime, codes: Mapping[int, str]) -> Iterator[Block]:
    """The goods of these leaves: of most of them in one go, which takes memory for a while, of a few one by one."""
    if len(leaves) < A_FEW:
        yield from (read_leaf(session, leaf, at, codes) for leaf in leaves)
        return
    raw = _raw(session, None, at)
    variants, lines, of_variant = raw.goods[:3]
    by_line = np.argsort(lines, kind="stable")
    owners = np.concatenate((-lines[by_line][::-1], variants))
    of_owner = np.concatenate((of_variant[by_line][::-1], of_variant))
    parts = [
        _by_leaf(raw.goods, of_variant),
        _by_leaf(raw.prices, _leaf_of(raw.prices[0], variants, of_variant)),
        _by_leaf(raw.stock, _leaf_of(raw.stock[0], variants, of_variant)),
        _by_leaf(raw.specs, _leaf_of(raw.specs[0], owners, of_owner)),
    ]
    del raw
    for leaf in leaves:
        yield _assembled(leaf, Raw(*(part(leaf) for part in parts)), codes)


def _leaf_of(ids: Ints, known: Ints, leaves: Ints) -> Ints:
    """The leaf of each id, by the known ones, which are sorted; NOTHING for an unknown one."""
    if not len(known):
        return np.full(len(ids), NOTHING)
    at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    return np.where(known[at] == ids, leaves[at], NOTHING)


def _by_leaf(columns: Sequence[NDArray[Any]], leaves: Ints) -> Callable[[int], list[NDArray[Any]]]:
    """The columns sorted by leaf, to be taken one leaf at a time."""
    order = np.argsort(narrowed(leaves), kind="stable")  # the narrower, the quicker
    sorted_leaves, sorted_columns = leaves.take(order), [column.take(order) for column in columns]

    def of(leaf: int) -> list[NDArray[Any]]:
        here = slice(*np.searchsorted(sorted_leaves, (leaf, leaf + 1)).tolist())
        return [column[here] for column in sorted_columns]

    return of


def _raw(session: Session, leaf: int | None, at: datetime) -> Raw:
    on_sale = [Product.is_published, Variant.is_published]
    in_leaf = [] if leaf is None else [Product.category_id == leaf]
    goods = select(Variant.id).join(Product, Product.id == Variant.product_id).where(*on_sale, *in_leaf)
    return Raw(
        _goods(session, [*on_sale, *in_leaf]),
        list(pricing.charges_of(session, None if leaf is None else goods, at)),
        _stock(session, None if leaf is None else goods),
        _specs(session, in_leaf),
    )


def _assembled(leaf: int, raw: Raw, codes: Mapping[int, str]) -> Block:
    variants, lines, _leaf, brands, days, popularity, reviews, stars = raw.goods
    price, saving = np.full(len(variants), NOTHING), np.zeros(len(variants), np.int64)
    priced, *charged = raw.prices
    rows = np.searchsorted(variants, priced)
    price[rows], saving[rows] = charged
    stocked, places, pieces = raw.stock
    rows = np.searchsorted(variants, stocked)
    told = np.minimum(pieces, inventory.MOST_TOLD)
    quantity = np.bincount(rows, weights=told, minlength=len(variants)).astype(np.int64)
    shown = price[rows] >= 0
    figures = {
        "price": price,
        "rating": _ratings(reviews, stars),
        "saving": saving,
        "popularity": popularity,
        "quantity": quantity,
        "reviews": reviews,
        "created": days,
        "line": lines,
    }
    return block_of(
        leaf,
        variants,
        figures,
        in_stock=(quantity > 0) & (price >= 0),
        lies=(rows[shown], places[shown]),
        brands=brands,
        values=_values(variants, lines, raw.specs, codes),
    )


def _goods(session: Session, wanted: list[Any]) -> list[Ints]:
    query = (
        select(
            Variant.id,
            Variant.product_id,
            Product.category_id,
            Product.brand_id,
            _days(session),
            Variant.popularity,
            func.coalesce(ProductRating.reviews, 0),
            func.coalesce(ProductRating.stars, 0),
        )
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(ProductRating, ProductRating.product_id == Product.id)
        .where(*wanted)
        .order_by(Variant.id)
    )
    return columns_of(session, query, *["i8"] * 8)


def _days(session: Session) -> ColumnElement[Any]:
    """Whole days from the epoch of the listing to the day a variant came."""
    if session.get_bind().dialect.name == "sqlite":
        seconds: ColumnElement[Any] = cast(func.strftime("%s", Variant.created_at), Integer)
    else:
        seconds = func.extract("epoch", Variant.created_at)
    return cast(func.floor((seconds - int(EPOCH.timestamp())) / (1.0 * DAY_SECONDS)), BigInteger)


def _ratings(reviews: Ints, stars: Ints) -> Ints:
    pairs, which = np.unique(np.stack((reviews, stars)), axis=1, return_inverse=True)
    known = [average_tenths(count, sum_) for count, sum_ in pairs.T.tolist()]
    return np.array(known, dtype=np.int64)[which.ravel()] if known else np.empty(0, np.int64)


def _stock(session: Session, goods: Select[Any] | None) -> list[Ints]:
    return columns_of(session, free_stock(goods), "i8", "i8", "i8")


def _values(
    variants: Ints, lines: Ints, specs: list[NDArray[Any]], codes: Mapping[int, str]
) -> Iterable[BlockValues]:
    """Each spec's values by row: a variant's own, and those of its line where it has none."""
    owners, kind, value = specs
    is_own, is_line = np.isin(owners, variants), owners < 0
    own_rows = np.searchsorted(variants, owners[is_own])
    own_kind, own_value = kind[is_own], value[is_own]
    line_ids, kind, value = -owners[is_line], kind[is_line], value[is_line]
    by_line = np.argsort(lines, kind="stable")
    sorted_lines = lines[by_line]
    first = np.searchsorted(sorted_lines, line_ids)
    count = np.searchsorted(sorted_lines, line_ids, side="right") - first
    rows = by_line[_runs(first, count)]
    kind, value = np.repeat(kind, count), np.repeat(value, count)
    most = int(max(kind.max(initial=0), own_kind.max(initial=0))) // 2 + 1
    stays = ~np.isin(rows * most + kind // 2, own_rows * most + own_kind // 2)
    rows, kind, value = (
        np.concatenate((mine, theirs[stays]))
        for mine, theirs in ((own_rows, rows), (own_kind, kind), (own_value, value))
    )
    order = np.lexsort((rows, kind))
    rows, kind, value = rows[order], kind[order], value[order]
    edges = np.flatnonzero(np.diff(kind, prepend=-1, append=-1))
    for start, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        spec, is_number = divmod(int(kind[start]), 2)
        yield BlockValues("number" if is_number else "choice", codes[spec], rows[start:stop], value[start:stop])


def _runs(first: Ints, count: Ints) -> Ints:
    """The numbers first, first + 1, … of every run, one run after the other."""
    starts = np.cumsum(count) - count
    runs: Ints = np.repeat(first - starts, count) + np.arange(int(count.sum()))
    return runs


def _specs(session: Session, wanted: list[Any]) -> list[NDArray[Any]]:
    flag = case((ProductSpec.flag.is_(True), 1), (ProductSpec.flag.is_(False), 0))
    value = func.coalesce(cast(ProductSpec.number, Float), cast(flag, Float), cast(ProductSpec.option_id, Float))
    is_number = case((ProductSpec.number.is_not(None), 1), else_=0)
    owner = func.coalesce(ProductSpec.variant_id, -ProductSpec.product_id)
    query = select(owner * SPECS + 2 * ProductSpec.spec_id + is_number, value)  # the fewer columns, the quicker
    if wanted:
        query = query.join(Product, Product.id == ProductSpec.product_id).where(*wanted)
    packed, values = columns_of(session, query.where(ProductSpec.text.is_(None)), "i8", "f8")
    return [packed // SPECS, packed % SPECS, values]
