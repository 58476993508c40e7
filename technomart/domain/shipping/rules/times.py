"""When goods can be had: the days of a way and of a zone, the hours of a shop, the times at which a courier comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from technomart.domain.shipping.errors import NotASlot, SlotTaken
from technomart.domain.shipping.rules.tariffs import Method, Zone
from technomart.foundation.clock import SHOP_ZONE, day_of

CUT_OFF = time(18, 0)
"""What is ordered later leaves a day later."""

COURIER_FROM, COURIER_TO = time(10, 0), time(22, 0)
DAYS_OFFERED = 7
"""For how many days ahead a shopper can choose the time."""

PACKING = timedelta(hours=1)
"""How long a shop needs to find and pack what it has."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop is open, every day, as its own clock shows: `10:00`-`22:00`."""

    opens: time
    closes: time

    @classmethod
    def of(cls, opens: str, closes: str) -> Hours:
        return cls(time.fromisoformat(opens), time.fromisoformat(closes))


@dataclass(frozen=True, slots=True)
class Promise:
    """From when to when the goods will come or can be fetched, in UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A window of one day, by the shop's clock; `left` of its `capacity` visits are not promised yet."""

    window_id: int
    day: date
    starts: time
    ends: time
    capacity: int
    left: int

    @property
    def code(self) -> str:
        """Its name on the wire: `2026-11-27T10:00`."""
        return f"{self.day:%Y-%m-%d}T{self.starts:%H:%M}"

    @property
    def promise(self) -> Promise:
        return Promise(_moment(self.day, self.starts), _moment(self.day, self.ends))


def days_offered(method: Method, at: datetime, zone: Zone | None = None) -> tuple[date, ...]:
    """The days a shopper in this zone who orders at this moment can choose from."""
    first, _last = _days(method, at.astimezone(SHOP_ZONE), zone)
    return tuple(first + timedelta(days=n) for n in range(DAYS_OFFERED))


def choose(slots: Iterable[Slot], code: str) -> Slot:
    """The slot with this code. Refuses NotASlot and SlotTaken."""
    slot = next((slot for slot in slots if slot.code == code), None)
    if slot is None:
        raise NotASlot(field="slot")
    if slot.left <= 0:
        raise SlotTaken(slot=code)
    return slot


def promise(
    method: Method,
    at: datetime,
    *,
    zone: Zone | None = None,
    hours: Hours | None = None,
    has_everything: bool = False,
) -> Promise:
    """When goods ordered at this moment come by this way, into this zone.

    For a pick-up `hours` are those of the shop. If it has everything, the goods wait there an hour after the order,
    or an hour after it next opens; if not, they are brought there in the days of the method.
    """
    local = at.astimezone(SHOP_ZONE)
    if method.is_pickup and hours is not None:
        if has_everything:
            return _at_the_counter(local, hours)
        first, last = _days(method, local, zone)
        return Promise(_moment(first, hours.opens), _moment(last, hours.closes))
    first, last = _days(method, local, zone)
    return Promise(_moment(first, COURIER_FROM), _moment(last, COURIER_TO))


def is_ready_today(at: datetime, hours: Hours) -> bool:
    """Whether what lies in a shop with these hours can still be fetched on the day it is ordered."""
    day = day_of(at)
    return max(at, _moment(day, hours.opens)) + PACKING <= _moment(day, hours.closes)


def _days(method: Method, local: datetime, zone: Zone | None) -> tuple[date, date]:
    leaves = local.date() if local.time() < CUT_OFF else local.date() + timedelta(days=1)
    more_from, more_to = (zone.days_from, zone.days_to) if zone else (0, 0)
    earliest = (max(method.days_from, 1) if method.is_pickup else method.days_from) + more_from
    latest = max(method.days_to + more_to, earliest)
    return leaves + timedelta(days=earliest), leaves + timedelta(days=latest)


def _at_the_counter(local: datetime, hours: Hours) -> Promise:
    day = local.date()
    opens, closes = _moment(day, hours.opens), _moment(day, hours.closes)
    ready = max(local, opens) + PACKING
    if ready > closes:
        day += timedelta(days=1)
        ready, closes = _moment(day, hours.opens) + PACKING, _moment(day, hours.closes)
    return Promise(_up_to_quarter(ready).astimezone(UTC), closes)


def _up_to_quarter(moment: datetime) -> datetime:
    """The next quarter of an hour: nobody waits for 14:07."""
    whole = moment.replace(second=0, microsecond=0)
    late = -whole.minute % 15 if whole == moment else 15 - whole.minute % 15
    return whole + timedelta(minutes=late)


@lru_cache(maxsize=1000)
def _moment(day: date, clock_time: time) -> datetime:
    return datetime.combine(day, clock_time, tzinfo=SHOP_ZONE).astimezone(UTC)
