"""The parcel of an order as the office shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from technomart.domain import fulfilment, shipping
from technomart.domain.fulfilment import Parcel, ParcelState
from technomart.domain.orders import Order
from technomart.web.context import lang, runtime

STATES: Mapping[ParcelState, tuple[str, str]] = {
    ParcelState.draft: ("Не передана", ""),
    ParcelState.submitted: ("Проверяется", "low"),
    ParcelState.accepted: ("Принята службой доставки", "ok"),
    ParcelState.refused: ("Не принята", "bad"),
    ParcelState.on_the_way: ("В пути", "info"),
    ParcelState.at_point: ("В пункте выдачи", "info"),
    ParcelState.delivered: ("Вручена", "ok"),
    ParcelState.returned: ("Возвращается", "bad"),
    ParcelState.cancelled: ("Отозвана", ""),
}
BEING_HANDED = ("Передаём", "low")


@dataclass(frozen=True, slots=True)
class ParcelView:
    """What staff see of it; `may_hand` and `may_ask` say which buttons there are."""

    state: tuple[str, str]
    carrier: str
    number: str
    carrier_number: str
    tracking_url: str
    point: str | None
    grams: int
    words: str
    place: str
    moved_at: datetime | None
    asked_at: datetime | None
    may_hand: bool
    may_ask: bool


def view_of(order: Order, parcel: Parcel | None) -> ParcelView | None:
    """The parcel, if the order goes by a carrier."""
    if parcel is None:
        return None
    carrier = runtime().carriers.get(parcel.carrier)
    is_queued = parcel.state is ParcelState.draft and parcel.handed_at is not None
    number = parcel.carrier_number
    return ParcelView(
        state=BEING_HANDED if is_queued else STATES[parcel.state],
        carrier=shipping.carrier_name(parcel.carrier, lang()),
        number=parcel.number or "",
        carrier_number=number,
        tracking_url=carrier.tracking_url(number) if carrier and number else "",
        point=parcel.point_code,
        grams=parcel.grams,
        words=parcel.words,
        place=parcel.place,
        moved_at=parcel.moved_at,
        asked_at=parcel.last_asked_at,
        may_hand=carrier is not None and fulfilment.may_be_handed(order, parcel),
        may_ask=carrier is not None and parcel.state in fulfilment.WITH_CARRIER,
    )
