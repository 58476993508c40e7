"""Between the shop and whoever brings its parcels: look what is to be asked, ask with nothing held, write it down.

The only place that calls a carrier. Pages, the interface, the back room and staff all come here.
"""

from __future__ import annotations

import hmac
import time
from typing import Final

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, orders, shipping
from technomart.domain.fulfilment import Parcel, ParcelState
from technomart.domain.shipping import (
    Carrier,
    CarrierAway,
    CarrierParcel,
    CarrierRefused,
    CarrierState,
    CarrierUnknown,
    Point,
    ShippingKind,
    TariffWish,
    TooFewPoints,
)
from technomart.foundation import clock
from technomart.foundation.logs import log
from technomart.runtime import Runtime

PORTION: Final = 100
"""Points one transaction writes or forgets: a few milliseconds, so that no shopper waits."""
LONGEST_READING: Final = 90.0
"""Seconds within which a whole list of points must have come: less than the lease of a job."""


def refresh_points(runtime: Runtime, carrier: Carrier) -> int:
    """Read the carrier's whole list of points and keep it; how many there are.

    Refuses CarrierAway and TooFewPoints: then everything stays as it was.
    """
    found = _whole_list(carrier)
    with runtime.database.reader() as session:
        shipping.require_enough(session, carrier.code, len(found))
    at = clock.now()
    for first in range(0, len(found), PORTION):
        with runtime.database.transaction() as session:
            shipping.keep_points(session, carrier.code, found[first : first + PORTION], at)
    forgotten, gone = 0, PORTION
    while gone == PORTION:
        with runtime.database.transaction() as session:
            gone = shipping.forget_points(session, carrier.code, at, PORTION)
        forgotten += gone
    log().info("carrier_points_read", carrier=carrier.code, points=len(found), forgotten=forgotten)
    return len(found)


def refresh_all_points(runtime: Runtime) -> None:
    """The same for every carrier; a list that cannot be true is noted, and looked at again the next night.

    Raises CarrierAway to be tried again soon.
    """
    for carrier in runtime.carriers.values():
        try:
            refresh_points(runtime, carrier)
        except TooFewPoints as few:
            log().error("carrier_points_too_few", carrier=carrier.code, **few.details)


WAYS: Final = {
    "cdek": (
        (
            "cdek-point",
            ShippingKind.point,
            "Пункт выдачи СДЭК",
            "CDEK pick-up point",
            "рядом с домом",
            "near your home",
        ),
        ("cdek-courier", ShippingKind.carrier, "Курьером СДЭК", "By CDEK courier", "до двери", "to your door"),
    ),
}
"""The two ways of each carrier, as they are first offered; staff may rename them."""


def offer_ways(session: Session, code: str) -> int:
    """Offer a carrier's ways after all others; how many were new. They show only where the carrier is set up."""
    added = 0
    for position, (way, kind, name, name_en, note, note_en) in enumerate(WAYS[code], 100):
        words = {"name": name, "name_en": name_en, "note": note, "note_en": note_en}
        if not shipping.is_method(session, way):
            shipping.add_method(session, code=way, kind=kind, carrier=code, position=position, **words)
            added += 1
    return added


def ask_tariffs(runtime: Runtime, wish: TariffWish) -> None:
    """Ask what parcels of this weight class to this city cost, and keep it. Refuses CarrierAway.

    A carrier that does not go there says so by no tariffs, or by a refusal: both are kept as none.
    """
    carrier = runtime.carriers[wish.carrier]
    try:
        told = carrier.tariffs(wish.city_code, wish.grams_class)
    except CarrierRefused:
        told = ()
    with runtime.database.transaction() as session:
        shipping.keep_tariffs(session, wish, told, clock.now())


def submit(runtime: Runtime, parcel_id: int) -> None:
    """Hand a parcel in, once: one that the carrier knows by our number already is not sent again.

    Refuses CarrierAway, to be tried again with the same number.
    """
    with runtime.database.reader() as session:
        parcel = fulfilment.get_parcel(session, parcel_id)
        order = orders.get_order_by_id(session, parcel.order_id)
    if parcel.state is not ParcelState.draft or parcel.number is None:
        return
    carrier = carrier_of(runtime, parcel)
    try:
        known = carrier.find(parcel.number)
        ref = known.ref if known else carrier.submit(fulfilment.consignment_of(order, parcel))
    except CarrierRefused as refusal:
        with runtime.database.transaction() as session:
            fulfilment.note_refused(session, parcel_id, parcel.number, refusal.reason, actor=_actor(carrier))
        return
    with runtime.database.transaction() as session:
        fulfilment.note_submitted(session, parcel_id, parcel.number, ref, clock.now())


def look(runtime: Runtime, parcel_id: int) -> None:
    """Find out how far a parcel is, and let its order follow. Refuses CarrierAway; that is counted."""
    with runtime.database.reader() as session:
        parcel = fulfilment.get_parcel(session, parcel_id)
    if parcel.carrier_ref is None or parcel.state not in fulfilment.WITH_CARRIER:
        return
    try:
        seen = carrier_of(runtime, parcel).look(parcel.carrier_ref)
    except (CarrierAway, CarrierUnknown, CarrierRefused) as refusal:
        with runtime.database.transaction() as session:
            fulfilment.note_silence(session, parcel_id, clock.now())
        if isinstance(refusal, CarrierAway):
            raise
        log().error("carrier_knows_no_such_parcel", carrier=parcel.carrier, parcel=parcel.number)
        return
    with runtime.database.transaction() as session:
        fulfilment.settle_parcel(session, parcel_id, seen, at=clock.now())


def cancel(runtime: Runtime, parcel_id: int) -> None:
    """Call a parcel off at its carrier; one that has left already is put to staff. Refuses CarrierAway."""
    with runtime.database.reader() as session:
        parcel = fulfilment.get_parcel(session, parcel_id)
    if parcel.carrier_ref is None or parcel.number is None:
        return
    carrier = carrier_of(runtime, parcel)
    try:
        carrier.cancel(parcel.carrier_ref)
    except CarrierRefused as refusal:
        with runtime.database.transaction() as session:
            fulfilment.note_calling_off_refused(session, parcel_id, refusal.reason, actor=_actor(carrier))
        return
    except CarrierUnknown:
        pass  # what nobody has, nobody brings
    gone = CarrierParcel(
        ref=parcel.carrier_ref, number=parcel.number, carrier_number="", state=CarrierState.cancelled
    )
    with runtime.database.transaction() as session:
        fulfilment.settle_parcel(session, parcel_id, gone, at=clock.now())


def webhook_secret(runtime: Runtime, code: str) -> str:
    """The part of the address for a carrier's notices that nobody can guess: it follows from the shop's secret."""
    return hmac.new(runtime.secret_key.encode(), f"webhook of {code}".encode(), "sha256").hexdigest()[:40]


def carrier_of(runtime: Runtime, parcel: Parcel) -> Carrier:
    """Who brings this parcel. Refuses CarrierAway, and loudly, for a carrier that is no longer set up."""
    found = runtime.carriers.get(parcel.carrier)
    if found is None:
        log().error("carrier_not_set_up", carrier=parcel.carrier)
        raise CarrierAway
    return found


def _actor(carrier: Carrier) -> str:
    return f"carrier: {carrier.code}"


def _whole_list(carrier: Carrier) -> list[Point]:
    """Every point once, in the order of their codes, so that two who write take the rows in one order."""
    until = time.monotonic() + LONGEST_READING
    found: dict[str, Point] = {}
    for point in carrier.points():
        if time.monotonic() > until:
            raise CarrierAway
        found[point.code] = point
    return [found[code] for code in sorted(found)]
