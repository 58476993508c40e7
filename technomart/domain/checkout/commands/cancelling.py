"""Calling an order off, whole or in part, as long as it is in the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, inventory, orders, payments, pricing, shipping
from technomart.domain.orders import CannotCancel, Order, OrderLine, OrderStatus, PaymentStatus
from technomart.foundation import audit, outbox
from technomart.foundation.faults import NO_FAULTS, Faults

CANCELLED = "order_cancelled"
PIECES_CANCELLED = "order_pieces_cancelled"
SHOPPER = "shopper"
STANDING = (OrderStatus.placed, OrderStatus.confirmed)


def cancel_order(
    session: Session,
    order_id: int,
    *,
    actor: str,
    reason: str,
    faults: Faults = NO_FAULTS,
    pieces: Mapping[int, int] | None = None,
) -> Order:
    """Cancel the order, or these pieces by the line's position; stock and money are given back, once.

    With the last piece, and only then, go the promo code, the courier's visit and what delivery costs. Held money is
    let go or taken whole and its surplus sent home; paid money is refunded by the worker. Refuses CannotCancel, also
    the second time, NothingChosen and TooManyChosen.
    """
    order = orders.lock_order(session, order_id)
    chosen = _chosen(order, pieces)
    faults.after_check("cancel")
    is_all = all(count == line.quantity - line.cancelled for line, count in chosen)
    if is_all and len(chosen) == sum(line.quantity > line.cancelled for line in order.lines):
        _cancel_whole(session, order, actor=actor, reason=reason, faults=faults)
    else:
        _cancel_pieces(session, order, chosen, actor=actor, reason=reason, faults=faults)
    return order


def _chosen(order: Order, pieces: Mapping[int, int] | None) -> list[tuple[OrderLine, int]]:
    if order.status not in STANDING or not any(line.in_house for line in order.lines):
        raise CannotCancel()
    if pieces is not None:
        return orders.chosen_lines(order, pieces, lambda line: line.in_house)
    if any(line.shipped for line in order.lines):
        raise CannotCancel()
    return [(line, line.in_house) for line in order.lines if line.in_house]


def _cancel_whole(session: Session, order: Order, *, actor: str, reason: str, faults: Faults) -> None:
    is_held = order.payment_status is PaymentStatus.authorized
    goods = [payments.pieces_of(line, line.in_house) for line in order.lines if line.in_house]
    goods += payments.fees_of(order)
    claims = orders.withdraw(session, order, actor=actor, reason=reason)
    give_codes_back(session, order)
    if order.slot_id is not None:
        shipping.give_back(session, order.slot_id)
        order.slot_id = None
    fulfilment.call_off_parcel(session, order)
    inventory.release(session, claims, cause=f"order {order.number}", actor=actor)
    refunded = payments.call_off(session, order, goods=goods, reason="order_cancelled", actor=actor, faults=faults)
    counter = order.paid_kopecks - order.refunded_kopecks - refunded
    more = {"is_held": is_held, "refund_kopecks": refunded, "counter_kopecks": counter}
    _tell(session, CANCELLED, order, order.number, by_shop=actor != SHOPPER, reason=reason, **more)


def _cancel_pieces(
    session: Session, order: Order, chosen: list[tuple[OrderLine, int]], *, actor: str, reason: str, faults: Faults
) -> None:
    fulfilment.require_parcel_here(session, order)
    before, left = orders.money_of(order), payments.money_left(session, order.id)
    waited = orders.is_awaiting_money(order)
    goods = [payments.pieces_of(line, count) for line, count in chosen]
    freed = {line.claim_id: count for line, count in chosen if line.claim_id is not None}
    pieces = {line.id: count for line, count in chosen}
    credited = orders.call_off_pieces(session, order, pieces, actor=actor, reason=reason)
    inventory.release_pieces(session, freed, cause=f"order {order.number}", actor=actor)
    if waited and not orders.is_awaiting_money(order):  # what was carried over from another order pays for the rest
        payments.secure(session, order, actor=actor, faults=faults)
    payments.bill_anew(session, order)
    due = credited if not orders.owed(before) else max(0, left - orders.money_of(order).due)
    home = min(due, left)
    refunded = payments.give_back_part(
        session, order, home, goods=goods, reason="order_changed", actor=actor, faults=faults
    )
    lines = [{"name": line.name, "quantity": count} for line, count in chosen]
    more = {"lines": lines, "refund_kopecks": refunded, "counter_kopecks": home - refunded}
    occasion = f"{order.number}:{sum(line.cancelled for line in order.lines)}"
    _tell(session, PIECES_CANCELLED, order, occasion, by_shop=actor != SHOPPER, reason=reason, **more)


def _tell(session: Session, topic: str, order: Order, occasion: str, **more: Any) -> None:
    outbox.publish(session, topic, {"key": f"{topic}:{occasion}", **orders.told_of(order), **more})


def give_codes_back(session: Session, order: Order) -> None:
    """Let the promo codes of a locked order that is not to be, cancelled or expired, be used by others, once."""
    for discount in order.discounts:
        if discount.promo_code_use_id is not None:
            pricing.release_promo_code(session, discount.promo_code_use_id)


def cancel_for_shopper(
    session: Session,
    order_id: int,
    *,
    actor: str,
    reason: str,
    faults: Faults = NO_FAULTS,
    pieces: Mapping[int, int] | None = None,
) -> Order:
    """The same by one of the shop's own people, written into the audit. Refuses as `cancel_order` does."""
    before = orders.standing_of(orders.lock_order(session, order_id))
    order = cancel_order(session, order_id, actor=actor, reason=reason, faults=faults, pieces=pieces)
    chosen = {} if pieces is None else {"pieces": {str(position): count for position, count in pieces.items()}}
    audit.record(
        session,
        actor,
        "order.cancel",
        subject=f"order {order.number}",
        before=before,
        after=orders.standing_of(order) | {"reason": reason} | chosen,
    )
    return order
