"""Looking up what a carrier has told: its cities, its points, its tariffs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from technomart.domain.shipping import rules
from technomart.domain.shipping.errors import UnknownPoint
from technomart.domain.shipping.models import CarrierPoint, CarrierTariff
from technomart.domain.shipping.rules import CarrierFee
from technomart.foundation.paging import Paging

MOST_DOTS = 1500
"""So many points a map shows at most; no city has more."""
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class City:
    """A city the carrier has points in, by the carrier's number of it."""

    code: int
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a point lies."""

    code: str
    latitude: float
    longitude: float


def find_city(session: Session, carrier: str, name: str) -> City | None:
    """The city of this name the carrier has points in; of several with one name that with the most points."""
    key = rules.city_key(name)
    if not key:
        return None
    row = session.execute(
        select(CarrierPoint.city_code, func.max(CarrierPoint.city), func.max(CarrierPoint.region))
        .where(CarrierPoint.carrier == carrier, CarrierPoint.city_key == key)
        .group_by(CarrierPoint.city_code)
        .order_by(func.count().desc(), CarrierPoint.city_code)
        .limit(1)
    ).first()
    return City(*row) if row else None


def get_point(session: Session, carrier: str, code: str) -> CarrierPoint:
    """The carrier's point with this code. Refuses UnknownPoint."""
    found = session.scalar(
        select(CarrierPoint).where(CarrierPoint.carrier == carrier, CarrierPoint.code == code.strip()[:64])
    )
    if found is None:
        raise UnknownPoint(point=code[:64])
    return found


def name_of_point(point: CarrierPoint) -> str:
    """The point with its address, as an order shows it for good."""
    place = point.address if rules.city_key(point.city) in rules.searched(point.address) else ""
    return f"{point.carrier.upper()} {point.code}, {place or f'{point.city}, {point.address}'}"[:300]


def points_in(
    session: Session, carrier: str, city_code: int, *, grams: int, text: str, paging: Paging
) -> tuple[list[CarrierPoint], int]:
    """The points of a city that take such a parcel, by address, and how many there are in all.

    Every word of the text must be in the address, the note, the postal code or the code.
    """
    wanted = _wanted(carrier, city_code, grams, text)
    total = session.scalar(select(func.count()).select_from(CarrierPoint).where(*wanted)) or 0
    rows = session.scalars(
        select(CarrierPoint)
        .where(*wanted)
        .order_by(CarrierPoint.searched, CarrierPoint.id)
        .offset(paging.offset)
        .limit(paging.size)
    )
    return list(rows), total


def dots_in(session: Session, carrier: str, city_code: int, *, grams: int, text: str) -> list[Dot]:
    """Where the points that were asked for lie, as far as that is known."""
    rows = session.execute(
        select(CarrierPoint.code, CarrierPoint.latitude, CarrierPoint.longitude)
        .where(*_wanted(carrier, city_code, grams, text), CarrierPoint.latitude.is_not(None))
        .order_by(CarrierPoint.searched, CarrierPoint.id)
        .limit(MOST_DOTS)
    )
    return [Dot(code, north, east) for code, north, east in rows if north is not None and east is not None]


def carrier_fees(session: Session, carriers: Collection[str], city_code: int, grams: int) -> list[CarrierFee]:
    """What these carriers last asked for a parcel of this weight class to this city, however long ago."""
    rows = session.scalars(
        select(CarrierTariff)
        .where(
            CarrierTariff.carrier.in_(carriers),
            CarrierTariff.city_code == city_code,
            CarrierTariff.grams_class == grams,
        )
        .order_by(CarrierTariff.carrier, CarrierTariff.to_point)
    )
    return [
        CarrierFee(
            carrier=row.carrier,
            to_point=row.to_point,
            tariff_code=row.code,
            fee_kopecks=row.fee_kopecks,
            days_from=row.days_from,
            days_to=row.days_to,
            asked_at=row.asked_at,
        )
        for row in rows
    ]


def points_seen_at(session: Session, carrier: str) -> datetime | None:
    """When the carrier's list of points was last read; None: never."""
    return session.scalar(select(func.max(CarrierPoint.seen_at)).where(CarrierPoint.carrier == carrier))


def _wanted(carrier: str, city_code: int, grams: int, text: str) -> list[ColumnElement[bool]]:
    words = rules.searched(text).split()[:MOST_WORDS]
    return [
        CarrierPoint.carrier == carrier,
        CarrierPoint.city_code == city_code,
        CarrierPoint.grams_most.is_(None) | (CarrierPoint.grams_most >= grams),
        *(CarrierPoint.searched.contains(word, autoescape=True) for word in words),
    ]
