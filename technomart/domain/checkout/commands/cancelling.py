"""Calling an order off as long as nothing has left the house."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import inventory, orders
from technomart.domain.orders import Order


def cancel_order(session: Session, order_id: int, *, actor: str, reason: str) -> Order:
    """Cancel the whole order and give its stock back, once. Refuses CannotCancel, also the second time."""
    order = orders.lock_order(session, order_id)
    claims = orders.withdraw(session, order, actor=actor, reason=reason)
    inventory.release(session, claims, cause=f"order {order.number}", actor=actor)
    return order
