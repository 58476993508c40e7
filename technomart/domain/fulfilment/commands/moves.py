"""Moving an order on, whole or in parts: each move is written into its timeline and into the audit.

Money is moved by `payments`, which this domain does not know: what it must hear of goes into the outbox, and so
does what the shopper is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
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
HANDED = "pieces_handed_over"
"""The timeline's words for one parcel, and for a part that was handed over, with what is known of them."""

Pieces = Mapping[int, int]
"""How many of which line, by its position in the order."""


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


def ship(session: Session, order_id: int, *, actor: str, tracking: str = "", pieces: Pieces | None = None) -> Order:
    """Let the goods leave the house, all or these pieces, and the stock with them, once; how to track them, if known.

    Refuses MoveNotAllowed, NotATracking, NothingChosen and TooManyChosen.
    """
    number = rules.tracking_of(tracking)
    if number is None:
        raise NotATracking(field="tracking", longest=rules.LONGEST_TRACKING)
    with _move(session, order_id, Move.ship, actor=actor) as order:
        sent = _chosen(order, pieces, lambda line: line.in_house)
        is_part = sum(count for _, count in sent) < sum(line.quantity - line.cancelled for line in order.lines)
        if number or is_part:
            details = {"tracking": number, "lines": [[line.name, count] for line, count in sent]}
            orders.note_event(order, PARCEL, at=clock.now(), actor=actor, details=details)
        notes = {line.id: GoodsNote(shipped=count) for line, count in sent}
        orders.note_goods(session, order, notes, actor=actor)
        _take_out(session, order, sent, actor)
        occasion = f"{order.number}:{sum(line.shipped for line in order.lines)}"
        _tell(session, SHIPPED, order, occasion, lines=_told(sent), tracking=number)
    return order


def hand_over(session: Session, order_id: int, *, actor: str, pieces: Pieces | None = None) -> Order:
    """The shopper has what was sent, or these pieces of it; across the counter they leave the stock now.

    An order that is paid is completed by the last of them. Refuses MoveNotAllowed, NothingChosen and TooManyChosen.
    """
    with _move(session, order_id, Move.hand_over, actor=actor) as order:
        given = _chosen(order, pieces, partial(_to_hand_over, order))
        is_part = sum(count for _, count in given) < sum(line.quantity - line.cancelled for line in order.lines)
        if is_part:
            details = {"lines": [[line.name, count] for line, count in given]}
            orders.note_event(order, HANDED, at=clock.now(), actor=actor, details=details)
        left = {line.id: count if order.pickup_code else 0 for line, count in given}
        notes = {line.id: GoodsNote(shipped=left[line.id], delivered=count) for line, count in given}
        orders.note_goods(session, order, notes, actor=actor)
        _take_out(session, order, [(line, left[line.id]) for line, _ in given], actor)
        occasion = f"{order.number}:{sum(line.delivered for line in order.lines)}"
        _tell(session, HANDED_OVER, order, occasion, lines=_told(given))
    return order


def pieces_to_move(order: Order, move: Move) -> dict[int, int]:
    """How many pieces of each line can be moved so now, by the line's position."""
    left: Mapping[Move, Callable[[OrderLine], int]] = {
        Move.ship: lambda line: line.in_house,
        Move.hand_over: partial(_to_hand_over, order),
        Move.cancel: lambda line: line.in_house,
    }
    return {line.position: count for line in order.lines if move in left and (count := left[move](line))}


def _to_hand_over(order: Order, line: OrderLine) -> int:
    return line.in_house if order.pickup_code else line.shipped - line.delivered


def _chosen(order: Order, pieces: Pieces | None, left: Callable[[OrderLine], int]) -> list[tuple[OrderLine, int]]:
    if pieces is None:
        return [(line, count) for line in order.lines if (count := left(line))]
    return orders.chosen_lines(order, pieces, left)


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


def _told(chosen: Iterable[tuple[OrderLine, int]]) -> list[dict[str, Any]]:
    return [{"name": line.name, "slug": line.slug, "quantity": count} for line, count in chosen]


def _counter(session: Session, order: Order) -> dict[str, str]:
    """When the counter is open and how to call it; nothing of a shop that is no more."""
    try:
        shop = inventory.get_location(session, order.pickup_code or "")
    except UnknownLocation:
        return {"opens": "", "closes": "", "shop_phone": ""}
    return {"opens": shop.opens, "closes": shop.closes, "shop_phone": shop.phone}


def _take_out(session: Session, order: Order, chosen: Iterable[tuple[OrderLine, int]], actor: str) -> None:
    leaving = {line.claim_id: count for line, count in chosen if line.claim_id is not None and count}
    inventory.ship(session, leaving, cause=f"order {order.number}", actor=actor)
