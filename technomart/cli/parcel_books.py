"""The books of parcels: whatever was handed to a carrier is on its way there, asked after, or over."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.fulfilment import SUBMIT_PARCEL, WITH_CARRIER, Parcel, ParcelState
from technomart.domain.orders import Order, OrderStatus
from technomart.foundation.jobs import Job


def violations(session: Session) -> Iterable[str]:
    """Parcels that nobody will hand in, nobody asks after, or whose order says something else, in silence."""
    coming = select(Job.id).where(Job.key == f"{SUBMIT_PARCEL}:" + Parcel.number).exists()
    lost = select(Parcel.number).where(Parcel.state == ParcelState.draft, Parcel.handed_at.is_not(None), ~coming)
    for number in session.scalars(lost):
        yield f"parcel {number}: handed in by staff, and no job takes it to the carrier"
    with_carrier = Parcel.state.in_(WITH_CARRIER)
    forgotten = select(Parcel.number).where(with_carrier, Parcel.ask_at.is_(None) | Parcel.carrier_ref.is_(None))
    for number in session.scalars(forgotten):
        yield f"parcel {number}: with the carrier, and nobody asks after it"
    unlike = (
        select(Parcel.number, Parcel.state, Order.fulfilment_status)
        .join(Order, Order.id == Parcel.order_id)
        .where(
            Parcel.state == ParcelState.delivered,
            Order.attention.is_(None),
            Order.fulfilment_status.not_in(("delivered", "partially_returned", "returned")),
            Order.status != OrderStatus.cancelled,
        )
    )
    for number, state, goods in session.execute(unlike):
        yield f"parcel {number}: {state} at the carrier, and its order's goods are {goods}"
