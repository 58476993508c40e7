"""The goods of an order whose reservation has lapsed: taken anew, if they are still there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import inventory, orders, pricing, shipping
from technomart.domain.inventory import NotEnoughStock, UnknownLocation
from technomart.domain.orders import Attention, Order
from technomart.foundation import clock
from technomart.foundation.faults import Faults

VISIT_GIVEN_BACK = "visit_given_back"


def secure(session: Session, order: Order, *, actor: str, faults: Faults) -> None:
    """What is only reserved for a locked order is the shopper's for good, taken anew if it has lapsed.

    Refuses NotEnoughStock; then nothing has changed.
    """
    if not inventory.keep(session, orders.claims_of(order), cause=f"order {order.number}", actor=actor):
        hold_again(session, order, actor=actor, faults=faults)


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


def end_unpaid(session: Session, order: Order, *, actor: str) -> None:
    """A locked order that waits for money ends: its goods and its courier's visit are free again."""
    claims = orders.expire(session, order, actor=actor)
    for use_id in _uses(order):
        pricing.release_promo_code(session, use_id)
    if order.slot_id is not None:
        shipping.give_back(session, order.slot_id)
        order.slot_id = None
        orders.note_event(order, VISIT_GIVEN_BACK, at=clock.now(), actor=actor, is_public=False)
    inventory.release(session, claims, cause=f"order {order.number}", actor=actor)


def take_all_again(session: Session, order: Order, *, actor: str, faults: Faults) -> dict[int, int]:
    """What a locked order that had ended needs to stand again: its promo code and its goods, as claims by variant.

    Refuses PromoCodeRefused and NotEnoughStock; then nothing has changed.
    """
    with session.begin_nested():
        for use_id in _uses(order):
            pricing.take_promo_code_again(session, use_id)
        return hold_again(session, order, actor=actor, faults=faults)


def _uses(order: Order) -> list[int]:
    return [one.promo_code_use_id for one in order.discounts if one.promo_code_use_id is not None]


def stand_again(session: Session, order: Order, claims: dict[int, int], *, actor: str) -> None:
    """A locked order that had ended stands again; a courier's visit it had must be agreed upon anew by the staff."""
    orders.revive(session, order, claims, actor=actor)
    if any(event.kind == VISIT_GIVEN_BACK for event in order.events):
        orders.call_attention(order, Attention.visit_to_agree, actor=actor)


def _allocate(session: Session, order: Order, cause: str, actor: str, faults: Faults) -> dict[int, int]:
    needs = [(line.variant_id, line.in_house) for line in order.lines if line.in_house]
    known = [(variant_id, pieces) for variant_id, pieces in needs if variant_id is not None]
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
