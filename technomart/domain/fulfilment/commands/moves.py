"""Moving an order on, a whole order at a time: each move is written into its timeline and into the audit.

Money is moved by `payments`, which this domain does not know: what it must hear of goes into the outbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from technomart.domain import inventory, orders
from technomart.domain.orders import FulfilmentStatus, GoodsNote, Move, Order
from technomart.foundation import audit, outbox

CONFIRMED = "order_confirmed"
HANDED_OVER = "order_handed_over"
"""What happened, as those above hear of it: held money is taken, receipts are owed."""


def confirm(session: Session, order_id: int, *, actor: str) -> Order:
    """Agree to the order. Refuses MoveNotAllowed, also the second time."""
    with _move(session, order_id, Move.confirm, actor=actor) as order:
        orders.confirm(session, order, actor=actor)
        outbox.publish(session, CONFIRMED, {"number": order.number})
    return order


def pick(session: Session, order_id: int, *, actor: str) -> Order:
    """Begin to gather the goods. Refuses MoveNotAllowed."""
    with _move(session, order_id, Move.pick, actor=actor) as order:
        orders.note_picking(session, order, FulfilmentStatus.picking, actor=actor)
    return order


def make_ready(session: Session, order_id: int, *, actor: str) -> Order:
    """The goods lie at the counter for the shopper to fetch. Refuses MoveNotAllowed."""
    with _move(session, order_id, Move.make_ready, actor=actor) as order:
        orders.note_picking(session, order, FulfilmentStatus.ready, actor=actor)
    return order


def ship(session: Session, order_id: int, *, actor: str) -> Order:
    """Let the goods leave the house, and the stock with them, once. Refuses MoveNotAllowed."""
    with _move(session, order_id, Move.ship, actor=actor) as order:
        left = {line.id: GoodsNote(shipped=_in_house(line)) for line in order.lines}
        orders.note_goods(session, order, left, actor=actor)
        _take_out(session, order, actor)
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
        orders.note_goods(session, order, given, actor=actor)
        _take_out(session, order, actor)
        outbox.publish(session, HANDED_OVER, {"number": order.number})
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


def _in_house(line: orders.OrderLine) -> int:
    return line.quantity - line.cancelled - line.shipped


def _take_out(session: Session, order: Order, actor: str) -> None:
    claims = [line.claim_id for line in order.lines if line.claim_id is not None]
    inventory.ship(session, claims, cause=f"order {order.number}", actor=actor)
