"""Taking stock for an order and giving it back: never more than there is, never twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, case, delete, insert, select, update
from sqlalchemy.orm import Session

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
from technomart.domain.inventory.ports import Faults
from technomart.domain.inventory.rules import Shelf, Shortage, plan
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind

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

    With a location only from there; without one from anywhere, warehouses first. Refuses NotEnoughStock for the
    first need that cannot be met; then nothing at all is taken.
    """
    for _variant_id, quantity in needs:
        if not 1 <= quantity <= MOST_AT_ONCE:
            raise NotACount(field="quantity")
    locked = not faults.skips_stock_lock()
    shelves = _shelves(session, [variant_id for variant_id, _ in needs], location_id, locked=locked)
    planned = plan(shelves, needs)
    if isinstance(planned, Shortage):
        raise NotEnoughStock(available=planned.available, variant_id=planned.variant_id)
    faults.after_check("stock")
    taken = {stock_id: pieces for portions in planned.values() for stock_id, pieces in portions.items()}
    for stock_id in sorted(taken):
        if locked:
            _take(session, stock_id, taken[stock_id])
        else:
            _take_without_looking(session, stock_id, taken[stock_id], shelves)
    claims = _write_claims(session, planned, clock.now(), cause, actor)
    changes.note(session, ChangeKind.offer, list(claims))
    return claims


def release(session: Session, claim_ids: Iterable[int], *, cause: str, actor: str) -> int:
    """Give back what these claims hold; how many pieces that were. A claim gives back once, however often asked."""
    return _let_go(session, claim_ids, MovementKind.released, cause=cause, actor=actor)


def ship(session: Session, claim_ids: Iterable[int], *, cause: str, actor: str) -> int:
    """Let what these claims hold leave the house; how many pieces that were. It leaves once, however often asked."""
    return _let_go(session, claim_ids, MovementKind.shipped, cause=cause, actor=actor)


def _let_go(session: Session, claim_ids: Iterable[int], kind: MovementKind, *, cause: str, actor: str) -> int:
    """End these claims' hold: the pieces stay on their shelves, or leave with `shipped`."""
    held = session.execute(
        delete(Allocation)
        .where(Allocation.claim_id.in_(sorted(set(claim_ids))))
        .returning(Allocation.stock_id, Allocation.quantity)
    ).all()
    by_row: dict[int, int] = {}
    for stock_id, quantity in held:
        by_row[stock_id] = by_row.get(stock_id, 0) + quantity
    at = clock.now()
    for stock_id in sorted(by_row):
        pieces = by_row[stock_id]
        gone = pieces if kind is MovementKind.shipped else 0
        session.execute(
            update(Stock)
            .where(Stock.id == stock_id)
            .values(allocated=Stock.allocated - pieces, on_hand=Stock.on_hand - gone)
        )
        session.add(
            StockMovement(
                stock_id=stock_id,
                kind=kind,
                allocated_delta=-pieces,
                on_hand_delta=-gone,
                at=at,
                cause=cause,
                actor=actor,
            )
        )
    session.flush()  # the books are whole when this verb returns
    variants = session.scalars(select(Stock.variant_id).where(Stock.id.in_(list(by_row))))
    changes.note(session, ChangeKind.offer, list(variants))
    return sum(by_row.values())


def _shelves(session: Session, variant_ids: list[int], location_id: int | None, *, locked: bool) -> list[Shelf]:
    """The rows the needs may be met from, in id order; locked until the transaction ends (PostgreSQL)."""
    rank = case((Location.kind == LocationKind.warehouse, 0), else_=1)
    chosen = (
        select(Stock.id, Stock.variant_id, rank, Stock.on_hand - Stock.allocated - Stock.reserved)
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.variant_id.in_(variant_ids), Location.is_open)
        .order_by(Stock.id)
    )
    if location_id is not None:
        chosen = chosen.where(Stock.location_id == location_id)
    if locked:
        chosen = chosen.with_for_update(of=Stock)
    return [Shelf(*row) for row in session.execute(chosen)]


def _take(session: Session, stock_id: int, pieces: int) -> None:
    """The guard itself: one conditional UPDATE, its row count checked."""
    done = session.execute(
        update(Stock)
        .where(Stock.id == stock_id, Stock.on_hand - Stock.allocated - Stock.reserved >= pieces)
        .values(allocated=Stock.allocated + pieces)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise NotEnoughStock(available=0)


def _take_without_looking(session: Session, stock_id: int, pieces: int, shelves: list[Shelf]) -> None:
    """What a shop without the guard would do: write what was read, changed. Only for the negative controls."""
    seen = next(shelf.free for shelf in shelves if shelf.stock_id == stock_id)
    session.execute(
        update(Stock)
        .where(Stock.id == stock_id)
        .values(allocated=Stock.on_hand - Stock.reserved - seen + pieces)
        .execution_options(synchronize_session=False)
    )


def _write_claims(
    session: Session, planned: dict[int, dict[int, int]], at: datetime, cause: str, actor: str
) -> dict[int, int]:
    """One claim a variant, with what it takes from where. Three statements, however many needs there are."""
    rows = [{"kind": ClaimKind.order, "created_at": at}] * len(planned)
    ids = session.scalars(insert(Claim).returning(Claim.id, sort_by_parameter_order=True), rows)
    claims = dict(zip(planned, ids, strict=True))
    allocations: list[dict[str, Any]] = []
    movements: list[dict[str, Any]] = []
    for variant_id, portions in planned.items():
        for stock_id, pieces in portions.items():
            allocations.append({"claim_id": claims[variant_id], "stock_id": stock_id, "quantity": pieces})
            movement = {"stock_id": stock_id, "kind": MovementKind.allocated, "allocated_delta": pieces}
            movements.append({**movement, "at": at, "cause": cause, "actor": actor})
    session.execute(insert(Allocation), allocations)
    session.execute(insert(StockMovement), movements)
    return claims
