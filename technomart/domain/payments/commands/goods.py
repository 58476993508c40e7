"""The goods of an order whose reservation has lapsed: taken anew, if they are still there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import inventory, orders
from technomart.domain.inventory import NotEnoughStock, UnknownLocation
from technomart.domain.orders import Order
from technomart.domain.payments.ports import Faults


def hold_again(session: Session, order: Order, *, actor: str, faults: Faults) -> dict[int, int]:
    """Give up what a locked order still holds and allocate all its goods anew: claims by variant.

    From its own shop first, then from anywhere. Refuses NotEnoughStock; then nothing has changed.
    """
    cause = f"order {order.number}"
    with session.begin_nested():
        inventory.release(session, orders.claims_of(order), cause=cause, actor=actor)
        claims = _allocate(session, order, cause, actor, faults)
        orders.reclaim(session, order, claims)
    return claims


def _allocate(session: Session, order: Order, cause: str, actor: str, faults: Faults) -> dict[int, int]:
    needs = [(line.variant_id, line.quantity - line.cancelled) for line in order.lines]
    known = [(variant_id, pieces) for variant_id, pieces in needs if variant_id is not None and pieces]
    if len(known) < len(needs):
        raise NotEnoughStock(available=0)
    for location_id in dict.fromkeys((_own_shop(session, order), None)):
        try:
            with session.begin_nested():
                return inventory.allocate(
                    session, known, location_id=location_id, cause=cause, actor=actor, faults=faults
                )
        except NotEnoughStock:
            if location_id is None:
                raise
    raise NotEnoughStock(available=0)


def _own_shop(session: Session, order: Order) -> int | None:
    if order.pickup_code is None:
        return None
    try:
        return inventory.get_location(session, order.pickup_code).id
    except UnknownLocation:
        return None
