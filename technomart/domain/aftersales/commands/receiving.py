"""Goods that have come back: what they are like, what is owed for them, and onto which shelf they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, inventory, orders
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.commands.moving import audit, close, move, note, require
from technomart.domain.aftersales.commands.paying_back import payable_of
from technomart.domain.aftersales.commands.telling import RECEIVED, tell
from technomart.domain.aftersales.errors import GoodsGone, NotWhatWasAsked
from technomart.domain.aftersales.models import ReturnLine, ReturnRequest
from technomart.domain.aftersales.queries import lock_return
from technomart.domain.aftersales.rules import ReceivedState, ReturnKind, ReturnStatus, Terms
from technomart.domain.orders import GoodsNote, Order, OrderLine
from technomart.foundation import clock
from technomart.foundation.faults import Faults

DELIVERY = "delivery"

Pairs = Sequence[tuple[ReturnLine, OrderLine]]
"""The lines of a return, each with the line of the order it is about."""


@dataclass(frozen=True, slots=True)
class Came:
    """What of one line came back, and what it is like."""

    quantity: int
    state: ReceivedState


def receive(
    session: Session,
    request_id: int,
    came: Mapping[int, Came],
    *,
    location_id: int,
    actor: str,
    terms: Terms,
    faults: Faults,
) -> ReturnRequest:
    """The goods are in our hands: what came, by the line's position in the order, and what it is like.

    What can be sold as new lies on the shelves of the location from this moment; everything else does not become
    stock. What is owed for it is counted and told; a return nobody had paid for is over by this. Refuses
    NotWhatWasAsked, GoodsGone and ReturnMoveNotAllowed.
    """
    order, request = lock_return(session, request_id)
    require(request, ReturnStatus.received)
    faults.after_check("return")
    by_id = {line.id: line for line in order.lines}
    pairs = [(line, by_id[line.order_line_id]) for line in request.lines]
    _require_what_was_asked(pairs, came)
    move(request, ReturnStatus.received)
    request.received_at, request.received_by, request.location_id = clock.now(), actor, location_id
    for line, sold in pairs:
        line.received_quantity, line.received_state = came[sold.position].quantity, came[sold.position].state
    _count_money(order, request, pairs, terms=terms)
    notes = {sold.id: GoodsNote(returned=line.received_quantity or 0) for line, sold in pairs}
    note(order, request, "return_received", actor=actor)
    orders.note_goods(session, order, notes, actor=actor, credited=request.due_kopecks)
    for line, sold in pairs:
        if line.received_quantity and line.serials:
            fulfilment.take_units_back(session, sold.id, line.serials)
    _put_back(session, order, pairs, location_id=location_id, actor=actor)
    audit(session, request, "receive", ReturnStatus.approved, actor=actor)
    if not payable_of(session, order, request):
        close(order, request, actor=actor)
    tell(session, RECEIVED, order, request, terms=terms)
    session.flush()  # the books are whole when this verb returns
    return request


def _require_what_was_asked(pairs: Pairs, came: Mapping[int, Came]) -> None:
    asked = {sold.position: line.quantity for line, sold in pairs}
    whole = came.keys() == asked.keys() and any(one.quantity for one in came.values())
    if not whole or any(not 0 <= one.quantity <= asked[position] for position, one in came.items()):
        raise NotWhatWasAsked()
    if any((one.state is ReceivedState.missing) is not (one.quantity == 0) for one in came.values()):
        raise NotWhatWasAsked()
    for _, sold in pairs:
        if sold.variant_id is None and came[sold.position].state is ReceivedState.resellable:
            raise GoodsGone(name=sold.name)


def _count_money(order: Order, request: ReturnRequest, pairs: Pairs, *, terms: Terms) -> None:
    """What is owed for what came, before the lines count it as returned."""
    coming = {sold.id: line.received_quantity or 0 for line, sold in pairs}
    money = rules.money_back(
        request.kind,
        request.way_back,
        [orders.worth_of(sold, coming[sold.id]) for _, sold in pairs],
        delivery=_paid_beside_goods(order, request),
        is_all=all(line.returned + coming.get(line.id, 0) == line.quantity - line.cancelled for line in order.lines),
        terms=terms,
    )
    for (line, _), goods in zip(pairs, money.goods, strict=True):
        line.refund_kopecks = goods
    request.delivery_kopecks, request.kept_kopecks = money.delivery, money.kept
    request.due_kopecks = money.total


def _paid_beside_goods(order: Order, request: ReturnRequest) -> int:
    """What was paid for bringing the order; where the goods are not as they should be, for services as well."""
    is_fault = request.kind is ReturnKind.defect
    return sum(fee.charged_kopecks for fee in order.fees if is_fault or fee.kind == DELIVERY)


def _put_back(session: Session, order: Order, pairs: Pairs, *, location_id: int, actor: str) -> None:
    good = [
        (sold.variant_id, location_id, line.received_quantity or 0)
        for line, sold in pairs
        if line.received_state is ReceivedState.resellable and sold.variant_id is not None
    ]
    if good:
        inventory.take_back(session, good, cause=f"order {order.number}", actor=actor)
