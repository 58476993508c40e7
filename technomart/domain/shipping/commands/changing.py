"""Changing what is offered, by the shop's people: written into the audit, and into the pages that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session

from technomart.domain.shipping.commands.ways import add_zone, set_rates, set_service_rates
from technomart.domain.shipping.errors import LastZone, RatesMissing, UnknownMethod, UnknownService, UnknownZone
from technomart.domain.shipping.models import (
    CourierSlot,
    CourierWindow,
    ShippingMethod,
    ShippingService,
    ShippingZone,
)
from technomart.domain.shipping.queries import get_any_method, get_any_service, windows_of
from technomart.domain.shipping.rules import (
    Rate,
    WayTerms,
    WindowTerms,
    ZoneTerms,
    require_apart,
    require_days,
    require_windows,
)
from technomart.foundation import audit, changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.slugs import slug

LONGEST_CODE = 60


def change_way(
    session: Session,
    code: str,
    terms: WayTerms,
    *,
    actor: str,
    rates: Sequence[Rate] | None = None,
    windows: Sequence[WindowTerms] | None = None,
) -> None:
    """Change a way: its words and days, whether it is offered, and if given its own rates and its couriers' times.

    Its rates hold in zones without rates of their own. Visits that are promised stay promised, also in a time that
    is given up. Refuses UnknownMethod, DaysOutOfOrder, RatesOutOfOrder, RatesMissing and WindowsOutOfOrder.
    """
    require_days(terms.days_from, terms.days_to)
    row = _lock_method(session, code)
    before: dict[str, Any] = {name: getattr(row, name) for name in asdict(terms)}
    after: dict[str, Any] = asdict(terms)
    for name, value in asdict(terms).items():
        setattr(row, name, value)
    if rates is not None:
        before |= _set_own_rates(session, row, rates)
        after |= _written(rates)
    if windows is not None:
        before |= _told(windows_of(session, code))
        after |= _told(windows)
        _set_windows(session, row, windows)
    _note(session, f"way {code}", actor, before, after)


def _set_own_rates(session: Session, row: ShippingMethod, rates: Sequence[Rate]) -> dict[str, Any]:
    """Let these be the way's own rates; what they were."""
    known = get_any_method(session, row.code)
    alone = {zone.code for zone in known.zones} - {rate.zone for rate in known.rates}
    if not rates and (alone or not known.zones):
        raise RatesMissing(field="rates")
    set_rates(session, row, None, rates)
    return _written(rate for rate in known.rates if rate.zone is None)


def _set_windows(session: Session, row: ShippingMethod, windows: Sequence[WindowTerms]) -> None:
    """A time that has promised visits is never deleted: it makes no more of them."""
    require_windows(windows)
    kept = select(CourierWindow).where(CourierWindow.method_id == row.id)
    there = {one.starts: one for one in session.scalars(kept)}
    wanted = {one.starts: one for one in windows}
    for starts, window in there.items():
        capacity = wanted[starts].capacity if starts in wanted else 0
        window.capacity, window.ends = capacity, wanted[starts].ends if starts in wanted else window.ends
        fits = case((CourierSlot.taken > capacity, CourierSlot.taken), else_=capacity)
        session.execute(update(CourierSlot).where(CourierSlot.window_id == window.id).values(capacity=fits))
    session.add_all(
        CourierWindow(method_id=row.id, starts=one.starts, ends=one.ends, capacity=one.capacity)
        for one in windows
        if one.starts not in there
    )
    session.flush()


def open_zone(session: Session, code: str, terms: ZoneTerms, rates: Sequence[Rate], *, actor: str) -> str:
    """Let a way go to one more part of the country, after its other zones; the code of the zone, made from its name.

    From the first zone on the way goes nowhere else. Refuses as `change_zone` does.
    """
    method = _lock_method(session, code)
    taken = {zone.code for zone in get_any_method(session, code).zones}
    wish = slug(terms.name)[:LONGEST_CODE]
    zone_code = next(one for n in range(1, len(taken) + 2) if (one := wish if n == 1 else f"{wish}-{n}") not in taken)
    last = session.scalar(select(func.max(ShippingZone.position)).where(ShippingZone.method_id == method.id))
    add_zone(session, method, code=zone_code, name=terms.name, position=0 if last is None else last + 1)
    change_zone(session, code, zone_code, terms, rates, actor=actor)
    return zone_code


def close_zone(session: Session, code: str, zone_code: str, *, actor: str) -> None:
    """Let a way go there no more. Refuses UnknownMethod, UnknownZone and LastZone: offer the way no more instead."""
    method = _lock_method(session, code)
    known = get_any_method(session, code)
    if zone_code not in {zone.code for zone in known.zones}:
        raise UnknownZone()
    if len(known.zones) == 1:
        raise LastZone()
    before = _written(rate for rate in known.rates if rate.zone == zone_code)
    of_way = (ShippingZone.method_id == method.id, ShippingZone.code == zone_code)
    session.execute(delete(ShippingZone).where(*of_way))
    _note(session, f"zone {code}/{zone_code}", actor, before, {})


def change_zone(
    session: Session, code: str, zone_code: str, terms: ZoneTerms, rates: Sequence[Rate], *, actor: str
) -> None:
    """Change a zone of a way and all its rates.

    Refuses UnknownMethod, UnknownZone, DaysOutOfOrder, CityTwice, NotAPrefix and RatesOutOfOrder.
    """
    require_days(terms.days_from, terms.days_to)
    method = _lock_method(session, code)
    known = get_any_method(session, code)
    row = session.scalar(
        select(ShippingZone).where(ShippingZone.method_id == method.id, ShippingZone.code == zone_code)
    )
    if row is None:
        raise UnknownZone()
    require_apart(terms, [zone for zone in known.zones if zone.code != zone_code])
    before = {name: getattr(row, name) for name in asdict(terms)}
    before |= _written(rate for rate in known.rates if rate.zone == zone_code)
    for name, value in asdict(terms).items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    set_rates(session, method, row, rates)
    _note(session, f"zone {code}/{zone_code}", actor, before, asdict(terms) | _written(rates))


def change_service(session: Session, code: str, rates: Sequence[Rate], *, is_offered: bool, actor: str) -> None:
    """Change the rates of a service, and whether it is offered. Refuses UnknownService and RatesOutOfOrder."""
    row = session.scalar(select(ShippingService).where(ShippingService.code == code).with_for_update())
    if row is None:
        raise UnknownService()
    before = {"is_offered": row.is_offered} | _written(get_any_service(session, code).rates)
    row.is_offered = is_offered
    set_service_rates(session, row, rates)
    _note(session, f"service {code}", actor, before, {"is_offered": is_offered} | _written(rates))


def _lock_method(session: Session, code: str) -> ShippingMethod:
    row = session.scalar(select(ShippingMethod).where(ShippingMethod.code == code).with_for_update())
    if row is None:
        raise UnknownMethod()
    return row


def _written(rates: Any) -> dict[str, Any]:
    return {"rates": [[rate.up_to_grams, rate.fee_kopecks, rate.free_from_kopecks] for rate in rates]}


def _told(windows: Sequence[WindowTerms]) -> dict[str, Any]:
    return {"windows": [[one.starts, one.ends, one.capacity] for one in windows]}


def _note(session: Session, subject: str, actor: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Into the audit, and to whoever keeps what the shop says of itself."""
    audit.record(session, actor, "delivery.change", subject=subject, before=before, after=after)
    changes.note(session, ChangeKind.vocabulary, [0])
    session.flush()  # what was changed is whole when the verb returns
