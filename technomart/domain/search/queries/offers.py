"""Reading what changes about goods from hour to hour: what they cost, where they lie, how they are rated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain import inventory, pricing
from technomart.domain.catalog import Variant
from technomart.domain.inventory import Location, Stock
from technomart.domain.reviews import ProductRating, average_tenths
from technomart.domain.search.columns import UNPRICED, Offer
from technomart.foundation.bulk import rows_of

Ints = NDArray[np.int64]
CHUNK = 500
IDS: ColumnElement[Any] = bindparam("ids", expanding=True)


def load_offers(session: Session, variant_ids: Iterable[int], at: datetime) -> dict[int, Offer]:
    """What each of these variants costs, where it lies and how it is rated, at a moment."""
    ids = sorted(set(variant_ids))
    offers: dict[int, Offer] = {}
    for start in range(0, len(ids), CHUNK):
        offers.update(_offers(session, ids[start : start + CHUNK], at))
    return offers


def load_prices(session: Session, variant_ids: Iterable[int], at: datetime) -> tuple[Ints, Ints, Ints]:
    """These variants in order, what each costs at a moment (`UNPRICED` if it is not for sale) and how much less."""
    ids = np.array(sorted(set(variant_ids)), np.int64)
    prices, savings = np.full(len(ids), UNPRICED), np.zeros(len(ids), np.int64)
    for start in range(0, len(ids), CHUNK):
        held, *charged = pricing.charges_of(session, ids[start : start + CHUNK].tolist(), at)
        found = np.searchsorted(ids, held)
        prices[found], savings[found] = charged
    return ids, prices, savings


def _offers(session: Session, ids: Sequence[int], at: datetime) -> dict[int, Offer]:
    priced, amounts, savings = (column.tolist() for column in pricing.charges_of(session, ids, at))
    prices = dict(zip(priced, zip(amounts, savings, strict=True), strict=True))
    stock: dict[int, dict[int, int]] = defaultdict(dict)
    for variant_id, location_id, pieces in rows_of(session, _stock(), {"ids": ids}):
        stock[variant_id][location_id] = pieces
    offers: dict[int, Offer] = {}
    for variant_id, popularity, reviews, stars in rows_of(session, _rated(), {"ids": ids}):
        price, saving = prices.get(variant_id, (None, 0))
        held = stock.get(variant_id, {})
        offers[variant_id] = Offer(
            price=price,
            saving=saving,
            in_stock=bool(held) and price is not None,
            quantity=sum(map(inventory.told, held.values())),
            locations=tuple(held) if price is not None else (),
            rating=average_tenths(reviews or 0, stars or 0),
            reviews=reviews or 0,
            popularity=popularity,
        )
    return offers


def free_stock(of: Any = None) -> Select[*tuple[Any, ...]]:
    """Variant, place and pieces of what is free at places that are open; `of` some variants only."""
    free = Stock.on_hand - Stock.allocated - Stock.reserved
    is_open = Stock.location_id.in_(select(Location.id).where(Location.is_open))
    query = select(Stock.variant_id, Stock.location_id, free).where(is_open, free > 0)
    return query if of is None else query.where(Stock.variant_id.in_(of))


@cache
def _stock() -> Select[*tuple[Any, ...]]:
    return free_stock(IDS)


@cache
def _rated() -> Select[*tuple[Any, ...]]:
    return (
        select(Variant.id, Variant.popularity, ProductRating.reviews, ProductRating.stars)
        .outerjoin(ProductRating, ProductRating.product_id == Variant.product_id)
        .where(Variant.id.in_(IDS))
    )
