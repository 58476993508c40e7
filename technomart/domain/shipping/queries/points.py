"""Looking up what a carrier has told: its cities, its points, its tariffs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from technomart.domain.shipping import rules
from technomart.domain.shipping.errors import UnknownPoint
from technomart.domain.shipping.models import CarrierPoint, CarrierTariff
from technomart.domain.shipping.rules import CarrierFee, TariffWish
from technomart.foundation.jobs import Job
from technomart.foundation.paging import Paging

ASK_TARIFFS: Final = "ask_carrier_tariffs"
"""The kind of job that asks for tariffs."""
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
    """The city of this name the carrier has points in; of several with one name that with the most points.

    The English name of a large city will do.
    """
    key = rules.city_key(rules.in_russian(name))
    row = session.execute(_city(carrier, key)).first() if key else None
    return City(*row) if row else None


def find_city_with_fees(
    session: Session, carrier: str, name: str, grams_class: int
) -> tuple[City | None, list[CarrierFee]]:
    """The same, and what the carrier last asked for a parcel of this weight class to it, in one question."""
    key = rules.city_key(rules.in_russian(name))
    if not key:
        return None, []
    city = _city(carrier, key).subquery()
    rows = session.execute(
        select(city, CarrierTariff)
        .outerjoin(
            CarrierTariff,
            (CarrierTariff.city_code == city.c.city_code)
            & (CarrierTariff.carrier == carrier)
            & (CarrierTariff.grams_class == grams_class),
        )
        .order_by(CarrierTariff.to_point)
    ).all()
    fees = [_fee(row[-1]) for row in rows if row[-1] is not None]
    return (City(*rows[0][:-1]) if rows else None), fees


def _city(carrier: str, key: str) -> Select[int, str, str]:
    return (
        select(
            CarrierPoint.city_code,
            func.max(CarrierPoint.city).label("name"),
            func.max(CarrierPoint.region).label("region"),
        )
        .where(CarrierPoint.carrier == carrier, CarrierPoint.city_key == key)
        .group_by(CarrierPoint.city_code)
        .order_by(func.count().desc(), CarrierPoint.city_code)
        .limit(1)
    )


def get_point(session: Session, carrier: str, code: str) -> CarrierPoint:
    """The carrier's point with this code. Refuses UnknownPoint."""
    found = session.scalar(
        select(CarrierPoint).where(CarrierPoint.carrier == carrier, CarrierPoint.code == code.strip()[:64])
    )
    if found is None:
        raise UnknownPoint(point=code[:64])
    return found


def is_in(point: CarrierPoint, city: str) -> bool:
    """Whether the point lies in the city of this name, in either language."""
    return point.city_key == rules.city_key(rules.in_russian(city))


def name_of_point(point: CarrierPoint, lang: str) -> str:
    """The point with its address, as an order shows it for good."""
    place = point.address if rules.city_key(point.city) in rules.searched(point.address) else ""
    return f"{rules.carrier_name(point.carrier, lang)} {point.code}, {place or f'{point.city}, {point.address}'}"[
        :300
    ]


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


def carrier_fees(session: Session, wish: TariffWish) -> list[CarrierFee]:
    """What the carrier last asked for a parcel of this weight class to this city, however long ago."""
    rows = session.scalars(
        select(CarrierTariff)
        .where(
            CarrierTariff.carrier == wish.carrier,
            CarrierTariff.city_code == wish.city_code,
            CarrierTariff.grams_class == wish.grams_class,
        )
        .order_by(CarrierTariff.to_point)
    )
    return [_fee(row) for row in rows]


def _fee(row: CarrierTariff) -> CarrierFee:
    return CarrierFee(
        carrier=row.carrier,
        to_point=row.to_point,
        tariff_code=row.code,
        fee_kopecks=row.fee_kopecks,
        days_from=row.days_from,
        days_to=row.days_to,
        asked_at=row.asked_at,
    )


def job_key(wish: TariffWish) -> str:
    return f"{ASK_TARIFFS}:{wish.key}"


def are_tariffs_wanted(session: Session, wish: TariffWish) -> bool:
    """Whether the back room has been told to ask already."""
    return session.scalar(select(Job.id).where(Job.key == job_key(wish))) is not None


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
