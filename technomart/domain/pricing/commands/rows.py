"""The rows of prices: taken locked, written with their history, and told of to those who keep copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from technomart.domain.pricing.errors import NotAnAmount
from technomart.domain.pricing.models import Price, PriceHistory, PriceKind
from technomart.domain.pricing.rules import LARGEST_PRICE_KOPECKS, Term, charged_steps
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.inserting import write_many
from technomart.foundation.money import RUB


def require_amount(amount: int) -> None:
    """Refuse (NotAnAmount) what no piece of goods costs."""
    if not 0 < amount <= LARGEST_PRICE_KOPECKS:
        raise NotAnAmount(field="price")


def rows_from(session: Session, variant_ids: Sequence[int], at: datetime) -> dict[int, list[Price]]:
    """The rows in force at the moment or later, locked, in id order."""
    rows = session.scalars(
        select(Price)
        .where(Price.variant_id.in_(variant_ids), or_(Price.valid_to.is_(None), Price.valid_to > at))
        .order_by(Price.id)
        .with_for_update()
    )
    by_variant: dict[int, list[Price]] = {variant_id: [] for variant_id in variant_ids}
    for row in rows:
        by_variant[row.variant_id].append(row)
    return by_variant


def new_row(variant_id: int, kind: PriceKind, amount: int, since: datetime, until: datetime | None) -> Price:
    """A price that is not in the session yet."""
    return Price(
        variant_id=variant_id, kind=kind, amount_kopecks=amount, currency=RUB, valid_from=since, valid_to=until
    )


def write_rows(session: Session, fresh: Sequence[Price]) -> None:
    """Write new prices in one statement: they are values afterwards, not rows that the session knows."""
    columns = ("variant_id", "kind", "amount_kopecks", "currency", "valid_from", "valid_to")
    write_many(session, Price, [{name: getattr(row, name) for name in columns} for row in fresh])


def end_rows(session: Session, ids: Sequence[int], at: datetime) -> None:
    """Let these rows end at the moment, in one statement."""
    if ids:
        session.execute(update(Price).where(Price.id.in_(ids)).values(valid_to=at))


def write_history(session: Session, rows: dict[int, list[Price]], start: datetime, actor: str, reason: str) -> None:
    """Append what makes the history from `start` on say the same as the rows."""
    recorded: dict[int, dict[datetime, int]] = defaultdict(dict)
    entries = session.execute(
        select(PriceHistory.variant_id, PriceHistory.at, PriceHistory.amount_kopecks)
        .where(PriceHistory.variant_id.in_(list(rows)), PriceHistory.at >= start)
        .order_by(PriceHistory.at, PriceHistory.id)
    )
    for variant_id, moment, amount in entries:
        recorded[variant_id][moment] = amount
    fresh: list[dict[str, Any]] = []
    for variant_id, held in rows.items():
        for moment, amount in _missing(held, recorded[variant_id], start):
            fresh.append(
                {
                    "variant_id": variant_id,
                    "at": moment,
                    "amount_kopecks": amount,
                    "actor": actor,
                    "reason": reason,
                }
            )
    write_many(session, PriceHistory, fresh)


def _missing(rows: list[Price], recorded: dict[datetime, int], start: datetime) -> Iterable[tuple[datetime, int]]:
    terms = [
        Term(row.amount_kopecks, row.valid_from, row.valid_to, is_reduced=row.kind is PriceKind.reduced)
        for row in rows
    ]
    steps = dict(charged_steps(terms, start))
    amount = 0
    for moment in sorted({*steps, *recorded}):
        amount = steps.get(moment, amount)
        if recorded.get(moment) != amount:
            yield moment, amount


def note(session: Session, variant_ids: list[int], moments: list[datetime]) -> None:
    """Tell those who keep copies: now for what already holds, dated for what will."""
    now = clock.now()
    if any(moment <= now for moment in moments):
        changes.note(session, ChangeKind.price, variant_ids)
    for moment in moments:
        if moment > now:
            changes.note(session, ChangeKind.price, variant_ids, due_at=moment)
