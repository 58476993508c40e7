"""Moving an order on, a whole order at a time: each move is written into its timeline and into the audit.

Money is moved by `payments`, which this domain does not know: what it must hear of goes into the outbox, and so
does what the shopper is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import inventory, orders
from technomart.domain.fulfilment import rules
from technomart.domain.fulfilment.errors import NotATracking
from technomart.domain.inventory import UnknownLocation
from technomart.domain.orders import FulfilmentStatus, GoodsNote, Move, Order, OrderLine
from technomart.foundation import audit, clock, outbox

CONFIRMED = "order_confirmed"
READY = "order_ready"
SHIPPED = "order_shipped"
HANDED_OVER = "order_handed_over"
"""What happened, as those above hear of it: held money is taken, receipts are owed, the shopper is told."""

PARCEL = "parcel_sent"
"""The timeline's word for one parcel with what is known of it."""


def confirm(session: Session, order_id: int, *, actor: str) -> Order:
    """Agree to the order. Refuses MoveNotAllowed, also the second time."""
    with _move(session, order_id, Move.confirm, actor=actor) as order:
        orders.confirm(session, order, actor=actor)
        _tell(session, CONFIRMED, order, order.number)
    return order


def pick(session: Session, order_id: int, *, actor: str) -> Order:
    """Begin to gather the goods. Refuses MoveNotAllowed."""
    with _move(session, order_id, Move.pick, actor=actor) as order:
        orders.note_picking(session, order, FulfilmentStatus.picking, actor=actor)
    return order


def make_ready(session: Session, order_id: int, *, actor: str) -> Order:
    """The goods lie at the counter for the shopper to fetch, until a day that is told. Refuses MoveNotAllowed."""
    with _move(session, order_id, Move.make_ready, actor=actor) as order:
        until = rules.kept_until(clock.now()).isoformat()
        details = {"kept_until": until}
        orders.note_picking(session, order, FulfilmentStatus.ready, actor=actor, details=details)
        _tell(session, READY, order, order.number, kept_until=until, **_counter(session, order))
    return order


def ship(session: Session, order_id: int, *, actor: str, tracking: str = "") -> Order:
    """Let the goods leave the house, and the stock with them, once; how to track them, if that is known.

    Refuses MoveNotAllowed and NotATracking.
    """
    number = rules.tracking_of(tracking)
    if number is None:
        raise NotATracking(field="tracking", longest=rules.LONGEST_TRACKING)
    with _move(session, order_id, Move.ship, actor=actor) as order:
        left = {line.id: GoodsNote(shipped=_in_house(line)) for line in order.lines}
        sent = [_told(line, note.shipped) for line in order.lines if (note := left[line.id]).shipped]
        if number:
            orders.note_event(order, PARCEL, at=clock.now(), actor=actor, details={"tracking": number})
        orders.note_goods(session, order, left, actor=actor)
        _take_out(session, order, actor)
        _tell(session, SHIPPED, order, order.number, lines=sent, tracking=number)
    return order


def hand_over(session: Session, order_id: int, *, actor: str) -> Order:
    """The shopper has everything; across the counter the goods leave the stock now. Refuses MoveNotAllowed.

    An order that is paid is completed by it.
    """
    with _move(session, order_id, Move.hand_over, actor=actor) as order:
        given = {
            line.id: GoodsNote(
                shipped=_in_house(line),
                delivered=line.quantity - line.cancelled - line.delivered,
            )
            for line in order.lines
        }
        handed = [_told(line, note.delivered) for line in order.lines if (note := given[line.id]).delivered]
        orders.note_goods(session, order, given, actor=actor)
        _take_out(session, order, actor)
        _tell(session, HANDED_OVER, order, order.number, lines=handed)
    return order


@contextmanager
def _move(session: Session, order_id: int, move: Move, *, actor: str) -> Iterator[Order]:
    """The order, locked, if this move is open to it; what the block makes of it goes into the audit."""
    order = orders.lock_order(session, order_id)
    orders.require_open(order, move)
    before = orders.standing_of(order)
    yield order
    audit.record(
        session,
        actor,
        f"order.{move.value}",
        subject=f"order {order.number}",
        before=before,
        after=orders.standing_of(order),
    )


def _tell(session: Session, topic: str, order: Order, occasion: str, **more: Any) -> None:
    """Promise those above that they will hear of it; `occasion` tells one letter of this kind from the next."""
    outbox.publish(session, topic, {"key": f"{topic}:{occasion}", **orders.told_of(order), **more})


def _told(line: OrderLine, pieces: int) -> dict[str, Any]:
    return {"name": line.name, "slug": line.slug, "quantity": pieces}


def _counter(session: Session, order: Order) -> dict[str, str]:
    """When the counter is open and how to call it; nothing of a shop that is no more."""
    try:
        shop = inventory.get_location(session, order.pickup_code or "")
    except UnknownLocation:
        return {"opens": "", "closes": "", "shop_phone": ""}
    return {"opens": shop.opens, "closes": shop.closes, "shop_phone": shop.phone}


def _in_house(line: OrderLine) -> int:
    return line.quantity - line.cancelled - line.shipped


def _take_out(session: Session, order: Order, actor: str) -> None:
    claims = [line.claim_id for line in order.lines if line.claim_id is not None]
    inventory.ship(session, claims, cause=f"order {order.number}", actor=actor)
