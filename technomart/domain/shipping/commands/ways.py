"""Offering ways of delivery, and promising a courier's visit: never more of them than can be made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from technomart.domain.shipping.errors import SlotTaken
from technomart.domain.shipping.models import (
    CourierSlot,
    CourierWindow,
    ServiceKind,
    ShippingKind,
    ShippingMethod,
    ShippingRate,
    ShippingService,
    ShippingServiceRate,
    ShippingServiceType,
    ShippingZone,
)
from technomart.domain.shipping.rules import Rate, Slot, require_in_order
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.faults import Faults
from technomart.foundation.inserting import insert_into


def add_method(session: Session, *, code: str, kind: ShippingKind, name: str, **facts: Any) -> ShippingMethod:
    """Offer a way of delivery; `facts` are the other columns of `ShippingMethod`."""
    method = ShippingMethod(code=code, kind=kind, name=name, **facts)
    session.add(method)
    session.flush()  # a code that is taken is refused here
    changes.note(session, ChangeKind.vocabulary, [0])
    return method


def add_zone(session: Session, method: ShippingMethod, *, code: str, name: str, **facts: Any) -> ShippingZone:
    """Let this way go to a part of the country; `facts` are the other columns of `ShippingZone`.

    From the first zone on the way goes nowhere else.
    """
    zone = ShippingZone(method_id=method.id, code=code, name=name, **facts)
    session.add(zone)
    session.flush()  # a code that is taken and days the wrong way round are refused here
    changes.note(session, ChangeKind.vocabulary, [0])
    return zone


def set_rates(session: Session, method: ShippingMethod, zone: ShippingZone | None, rates: Sequence[Rate]) -> None:
    """Let these be all rates of the way in this zone, or in every zone without rates of its own.

    Refuses RatesOutOfOrder.
    """
    table = require_in_order(rates)
    zone_id = None if zone is None else zone.id
    of_zone = ShippingRate.zone_id.is_not_distinct_from(zone_id)
    session.execute(delete(ShippingRate).where(ShippingRate.method_id == method.id, of_zone))
    session.add_all(
        ShippingRate(
            method_id=method.id,
            zone_id=zone_id,
            up_to_grams=rate.up_to_grams,
            fee_kopecks=rate.fee_kopecks,
            free_from_kopecks=rate.free_from_kopecks,
        )
        for rate in table
    )
    session.flush()  # sums and weights that are none are refused here
    changes.note(session, ChangeKind.vocabulary, [0])


def add_service(
    session: Session,
    *,
    code: str,
    kind: ServiceKind,
    name: str,
    rates: Sequence[Rate],
    type_ids: Collection[int] = (),
    **facts: Any,
) -> ShippingService:
    """Offer a service for goods of these product types, or of all; `facts` are its other columns.

    Refuses RatesOutOfOrder.
    """
    service = ShippingService(code=code, kind=kind, name=name, **facts)
    session.add(service)
    session.flush()  # a code that is taken is refused here, and the rows below need its id
    session.add_all(ShippingServiceType(service_id=service.id, product_type_id=one) for one in sorted(type_ids))
    set_service_rates(session, service, rates)
    return service


def set_service_rates(session: Session, service: ShippingService, rates: Sequence[Rate]) -> None:
    """Let these be all rates of the service, by the weight of one piece. Refuses RatesOutOfOrder."""
    table = require_in_order(rates)
    session.execute(delete(ShippingServiceRate).where(ShippingServiceRate.service_id == service.id))
    session.add_all(
        ShippingServiceRate(service_id=service.id, up_to_grams=rate.up_to_grams, fee_kopecks=rate.fee_kopecks)
        for rate in table
    )
    session.flush()  # sums and weights that are none are refused here
    changes.note(session, ChangeKind.vocabulary, [0])


def add_window(session: Session, method: ShippingMethod, *, starts: str, ends: str, capacity: int) -> CourierWindow:
    """Let couriers of this way come every day from `10:00` to `12:00`, making so many visits."""
    window = CourierWindow(method_id=method.id, starts=starts, ends=ends, capacity=capacity)
    session.add(window)
    session.flush()  # hours that are taken or the wrong way round are refused here
    return window


def book(session: Session, slot: Slot, *, faults: Faults) -> int:
    """Promise one visit in this slot; the id of what has been promised, to be given back with. Refuses SlotTaken."""
    session.execute(
        insert_into(session, CourierSlot).on_conflict_do_nothing(),
        [{"window_id": slot.window_id, "day": slot.day, "capacity": slot.capacity, "taken": 0}],
    )
    row = session.execute(
        select(CourierSlot.id, CourierSlot.capacity, CourierSlot.taken).where(
            CourierSlot.window_id == slot.window_id, CourierSlot.day == slot.day
        )
    ).one()
    if row.taken >= row.capacity:
        raise SlotTaken(slot=slot.code)
    faults.after_check("slot")
    taking = update(CourierSlot).where(CourierSlot.id == row.id).execution_options(synchronize_session=False)
    if faults.skips_lock("slot"):
        taking = taking.values(taken=row.taken + 1)
    else:
        taking = taking.where(CourierSlot.taken < CourierSlot.capacity).values(taken=CourierSlot.taken + 1)
    done = session.execute(taking)
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise SlotTaken(slot=slot.code)
    return int(row.id)


def give_back(session: Session, slot_id: int) -> None:
    """One visit of this slot is not needed any more. Whoever gives back does it once for each promise."""
    session.execute(
        update(CourierSlot)
        .where(CourierSlot.id == slot_id, CourierSlot.taken > 0)
        .values(taken=CourierSlot.taken - 1)
        .execution_options(synchronize_session=False)
    )
