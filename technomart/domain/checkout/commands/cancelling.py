"""Calling an order off as long as nothing has left the house."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import inventory, orders, shipping
from technomart.domain.orders import Order
from technomart.foundation import audit


def cancel_order(session: Session, order_id: int, *, actor: str, reason: str) -> Order:
    """Cancel the whole order; its stock and its courier's visit are free again. Refuses CannotCancel, also twice."""
    order = orders.lock_order(session, order_id)
    claims = orders.withdraw(session, order, actor=actor, reason=reason)
    if order.slot_id is not None:
        shipping.give_back(session, order.slot_id)
        order.slot_id = None
    inventory.release(session, claims, cause=f"order {order.number}", actor=actor)
    return order


def cancel_for_shopper(session: Session, order_id: int, *, actor: str, reason: str) -> Order:
    """The same by one of the shop's own people, written into the audit. Refuses CannotCancel."""
    before = orders.standing_of(orders.lock_order(session, order_id))
    order = cancel_order(session, order_id, actor=actor, reason=reason)
    audit.record(
        session,
        actor,
        "order.cancel",
        subject=f"order {order.number}",
        before=before,
        after=orders.standing_of(order) | {"reason": reason},
    )
    return order
