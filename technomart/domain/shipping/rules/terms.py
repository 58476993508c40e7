"""What the shop's people may write down about a way, a zone or a service; refused where it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from technomart.domain.shipping.errors import CityTwice, DaysOutOfOrder, NotAPrefix, WindowsOutOfOrder
from technomart.domain.shipping.rules.tariffs import Zone, city_key

PREFIX = re.compile("[0-9]{1,6}", re.ASCII)
MOST_DAYS = 365
TIME_OF_DAY = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
MOST_VISITS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class WayTerms:
    """What of a way may be changed: its words in both languages, its days, whether it is offered."""

    name: str
    name_en: str
    note: str
    note_en: str
    days_from: int
    days_to: int
    is_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneTerms:
    """What of a zone may be changed: its name in both languages, where it lies, the days it adds."""

    name: str
    name_en: str
    cities: tuple[str, ...]
    postal_codes: tuple[str, ...]
    days_from: int
    days_to: int


@dataclass(frozen=True, slots=True)
class WindowTerms:
    """From `10:00` to `12:00` of every day couriers come, and make so many visits."""

    starts: str
    ends: str
    capacity: int


def require_windows(windows: Sequence[WindowTerms]) -> None:
    """Refuse WindowsOutOfOrder."""
    for one in windows:
        are_times = TIME_OF_DAY.fullmatch(one.starts) and TIME_OF_DAY.fullmatch(one.ends)
        if not are_times or one.starts >= one.ends or not 0 < one.capacity <= MOST_VISITS:
            raise WindowsOutOfOrder(field="windows")
    if len({one.starts for one in windows}) < len(windows):
        raise WindowsOutOfOrder(field="windows")


def require_days(days_from: int, days_to: int) -> None:
    """Refuse DaysOutOfOrder."""
    if not 0 <= days_from <= days_to <= MOST_DAYS:
        raise DaysOutOfOrder(field="days_to")


def require_apart(terms: ZoneTerms, others: Iterable[Zone]) -> None:
    """Refuse a city or a beginning of a postal code that another zone of the way has: CityTwice, NotAPrefix."""
    cities, prefixes = set(), set()
    for other in others:
        cities |= {city_key(city) for city in other.cities}
        prefixes |= set(other.postal_codes)
    for city in terms.cities:
        if city_key(city) in cities:
            raise CityTwice(field="cities", city=city)
    for prefix in terms.postal_codes:
        if not PREFIX.fullmatch(prefix) or prefix in prefixes:
            raise NotAPrefix(field="postal_codes", prefix=prefix)
