"""Writing down what happens to an order: goods, money, and the states that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from technomart.domain.orders import rules
from technomart.domain.orders.errors import CannotCancel, MoveNotAllowed
from technomart.domain.orders.models import Order, OrderDiscount, OrderEvent, OrderFee, OrderLine
from technomart.domain.orders.queries import money_of, worth_of
from technomart.domain.orders.rules import Attention, FulfilmentStatus, Move, OrderStatus, PaymentStatus
from technomart.foundation import clock, ids
from technomart.foundation.inserting import write_new, write_parts_later

PREFIX = "TM"
PICKUP = "pickup"


@dataclass(frozen=True, slots=True)
class GoodsNote:
    """So many more pieces of a line were cancelled, shipped, delivered or returned."""

    cancelled: int = 0
    shipped: int = 0
    delivered: int = 0
    returned: int = 0


@dataclass(kw_only=True)
class Parts:
    """What a newly placed order is made of."""

    lines: list[OrderLine]
    fees: list[OrderFee]
    discounts: list[OrderDiscount]


def add_order(session: Session, order: Order) -> None:
    """Write a newly placed order that has no parts yet: give it its number and its unguessable link."""
    order.public_token = ids.token()
    is_written = False
    while not is_written:
        order.number = ids.document_number(PREFIX, clock.day_of(order.placed_at))
        is_written = write_new(session, order, unless="number")


def add_parts(
    session: Session, order: Order, parts: Parts, terms: Mapping[str, Any] | None = None, *, actor: str = "shopper"
) -> None:
    """Write what an order that was added is made of, later in the transaction; its timeline begins with the terms.

    Until the order is read anew its parts can be read but have no ids.
    """
    placed = OrderEvent(kind="placed", at=order.placed_at, actor=actor, is_public=True, details=dict(terms or {}))
    for name, those in (*vars(parts).items(), ("events", [placed])):
        write_parts_later(session, order, name, those)


def note_event(
    order: Order,
    kind: str,
    *,
    at: datetime,
    actor: str,
    details: Mapping[str, Any] | None = None,
    is_public: bool = True,
) -> None:
    """Add to the timeline of an order whose events are loaded."""
    order.events.append(OrderEvent(kind=kind, at=at, actor=actor, is_public=is_public, details=dict(details or {})))


def note_goods(
    session: Session, order: Order, notes: Mapping[int, GoodsNote], *, actor: str, credited: int = 0
) -> None:
    """Count pieces of a locked order's lines (by line id) and let the states follow; so much less is asked for.

    Refuses MoveNotAllowed.
    """
    order.credited_kopecks += credited
    for line in order.lines:
        note = notes.get(line.id)
        if note is None:
            continue
        line.cancelled += note.cancelled
        line.shipped += note.shipped
        line.delivered += note.delivered
        line.returned += note.returned
    recompute(order, actor=actor)
    session.flush()  # counts out of bounds are refused here, by the database


def note_money(
    session: Session, order: Order, *, paid: int = 0, refunded: int = 0, carried: int = 0, actor: str
) -> None:
    """Count kopecks of a locked order and let the states follow. Refuses MoveNotAllowed.

    What is carried over to another order counts as given back, but the shopper is not told of money coming.
    """
    order.paid_kopecks += paid
    order.refunded_kopecks += refunded + carried
    recompute(order, actor=actor, tells_money=not carried)
    session.flush()  # sums out of bounds are refused here, by the database


def note_payment_state(session: Session, order: Order, status: PaymentStatus, *, actor: str) -> None:
    """A payment of a locked order is on its way, held, or has failed. Refuses MoveNotAllowed.

    Of an order that is paid in part its sums say how it stands.
    """
    if not order.paid_kopecks:
        _move_payment(order, status)
    recompute(order, actor=actor)
    session.flush()  # the books are whole when this verb returns


def note_picking(
    session: Session,
    order: Order,
    status: FulfilmentStatus,
    *,
    actor: str,
    details: Mapping[str, Any] | None = None,
) -> None:
    """A locked order's goods are being picked, or are ready. Refuses MoveNotAllowed."""
    _move_fulfilment(order, status)
    note_event(order, status.value, at=clock.now(), actor=actor, details=details)
    session.flush()  # the books are whole when this verb returns


def require_open(order: Order, move: Move) -> None:
    """Refuse (MoveNotAllowed) a move that is not open to a locked order, such as the same one a second time."""
    if move not in moves_of(order):
        raise MoveNotAllowed(before=order.status.value, move=move.value)


def confirm(session: Session, order: Order, *, actor: str) -> None:
    """The shop has agreed to a locked order. Refuses MoveNotAllowed, also the second time."""
    require_open(order, Move.confirm)
    _move_order(order, OrderStatus.confirmed)
    note_event(order, "confirmed", at=clock.now(), actor=actor)
    session.flush()  # the books are whole when this verb returns


def withdraw(session: Session, order: Order, *, actor: str, reason: str) -> list[int]:
    """Cancel every piece of a locked order; the claims whose stock the caller gives back. Refuses CannotCancel."""
    counts = goods_of(order)
    if not rules.may_be_cancelled(order.status, counts):
        raise CannotCancel()
    _move_fulfilment(order, FulfilmentStatus.none)
    if order.payment_status is PaymentStatus.pending:
        _move_payment(order, PaymentStatus.none)
    claims = claims_of(order)
    notes = {line.id: GoodsNote(cancelled=line.in_house) for line in order.lines}
    note_event(order, "cancelled", at=clock.now(), actor=actor, details={"reason": reason})
    note_goods(session, order, notes, actor=actor, credited=money_of(order).due)
    return claims


def call_off_pieces(session: Session, order: Order, pieces: Mapping[int, int], *, actor: str, reason: str) -> int:
    """Call off so many pieces of a locked order's lines (by line id), not all there are; what is asked for less.

    What was agreed for each piece stays agreed: its part of the order's discount goes with it. Refuses
    MoveNotAllowed.
    """
    chosen = [(line, pieces[line.id]) for line in order.lines if pieces.get(line.id)]
    credited = sum(worth_of(line, count) for line, count in chosen)
    details = {"reason": reason, "lines": [[line.name, count] for line, count in chosen]}
    note_event(order, "pieces_cancelled", at=clock.now(), actor=actor, details=details)
    notes = {line.id: GoodsNote(cancelled=count) for line, count in chosen}
    note_goods(session, order, notes, actor=actor, credited=credited)
    return credited


def expire(session: Session, order: Order, *, actor: str) -> list[int]:
    """A locked order was not paid in time: it ends; the claims whose stock the caller gives back.

    What was ordered stays written as it was: the order may stand again if its money comes late. What a part of it was
    paid with is for the caller to give back. Refuses MoveNotAllowed for an order that does not wait for money.
    """
    if not is_awaiting_money(order):
        raise MoveNotAllowed(before=order.status.value, after=OrderStatus.expired.value)
    _move_order(order, OrderStatus.expired)
    if not order.paid_kopecks:
        _move_payment(order, PaymentStatus.none)
    note_event(order, "expired", at=clock.now(), actor=actor)
    session.flush()  # the books are whole when this verb returns
    return claims_of(order)


def revive(session: Session, order: Order, claims: Mapping[int, int], *, actor: str) -> None:
    """A locked order that had expired stands again, with these claims by variant. Refuses MoveNotAllowed."""
    if order.status is not OrderStatus.expired:
        raise MoveNotAllowed(before=order.status.value, after=OrderStatus.placed.value)
    _move_order(order, OrderStatus.placed)
    reclaim(session, order, claims)
    note_event(order, "revived", at=clock.now(), actor=actor)
    session.flush()  # the books are whole when this verb returns


def reclaim(session: Session, order: Order, claims: Mapping[int, int]) -> None:
    """The goods of a locked order are held by other claims from here on, by variant."""
    for line in order.lines:
        if line.variant_id is not None and line.variant_id in claims:
            line.claim_id = claims[line.variant_id]
    session.flush()  # the old claims are given up next


def choose_payment(session: Session, order: Order, method: str, pay_before: datetime | None, *, actor: str) -> None:
    """A locked order will be paid in another way, until this moment if beforehand."""
    if method != order.payment_method:
        details = {"before": order.payment_method, "after": method}
        note_event(order, "payment_chosen", at=clock.now(), actor=actor, details=details, is_public=False)
    order.payment_method, order.pay_before = method, pay_before
    session.flush()  # the books are whole when this verb returns


def call_attention(order: Order, why: Attention, *, actor: str, details: Mapping[str, Any] | None = None) -> None:
    """Somebody of the staff must look at this locked order; the timeline keeps the facts for them alone."""
    if order.attention is not why:
        order.attention = why
        at = clock.now()
        note_event(order, f"attention_{why.value}", at=at, actor=actor, details=details, is_public=False)


def note_seen_to(session: Session, order: Order, *, actor: str) -> None:
    """Somebody has looked at a locked order and seen to what was wrong."""
    if order.attention is not None:
        note_event(order, "attention_over", at=clock.now(), actor=actor, is_public=False)
        order.attention = None
        session.flush()  # the books are whole when this verb returns


def adopt_guest_orders(session: Session, account_id: int, email: str) -> int:
    """Give the account the guest orders with its confirmed e-mail; how many. Call it only after confirmation."""
    adopted = session.execute(
        update(Order)
        .where(Order.account_id.is_(None), Order.email == email.strip().casefold())
        .values(account_id=account_id)
        .returning(Order.id)
        .execution_options(synchronize_session=False)
    ).all()
    return len(adopted)


def recompute(order: Order, *, actor: str, tells_money: bool = True) -> None:
    """Let the three states follow from the counters: the only place that writes them. Refuses MoveNotAllowed."""
    counts = goods_of(order)
    money = money_of(order)
    before = (order.status, order.payment_status, order.fulfilment_status)
    _move_payment(order, rules.payment_status(order.payment_status, money))
    _move_fulfilment(order, rules.fulfilment_status(order.fulfilment_status, counts))
    _move_order(order, rules.order_status(order.status, counts, money))
    if order.fulfilment_status is not before[2] and order.fulfilment_status is not FulfilmentStatus.none:
        note_event(order, order.fulfilment_status.value, at=clock.now(), actor=actor)
    if order.payment_status is not before[1]:
        kind = f"payment_{order.payment_status.value}"
        note_event(order, kind, at=clock.now(), actor=actor, is_public=tells_money)
    if order.status is OrderStatus.completed and before[0] is not OrderStatus.completed:
        note_event(order, "completed", at=clock.now(), actor=actor)


def moves_of(order: Order) -> tuple[Move, ...]:
    """What can be done now with an order whose lines are loaded."""
    return rules.open_moves(
        order.status,
        order.fulfilment_status,
        goods_of(order),
        money_of(order),
        is_pickup=order.shipping_kind == PICKUP,
        payment=order.payment_status,
        is_prepaid=order.pay_before is not None,
    )


def is_awaiting_money(order: Order) -> bool:
    """Whether the order stands only until `pay_before`."""
    return rules.awaits_money(order.status, order.payment_status, order.pay_before)


def claims_of(order: Order) -> list[int]:
    """What holds the goods of an order whose lines are loaded, as far as they are still in the house."""
    return [line.claim_id for line in order.lines if line.claim_id is not None and line.in_house]


def standing_of(order: Order) -> dict[str, Any]:
    """An order's three states and its sums, as the audit keeps them."""
    return {
        "status": order.status.value,
        "payment": order.payment_status.value,
        "fulfilment": order.fulfilment_status.value,
        "paid_kopecks": order.paid_kopecks,
    }


def goods_of(order: Order) -> list[rules.GoodsCount]:
    """The counters of a loaded order's lines."""
    return [
        rules.GoodsCount(line.quantity, line.cancelled, line.shipped, line.delivered, line.returned)
        for line in order.lines
    ]


def _move_order(order: Order, after: OrderStatus) -> None:
    if not rules.may_move(rules.ORDER_MOVES, order.status, after):
        raise MoveNotAllowed(before=order.status.value, after=after.value)
    order.status = after


def _move_payment(order: Order, after: PaymentStatus) -> None:
    if not rules.may_move(rules.PAYMENT_MOVES, order.payment_status, after):
        raise MoveNotAllowed(before=order.payment_status.value, after=after.value)
    order.payment_status = after


def _move_fulfilment(order: Order, after: FulfilmentStatus) -> None:
    if not rules.may_move(rules.FULFILMENT_MOVES, order.fulfilment_status, after):
        raise MoveNotAllowed(before=order.fulfilment_status.value, after=after.value)
    order.fulfilment_status = after
