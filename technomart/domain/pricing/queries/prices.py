"""Looking up what goods cost, what they used to cost, and the VAT inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased

from technomart.domain.pricing.models import Price, PriceHistory, PriceKind, VatRate
from technomart.domain.pricing.rules import Offer, Term, honest_was, in_force
from technomart.foundation import clock
from technomart.foundation.money import Money

CHUNK = 500
"""How many variants one statement names: below every database's limit of parameters."""

AT: ColumnElement[Any] = bindparam("at")
IDS: ColumnElement[Any] = bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class PricePoint:
    """What was charged from a moment on."""

    at: datetime
    price: Money


def chunks(variant_ids: Iterable[int]) -> Iterable[list[int]]:
    """The ids without repetition, in order, in portions a statement can take."""
    ids = sorted(set(variant_ids))
    for first in range(0, len(ids), CHUNK):
        yield ids[first : first + CHUNK]


def offers_of(session: Session, variant_ids: Iterable[int], at: datetime) -> dict[int, Offer]:
    """What these variants cost at the moment; those that are not for sale are missing."""
    offers: dict[int, Offer] = {}
    for ids in chunks(variant_ids):
        offers |= _offers(as_terms(session.execute(_charged(), {"ids": ids, "at": at})), at)
    return offers


def offers_and_vat(session: Session, variant_ids: Iterable[int], at: datetime) -> tuple[dict[int, Offer], int]:
    """What these few variants cost at the moment, and the VAT rate inside; one question if any is for sale."""
    rows = session.execute(_charged_and_vat(), {"ids": sorted(set(variant_ids)), "at": at}).all()
    vat = (rows[0][-1] or 0) if rows else vat_at(session, at)
    return _offers(as_terms(row[:-1] for row in rows), at), vat


def _offers(terms: Mapping[int, list[Term]], at: datetime) -> dict[int, Offer]:
    offers: dict[int, Offer] = {}
    for variant_id, held in terms.items():
        present = in_force(held, at)
        if present is not None:
            was = honest_was(held, at)
            offers[variant_id] = Offer(
                variant_id=variant_id,
                price=Money(present.amount),
                was=None if was is None else Money(was),
            )
    return offers


@cache
def _charged() -> Select[*tuple[Any, ...]]:
    """The price rows of these ids that say what is charged at this moment and what was before."""
    return price_rows(_still_holds() | _is_reduced_now())


@cache
def _charged_and_vat() -> Select[*tuple[Any, ...]]:
    return _charged().add_columns(_vat_rate().scalar_subquery())


@cache
def _holding() -> Select[*tuple[Any, ...]]:
    """The price rows of these ids that hold at this moment or are planned for later."""
    return price_rows(_still_holds())


def _still_holds() -> ColumnElement[bool]:
    return or_(Price.valid_to.is_(None), Price.valid_to > AT)


def _is_reduced_now() -> ColumnElement[bool]:
    """Whether the variant has a reduction in force: then its earlier prices count too."""
    reduction = aliased(Price)
    return exists().where(
        reduction.variant_id == Price.variant_id,
        reduction.kind == PriceKind.reduced,
        reduction.valid_from <= AT,
        or_(reduction.valid_to.is_(None), reduction.valid_to > AT),
    )


def terms_of(session: Session, variant_ids: Sequence[int], which: ColumnElement[bool]) -> dict[int, list[Term]]:
    """The price rows of these variants as plain values."""
    return as_terms(session.execute(price_rows(which), {"ids": variant_ids}))


def price_rows(which: ColumnElement[bool], of: Any = IDS) -> Select[*tuple[Any, ...]]:
    """The price rows of these variants, whose ids are given when it is asked unless they are a query."""
    return (
        select(
            Price.variant_id,
            Price.amount_kopecks,
            Price.valid_from,
            Price.valid_to,
            Price.kind,
            Price.promotion_id,
        )
        .where(Price.variant_id.in_(of), which)
        .order_by(Price.variant_id, Price.valid_from, Price.id)
    )


def as_terms(rows: Iterable[Sequence[Any]]) -> dict[int, list[Term]]:
    """Such rows as plain values, by variant; the kinds may be as the database keeps them."""
    terms: dict[int, list[Term]] = defaultdict(list)
    for variant_id, amount, since, until, kind, promotion_id in rows:
        is_reduced, is_promoted = kind == PriceKind.reduced, promotion_id is not None
        terms[variant_id].append(Term(amount, since, until, is_reduced, is_promoted))
    return dict(terms)


def prices_from(session: Session, variant_id: int, at: datetime) -> list[Term]:
    """The list and reduced prices of this variant that hold at the moment or are planned for later."""
    return as_terms(session.execute(_holding(), {"ids": [variant_id], "at": at})).get(variant_id, [])


def price_history_of(
    session: Session, variant_id: int, since: datetime, until: datetime | None = None
) -> list[PricePoint]:
    """What was charged from `since` to `until` (now, if not given), oldest first, beginning with what held then."""
    rows = session.execute(
        select(PriceHistory.at, PriceHistory.amount_kopecks)
        .where(PriceHistory.variant_id == variant_id, PriceHistory.at <= (until or clock.now()))
        .order_by(PriceHistory.at, PriceHistory.id)
    )
    last_word: dict[datetime, int] = dict(rows.tuples().all())
    points: list[PricePoint] = []
    for moment, amount in last_word.items():
        if moment <= since:
            points = [PricePoint(since, Money(amount))]
        elif not points or points[-1].price.minor != amount:
            points.append(PricePoint(moment, Money(amount)))
    return points


@cache
def _vat_rate() -> Select[int]:
    """The statement that reads the VAT rate in force."""
    known = select(VatRate.rate_basis_points).where(VatRate.valid_from <= AT)
    return known.order_by(VatRate.valid_from.desc()).limit(1)


def vat_at(session: Session, at: datetime) -> int:
    """The VAT rate in force, in basis points; 0 for a shop that has set none (the simplified system)."""
    return session.scalar(_vat_rate(), {"at": at}) or 0
