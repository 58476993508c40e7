"""What the shop's people may write down about a way, a zone or a service; refused where it makes no sense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from technomart.domain.shipping.errors import CityTwice, DaysOutOfOrder, NotAPrefix
from technomart.domain.shipping.rules.tariffs import Zone, city_key

PREFIX = re.compile("[0-9]{1,6}", re.ASCII)
MOST_DAYS = 365


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
