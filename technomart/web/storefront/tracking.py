"""Where an order's parcel is, as its shopper reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from technomart.domain import shipping
from technomart.domain.fulfilment import Parcel, ParcelState
from technomart.web.context import lang, runtime
from technomart.web.templating import gettext

PREPARING = "Готовим посылку к отправке"
STATES: Mapping[ParcelState, str] = {
    ParcelState.submitted: "Передаём посылку службе доставки",
    ParcelState.accepted: "Служба доставки ждёт посылку",
    ParcelState.on_the_way: "Посылка в пути",
    ParcelState.at_point: "Посылка ждёт вас в пункте выдачи",
    ParcelState.delivered: "Посылка вручена",
    ParcelState.returned: "Посылку не получили, она возвращается к нам",
    ParcelState.cancelled: "Посылка отозвана",
}
"""What is said of each state; whatever is settled between the shop and the carrier alone is being prepared."""


@dataclass(frozen=True, slots=True)
class Tracking:
    """The carrier, its number of the parcel with its page about it, the state in words, and when it came about."""

    carrier: str
    state: str
    number: str
    url: str
    place: str
    moved_at: datetime | None


def tracking_of(parcel: Parcel | None) -> Tracking | None:
    """The parcel of an order that goes by a carrier."""
    if parcel is None:
        return None
    carrier = runtime().carriers.get(parcel.carrier)
    number = parcel.carrier_number
    is_known = parcel.state in STATES
    return Tracking(
        carrier=shipping.carrier_name(parcel.carrier, lang()),
        state=gettext(STATES.get(parcel.state, PREPARING)),
        number=number,
        url=carrier.tracking_url(number) if carrier and number else "",
        place=parcel.place if is_known else "",
        moved_at=parcel.moved_at if is_known else None,
    )
