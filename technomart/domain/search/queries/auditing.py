"""Whether the listing says what the tables say: sums of each leaf, asked in SQL, and what exactly differs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from technomart.domain.catalog import Product, ProductSpec, Variant
from technomart.domain.inventory import Location, Stock
from technomart.domain.pricing import Price
from technomart.domain.reviews import ProductRating
from technomart.domain.search.columns import Columns
from technomart.domain.search.queries.leaves import read_leaf

AUDITED = (
    "variants", "variant_ids", "lines", "popularity", "ratings", "priced", "prices", "in_stock", "places",
    "spec_values",
)  # fmt: skip
"""The sums that SQL can say by itself; what is saved by reductions follows rules that are not written in SQL."""


@dataclass(frozen=True)
class Finding:
    """A leaf whose listing differs from the tables: in which sums, and which variants have to be read anew."""

    leaf: int
    sums: tuple[str, ...]
    variant_ids: tuple[int, ...]


def audit(session: Session, columns: Columns, at: datetime) -> list[Finding]:
    """Every leaf in which the columns and the tables differ. The columns must hold all this session sees."""
    held = {sums.leaf: sums for sums in columns.audit()}
    true = sums_in_tables(session, at)
    found = []
    for leaf, sums in held.items():
        wrong = tuple(name for name in AUDITED if getattr(sums, name) != true[leaf].get(name, 0))
        if wrong:
            found.append(Finding(leaf, wrong, _differing(session, columns, leaf, at)))
    return found


def sums_in_tables(session: Session, at: datetime) -> dict[int, dict[str, int]]:
    """The sums of each leaf, straight from the tables."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for names, query in (
        (("variants", "variant_ids", "lines", "popularity", "ratings"), _goods()),
        (("priced", "prices"), _prices(at)),
        (("in_stock", "places"), _places(at)),
        (("spec_values",), _specs()),
    ):
        for leaf, *values in session.execute(query):
            found[leaf].update(zip(names, (int(value or 0) for value in values), strict=True))
    return found


def _shown() -> ColumnElement[bool]:
    return and_(Product.is_published, Variant.is_published)


def _goods() -> Any:
    reviews, stars = ProductRating.reviews, ProductRating.stars
    tenths = case((reviews > 0, (20 * stars + reviews) / (2 * func.nullif(reviews, 0))), else_=0)
    whole = func.coalesce(func.floor(tenths), 0)
    sums = (func.count(), func.sum(Variant.id), func.sum(Product.id), func.sum(Variant.popularity), func.sum(whole))
    return (
        select(Product.category_id, *sums)
        .join(Variant, Variant.product_id == Product.id)
        .outerjoin(ProductRating, ProductRating.product_id == Product.id)
        .where(_shown())
        .group_by(Product.category_id)
    )


def _charged(at: datetime) -> Any:
    """What each variant costs: the lowest price in force."""
    return (
        select(Price.variant_id, func.min(Price.amount_kopecks).label("amount"))
        .where(Price.valid_from <= at, or_(Price.valid_to.is_(None), Price.valid_to > at))
        .group_by(Price.variant_id)
        .subquery()
    )


def _prices(at: datetime) -> Any:
    charged = _charged(at)
    return (
        select(Product.category_id, func.count(), func.sum(charged.c.amount))
        .join(Variant, Variant.product_id == Product.id)
        .join(charged, charged.c.variant_id == Variant.id)
        .where(_shown())
        .group_by(Product.category_id)
    )


def _places(at: datetime) -> Any:
    charged = _charged(at)
    return (
        select(Product.category_id, func.count(Variant.id.distinct()), func.count())
        .join(Variant, Variant.product_id == Product.id)
        .join(charged, charged.c.variant_id == Variant.id)
        .join(Stock, Stock.variant_id == Variant.id)
        .join(Location, Location.id == Stock.location_id)
        .where(_shown(), Location.is_open, Stock.on_hand - Stock.allocated - Stock.reserved > 0)
        .group_by(Product.category_id)
    )


def _specs() -> Any:
    """Values a variant has itself, and those of its line for specs it has no value of its own for."""
    own = aliased(ProductSpec)
    overridden = select(own.id).where(own.variant_id == Variant.id, own.spec_id == ProductSpec.spec_id).exists()
    belongs = or_(ProductSpec.variant_id == Variant.id, and_(ProductSpec.variant_id.is_(None), ~overridden))
    return (
        select(Product.category_id, func.count())
        .join(Variant, Variant.product_id == Product.id)
        .join(ProductSpec, and_(ProductSpec.product_id == Product.id, belongs))
        .where(_shown(), ProductSpec.text.is_(None))
        .group_by(Product.category_id)
    )


def _differing(session: Session, columns: Columns, leaf: int, at: datetime) -> tuple[int, ...]:
    """The variants that stand in the leaf in one of the two only, or otherwise."""
    ours = next((block for block in columns.blocks() if block.leaf == leaf), None)
    theirs = read_leaf(session, leaf, at)
    here = dict(ours.described()) if ours is not None else {}
    there = dict(theirs.described())
    return tuple(sorted(one for one in here.keys() | there.keys() if here.get(one) != there.get(one)))
