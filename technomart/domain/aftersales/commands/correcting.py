"""Putting a number right that was typed wrongly, also where a return has named the piece by it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, orders
from technomart.domain.aftersales.queries import returns_of
from technomart.domain.fulfilment import SoldUnit, Unit


def correct_serial(
    session: Session, order_id: int, position: int, serial: str, right: Unit, *, actor: str
) -> SoldUnit:
    """The piece of this line with this number has another one; returns that are open name it by that from now on.

    Refuses UnknownPiece and SerialTaken.
    """
    order = orders.lock_order(session, order_id)
    unit = fulfilment.rename_unit(session, order, position, serial, right, actor=actor)
    for line in (line for one in returns_of(session, order.id) if one.is_open for line in one.lines):
        if line.order_line_id == unit.order_line_id and serial in (line.serials or ()):
            line.serials = [right.serial if one == serial else one for one in line.serials or ()]
    session.flush()  # the books are whole when this verb returns
    return unit
