"""Changing what is offered, by the shop's people: written into the audit, and into the pages that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.shipping.commands.ways import set_rates, set_service_rates
from technomart.domain.shipping.errors import UnknownMethod, UnknownService, UnknownZone
from technomart.domain.shipping.models import ShippingMethod, ShippingService, ShippingZone
from technomart.domain.shipping.queries import get_any_method, get_any_service
from technomart.domain.shipping.rules import Rate, WayTerms, ZoneTerms, require_apart, require_days
from technomart.foundation import audit, changes
from technomart.foundation.changes import ChangeKind


def change_way(session: Session, code: str, terms: WayTerms, *, actor: str) -> None:
    """Change the words and days of a way, and whether it is offered. Refuses UnknownMethod and DaysOutOfOrder."""
    require_days(terms.days_from, terms.days_to)
    row = _lock_method(session, code)
    before = {name: getattr(row, name) for name in asdict(terms)}
    for name, value in asdict(terms).items():
        setattr(row, name, value)
    _note(session, f"way {code}", actor, before, asdict(terms))


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


def _note(session: Session, subject: str, actor: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Into the audit, and to whoever keeps what the shop says of itself."""
    audit.record(session, actor, "delivery.change", subject=subject, before=before, after=after)
    changes.note(session, ChangeKind.vocabulary, [0])
    session.flush()  # what was changed is whole when the verb returns
