"""Taking stock for an order and giving it back: never more than there is, never twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, Update, bindparam, case, select, update
from sqlalchemy.orm import Session

from technomart.domain.inventory.commands.holding import HOLDS, Hold, free_expired, give_up, take_out
from technomart.domain.inventory.errors import NotACount, NotEnoughStock
from technomart.domain.inventory.models import (
    Allocation,
    Claim,
    ClaimKind,
    Location,
    LocationKind,
    MovementKind,
    Stock,
    StockMovement,
)
from technomart.domain.inventory.rules import Shelf, Shortage, plan, told
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.faults import Faults
from technomart.foundation.inserting import change_rows, write_rows, write_rows_later

MOST_AT_ONCE = 999


def allocate(
    session: Session,
    needs: Sequence[tuple[int, int]],
    *,
    location_id: int | None,
    cause: str,
    actor: str,
    faults: Faults,
) -> dict[int, int]:
    """Take stock for these needs (variant id, pieces): {variant id: claim id}, one claim a need.

    With a location only from there; without one from anywhere, warehouses first. Reservations that are over give
    way first. Refuses NotEnoughStock for the first need that cannot be met; then nothing at all is taken.
    """
    writing = _Taking(ClaimKind.order, None, cause, actor)
    return _take_all(session, needs, location_id, writing, faults)


def reserve(
    session: Session,
    needs: Sequence[tuple[int, int]],
    *,
    until: datetime,
    location_id: int | None,
    cause: str,
    actor: str,
    faults: Faults,
) -> dict[int, int]:
    """Hold stock for these needs until this moment, for somebody who is about to pay; else just as `allocate`.

    `keep` makes the hold lasting, `release` gives it back; after its end whoever needs the pieces may take them.
    """
    writing = _Taking(ClaimKind.reservation, until, cause, actor)
    return _take_all(session, needs, location_id, writing, faults)


@dataclass(frozen=True, slots=True)
class _Taking:
    """How what is taken is written down."""

    kind: ClaimKind
    until: datetime | None
    cause: str
    actor: str

    @property
    def hold(self) -> Hold:
        return HOLDS[self.kind]


def _take_all(
    session: Session,
    needs: Sequence[tuple[int, int]],
    location_id: int | None,
    writing: _Taking,
    faults: Faults,
) -> dict[int, int]:
    for _variant_id, quantity in needs:
        if not 1 <= quantity <= MOST_AT_ONCE:
            raise NotACount(field="quantity")
    locked = not faults.skips_lock("stock")
    wanted = [variant_id for variant_id, _ in needs]
    shelves, reserved = _shelves(session, wanted, location_id, locked=locked)
    if reserved and free_expired(session, [shelf.stock_id for shelf in shelves], clock.now()):
        shelves, _ = _shelves(session, wanted, location_id, locked=locked)
    planned = plan(shelves, needs)
    if isinstance(planned, Shortage):
        raise NotEnoughStock(available=planned.available, variant_id=planned.variant_id)
    faults.after_check("stock")
    taken = {stock_id: pieces for portions in planned.values() for stock_id, pieces in portions.items()}
    for stock_id in sorted(taken):
        if locked:
            _take(session, stock_id, taken[stock_id], writing.kind)
        else:
            _take_without_looking(session, stock_id, taken[stock_id], shelves, writing.hold)
    claims = _write_claims(session, planned, clock.now(), writing)
    says_less = {one.variant_id for one in shelves if told(one.free - taken.get(one.stock_id, 0)) != told(one.free)}
    changes.note(session, ChangeKind.offer, list(says_less))
    return claims


def ship(session: Session, pieces: Mapping[int, int], *, cause: str, actor: str) -> int:
    """Let so many pieces of what each claim holds (claim id: pieces) leave the house; how many left.

    A piece leaves once, however often asked: what a claim no longer holds does not leave.
    """
    held = take_out(session, Allocation, dict(pieces))
    return give_up(session, held, MovementKind.shipped, cause=cause, actor=actor)


def _shelves(
    session: Session, variant_ids: list[int], location_id: int | None, *, locked: bool
) -> tuple[list[Shelf], int]:
    """The rows the needs may be met from, in id order, and how many pieces of them are reserved.

    They stay locked until the transaction ends (PostgreSQL).
    """
    chosen = _held_shelves(of_place=location_id is not None, locked=locked)
    rows = session.execute(chosen, {"variants": variant_ids, "place": location_id}).all()
    return [Shelf(*row[:-1]) for row in rows], sum(row[-1] for row in rows)


@cache
def _held_shelves(*, of_place: bool, locked: bool) -> Select[*tuple[Any, ...]]:
    rank = case((Location.kind == LocationKind.warehouse, 0), else_=1)
    chosen = (
        select(Stock.id, Stock.variant_id, rank, Stock.on_hand - Stock.allocated - Stock.reserved, Stock.reserved)
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.variant_id.in_(bindparam("variants", expanding=True)), Location.is_open)
        .order_by(Stock.id)
    )
    if of_place:
        chosen = chosen.where(Stock.location_id == bindparam("place"))
    return chosen.with_for_update(of=Stock) if locked else chosen


def _take(session: Session, stock_id: int, pieces: int, kind: ClaimKind) -> None:
    """The guard itself: one conditional UPDATE, its row count checked."""
    if change_rows(session, _taking(kind), {"row": stock_id, "pieces": pieces}) != 1:
        raise NotEnoughStock(available=0)


@cache
def _taking(kind: ClaimKind) -> Update:
    count, pieces = HOLDS[kind].count, bindparam("pieces", type_=Integer)
    guarded = (Stock.id == bindparam("row"), Stock.on_hand - Stock.allocated - Stock.reserved >= pieces)
    return update(Stock).where(*guarded).values({count: count + pieces})


def _take_without_looking(session: Session, stock_id: int, pieces: int, shelves: list[Shelf], hold: Hold) -> None:
    """What a shop without the guard would do: write what was read, changed. Only for the negative controls."""
    seen = next(shelf.free for shelf in shelves if shelf.stock_id == stock_id)
    session.execute(
        update(Stock)
        .where(Stock.id == stock_id)
        .values({hold.count: Stock.on_hand - hold.other - seen + pieces})
        .execution_options(synchronize_session=False)
    )


def _write_claims(
    session: Session, planned: dict[int, dict[int, int]], at: datetime, writing: _Taking
) -> dict[int, int]:
    """One claim a variant, with what it takes from where. Three statements, however many needs there are."""
    hold = writing.hold
    rows = [{"kind": writing.kind, "created_at": at, "expires_at": writing.until}] * len(planned)
    claims = dict(zip(planned, write_rows(session, Claim, rows), strict=True))
    held: list[dict[str, Any]] = []
    movements: list[dict[str, Any]] = []
    for variant_id, portions in planned.items():
        for stock_id, pieces in portions.items():
            held.append({"claim_id": claims[variant_id], "stock_id": stock_id, "quantity": pieces})
            movement = {"stock_id": stock_id, "kind": hold.taken, hold.delta: pieces}
            movements.append({**movement, "at": at, "cause": writing.cause, "actor": writing.actor})
    write_rows_later(session, hold.table, held)
    write_rows_later(session, StockMovement, movements)
    return claims
