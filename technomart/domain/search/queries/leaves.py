"""Reading whole leaves from the truth: column by column, without an object for each good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Float, Integer, case, cast, func, select
from sqlalchemy.orm import Session

from technomart.domain import catalog, pricing
from technomart.domain.catalog import Product, ProductSpec, Variant
from technomart.domain.inventory import Location, Stock
from technomart.domain.reviews import ProductRating, average_tenths
from technomart.domain.search.columns import Block, BlockValues, block_of
from technomart.domain.search.queries.loading import DAY_SECONDS, EPOCH
from technomart.foundation.bulk import columns_of

Ints = NDArray[np.int64]
NOTHING = -1


def read_leaf(session: Session, leaf: int, at: datetime, codes: dict[int, str] | None = None) -> Block:
    """The goods of a leaf that are on sale at a moment; `codes` are those of the specs by id, if known already."""
    variants, lines, brands, days, popularity, reviews, stars = _goods(session, leaf)
    price, saving = _prices(session, leaf, variants, at)
    rows, places, pieces = _stock(session, leaf, variants)
    quantity = np.bincount(rows, weights=pieces, minlength=len(variants)).astype(np.int64)
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
        values=_values(session, leaf, variants, lines, codes or catalog.spec_codes(session)),
    )


def _on_sale(leaf: int) -> list[Any]:
    return [Product.category_id == leaf, Product.is_published, Variant.is_published]


def _goods(session: Session, leaf: int) -> list[Ints]:
    query = (
        select(
            Variant.id,
            Variant.product_id,
            Product.brand_id,
            _days(session),
            Variant.popularity,
            func.coalesce(ProductRating.reviews, 0),
            func.coalesce(ProductRating.stars, 0),
        )
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(ProductRating, ProductRating.product_id == Product.id)
        .where(*_on_sale(leaf))
        .order_by(Variant.id)
    )
    return columns_of(session, query, *["i8"] * 7)


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


def _prices(session: Session, leaf: int, variants: Ints, at: datetime) -> tuple[Ints, Ints]:
    """What each variant costs and how much less that is than before; -1 for what is not for sale."""
    goods = select(Variant.id).join(Product, Product.id == Variant.product_id).where(*_on_sale(leaf))
    ids, amounts, savings = pricing.charges_of(session, goods, at)
    price, saving = np.full(len(variants), NOTHING), np.zeros(len(variants), np.int64)
    rows = np.searchsorted(variants, ids)
    price[rows], saving[rows] = amounts, savings
    return price, saving


def _stock(session: Session, leaf: int, variants: Ints) -> tuple[Ints, Ints, Ints]:
    """Row, location and free pieces of everything that lies somewhere open."""
    free = Stock.on_hand - Stock.allocated - Stock.reserved
    query = (
        select(Stock.variant_id, Stock.location_id, free)
        .join(Location, Location.id == Stock.location_id)
        .join(Variant, Variant.id == Stock.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .where(*_on_sale(leaf), Location.is_open, free > 0)
    )
    ids, places, pieces = columns_of(session, query, "i8", "i8", "i8")
    return np.searchsorted(variants, ids), places, pieces


def _values(session: Session, leaf: int, variants: Ints, lines: Ints, codes: dict[int, str]) -> Iterable[BlockValues]:
    """Each spec's values by row: a variant's own, and those of its line where it has none."""
    products, owners, spec, number, value = _spec_rows(session, leaf)
    is_own, is_line = np.isin(owners, variants), owners == 0
    own_rows = np.searchsorted(variants, owners[is_own])
    own_spec, own_number, own_value = spec[is_own], number[is_own], value[is_own]
    line_ids, spec, number, value = products[is_line], spec[is_line], number[is_line], value[is_line]
    by_line = np.argsort(lines, kind="stable")
    sorted_lines = lines[by_line]
    first = np.searchsorted(sorted_lines, line_ids)
    count = np.searchsorted(sorted_lines, line_ids, side="right") - first
    rows = by_line[_runs(first, count)]
    spec, number, value = (np.repeat(column, count) for column in (spec, number, value))
    most = int(max(spec.max(initial=0), own_spec.max(initial=0))) + 1
    stays = ~np.isin(rows * most + spec, own_rows * most + own_spec)
    rows = np.concatenate((own_rows, rows[stays]))
    spec, number, value = (
        np.concatenate((mine, theirs[stays]))
        for mine, theirs in ((own_spec, spec), (own_number, number), (own_value, value))
    )
    order = np.lexsort((rows, number, spec))
    rows, spec, number, value = (column[order] for column in (rows, spec, number, value))
    edges = np.flatnonzero(np.diff(spec * 2 + number, prepend=-1, append=-1))
    for start, stop in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        code = codes[int(spec[start])]
        yield BlockValues("number" if number[start] else "choice", code, rows[start:stop], value[start:stop])


def _runs(first: Ints, count: Ints) -> Ints:
    """The numbers first, first + 1, … of every run, one run after the other."""
    starts = np.cumsum(count) - count
    runs: Ints = np.repeat(first - starts, count) + np.arange(int(count.sum()))
    return runs


def _spec_rows(session: Session, leaf: int) -> list[NDArray[Any]]:
    """Product line, variant or 0, spec, whether it is a number, and the value, of everything that can be counted."""
    flag = case((ProductSpec.flag.is_(True), 1), (ProductSpec.flag.is_(False), 0))
    value = func.coalesce(cast(ProductSpec.number, Float), cast(flag, Float), cast(ProductSpec.option_id, Float))
    is_number = case((ProductSpec.number.is_not(None), 1), else_=0)
    owner = func.coalesce(ProductSpec.variant_id, 0)
    query = (
        select(ProductSpec.product_id, owner, ProductSpec.spec_id, is_number, value)
        .join(Product, Product.id == ProductSpec.product_id)
        .where(Product.category_id == leaf, Product.is_published, ProductSpec.text.is_(None))
    )
    return columns_of(session, query, "i8", "i8", "i8", "i8", "f8")
