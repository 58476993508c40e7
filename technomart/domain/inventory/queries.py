"""Looking up what lies where and how much of it is free."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Exists, ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from technomart.domain.inventory.errors import UnknownLocation
from technomart.domain.inventory.models import Claim, Location, LocationKind, Reservation, Stock
from technomart.domain.inventory.rules import Availability

CHUNK = 500


def availability_of(session: Session, variant_ids: Iterable[int]) -> dict[int, Availability]:
    """What of these variants can be had now; every id that was asked for is in the answer."""
    ids = sorted(set(variant_ids))
    free: dict[int, dict[int, int]] = defaultdict(dict)
    for first in range(0, len(ids), CHUNK):
        rows = session.execute(_free(), {"ids": ids[first : first + CHUNK]})
        for variant_id, location_id, pieces in rows:
            if pieces > 0:
                free[variant_id][location_id] = pieces
    return {
        variant_id: Availability(
            variant_id=variant_id,
            available=sum(free[variant_id].values()) if variant_id in free else 0,
            by_location=MappingProxyType(free.get(variant_id, {})),
        )
        for variant_id in ids
    }


@cache
def _free() -> Select[*tuple[Any, ...]]:
    """What of these ids is free at each open place."""
    return (
        select(Stock.variant_id, Stock.location_id, Stock.on_hand - Stock.allocated - Stock.reserved)
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.variant_id.in_(bindparam("ids", expanding=True)), Location.is_open)
    )


def free_of(variant_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """How many pieces of the variant in this column can be had now, as a column of a query."""
    free = func.sum(Stock.on_hand - Stock.allocated - Stock.reserved)
    return (
        select(func.coalesce(free, 0))
        .join(Location, Location.id == Stock.location_id)
        .where(Stock.variant_id == variant_id, Location.is_open)
        .scalar_subquery()
    )


def holds_expired(variant_id: InstrumentedAttribute[int], at: ColumnElement[Any]) -> Exists:
    """Whether a reservation that is over by then still holds pieces of this column's variant, as a condition."""
    return (
        select(Reservation.id)
        .join(Claim, Claim.id == Reservation.claim_id)
        .join(Stock, Stock.id == Reservation.stock_id)
        .where(Stock.variant_id == variant_id, Claim.expires_at <= at)
        .exists()
    )


@dataclass(frozen=True, slots=True)
class StockRow:
    """How many pieces of a variant lie at a place, and how many of them are spoken for."""

    location: Location
    on_hand: int = 0
    allocated: int = 0
    reserved: int = 0

    @property
    def promised(self) -> int:
        return self.allocated + self.reserved

    @property
    def available(self) -> int:
        return self.on_hand - self.promised


def stock_of(session: Session, variant_id: int) -> list[StockRow]:
    """What of the variant lies at each open place, also where nothing does: for the shop's own people."""
    rows = session.execute(
        select(Location, Stock.on_hand, Stock.allocated, Stock.reserved)
        .outerjoin(Stock, (Stock.location_id == Location.id) & (Stock.variant_id == variant_id))
        .where(Location.is_open)
        .order_by(Location.position, Location.id)
    )
    return [StockRow(place, held or 0, promised or 0, kept or 0) for place, held, promised, kept in rows]


def locations(session: Session, kind: LocationKind | None = None) -> list[Location]:
    """The places that are open for business, in their order; only shops or only warehouses if a kind is given."""
    return list(session.scalars(_places(kind)))


def get_location(session: Session, code: str) -> Location:
    """The open location with this code. Refuses UnknownLocation."""
    found = session.scalar(_place(), {"code": code})
    if found is None:
        raise UnknownLocation(location=code)
    return found


@cache
def _places(kind: LocationKind | None) -> Select[Location]:
    chosen = select(Location).where(Location.is_open).order_by(Location.position, Location.id)
    return chosen if kind is None else chosen.where(Location.kind == kind)


@cache
def _place() -> Select[Location]:
    return select(Location).where(Location.code == bindparam("code"), Location.is_open)
