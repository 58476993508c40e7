"""What a way of delivery costs: the zone an address lies in, and the rate for the parcel's weight and sum."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from technomart.domain.shipping.errors import NobodyBringsThere, PostalCodeMissing, RatesOutOfOrder, TooHeavy

_SETTLEMENT = re.compile(r"^(?:г|город|п|пос|пгт|посёлок|поселок|с|село|д|деревня|city of)\b\.?\s*")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a parcel goes, as far as it matters to the fee; either may be unknown."""

    city: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the country as one way of delivery sees it, its name in the asked language.

    An address lies in it by the beginning of its postal code or by the name of its city. Its days are added to those
    of the way.
    """

    code: str
    name: str
    cities: tuple[str, ...] = ()
    postal_codes: tuple[str, ...] = ()
    days_from: int = 0
    days_to: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """The fee up to a weight (None: whatever it weighs) in a zone (None: in any that has no rates of its own)."""

    zone: str | None
    up_to_grams: int | None
    fee_kopecks: int
    free_from_kopecks: int | None = None

    def bears(self, grams: int) -> bool:
        return self.up_to_grams is None or grams <= self.up_to_grams

    def fee_for(self, goods_kopecks: int) -> int:
        is_free = self.free_from_kopecks is not None and goods_kopecks >= self.free_from_kopecks
        return 0 if is_free else self.fee_kopecks


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be brought: the sum of the goods, and the weight of those whose weight is known.

    Where `is_weighed` is false there is more than `grams`; the fee is that of what is known, so that nobody pays for
    a weight the shop has not written down.
    """

    goods_kopecks: int
    grams: int = 0
    is_weighed: bool = True


@dataclass(frozen=True, slots=True)
class Method:
    """One way of delivery, its names in the asked language. Without zones it reaches every address.

    `fee_kopecks` and `free_from_kopecks` hold where the way has no rates.
    """

    code: str
    kind: str
    name: str
    note: str
    fee_kopecks: int
    free_from_kopecks: int | None
    days_from: int
    days_to: int
    zones: tuple[Zone, ...] = ()
    rates: tuple[Rate, ...] = ()
    is_offered: bool = True
    carrier: str = ""

    @property
    def is_carried(self) -> bool:
        """Whether a carrier brings it, whose tariff is the fee."""
        return bool(self.carrier)

    @property
    def to_point(self) -> bool:
        return self.kind == "point"

    @property
    def is_pickup(self) -> bool:
        return self.kind == "pickup"

    @property
    def offers_services(self) -> bool:
        """Whether those who bring the goods are our own people, who also lift and install them."""
        return self.kind == "courier"

    @property
    def is_post(self) -> bool:
        return self.kind == "post"


def name_in(method: Method, zone: Zone | None) -> str:
    """The way with the zone it goes to, as an order shows it: `Курьером, Москва`."""
    return f"{method.name}, {zone.name}" if zone else method.name


def city_key(city: str) -> str:
    """A city's name in one form: `г. Королев` and `Королёв` are the same place."""
    plain = " ".join(unicodedata.normalize("NFKC", city).casefold().replace("ё", "е").split())
    return _SETTLEMENT.sub("", plain).strip(" .,")


def zone_of(method: Method, to: Destination | None) -> Zone | None:
    """The zone of this way an address lies in; None where the way has no zones.

    The longest beginning of the postal code decides, then the city. Nobody knows where yet: the first zone. Refuses
    NobodyBringsThere, and PostalCodeMissing for the post, which always needs one.
    """
    if method.is_post and (to is None or not to.postal_code):
        raise PostalCodeMissing(field="postal_code")
    if not method.zones:
        return None
    if to is None:
        return method.zones[0]
    by_code = [(len(prefix), zone) for zone in method.zones for prefix in _prefixes(zone, to.postal_code)]
    if by_code:
        return max(by_code, key=lambda found: found[0])[1]
    city = city_key(to.city)
    found = next((zone for zone in method.zones if any(city == city_key(one) for one in zone.cities)), None)
    if found is not None:
        return found
    raise NobodyBringsThere(field="postal_code" if method.is_post else "city")


def fee_of(method: Method, parcel: Parcel, zone: Zone | None = None) -> int:
    """What this way costs for the parcel into the zone. Refuses TooHeavy."""
    own = [rate for rate in method.rates if zone is not None and rate.zone == zone.code]
    table = lightest_first(own or [rate for rate in method.rates if rate.zone is None])
    if not table:
        return Rate(None, None, method.fee_kopecks, method.free_from_kopecks).fee_for(parcel.goods_kopecks)
    rate = next((rate for rate in table if rate.bears(parcel.grams)), None)
    if rate is None:
        raise TooHeavy(field="delivery", most_grams=table[-1].up_to_grams)
    return rate.fee_for(parcel.goods_kopecks)


def lightest_first(rates: Iterable[Rate]) -> list[Rate]:
    return sorted(rates, key=lambda rate: (rate.up_to_grams is None, rate.up_to_grams or 0))


def require_in_order(rates: Iterable[Rate]) -> list[Rate]:
    """The rates of one zone, lightest first. Refuses RatesOutOfOrder: what weighs more never costs less."""
    table = lightest_first(rates)
    for lighter, heavier in pairwise(table):
        cheaper = heavier.fee_kopecks < lighter.fee_kopecks or _free_from(heavier) < _free_from(lighter)
        if lighter.up_to_grams == heavier.up_to_grams or cheaper:
            raise RatesOutOfOrder(field="rates", up_to_grams=heavier.up_to_grams)
    return table


def _free_from(rate: Rate) -> tuple[bool, int]:
    return rate.free_from_kopecks is None, rate.free_from_kopecks or 0


def _prefixes(zone: Zone, postal_code: str) -> list[str]:
    return [prefix for prefix in zone.postal_codes if postal_code and postal_code.startswith(prefix)]
