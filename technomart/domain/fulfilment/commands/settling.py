"""What a carrier has told becomes the parcel's state and moves the order: in one function, whoever has asked."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.fulfilment import rules
from technomart.domain.fulfilment.commands.moves import hand_over, ship
from technomart.domain.fulfilment.commands.parcels import refuse
from technomart.domain.fulfilment.models import Parcel
from technomart.domain.fulfilment.queries import find_parcel_by_ref, get_parcel
from technomart.domain.fulfilment.rules import ParcelState
from technomart.domain.orders import Attention, FulfilmentStatus, Move, Order
from technomart.domain.shipping import CarrierParcel, CarrierState

STATE_OF: Final = MappingProxyType(
    {
        CarrierState.checking: ParcelState.submitted,
        CarrierState.refused: ParcelState.refused,
        CarrierState.accepted: ParcelState.accepted,
        CarrierState.on_the_way: ParcelState.on_the_way,
        CarrierState.at_point: ParcelState.at_point,
        CarrierState.delivered: ParcelState.delivered,
        CarrierState.returned: ParcelState.returned,
        CarrierState.cancelled: ParcelState.cancelled,
    }
)
TOLD_TO_SHOPPERS = frozenset({ParcelState.at_point, ParcelState.returned})
"""What stands in the timeline as the parcel's own step; leaving and arriving are the order's."""


def settle_parcel(session: Session, parcel_id: int, seen: CarrierParcel, *, at: datetime) -> Parcel:
    """Write down how far the carrier says the parcel is, and let the order follow. Harmless if repeated.

    What the carrier tells and the order cannot follow is put to staff.
    """
    order = orders.lock_order(session, get_parcel(session, parcel_id).order_id)
    parcel = get_parcel(session, parcel_id)
    actor = f"carrier: {parcel.carrier}"
    parcel.last_asked_at = at
    after = STATE_OF[seen.state]
    if parcel.carrier_ref != seen.ref.lower():
        return parcel
    parcel.carrier_number = seen.carrier_number or parcel.carrier_number
    if after is parcel.state or not rules.may_move(parcel.state, after):
        is_news = (seen.words, seen.place) != (parcel.words, parcel.place) and after is parcel.state
        parcel.quiet_looks = 0 if is_news else parcel.quiet_looks + 1
        if is_news:
            parcel.words, parcel.place = seen.words, seen.place
        _ask_again(parcel, at)
        return parcel
    if after is ParcelState.refused:
        refuse(session, order, parcel, seen.words, actor=actor)
        return parcel
    parcel.state, parcel.moved_at, parcel.quiet_looks = after, at, 0
    parcel.words, parcel.place = seen.words, seen.place
    _ask_again(parcel, at)
    _follow(session, order, parcel, actor=actor)
    session.flush()  # the books are whole when this verb returns
    return parcel


def ask_after_parcel(session: Session, carrier: str, ref: str, *, at: datetime) -> bool:
    """Somebody says there is news of a parcel: it is looked at next. Whether there is such a parcel."""
    parcel = find_parcel_by_ref(session, carrier, ref)
    if parcel is None or parcel.state not in rules.WITH_CARRIER:
        return False
    if parcel.ask_at is None or parcel.ask_at > at:
        parcel.ask_at = at
    return True


def _ask_again(parcel: Parcel, at: datetime) -> None:
    is_waiting = parcel.state in rules.WITH_CARRIER
    parcel.ask_at = at + rules.rest_of(parcel.state, parcel.quiet_looks) if is_waiting else None


def _follow(session: Session, order: Order, parcel: Parcel, *, actor: str) -> None:
    """Move the locked order to where its parcel is."""
    state = parcel.state
    if state in rules.LEFT_THE_HOUSE and Move.ship in orders.moves_of(order):
        ship(session, order.id, actor=actor)
    if state is ParcelState.delivered and Move.hand_over in orders.moves_of(order):
        hand_over(session, order.id, actor=actor)
    if state in TOLD_TO_SHOPPERS:
        orders.note_event(order, f"parcel_{state.value}", at=parcel.moved_at or order.placed_at, actor=actor)
    if state is ParcelState.returned:
        orders.call_attention(order, Attention.parcel_returned, actor=actor, details={"words": parcel.words})
    elif not _agree(order, state):
        orders.call_attention(order, Attention.parcel_astray, actor=actor, details={"state": state.value})


def _agree(order: Order, state: ParcelState) -> bool:
    """Whether the order's goods are where the parcel is."""
    gone = {FulfilmentStatus.shipped, FulfilmentStatus.delivered}
    arrived = {FulfilmentStatus.delivered, FulfilmentStatus.partially_returned, FulfilmentStatus.returned}
    if state is ParcelState.delivered:
        return order.fulfilment_status in arrived
    return state not in rules.LEFT_THE_HOUSE or order.fulfilment_status in gone
