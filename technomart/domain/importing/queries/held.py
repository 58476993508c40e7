"""What the shop has of the goods that came by a mapping before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from technomart.domain.catalog import Product, Variant
from technomart.domain.importing.rules import is_sku_of
from technomart.domain.inventory import Location, Stock
from technomart.domain.pricing import Price, PriceKind


@dataclass(frozen=True, slots=True)
class Held:
    """One variant as the shop has it. `counted` is what lies at the mapping's place, None if it never had any."""

    variant_id: int
    product: str
    fingerprint: str
    is_published: bool
    price_kopecks: int | None
    has_stock: bool
    counted: int | None
    promised: int


def held_goods(session: Session, mapping_code: str, place: str | None, at: datetime) -> dict[str, Held]:
    """The goods of this mapping by SKU, on sale or not; prices as they hold at the moment. Two queries."""
    listed = and_(
        Price.variant_id == Variant.id,
        Price.kind == PriceKind.list,
        Price.valid_from <= at,
        or_(Price.valid_to.is_(None), Price.valid_to > at),
    )
    mine = Variant.sku.startswith(f"{mapping_code.upper()}-", autoescape=True)
    stocks = _stocks(session, mine, place)
    rows = session.execute(
        select(Variant.sku, Variant.id, Product.slug, Product.source_hash, Variant.is_published, Price.amount_kopecks)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(Price, listed)
        .where(mine)
        .order_by(Variant.id, Price.id)
    )
    found: dict[str, Held] = {}
    for sku, variant_id, product, fingerprint, is_published, price in rows:
        if is_sku_of(mapping_code, sku):
            stock = stocks.get(variant_id)
            found[sku] = Held(
                variant_id=variant_id,
                product=product,
                fingerprint=fingerprint,
                is_published=is_published,
                price_kopecks=price,
                has_stock=stock is not None,
                counted=stock[0] if stock else None,
                promised=stock[1] if stock else 0,
            )
    return found


def _stocks(session: Session, mine: object, place: str | None) -> dict[int, tuple[int | None, int]]:
    """By variant: what lies at the place and what of it is promised."""
    here = Location.code == (place or "")
    rows = session.execute(
        select(
            Stock.variant_id,
            func.max(Stock.on_hand).filter(here),
            func.coalesce(func.max(Stock.allocated + Stock.reserved).filter(here), 0),
        )
        .join(Location, Location.id == Stock.location_id)
        .join(Variant, Variant.id == Stock.variant_id)
        .where(mine)  # type: ignore[arg-type]
        .group_by(Stock.variant_id)
    )
    return {variant_id: (counted, promised) for variant_id, counted, promised in rows}


def place_id(session: Session, code: str) -> int | None:
    """The location with this code, open or not."""
    return session.scalar(select(Location.id).where(Location.code == code))
