"""What is held for somebody: made lasting when the money comes, given back when it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from technomart.domain.inventory.models import (
    Allocation,
    Claim,
    ClaimKind,
    MovementKind,
    Reservation,
    Stock,
    StockMovement,
)
from technomart.domain.inventory.rules import told
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind

CLOCKWORK = "shop"
OVER = "reservation over"


@dataclass(frozen=True, slots=True)
class Hold:
    """One of the two kinds of hold: where it is written, and in which count of the stock row."""

    table: type[Allocation] | type[Reservation]
    count: InstrumentedAttribute[int]
    other: InstrumentedAttribute[int]
    taken: MovementKind
    delta: str


HOLDS = {
    ClaimKind.order: Hold(Allocation, Stock.allocated, Stock.reserved, MovementKind.allocated, "allocated_delta"),
    ClaimKind.reservation: Hold(
        Reservation, Stock.reserved, Stock.allocated, MovementKind.reserved, "reserved_delta"
    ),
}

Held = Sequence[Row[int, int] | tuple[int, int]]
"""Rows of (stock row, pieces)."""


def keep(session: Session, claim_ids: Iterable[int], *, cause: str, actor: str) -> bool:
    """Make what is reserved for these claims theirs for good; whether all of them hold their pieces now.

    What is allocated already stays so. If a single one has lost its reservation nothing is changed: the caller
    gives the rest back and tries to take anew.
    """
    ids = sorted(set(claim_ids))
    rows = session.execute(
        select(Reservation.id, Reservation.claim_id, Reservation.stock_id, Reservation.quantity)
        .where(Reservation.claim_id.in_(ids))
        .order_by(Reservation.id)
        .with_for_update()
    ).all()
    allocated = session.scalars(select(Allocation.claim_id).where(Allocation.claim_id.in_(ids)))
    if {row.claim_id for row in rows} | set(allocated) != set(ids):
        return False
    if not rows:
        return True
    by_row = _by_row((row.stock_id, row.quantity) for row in rows)
    for stock_id in sorted(by_row):
        pieces = by_row[stock_id]
        _change(session, stock_id, reserved=-pieces, allocated=pieces)
        _note(session, stock_id, MovementKind.allocated, reserved=-pieces, allocated=pieces, cause=cause, actor=actor)
    session.add_all(Allocation(claim_id=row.claim_id, stock_id=row.stock_id, quantity=row.quantity) for row in rows)
    session.execute(delete(Reservation).where(Reservation.id.in_([row.id for row in rows])))
    session.execute(
        update(Claim)
        .where(Claim.id.in_([row.claim_id for row in rows]))
        .values(kind=ClaimKind.order, expires_at=None)
        .execution_options(synchronize_session=False)
    )
    session.flush()  # the books are whole when this verb returns
    return True


def release(session: Session, claim_ids: Iterable[int], *, cause: str, actor: str) -> int:
    """Give back what these claims hold; how many pieces that were. A claim gives back once, however often asked."""
    ids = sorted(set(claim_ids))
    pieces = 0
    for hold in HOLDS.values():
        table = hold.table
        held = session.execute(
            delete(table).where(table.claim_id.in_(ids)).returning(table.stock_id, table.quantity)
        ).all()
        kind = MovementKind.released
        pieces += give_up(session, held, kind, cause=cause, actor=actor, is_reserved=table is Reservation)
    return pieces


def release_pieces(session: Session, pieces: Mapping[int, int], *, cause: str, actor: str) -> int:
    """Give back so many pieces of what each of these claims holds (claim id: pieces); how many were given back."""
    left, given = dict(pieces), 0
    for hold in HOLDS.values():
        held = take_out(session, hold.table, left)
        is_reserved = hold.table is Reservation
        given += give_up(session, held, MovementKind.released, cause=cause, actor=actor, is_reserved=is_reserved)
    return given


def take_out(
    session: Session, table: type[Allocation] | type[Reservation], wanted: dict[int, int]
) -> list[tuple[int, int]]:
    """Take so many pieces out of what these claims hold, as (stock row, pieces); `wanted` is lowered by them."""
    rows = session.execute(
        select(table.id, table.claim_id, table.stock_id, table.quantity)
        .where(table.claim_id.in_(sorted(wanted)))
        .order_by(table.id)
        .with_for_update()
    ).all()
    taken = []
    for row_id, claim_id, stock_id, quantity in rows:
        part = min(quantity, wanted[claim_id])
        if not part:
            continue
        wanted[claim_id] -= part
        taken.append((stock_id, part))
        if part == quantity:
            session.execute(delete(table).where(table.id == row_id))
        else:
            session.execute(update(table).where(table.id == row_id).values(quantity=table.quantity - part))
    return taken


def release_expired(session: Session, variant_ids: Iterable[int] | None = None, *, most: int = 200) -> int:
    """Give back what was reserved until a moment that has passed, of these variants or of any; how many pieces."""
    at = clock.now()
    rows = select(Reservation.stock_id).join(Claim, Claim.id == Reservation.claim_id).where(Claim.expires_at <= at)
    wanted = rows.distinct().limit(most)
    if variant_ids is not None:
        wanted = wanted.join(Stock, Stock.id == Reservation.stock_id).where(Stock.variant_id.in_(list(variant_ids)))
    found = session.scalars(wanted).all()
    if not found:
        return 0
    variants = session.scalars(select(Stock.variant_id).where(Stock.id.in_(found)).distinct()).all()
    locked = session.scalars(
        select(Stock.id).where(Stock.variant_id.in_(variants)).order_by(Stock.id).with_for_update()
    ).all()
    return free_expired(session, locked, at)


def free_expired(session: Session, locked: Sequence[int], at: datetime) -> int:
    """Give back the reservations of these stock rows that are over; how many pieces. The rows are locked already.

    Reservations that somebody is keeping or releasing at this moment are stepped over, and so are those that reach
    beyond these rows: a claim is given back whole or not at all.
    """
    beyond = select(Reservation.claim_id).where(Reservation.stock_id.not_in(locked))
    is_over: Select[int] = (
        select(Reservation.id)
        .join(Claim, Claim.id == Reservation.claim_id)
        .where(Reservation.stock_id.in_(locked), Claim.expires_at <= at, Reservation.claim_id.not_in(beyond))
        .order_by(Reservation.id)
        .with_for_update(of=Reservation, skip_locked=True)
    )
    ids = session.scalars(is_over).all()
    held = session.execute(
        delete(Reservation).where(Reservation.id.in_(ids)).returning(Reservation.stock_id, Reservation.quantity)
    ).all()
    return give_up(session, held, MovementKind.released, cause=OVER, actor=CLOCKWORK, is_reserved=True)


def give_up(
    session: Session, held: Held, kind: MovementKind, *, cause: str, actor: str, is_reserved: bool = False
) -> int:
    """Take these pieces out of their count: they stay on their shelves, or leave with `shipped`; how many."""
    by_row = _by_row((stock_id, quantity) for stock_id, quantity in held)
    if not by_row:
        return 0
    says_more = set()
    for stock_id in sorted(by_row):
        pieces = by_row[stock_id]
        gone = pieces if kind is MovementKind.shipped else 0
        deltas = {"reserved": -pieces} if is_reserved else {"allocated": -pieces}
        variant_id, free = _change(session, stock_id, on_hand=-gone, **deltas)
        if told(free) != told(free - pieces + gone):
            says_more.add(variant_id)
        _note(session, stock_id, kind, on_hand=-gone, cause=cause, actor=actor, **deltas)
    session.flush()  # the books are whole when this verb returns
    changes.note(session, ChangeKind.offer, list(says_more))
    return sum(by_row.values())


def _by_row(held: Iterable[tuple[int, int]]) -> dict[int, int]:
    by_row: dict[int, int] = {}
    for stock_id, quantity in held:
        by_row[stock_id] = by_row.get(stock_id, 0) + quantity
    return by_row


def _change(
    session: Session, stock_id: int, *, on_hand: int = 0, allocated: int = 0, reserved: int = 0
) -> tuple[int, int]:
    """Change the counts of one row in one statement; its variant, and how many pieces are free after that."""
    deltas: dict[InstrumentedAttribute[int], ColumnElement[int]] = {
        Stock.on_hand: Stock.on_hand + on_hand,
        Stock.allocated: Stock.allocated + allocated,
        Stock.reserved: Stock.reserved + reserved,
    }
    free = Stock.on_hand - Stock.allocated - Stock.reserved
    changed = update(Stock).where(Stock.id == stock_id).values(deltas).returning(Stock.variant_id, free)
    return session.execute(changed.execution_options(synchronize_session=False)).one()._t


def _note(
    session: Session,
    stock_id: int,
    kind: MovementKind,
    *,
    on_hand: int = 0,
    allocated: int = 0,
    reserved: int = 0,
    cause: str,
    actor: str,
) -> None:
    session.add(
        StockMovement(
            stock_id=stock_id,
            kind=kind,
            on_hand_delta=on_hand,
            allocated_delta=allocated,
            reserved_delta=reserved,
            at=clock.now(),
            cause=cause,
            actor=actor,
        )
    )
