"""Pieces by their serial numbers: written down when they are handed over, let go when they come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.fulfilment import rules
from technomart.domain.fulfilment.errors import NotASerial, SerialTaken, UnknownPiece
from technomart.domain.fulfilment.models import SoldUnit
from technomart.domain.fulfilment.queries import taken_serials
from technomart.domain.fulfilment.rules import Unit
from technomart.domain.orders import Order, OrderLine
from technomart.foundation import audit, clock


def keep_units(session: Session, given: Sequence[tuple[OrderLine, int]], units: Mapping[int, Sequence[Unit]]) -> None:
    """Write down which pieces are handed over, by the line's position, each with the end of its warranty.

    Fewer numbers than pieces are fine. Refuses NotASerial for more, or for a line nothing is handed over of, and
    SerialTaken for a piece that is in somebody's hands already.
    """
    counts = {line.position: count for line, count in given}
    named = {position: list(pieces) for position, pieces in units.items() if pieces}
    if any(len(pieces) > counts.get(position, 0) for position, pieces in named.items()):
        raise NotASerial(field="serials")
    at = clock.now()
    rows = [
        SoldUnit(
            order_line_id=line.id,
            variant_id=line.variant_id,
            serial=one.serial,
            imei=one.imei or None,
            handed_over_at=at,
            warranty_until=rules.warranty_until(line.warranty_months, at),
        )
        for line, _ in given
        for one in named.get(line.position, ())
    ]
    _require_free(session, rows)
    try:
        with session.begin_nested():  # somebody may hand the same number over at this very moment
            session.add_all(rows)
            session.flush()
    except IntegrityError as refusal:
        raise SerialTaken(serial=", ".join(row.serial for row in rows)) from refusal


def _require_free(session: Session, rows: Iterable[SoldUnit]) -> None:
    pairs = [(row.variant_id, row.serial) for row in rows]
    twice = [serial for place, (variant_id, serial) in enumerate(pairs) if (variant_id, serial) in pairs[:place]]
    taken = [serial for _, serial in sorted(taken_serials(session, pairs), key=str)] if pairs else []
    if twice or taken:
        raise SerialTaken(serial=", ".join([*taken, *twice]))


def rename_unit(session: Session, order: Order, position: int, serial: str, right: Unit, *, actor: str) -> SoldUnit:
    """Put the numbers of a piece right that were typed wrongly when it was handed over; its warranty stays.

    For a locked order, written into its timeline for the staff and into the audit. Refuses UnknownPiece and
    SerialTaken.
    """
    line = next((line for line in order.lines if line.position == position), None)
    mine = (SoldUnit.order_line_id == (line.id if line else 0), SoldUnit.serial == serial)
    row = session.scalar(select(SoldUnit).where(*mine, SoldUnit.returned_at.is_(None)))
    if row is None:
        raise UnknownPiece()
    before = {"serial": row.serial, "imei": row.imei}
    if right.serial != row.serial and taken_serials(session, [(row.variant_id, right.serial)]):
        raise SerialTaken(serial=right.serial)
    try:
        with session.begin_nested():  # somebody may hand the right number over at this very moment
            row.serial, row.imei = right.serial, right.imei or None
            session.flush()
    except IntegrityError as refusal:
        raise SerialTaken(serial=right.serial) from refusal
    after = {"serial": row.serial, "imei": row.imei}
    orders.note_event(order, "serial_corrected", at=clock.now(), actor=actor, details=after, is_public=False)
    audit.record(session, actor, "order.serial", subject=f"order {order.number}", before=before, after=after)
    session.flush()  # the books are whole when this verb returns
    return row


def take_units_back(session: Session, line_id: int, serials: Iterable[str]) -> None:
    """These pieces of a line have come back: their numbers may be handed over once more."""
    session.execute(
        update(SoldUnit)
        .where(SoldUnit.order_line_id == line_id, SoldUnit.serial.in_(list(serials)), SoldUnit.returned_at.is_(None))
        .values(returned_at=clock.now())
        .execution_options(synchronize_session=False)
    )
