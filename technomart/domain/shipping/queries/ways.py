"""Looking up the ways of delivery and the times a courier can come."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime, time
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain.shipping.errors import UnknownMethod, UnknownService, UnknownZone
from technomart.domain.shipping.models import (
    CourierSlot,
    CourierWindow,
    ShippingMethod,
    ShippingRate,
    ShippingService,
    ShippingServiceRate,
    ShippingServiceType,
    ShippingZone,
)
from technomart.domain.shipping.rules import (
    Method,
    Rate,
    Service,
    Slot,
    WayTerms,
    WindowTerms,
    Zone,
    ZoneTerms,
    days_offered,
)

ENGLISH = "en"


def methods(session: Session, lang: str = "ru", *, carriers: Collection[str] = ()) -> list[Method]:
    """The ways that are offered, in their order, with their zones and rates. One query.

    Those of carriers only of the ones named.
    """
    return _as_methods(session.execute(_offered_ways(), {"carriers": list(carriers)}), lang)


def all_methods(session: Session, lang: str = "ru") -> list[Method]:
    """The same with those that are not offered, and of every carrier: for the shop's own people."""
    return _as_methods(session.execute(_ways()), lang)


def get_any_method(session: Session, code: str, lang: str = "ru") -> Method:
    """The way with this code, offered or not. Refuses UnknownMethod."""
    found = _as_methods(session.execute(_ways().where(ShippingMethod.code == code)), lang)
    if not found:
        raise UnknownMethod()
    return found[0]


def way_terms(session: Session, code: str) -> WayTerms:
    """What of a way may be changed. Refuses UnknownMethod."""
    row = session.scalar(select(ShippingMethod).where(ShippingMethod.code == code))
    if row is None:
        raise UnknownMethod()
    return WayTerms(**{one.name: getattr(row, one.name) for one in fields(WayTerms)})


def zone_terms(session: Session, code: str, zone_code: str) -> ZoneTerms:
    """What of a zone may be changed. Refuses UnknownZone."""
    row = session.scalar(
        select(ShippingZone)
        .join(ShippingMethod, ShippingMethod.id == ShippingZone.method_id)
        .where(ShippingMethod.code == code, ShippingZone.code == zone_code)
    )
    if row is None:
        raise UnknownZone()
    return ZoneTerms(**{one.name: getattr(row, one.name) for one in fields(ZoneTerms)})


def get_method(session: Session, code: str, lang: str = "ru", *, carriers: Collection[str] = ()) -> Method:
    """The offered way with this code. Refuses UnknownMethod, also a way of a carrier that is not named."""
    found = _as_methods(session.execute(_offered_way(), {"code": code, "carriers": list(carriers)}), lang)
    if not found:
        raise UnknownMethod()
    return found[0]


def services(session: Session, lang: str = "ru") -> list[Service]:
    """The services that are offered, in their order. One query: few rows with few rates and types each."""
    return _services(session, lang, ShippingService.is_offered.is_(True))


def all_services(session: Session, lang: str = "ru") -> list[Service]:
    """The same with those that are not offered: for the shop's own people."""
    return _services(session, lang)


def get_any_service(session: Session, code: str, lang: str = "ru") -> Service:
    """The service with this code, offered or not. Refuses UnknownService."""
    found = _services(session, lang, ShippingService.code == code)
    if not found:
        raise UnknownService()
    return found[0]


def _services(session: Session, lang: str, *which: ColumnElement[bool]) -> list[Service]:
    rows = session.execute(
        select(ShippingService, ShippingServiceRate, ShippingServiceType.product_type_id)
        .join(ShippingServiceRate, ShippingServiceRate.service_id == ShippingService.id)
        .outerjoin(ShippingServiceType, ShippingServiceType.service_id == ShippingService.id)
        .where(*which)
        .order_by(ShippingService.position, ShippingService.id)
    ).all()
    found: dict[int, tuple[ShippingService, dict[int, Rate], set[int]]] = {}
    for service, rate, type_id in rows:
        _, rates, types = found.setdefault(service.id, (service, {}, set()))
        rates[rate.id] = Rate(None, rate.up_to_grams, rate.fee_kopecks)
        if type_id is not None:
            types.add(type_id)
    english = lang == ENGLISH
    return [
        Service(
            code=row.code,
            kind=row.kind.value,
            name=(row.name_en if english else "") or row.name,
            note=(row.note_en if english else "") or row.note,
            from_grams=row.from_grams,
            type_ids=frozenset(types),
            rates=tuple(rates.values()),
            is_offered=row.is_offered,
        )
        for row, rates, types in found.values()
    ]


def is_method(session: Session, code: str) -> bool:
    """Whether there is such a way, offered or not."""
    return session.scalar(select(ShippingMethod.id).where(ShippingMethod.code == code)) is not None


def slots_of(session: Session, method: Method, at: datetime, zone: Zone | None = None) -> list[Slot]:
    """What a shopper in this zone who orders at this moment can choose from, full ones too.

    None where there is no choice.
    """
    days = days_offered(method, at, zone)
    rows = session.execute(_windows(), {"code": method.code, "days": days}).all()
    windows = list(dict.fromkeys(window for window, *_ in rows))
    kept = {(window.id, day): (capacity, capacity - taken) for window, day, capacity, taken in rows if day}
    return [
        Slot(
            window.id,
            day,
            time.fromisoformat(window.starts),
            time.fromisoformat(window.ends),
            *kept.get((window.id, day), (window.capacity, window.capacity)),
        )
        for day in days
        for window in windows
    ]


def windows_of(session: Session, code: str) -> list[WindowTerms]:
    """The times of every day at which the couriers of a way come, earliest first."""
    return [
        WindowTerms(*row)
        for row in session.execute(
            select(CourierWindow.starts, CourierWindow.ends, CourierWindow.capacity)
            .join(ShippingMethod, ShippingMethod.id == CourierWindow.method_id)
            .where(ShippingMethod.code == code, CourierWindow.capacity > 0)
            .order_by(CourierWindow.starts)
        )
    ]


@cache
def _windows() -> Select[*tuple[Any, ...]]:
    """The windows of the way with this `code`, each with what is taken of it on each of these `days`."""
    on_these_days = CourierSlot.day.in_(bindparam("days", expanding=True))
    return (
        select(CourierWindow, CourierSlot.day, CourierSlot.capacity, CourierSlot.taken)
        .join(ShippingMethod, ShippingMethod.id == CourierWindow.method_id)
        .outerjoin(CourierSlot, (CourierSlot.window_id == CourierWindow.id) & on_these_days)
        .where(ShippingMethod.code == bindparam("code"), CourierWindow.capacity > 0)
        .order_by(CourierWindow.starts)
        .execution_options(populate_existing=True)
    )


@cache
def _ways() -> Select[*tuple[Any, ...]]:
    """Each row is a way with one of its zones and one of its rates: few enough to be asked for at once."""
    of_zone = (ShippingRate.zone_id == ShippingZone.id) | ShippingRate.zone_id.is_(None)
    return (
        select(ShippingMethod, ShippingZone, ShippingRate)
        .outerjoin(ShippingZone, ShippingZone.method_id == ShippingMethod.id)
        .outerjoin(ShippingRate, (ShippingRate.method_id == ShippingMethod.id) & of_zone)
        .order_by(
            ShippingMethod.position,
            ShippingMethod.id,
            ShippingZone.position,
            ShippingZone.id,
            ShippingRate.fee_kopecks,
            ShippingRate.id,
        )
    )


@cache
def _offered_ways() -> Select[*tuple[Any, ...]]:
    """Those that are offered, of carriers only of these `carriers`."""
    goes_by = ShippingMethod.carrier.is_(None) | ShippingMethod.carrier.in_(bindparam("carriers", expanding=True))
    return _ways().where(ShippingMethod.is_offered, goes_by)


@cache
def _offered_way() -> Select[*tuple[Any, ...]]:
    return _offered_ways().where(ShippingMethod.code == bindparam("code"))


def _as_methods(rows: Iterable[Any], lang: str) -> list[Method]:
    found: dict[int, _Tariff] = {}
    for method, zone, rate in rows:
        tariff = found.setdefault(method.id, _Tariff(method))
        if zone is not None:
            tariff.zones[zone.id] = zone
        if rate is not None:
            tariff.rates[rate.id] = rate
    return [_as_method(tariff, lang) for tariff in found.values()]


@dataclass(slots=True)
class _Tariff:
    """The rows of one way, each once."""

    method: ShippingMethod
    zones: dict[int, ShippingZone] = field(default_factory=dict)
    rates: dict[int, ShippingRate] = field(default_factory=dict)


def _as_method(tariff: _Tariff, lang: str) -> Method:
    row, english = tariff.method, lang == ENGLISH
    return Method(
        code=row.code,
        kind=row.kind.value,
        name=(row.name_en if english else "") or row.name,
        note=(row.note_en if english else "") or row.note,
        fee_kopecks=row.fee_kopecks,
        free_from_kopecks=row.free_from_kopecks,
        days_from=row.days_from,
        days_to=row.days_to,
        zones=tuple(
            Zone(
                code=zone.code,
                name=(zone.name_en if english else "") or zone.name,
                cities=tuple(zone.cities),
                postal_codes=tuple(zone.postal_codes),
                days_from=zone.days_from,
                days_to=zone.days_to,
            )
            for zone in tariff.zones.values()
        ),
        rates=tuple(
            Rate(
                None if rate.zone_id is None else tariff.zones[rate.zone_id].code,
                rate.up_to_grams,
                rate.fee_kopecks,
                rate.free_from_kopecks,
            )
            for rate in tariff.rates.values()
        ),
        carrier=row.carrier or "",
        is_offered=row.is_offered,
    )
