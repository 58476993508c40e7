"""Changing what goods cost, with the history written beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.pricing.commands.promotions import realign
from technomart.domain.pricing.commands.rows import (
    end_rows,
    new_row,
    note,
    require_amount,
    rows_from,
    write_history,
    write_rows,
)
from technomart.domain.pricing.errors import NotAReduction
from technomart.domain.pricing.models import Price, PriceKind, VatRate
from technomart.domain.pricing.queries import chunks


def set_price(
    session: Session, variant_id: int, amount_kopecks: int, *, at: datetime, actor: str, reason: str
) -> None:
    """Let the list price be this from the moment on. Setting the price that already holds changes nothing."""
    set_prices(session, [(variant_id, amount_kopecks)], at=at, actor=actor, reason=reason)


def set_prices(session: Session, prices: Iterable[tuple[int, int]], *, at: datetime, actor: str, reason: str) -> int:
    """Set many list prices (variant id, kopecks) in a few statements; how many of them really changed.

    Refuses NotAnAmount before anything is written.
    """
    wanted = dict(prices)
    for amount in wanted.values():
        require_amount(amount)
    changed: list[int] = []
    moments = {at}
    for ids in chunks(wanted):
        rows = rows_from(session, ids, at)
        ended: list[int] = []
        fresh: list[Price] = []
        moved = [one for one in ids if _move_list_price(rows[one], one, wanted[one], at=at, ended=ended, fresh=fresh)]
        end_rows(session, ended, at)
        write_rows(session, fresh)
        moments |= realign(session, {variant_id: rows[variant_id] for variant_id in moved}, at)
        write_history(session, {variant_id: rows[variant_id] for variant_id in moved}, at, actor, reason)
        changed += moved
    note(session, changed, sorted(moments))
    return len(changed)


def reduce_price(
    session: Session,
    variant_id: int,
    amount_kopecks: int,
    *,
    valid_from: datetime,
    valid_to: datetime,
    actor: str,
    reason: str,
) -> None:
    """Charge less from one moment (included) to another (excluded). Refuses NotAReduction."""
    reduce_prices(
        session, [(variant_id, amount_kopecks)], valid_from=valid_from, valid_to=valid_to, actor=actor, reason=reason
    )


def reduce_prices(
    session: Session,
    prices: Iterable[tuple[int, int]],
    *,
    valid_from: datetime,
    valid_to: datetime,
    actor: str,
    reason: str,
) -> None:
    """Reduce many prices (variant id, kopecks) for the same time. All of them or none."""
    wanted = dict(prices)
    if valid_to <= valid_from:
        raise NotAReduction(reason="dates")
    for ids in chunks(wanted):
        rows = rows_from(session, ids, valid_from)
        for variant_id in ids:
            require_amount(wanted[variant_id])
            listed = [row for row in rows[variant_id] if row.kind is PriceKind.list and row.valid_from < valid_to]
            starts_listed = any(row.valid_from <= valid_from for row in listed)
            if not starts_listed or any(row.amount_kopecks <= wanted[variant_id] for row in listed):
                raise NotAReduction(reason="not_lower")
            rows[variant_id].append(new_row(variant_id, PriceKind.reduced, wanted[variant_id], valid_from, valid_to))
        write_rows(session, [rows[variant_id][-1] for variant_id in ids])
        write_history(session, rows, valid_from, actor, reason)
    note(session, list(wanted), [valid_from, valid_to])


def end_reduction(session: Session, variant_id: int, *, at: datetime, actor: str, reason: str) -> None:
    """Charge the list price again from the moment on: running reductions end, planned ones are dropped.

    Those of promotions stay: they end with their promotion, or when the goods are left out of it.
    """
    rows = rows_from(session, [variant_id], at)
    for row in [row for row in rows[variant_id] if row.kind is PriceKind.reduced and row.promotion_id is None]:
        if row.valid_from >= at:
            rows[variant_id].remove(row)
            session.delete(row)
        else:
            row.valid_to = at
    session.flush()
    write_history(session, rows, at, actor, reason)
    note(session, [variant_id], [at])


def end_prices(session: Session, variant_ids: Iterable[int], *, at: datetime) -> None:
    """These goods have no price from the moment on and cannot be bought; what is planned after it is dropped.

    The history keeps what was charged; it has no entry for a time without a price.
    """
    ended = list(variant_ids)
    for ids in chunks(ended):
        for rows in rows_from(session, ids, at).values():
            for row in rows:
                if row.valid_from >= at:
                    session.delete(row)
                else:
                    row.valid_to = at
        session.flush()  # the note below must follow what it tells of
    note(session, ended, [at])


def set_vat(session: Session, basis_points: int, *, valid_from: datetime) -> None:
    """Let this VAT rate hold from the moment on; the same moment again corrects it."""
    rate = session.scalar(select(VatRate).where(VatRate.valid_from == valid_from))
    if rate is None:
        session.add(VatRate(valid_from=valid_from, rate_basis_points=basis_points))
    else:
        rate.rate_basis_points = basis_points
    session.flush()  # a rate outside its bounds is refused here, by the database


def _move_list_price(
    held: list[Price], variant_id: int, amount: int, *, at: datetime, ended: list[int], fresh: list[Price]
) -> bool:
    """Put the new list price into the chain of list prices, and among the fresh rows; False if it already holds.

    The row it takes the place of comes among those that end now.
    """
    chain = sorted((row for row in held if row.kind is PriceKind.list), key=lambda row: row.valid_from)
    present = chain[0] if chain and chain[0].valid_from <= at else None
    if present is not None and present.amount_kopecks == amount:
        return False
    if present is not None and present.valid_from == at:
        present.amount_kopecks = amount
        return True
    if present is not None:
        until = present.valid_to
        ended.append(present.id)
        held.remove(present)
    else:
        until = chain[0].valid_from if chain else None
    row = new_row(variant_id, PriceKind.list, amount, at, until)
    held.append(row)
    fresh.append(row)
    return True
