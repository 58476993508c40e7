"""Promising a courier's visit: never more of them than can be made."""

from __future__ import annotations

from sqlalchemy import CursorResult, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from technomart.domain.shipping.errors import SlotTaken
from technomart.domain.shipping.models import CourierSlot
from technomart.domain.shipping.ports import Faults
from technomart.domain.shipping.rules import Slot


def book(session: Session, slot: Slot, *, faults: Faults) -> int:
    """Promise one visit in this slot; the id of what has been promised, to be given back with. Refuses SlotTaken."""
    insert_here = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert_here(CourierSlot).on_conflict_do_nothing(),
        [{"window_id": slot.window_id, "day": slot.day, "capacity": slot.capacity, "taken": 0}],
    )
    row = session.execute(
        select(CourierSlot.id, CourierSlot.capacity, CourierSlot.taken).where(
            CourierSlot.window_id == slot.window_id, CourierSlot.day == slot.day
        )
    ).one()
    if row.taken >= row.capacity:
        raise SlotTaken(slot=slot.code)
    faults.after_check("slot")
    taking = update(CourierSlot).where(CourierSlot.id == row.id).execution_options(synchronize_session=False)
    if faults.skips_stock_lock():
        taking = taking.values(taken=row.taken + 1)
    else:
        taking = taking.where(CourierSlot.taken < CourierSlot.capacity).values(taken=CourierSlot.taken + 1)
    done = session.execute(taking)
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise SlotTaken(slot=slot.code)
    return int(row.id)


def give_back(session: Session, slot_id: int) -> None:
    """One visit of this slot is not needed any more. Whoever gives back does it once for each promise."""
    session.execute(
        update(CourierSlot)
        .where(CourierSlot.id == slot_id, CourierSlot.taken > 0)
        .values(taken=CourierSlot.taken - 1)
        .execution_options(synchronize_session=False)
    )
