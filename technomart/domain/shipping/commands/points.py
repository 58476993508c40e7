"""Keeping what a carrier has told: its points, read anew every night, and its tariffs, for some hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.orm import Session

from technomart.domain.shipping import rules
from technomart.domain.shipping.errors import TooFewPoints
from technomart.domain.shipping.models import CarrierPoint, CarrierTariff
from technomart.domain.shipping.ports import Point, Tariff
from technomart.domain.shipping.queries.points import ASK_TARIFFS, job_key
from technomart.domain.shipping.rules import TariffWish
from technomart.foundation import jobs
from technomart.foundation.inserting import insert_into

WANTED_FOR: Final = timedelta(minutes=10)


def require_enough(session: Session, carrier: str, found: int) -> None:
    """Refuse (TooFewPoints) a list that has lost too much since the last one: it was cut short."""
    known = session.scalar(select(func.count()).select_from(CarrierPoint).where(CarrierPoint.carrier == carrier)) or 0
    if not rules.is_enough(found, known):
        raise TooFewPoints(found=found, known=known)


def keep_points(session: Session, carrier: str, points: Sequence[Point], at: datetime) -> None:
    """Write down a portion of the carrier's points as they are now, seen at this moment."""
    rows = [_row(carrier, point, at) for point in points]
    if not rows:
        return
    into = insert_into(session, CarrierPoint)
    fresh = {name: into.excluded[name] for name in rows[0] if name not in ("carrier", "code")}
    session.execute(into.on_conflict_do_update(index_elements=["carrier", "code"], set_=fresh), rows)


def forget_points(session: Session, carrier: str, before: datetime, most: int) -> int:
    """Forget a portion of the points that the last whole list did not name; how many."""
    gone = select(CarrierPoint.id).where(CarrierPoint.carrier == carrier, CarrierPoint.seen_at < before)
    ids = session.scalars(gone.order_by(CarrierPoint.id).limit(most)).all()
    done = session.execute(
        delete(CarrierPoint).where(CarrierPoint.id.in_(ids)).execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount


def keep_tariffs(session: Session, wish: TariffWish, tariffs: Sequence[Tariff], at: datetime) -> None:
    """Write down what a parcel of this weight class to this city costs; what is not told any more is forgotten."""
    into = insert_into(session, CarrierTariff)
    this = (
        CarrierTariff.carrier == wish.carrier,
        CarrierTariff.city_code == wish.city_code,
        CarrierTariff.grams_class == wish.grams_class,
    )
    told = {tariff.to_point for tariff in tariffs}
    session.execute(
        delete(CarrierTariff)
        .where(*this, CarrierTariff.to_point.in_({True, False} - told))
        .execution_options(synchronize_session=False)
    )
    for tariff in tariffs:
        row = {
            "carrier": wish.carrier,
            "city_code": wish.city_code,
            "grams_class": wish.grams_class,
            "to_point": tariff.to_point,
            "code": tariff.code,
            "fee_kopecks": tariff.fee.minor,
            "days_from": tariff.days_from,
            "days_to": tariff.days_to,
            "asked_at": at,
        }
        keys = ["carrier", "city_code", "grams_class", "to_point"]
        fresh = {name: into.excluded[name] for name in row if name not in keys}
        session.execute(into.on_conflict_do_update(index_elements=keys, set_=fresh), [row])


def want_tariffs(session: Session, wish: TariffWish, at: datetime) -> None:
    """Let the back room ask, once, for tariffs that whoever wanted them could not wait for."""
    payload = {"carrier": wish.carrier, "city": wish.city_code, "grams": wish.grams_class}
    jobs.enqueue(session, ASK_TARIFFS, job_key(wish), payload | {"until": (at + WANTED_FOR).isoformat()})


def forget_tariffs(session: Session, before: datetime, most: int) -> int:
    """Forget a portion of the tariffs that are too old to go by; how many."""
    ids = session.scalars(select(CarrierTariff.id).where(CarrierTariff.asked_at < before).limit(most)).all()
    session.execute(
        delete(CarrierTariff).where(CarrierTariff.id.in_(ids)).execution_options(synchronize_session=False)
    )
    return len(ids)


def _row(carrier: str, point: Point, at: datetime) -> dict[str, Any]:
    length, width, height = point.size_most_cm or (None, None, None)
    words = (point.address, point.note, point.postal_code, point.code)
    return {
        "carrier": carrier,
        "code": point.code,
        "city_code": point.city_code,
        "city": point.city,
        "city_key": rules.city_key(point.city),
        "region": point.region,
        "postal_code": point.postal_code,
        "address": point.address,
        "note": point.note,
        "hours": point.hours,
        "searched": rules.searched(" ".join(words)),
        "grams_most": point.grams_most,
        "length_cm": length,
        "width_cm": width,
        "height_cm": height,
        "takes_cash": point.takes_cash,
        "takes_card": point.takes_card,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "seen_at": at,
    }
