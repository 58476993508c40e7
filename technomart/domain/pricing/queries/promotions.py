"""Looking promotions up: their goods, and whether their prices are as they should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from technomart.domain import catalog
from technomart.domain.pricing.errors import UnknownPromotion
from technomart.domain.pricing.models import (
    Price,
    PriceKind,
    Promotion,
    PromotionBrand,
    PromotionCategory,
    PromotionProduct,
)
from technomart.domain.pricing.queries.prices import chunks
from technomart.domain.pricing.rules import Term, promoted_terms, to_come
from technomart.foundation.paging import Paging


@dataclass(frozen=True, slots=True)
class Picks:
    """What a promotion names, by id: categories, brands, product lines, and lines that are left out."""

    category_ids: tuple[int, ...] = ()
    brand_ids: tuple[int, ...] = ()
    product_ids: tuple[int, ...] = ()
    left_out_ids: tuple[int, ...] = ()


def promotions(session: Session, paging: Paging) -> tuple[list[Promotion], int]:
    """All promotions, those that end last first, and how many there are."""
    total = session.scalar(select(func.count()).select_from(Promotion)) or 0
    rows = select(Promotion).order_by(Promotion.valid_to.desc(), Promotion.id.desc())
    return list(session.scalars(rows.offset(paging.offset).limit(paging.size))), total


def get_promotion(session: Session, code: str) -> Promotion:
    """The promotion with this code. Refuses UnknownPromotion."""
    found = session.scalar(select(Promotion).where(Promotion.code == code.strip().casefold()))
    if found is None:
        raise UnknownPromotion()
    return found


def lock_promotion(session: Session, promotion_id: int) -> Promotion:
    """The promotion, its row locked: its prices are written by one at a time."""
    found = select(Promotion).where(Promotion.id == promotion_id).with_for_update()
    return session.scalars(found.execution_options(populate_existing=True)).one()


def picks_of(session: Session, promotion_id: int) -> Picks:
    """What the promotion names, in one question."""
    named = (
        (PromotionCategory, literal("category"), PromotionCategory.category_id),
        (PromotionBrand, literal("brand"), PromotionBrand.brand_id),
        (
            PromotionProduct,
            case((PromotionProduct.is_left_out, "left_out"), else_="product"),
            PromotionProduct.product_id,
        ),
    )
    rows = union_all(
        *[
            select(kind.label("kind"), key.label("key")).where(table.promotion_id == promotion_id)
            for table, kind, key in named
        ]
    ).order_by("key")
    picked: dict[str, list[int]] = defaultdict(list)
    for kind, key in session.execute(rows):
        picked[kind].append(key)
    return Picks(
        category_ids=tuple(picked["category"]),
        brand_ids=tuple(picked["brand"]),
        product_ids=tuple(picked["product"]),
        left_out_ids=tuple(picked["left_out"]),
    )


def goods_of_promotion(session: Session, promotion: Promotion, at: datetime) -> set[int]:
    """The variants whose prices the promotion makes from the moment on; none if it is off or over."""
    if not promotion.is_on or promotion.valid_to <= at:
        return set()
    picks = picks_of(session, promotion.id)
    return set(
        catalog.picked_variants(
            session,
            category_ids=picks.category_ids,
            brand_ids=picks.brand_ids,
            product_ids=picks.product_ids,
            left_out_ids=picks.left_out_ids,
        )
    )


def marked_variants(session: Session, promotion_id: int, at: datetime) -> set[int]:
    """The variants that have a price of this promotion in force at the moment or later."""
    rows = select(Price.variant_id).where(Price.promotion_id == promotion_id, Price.valid_to > at)
    return set(session.scalars(rows.distinct()))


def reach_of(session: Session, promotion_ids: Iterable[int], at: datetime) -> dict[int, int]:
    """How many variants have a price of each of these promotions in force at the moment or later. One query."""
    ids = list(promotion_ids)
    rows = session.execute(
        select(Price.promotion_id, func.count(Price.variant_id.distinct()))
        .where(Price.promotion_id.in_(ids), Price.valid_to > at)
        .group_by(Price.promotion_id)
    )
    counted = {promotion_id: goods for promotion_id, goods in rows if promotion_id is not None}
    return {one: counted.get(one, 0) for one in ids}


def terms_wanted(promotion: Promotion, listed: Sequence[Term], at: datetime) -> list[Term]:
    """The promotion's prices of one of its goods from the moment on."""
    start = max(promotion.valid_from, at)
    return promoted_terms(to_come(listed, at), promotion.discount, start=start, end=promotion.valid_to)


def astray_promotions(session: Session, at: datetime) -> list[int]:
    """The promotions whose prices are not as they should be from the moment on, by id."""
    standing = select(Price.promotion_id).where(Price.promotion_id.is_not(None), Price.valid_to > at)
    running = Promotion.is_on & (Promotion.valid_to > at)
    candidates = session.scalars(
        select(Promotion).where(or_(running, Promotion.id.in_(standing))).order_by(Promotion.id)
    ).all()
    return [promotion.id for promotion in candidates if _is_astray(session, promotion, at)]


def _is_astray(session: Session, promotion: Promotion, at: datetime) -> bool:
    goods = goods_of_promotion(session, promotion, at)
    for ids in chunks(goods | marked_variants(session, promotion.id, at)):
        listed, made = _rows_by_variant(session, ids, promotion.id, at)
        for variant_id in ids:
            wanted = terms_wanted(promotion, listed[variant_id], at) if variant_id in goods else []
            if to_come(made[variant_id], at) != wanted:
                return True
    return False


def _rows_by_variant(
    session: Session, ids: list[int], promotion_id: int, at: datetime
) -> tuple[dict[int, list[Term]], dict[int, list[Term]]]:
    """The list prices and this promotion's prices of these variants from the moment on."""
    listed: dict[int, list[Term]] = defaultdict(list)
    made: dict[int, list[Term]] = defaultdict(list)
    rows = session.execute(
        select(Price.variant_id, Price.kind, Price.amount_kopecks, Price.valid_from, Price.valid_to).where(
            Price.variant_id.in_(ids),
            or_(Price.valid_to.is_(None), Price.valid_to > at),
            or_(Price.kind == PriceKind.list, Price.promotion_id == promotion_id),
        )
    )
    for variant_id, kind, amount, since, until in rows:
        if kind is PriceKind.list:
            listed[variant_id].append(Term(amount, since, until))
        else:
            made[variant_id].append(Term(amount, since, until, is_reduced=True))
    return listed, made
