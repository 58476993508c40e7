"""Goods that come in, are counted, or go from one place to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from technomart.domain.inventory.errors import NotACount, NotEnoughStock, StockPromised
from technomart.domain.inventory.models import Location, LocationKind, MovementKind, Stock, StockMovement
from technomart.domain.inventory.rules import MOST_PIECES, told
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.inserting import insert_into

CHUNK = 400

Place = tuple[int, int]
"""A variant at a location: (variant id, location id)."""


def add_location(session: Session, *, code: str, kind: LocationKind, name: str, **facts: Any) -> Location:
    """Open a warehouse or a shop; `facts` are the other columns of `Location`."""
    location = Location(code=code, kind=kind, name=name, **facts)
    session.add(location)
    session.flush()  # callers need the id at once, to put goods there
    changes.note(session, ChangeKind.vocabulary, [0])
    return location


def receive(session: Session, variant_id: int, location_id: int, quantity: int, *, cause: str, actor: str) -> None:
    """So many pieces have come in."""
    receive_all(session, [(variant_id, location_id, quantity)], cause=cause, actor=actor)


def receive_all(session: Session, goods: Iterable[tuple[int, int, int]], *, cause: str, actor: str) -> None:
    """Many deliveries at once: (variant id, location id, pieces). Refuses NotACount before anything is written."""
    arrived: dict[Place, int] = {}
    for variant_id, location_id, quantity in goods:
        _require_count(quantity, at_least=1)
        arrived[variant_id, location_id] = arrived.get((variant_id, location_id), 0) + quantity
    _move_all(session, MovementKind.received, arrived, cause=cause, actor=actor)


def take_back(session: Session, goods: Iterable[tuple[int, int, int]], *, cause: str, actor: str) -> None:
    """Pieces that were sold lie on our shelves again, as good as new: (variant id, location id, pieces)."""
    returned: dict[Place, int] = {}
    for variant_id, location_id, quantity in goods:
        _require_count(quantity, at_least=1)
        returned[variant_id, location_id] = returned.get((variant_id, location_id), 0) + quantity
    _move_all(session, MovementKind.returned, returned, cause=cause, actor=actor)


def adjust(session: Session, variant_id: int, location_id: int, counted: int, *, cause: str, actor: str) -> None:
    """Somebody has counted: so many pieces lie there. Refuses StockPromised below what orders hold."""
    count_all(session, [(variant_id, location_id, counted)], cause=cause, actor=actor)


def count_all(session: Session, goods: Iterable[tuple[int, int, int]], *, cause: str, actor: str) -> int:
    """Many counts at once: (variant id, location id, pieces); how many differed. What is right moves nothing."""
    counted = {(variant_id, location_id): pieces for variant_id, location_id, pieces in goods}
    for pieces in counted.values():
        _require_count(pieces, at_least=0)
    differing = 0
    for places in _portions(counted):
        rows = _lock_rows(session, places)
        deltas: dict[Place, int] = {}
        for place in places:
            row = rows.get(place)
            if row is not None and counted[place] < row.allocated + row.reserved:
                raise StockPromised(promised=row.allocated + row.reserved)
            delta = counted[place] - (row.on_hand if row else 0)
            if delta:
                deltas[place] = delta
        _move_all(session, MovementKind.adjusted, deltas, cause=cause, actor=actor)
        differing += len(deltas)
    return differing


def transfer(
    session: Session, variant_id: int, *, from_id: int, to_id: int, quantity: int, cause: str, actor: str
) -> None:
    """Bring free pieces from one place to another. Refuses NotEnoughStock."""
    _require_count(quantity, at_least=1)
    rows = _lock_rows(session, [(variant_id, from_id), (variant_id, to_id)])
    source = rows.get((variant_id, from_id))
    free = source.free if source else 0
    if free < quantity:
        raise NotEnoughStock(available=free, variant_id=variant_id)
    deltas = {(variant_id, from_id): -quantity, (variant_id, to_id): quantity}
    _move_all(session, MovementKind.transferred, deltas, cause=cause, actor=actor)


def _require_count(pieces: int, *, at_least: int) -> None:
    if not at_least <= pieces <= MOST_PIECES:
        raise NotACount(field="quantity")


def _portions(places: Iterable[Place]) -> Iterable[list[Place]]:
    ordered = sorted(places)
    for first in range(0, len(ordered), CHUNK):
        yield ordered[first : first + CHUNK]


def _lock_rows(session: Session, places: list[Place]) -> dict[Place, Stock]:
    """The rows of these places, locked, in id order."""
    rows = session.scalars(
        select(Stock)
        .where(Stock.variant_id.in_({variant_id for variant_id, _ in places}))
        .order_by(Stock.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    wanted = set(places)
    return {(row.variant_id, row.location_id): row for row in rows if (row.variant_id, row.location_id) in wanted}


def _move_all(session: Session, kind: MovementKind, deltas: dict[Place, int], *, cause: str, actor: str) -> None:
    """Change the counts by these deltas, make missing rows, and write the movements."""
    at, says_else = clock.now(), set()
    for places in _portions(deltas):
        rows = _lock_rows(session, places)
        missing = [place for place in places if place not in rows]
        if missing:
            _make_rows(session, missing)
            rows = _lock_rows(session, places)
        movements: list[dict[str, Any]] = []
        for place in places:
            before = told(rows[place].free)
            rows[place].on_hand += deltas[place]
            if told(rows[place].free) != before:
                says_else.add(place[0])
            movement = {"stock_id": rows[place].id, "kind": kind, "on_hand_delta": deltas[place]}
            movements.append({**movement, "at": at, "cause": cause, "actor": actor})
        session.flush()  # the counts go first, so that a refused count leaves no movement
        session.execute(insert(StockMovement), movements)
    changes.note(session, ChangeKind.offer, list(says_else))


def _make_rows(session: Session, places: list[Place]) -> None:
    """Empty rows for these places; another writer may have made them a moment ago."""
    rows = [
        {"variant_id": variant_id, "location_id": location_id, "on_hand": 0, "allocated": 0, "reserved": 0}
        for variant_id, location_id in places
    ]
    session.execute(insert_into(session, Stock).on_conflict_do_nothing(), rows)
