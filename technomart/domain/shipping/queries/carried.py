"""What a carrier's ways cost for a parcel and when it comes: from what the carrier has told, never by asking it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from technomart.domain.shipping import rules
from technomart.domain.shipping.errors import CityMissing, NobodyBringsThere, NotCountedNow, TooHeavy, UnknownPoint
from technomart.domain.shipping.models import CarrierPoint
from technomart.domain.shipping.queries.points import (
    City,
    carrier_fees,
    find_city,
    find_city_with_fees,
    get_point,
    is_in,
)
from technomart.domain.shipping.rules import CarrierFee, Destination, Method, Parcel, Promise, TariffWish


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A parcel on a carrier's way: where to, for how much, when, and by which tariff."""

    carrier: str
    city: City
    tariff_code: str
    grams: int
    fee_kopecks: int
    promise: Promise


@dataclass(slots=True)
class CarrierDesk:
    """Looks up what carriers have told for one parcel, each thing once, and notes what they should be asked."""

    session: Session
    parcel: Parcel
    at: datetime
    to: Destination | None = None
    wishes: dict[TariffWish, None] = field(default_factory=dict)
    _cities: dict[tuple[str, str], City | None] = field(default_factory=dict)
    _fees: dict[TariffWish, list[CarrierFee]] = field(default_factory=dict)

    def point(self, method: Method, code: str) -> CarrierPoint | None:
        """The point that was chosen, if it still stands, takes the parcel and lies where the goods shall go."""
        if not method.to_point or not code:
            return None
        try:
            point = get_point(self.session, method.carrier, code)
        except UnknownPoint:
            return None
        is_here = self.to is None or not rules.city_key(self.to.city) or is_in(point, self.to.city)
        takes_it = point.grams_most is None or point.grams_most >= rules.weight_of(self.parcel)
        return point if is_here and takes_it else None

    def city(self, method: Method, point: CarrierPoint | None = None) -> City:
        """The city the goods shall go to, as the carrier knows it. Refuses CityMissing, NobodyBringsThere."""
        if point is not None:
            return City(point.city_code, point.city, point.region)
        name = self.to.city if self.to else ""
        if not rules.city_key(name):
            raise CityMissing(field="city")
        key = (method.carrier, rules.city_key(name))
        if key not in self._cities:
            self._cities[key] = self._find(method.carrier, name)
        found = self._cities[key]
        if found is None:
            raise NobodyBringsThere(field="city")
        return found

    def carried(self, method: Method, city: City) -> Carried:
        """What this way costs into that city. Refuses TooHeavy, NobodyBringsThere, NotCountedNow.

        A fee that was told hours ago holds until a newer one is known: both it and one that is not known are wished.
        """
        grams = rules.weight_of(self.parcel)
        grams_class = rules.class_of(grams)
        if grams_class is None:
            raise TooHeavy(field="delivery", most_grams=rules.HEAVIEST)
        wish = TariffWish(method.carrier, city.code, grams_class)
        fees = self._told(wish)
        if not any(fee.is_fresh(self.at) for fee in fees):
            self.wishes[wish] = None
        told = next((fee for fee in fees if fee.to_point is method.to_point and fee.is_good(self.at)), None)
        if told is None:
            if any(fee.is_good(self.at) for fee in fees):
                raise NobodyBringsThere(field="city")
            raise NotCountedNow()
        days = replace(method, days_from=method.days_from + told.days_from, days_to=method.days_to + told.days_to)
        return Carried(
            carrier=method.carrier,
            city=city,
            tariff_code=told.tariff_code,
            grams=grams,
            fee_kopecks=rules.fee_by_carrier(method, told, self.parcel),
            promise=rules.promise(days, self.at),
        )

    def _find(self, carrier: str, name: str) -> City | None:
        grams_class = rules.class_of(rules.weight_of(self.parcel))
        if grams_class is None:
            return find_city(self.session, carrier, name)
        city, fees = find_city_with_fees(self.session, carrier, name, grams_class)
        if city is not None:
            self._fees[TariffWish(carrier, city.code, grams_class)] = fees
        return city

    def _told(self, wish: TariffWish) -> Sequence[CarrierFee]:
        if wish not in self._fees:
            self._fees[wish] = carrier_fees(self.session, wish)
        return self._fees[wish]
