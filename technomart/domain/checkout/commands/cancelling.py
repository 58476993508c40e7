"""Calling an order off as long as nothing has left the house."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, inventory, orders, payments, pricing, shipping
from technomart.domain.orders import Order, PaymentStatus
from technomart.foundation import audit, outbox
from technomart.foundation.faults import NO_FAULTS, Faults

CANCELLED = "order_cancelled"
SHOPPER = "shopper"


def cancel_order(session: Session, order_id: int, *, actor: str, reason: str, faults: Faults = NO_FAULTS) -> Order:
    """Cancel the whole order; stock, code, courier's visit, parcel and money are given back, once.

    Held money is let go and paid money refunded by the worker. Refuses CannotCancel, also the second time.
    """
    order = orders.lock_order(session, order_id)
    is_held = order.payment_status is PaymentStatus.authorized
    claims = orders.withdraw(session, order, actor=actor, reason=reason)
    give_codes_back(session, order)
    if order.slot_id is not None:
        shipping.give_back(session, order.slot_id)
        order.slot_id = None
    fulfilment.call_off_parcel(session, order)
    inventory.release(session, claims, cause=f"order {order.number}", actor=actor)
    told = orders.told_of(order)
    refunded = payments.call_off(session, order, reason="order_cancelled", actor=actor, faults=faults)
    outbox.publish(
        session,
        CANCELLED,
        {
            "key": f"{CANCELLED}:{order.number}",
            **told,
            "is_held": is_held,
            "by_shop": actor != SHOPPER,
            "reason": reason,
            "refund_kopecks": refunded,
            "counter_kopecks": order.paid_kopecks - order.refunded_kopecks - refunded,
        },
    )
    return order


def give_codes_back(session: Session, order: Order) -> None:
    """Let the promo codes of a locked order that is not to be, cancelled or expired, be used by others, once."""
    for discount in order.discounts:
        if discount.promo_code_use_id is not None:
            pricing.release_promo_code(session, discount.promo_code_use_id)


def cancel_for_shopper(
    session: Session, order_id: int, *, actor: str, reason: str, faults: Faults = NO_FAULTS
) -> Order:
    """The same by one of the shop's own people, written into the audit. Refuses CannotCancel."""
    before = orders.standing_of(orders.lock_order(session, order_id))
    order = cancel_order(session, order_id, actor=actor, reason=reason, faults=faults)
    audit.record(
        session,
        actor,
        "order.cancel",
        subject=f"order {order.number}",
        before=before,
        after=orders.standing_of(order) | {"reason": reason},
    )
    return order
