"""The parcel of an order, as both its shopper and the shop's people see it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, orders
from technomart.web.api.v1.schemas import buying
from technomart.web.context import runtime


def parcel_of(db: Session, order: orders.Order) -> buying.Parcel | None:
    """What a carrier brings of it; none where our own people bring it, or it is fetched from a shop."""
    parcel = fulfilment.find_parcel(db, order.id)
    if parcel is None:
        return None
    carrier = runtime().carriers.get(parcel.carrier)
    number = parcel.carrier_number
    return buying.Parcel(
        carrier=parcel.carrier,
        state=parcel.state.value,
        point=parcel.point_code,
        number=number,
        tracking_url=carrier.tracking_url(number) if carrier and number else None,
        words=parcel.words if parcel.state is not fulfilment.ParcelState.refused else "",
        place=parcel.place,
        moved_at=parcel.moved_at,
    )
