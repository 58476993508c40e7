"""What shipping needs from outside: carriers, suggestions of addresses, and where a test may take its locks away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from technomart.foundation.money import Money


class CarrierState(StrEnum):
    """How far a parcel is at its carrier; `refused`, `delivered`, `returned` and `cancelled` are final.

    `checking`: taken on, still looked through. `returned`: nobody took it, it goes back or has come back.
    """

    checking = "checking"
    refused = "refused"
    accepted = "accepted"
    on_the_way = "on_the_way"
    at_point = "at_point"
    delivered = "delivered"
    returned = "returned"
    cancelled = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What a carrier asks for a parcel to a city, to one of its points or to the door, and how many days it takes."""

    to_point: bool
    code: str
    fee: Money
    days_from: int
    days_to: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place where a carrier hands parcels over. Empty limits: none is known."""

    code: str
    city_code: int
    city: str
    region: str
    postal_code: str
    address: str
    note: str
    hours: str
    grams_most: int | None
    size_most_cm: tuple[int, int, int] | None
    takes_cash: bool
    takes_card: bool
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelItem:
    """So many pieces of one thing: `price` is what one is worth, `to_pay` what is asked for one at the hand-over."""

    name: str
    sku: str
    quantity: int
    price: Money
    to_pay: Money
    vat_basis_points: int
    grams: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """A parcel as it is put to a carrier: to a point, or to an address in a city. `number` is ours, never reused."""

    number: str
    tariff_code: str
    point_code: str | None
    city_code: int
    address: str
    recipient: str
    phone: str
    email: str
    comment: str
    grams: int
    items: tuple[ParcelItem, ...]
    fee_to_pay: Money
    fee_vat_basis_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierParcel:
    """What a carrier tells of a parcel: its own reference and number, how far it is, and in its own words."""

    ref: str
    number: str
    carrier_number: str
    state: CarrierState
    words: str = ""
    place: str = ""


class Carrier(Protocol):
    """A company that brings parcels. Everything it is asked may end in CarrierAway: then nothing is known.

    Asking may be repeated. `submit` is not repeated blindly: `find` says first whether the number is known already.
    """

    @property
    def code(self) -> str:
        """What ways of delivery, points and parcels of this carrier are marked with."""
        ...

    def tariffs(self, city_code: int, grams: int) -> tuple[Tariff, ...]:
        """The cheapest tariff to a point and the cheapest to the door, as far as there is one. CarrierRefused."""
        ...

    def points(self, city_code: int | None = None) -> Iterator[Point]:
        """The points of a city, or all of them."""
        ...

    def submit(self, consignment: Consignment) -> str:
        """Hand a parcel over for checking; the carrier's reference. CarrierRefused: it was not even looked at."""
        ...

    def find(self, number: str) -> CarrierParcel | None:
        """The parcel that was submitted under our number, if any."""
        ...

    def look(self, ref: str) -> CarrierParcel:
        """How far a parcel is. CarrierUnknown."""
        ...

    def cancel(self, ref: str) -> None:
        """Call a parcel off that has not been brought to the carrier. CarrierRefused, CarrierUnknown."""
        ...

    def tracking_url(self, carrier_number: str) -> str:
        """The carrier's own page about a parcel."""
        ...


@dataclass(frozen=True, slots=True)
class AddressHint:
    """One suggestion: as it is shown, and the parts that go into the fields of the form."""

    text: str
    city: str
    street: str
    postal_code: str = ""


class Addresses(Protocol):
    """Whoever completes half-written addresses; says nothing at all when it cannot."""

    def suggest(self, text: str, city: str) -> tuple[AddressHint, ...]:
        """At most ten addresses that begin so, in this city if one is named."""
        ...
