"""Making promotions and writing their prices: applied as often as one likes, always the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from technomart.domain.pricing.commands.codes import require_discount
from technomart.domain.pricing.commands.rows import new_row, note, rows_from, write_history
from technomart.domain.pricing.errors import CodeTaken, NotADiscount
from technomart.domain.pricing.models import (
    Price,
    PriceKind,
    Promotion,
    PromotionBrand,
    PromotionCategory,
    PromotionProduct,
)
from technomart.domain.pricing.queries.prices import chunks
from technomart.domain.pricing.queries.promotions import (
    Picks,
    goods_of_promotion,
    lock_promotion,
    marked_variants,
    terms_wanted,
)
from technomart.domain.pricing.rules import Discount, DiscountKind, Term, to_come
from technomart.foundation import audit, changes, jobs
from technomart.foundation.slugs import slug

LONGEST_CODE = 60
APPLY_PROMOTION = "apply_promotion"
AT_ONCE = 500
"""Of how many variants prices are written in one transaction, or a portion more."""


@dataclass(frozen=True, slots=True)
class PromotionDraft:
    """A promotion as somebody of the shop wants it."""

    code: str
    name: str
    discount: Discount
    valid_from: datetime
    valid_to: datetime
    name_en: str = ""
    picks: Picks = field(default_factory=Picks)
    is_on: bool = False


def add_promotion(session: Session, draft: PromotionDraft, *, at: datetime, actor: str) -> Promotion:
    """Make a promotion and apply it, written into the audit. Refuses CodeTaken and NotADiscount."""
    code = slug(draft.code)[:LONGEST_CODE]
    if session.scalar(select(Promotion.id).where(Promotion.code == code)) is not None:
        raise CodeTaken(field="code")
    promotion = Promotion(code=code, created_at=at)
    _fill(promotion, draft)
    session.add(promotion)
    session.flush()  # its picks and prices point at its id
    _write_picks(session, promotion, draft.picks)
    audit.record(
        session,
        actor,
        "promotion.add",
        subject=f"promotion {code}",
        after=facts_of_promotion(promotion) | _named(draft.picks),
    )
    _apply_first(session, promotion.id, at=at, actor=actor)
    return promotion


def change_promotion(
    session: Session, promotion: Promotion, draft: PromotionDraft, *, at: datetime, actor: str
) -> None:
    """Change everything but the code and apply it, written into the audit. Refuses NotADiscount."""
    promotion = lock_promotion(session, promotion.id)
    before = facts_of_promotion(promotion)
    _fill(promotion, draft)
    session.flush()  # a promotion the database would not keep is refused before its goods are touched
    _write_picks(session, promotion, draft.picks)
    audit.record(
        session,
        actor,
        "promotion.change",
        subject=f"promotion {promotion.code}",
        before=before,
        after=facts_of_promotion(promotion) | _named(draft.picks),
    )
    _apply_first(session, promotion.id, at=at, actor=actor)


def switch_promotion(session: Session, promotion: Promotion, *, is_on: bool, at: datetime, actor: str) -> None:
    """Let a promotion hold, or no longer: its running prices end now, its planned ones are dropped. Audited."""
    promotion = lock_promotion(session, promotion.id)
    if promotion.is_on is is_on:
        return
    promotion.is_on = is_on
    session.flush()  # its goods are looked up below by what the database says
    action = "promotion.on" if is_on else "promotion.off"
    audit.record(session, actor, action, subject=f"promotion {promotion.code}")
    _apply_first(session, promotion.id, at=at, actor=actor)


def apply_promotion(session: Session, promotion_id: int, *, at: datetime, actor: str, most: int | None = None) -> int:
    """Let the promotion's prices be as they should be from the moment on; of how many variants they were not.

    With `most` it stops after the portion that reached it: whoever calls again until less was done has done it all.
    """
    promotion = lock_promotion(session, promotion_id)
    goods = goods_of_promotion(session, promotion, at)
    moved = 0
    with changes.gathered(session):
        for ids in chunks(goods | marked_variants(session, promotion_id, at)):
            rows = rows_from(session, ids, at)
            touched = {
                variant_id: moments
                for variant_id in ids
                if (moments := _align(session, rows[variant_id], promotion, at, is_in=variant_id in goods))
            }
            session.flush()  # the history below is written from rows that must be there
            _tell(session, rows, touched, actor=actor, reason=f"promotion {promotion.code}")
            moved += len(touched)
            if most is not None and moved >= most:
                break
    return moved


def _apply_first(session: Session, promotion_id: int, *, at: datetime, actor: str) -> None:
    """Apply a promotion to the first of its goods and leave the rest to the worker: nobody waits for thousands."""
    moved = apply_promotion(session, promotion_id, at=at, actor=actor, most=AT_ONCE)
    if moved >= AT_ONCE:
        jobs.enqueue(session, APPLY_PROMOTION, f"{APPLY_PROMOTION}:{promotion_id}", {"promotion_id": promotion_id})


def realign(session: Session, rows: Mapping[int, list[Price]], at: datetime) -> set[datetime]:
    """Reckon the promotions of these locked rows anew after their list prices have moved; the moments that changed.

    The caller writes the history. Goods that were in no promotion's prices yet come in when it is next applied.
    """
    marked = {row.promotion_id for held in rows.values() for row in held if row.promotion_id is not None}
    if not marked:
        return set()
    known = {one.id: one for one in session.scalars(select(Promotion).where(Promotion.id.in_(marked)))}
    moments: set[datetime] = set()
    for held in rows.values():
        for promotion_id in sorted({row.promotion_id for row in held if row.promotion_id is not None}):
            promotion = known[promotion_id]
            moments |= _align(session, held, promotion, at, is_in=promotion.is_on)
    session.flush()  # the history is written from rows that must be there
    return moments


def facts_of_promotion(promotion: Promotion) -> dict[str, Any]:
    """A promotion as the audit keeps it."""
    return {
        "name": promotion.name,
        "kind": promotion.kind.value,
        "percent": promotion.percent,
        "amount_kopecks": promotion.amount_kopecks,
        "valid_from": promotion.valid_from.isoformat(),
        "valid_to": promotion.valid_to.isoformat(),
        "is_on": promotion.is_on,
    }


def _align(session: Session, held: list[Price], promotion: Promotion, at: datetime, *, is_in: bool) -> set[datetime]:
    """Bring one variant's locked rows in line with a promotion; the moments at which something changes by it."""
    listed = [_term(row) for row in held if row.kind is PriceKind.list]
    mine = sorted((row for row in held if row.promotion_id == promotion.id), key=lambda row: row.valid_from)
    wanted = terms_wanted(promotion, listed, at) if is_in else []
    if to_come([_term(row) for row in mine], at) == wanted:
        return set()
    moments: set[datetime] = set()
    for row in mine:
        begins = max(row.valid_from, at)
        right = next((term for term in wanted if (term.amount, term.since) == (row.amount_kopecks, begins)), None)
        moments |= _keep(row, right) if right is not None else _stop(session, held, row, at)
        wanted = [term for term in wanted if term is not right]
    for term in wanted:
        row = new_row(held[0].variant_id, PriceKind.reduced, term.amount, term.since, term.until)
        row.promotion_id = promotion.id
        held.append(row)
        session.add(row)
        moments |= _edges(row)
    return moments


def _keep(row: Price, right: Term) -> set[datetime]:
    """Let a price that is right go on to its right end."""
    if row.valid_to == right.until:
        return set()
    before = _edges(row)
    row.valid_to = right.until
    return (before | _edges(row)) - {row.valid_from}


def _stop(session: Session, held: list[Price], row: Price, at: datetime) -> set[datetime]:
    """End a running price now, drop a planned one."""
    if row.valid_from >= at:
        held.remove(row)
        session.delete(row)
        return _edges(row)
    before = _edges(row) - {row.valid_from}
    row.valid_to = at
    return before | {at}


def _edges(row: Price) -> set[datetime]:
    return {edge for edge in (row.valid_from, row.valid_to) if edge is not None}


def _term(row: Price) -> Term:
    return Term(row.amount_kopecks, row.valid_from, row.valid_to, is_reduced=row.kind is PriceKind.reduced)


def _tell(
    session: Session,
    rows: dict[int, list[Price]],
    touched: Mapping[int, set[datetime]],
    *,
    actor: str,
    reason: str,
) -> None:
    """Write the history of what was touched from its first moment on, and note it for those who keep copies."""
    by_start: dict[datetime, dict[int, list[Price]]] = defaultdict(dict)
    by_moments: dict[frozenset[datetime], list[int]] = defaultdict(list)
    for variant_id, moments in touched.items():
        by_start[min(moments)][variant_id] = rows[variant_id]
        by_moments[frozenset(moments)].append(variant_id)
    for start, held in by_start.items():
        write_history(session, held, start, actor, reason)
    for edges, variant_ids in by_moments.items():
        note(session, variant_ids, sorted(edges))


def _fill(promotion: Promotion, draft: PromotionDraft) -> None:
    require_discount(draft.discount)
    if draft.discount.kind is DiscountKind.free_delivery:
        raise NotADiscount(field="kind")
    if draft.valid_to <= draft.valid_from:
        raise NotADiscount(field="valid_to")
    if not draft.name.strip():
        raise NotADiscount(field="name")
    promotion.name, promotion.name_en = draft.name.strip(), draft.name_en.strip()
    promotion.kind, promotion.percent = draft.discount.kind, draft.discount.percent
    promotion.amount_kopecks = draft.discount.amount_kopecks
    promotion.valid_from, promotion.valid_to, promotion.is_on = draft.valid_from, draft.valid_to, draft.is_on


def _write_picks(session: Session, promotion: Promotion, picks: Picks) -> None:
    for table in (PromotionCategory, PromotionBrand, PromotionProduct):
        session.execute(delete(table).where(table.promotion_id == promotion.id))
    mine = promotion.id
    session.add_all([PromotionCategory(promotion_id=mine, category_id=one) for one in set(picks.category_ids)])
    session.add_all([PromotionBrand(promotion_id=mine, brand_id=one) for one in set(picks.brand_ids)])
    left_out = set(picks.left_out_ids)
    for product_id in set(picks.product_ids) | left_out:
        session.add(PromotionProduct(promotion_id=mine, product_id=product_id, is_left_out=product_id in left_out))
    session.flush()  # its goods are looked up next by what the database says


def _named(picks: Picks) -> dict[str, Any]:
    return {
        "categories": list(picks.category_ids),
        "brands": list(picks.brand_ids),
        "products": list(picks.product_ids),
        "left_out": list(picks.left_out_ids),
    }
