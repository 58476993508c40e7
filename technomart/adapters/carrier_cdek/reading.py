"""What CDEK says, believed only as far as it has the shape its documentation describes."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from technomart.adapters.understanding import Garbled, Said
from technomart.domain.shipping import CarrierParcel, CarrierState, Point, Tariff
from technomart.foundation.money import Money

LONGEST_WORDS: Final = 300
TO_THE_DOOR: Final = MappingProxyType({1: True, 3: True, 2: False, 4: False})
"""CDEK's delivery modes: door-door, store-door; door-store, store-store. Parcel lockers (6, 7) are not used."""
FROM_THE_DOOR: Final = frozenset({1, 2})
STATES: Final = MappingProxyType(
    {
        "ACCEPTED": CarrierState.checking,
        "CREATED": CarrierState.accepted,
        "INVALID": CarrierState.refused,
        "REMOVED": CarrierState.cancelled,
        "ACCEPTED_AT_PICK_UP_POINT": CarrierState.at_point,
        "POSTOMAT_POSTED": CarrierState.at_point,
        "POSTOMAT_RECEIVED": CarrierState.delivered,
        "DELIVERED": CarrierState.delivered,
        "NOT_DELIVERED": CarrierState.returned,
        **dict.fromkeys(
            (
                "RECEIVED_AT_SHIPMENT_WAREHOUSE",
                "READY_FOR_SHIPMENT_IN_SENDER_CITY",
                "READY_TO_SHIP_AT_SENDING_OFFICE",
                "RETURNED_TO_SENDER_CITY_WAREHOUSE",
                "TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY",
                "PASSED_TO_CARRIER_AT_SENDING_OFFICE",
                "SENT_TO_TRANSIT_CITY",
                "ACCEPTED_IN_TRANSIT_CITY",
                "ACCEPTED_AT_TRANSIT_WAREHOUSE",
                "RETURNED_TO_TRANSIT_WAREHOUSE",
                "READY_FOR_SHIPMENT_IN_TRANSIT_CITY",
                "TAKEN_BY_TRANSPORTER_FROM_TRANSIT_CITY",
                "SENT_TO_SENDER_CITY",
                "SENT_TO_RECIPIENT_CITY",
                "ACCEPTED_IN_SENDER_CITY",
                "ACCEPTED_IN_RECIPIENT_CITY",
                "ACCEPTED_AT_RECIPIENT_CITY_WAREHOUSE",
                "RETURNED_TO_RECIPIENT_CITY_WAREHOUSE",
                "TAKEN_BY_COURIER",
                "POSTOMAT_SEIZED",
            ),
            CarrierState.on_the_way,
        ),
    }
)
"""What each of CDEK's states means to us. One that is not here moves nothing: the parcel stays as it was known."""


class Token(Said):
    access_token: str = Field(min_length=1, max_length=8192, repr=False)
    expires_in: int = Field(ge=1)


class TariffSaid(Said):
    tariff_code: int
    delivery_mode: int
    delivery_sum: Decimal = Field(ge=0, le=10_000_000)
    period_min: int = Field(ge=0, le=365)
    period_max: int = Field(ge=0, le=365)

    def told(self) -> Tariff:
        kopecks = int((self.delivery_sum * 100).to_integral_value(ROUND_CEILING))
        return Tariff(
            to_point=not TO_THE_DOOR[self.delivery_mode],
            code=str(self.tariff_code),
            fee=Money(kopecks),
            days_from=min(self.period_min, self.period_max),
            days_to=max(self.period_min, self.period_max),
        )


class TariffList(Said):
    tariff_codes: list[TariffSaid] = Field(default_factory=list)


class Place(Said):
    city_code: int = Field(ge=1)
    city: str = Field(min_length=1, max_length=120)
    region: str = Field(default="", max_length=160)
    postal_code: str = Field(default="", max_length=16)
    address: str = Field(min_length=1, max_length=300)
    longitude: float | None = None
    latitude: float | None = None


class Dimensions(Said):
    width: Decimal
    height: Decimal
    depth: Decimal


class PointSaid(Said):
    code: str = Field(pattern=r"^[0-9A-Za-z_-]{1,32}$")
    work_time: str = ""
    address_comment: str = ""
    location: Place
    have_cashless: bool = False
    have_cash: bool = False
    weight_max: Decimal | None = None
    dimensions: list[Dimensions] = Field(default_factory=list)

    def told(self) -> Point:
        where = self.location
        there = where.latitude is not None and where.longitude is not None
        sane = there and -90 <= (where.latitude or 0) <= 90 and -180 <= (where.longitude or 0) <= 180
        return Point(
            code=self.code,
            city_code=where.city_code,
            city=_line(where.city),
            region=_line(where.region),
            postal_code=_line(where.postal_code),
            address=_line(where.address),
            note=_line(self.address_comment)[:LONGEST_WORDS],
            hours=_line(self.work_time)[:LONGEST_WORDS],
            grams_most=int(self.weight_max * 1000) if self.weight_max else None,
            size_most_cm=self._size(),
            takes_cash=self.have_cash,
            takes_card=self.have_cashless,
            latitude=where.latitude if sane else None,
            longitude=where.longitude if sane else None,
        )

    def _size(self) -> tuple[int, int, int] | None:
        """The largest box: longest side first."""
        boxes = [sorted((int(d.width), int(d.height), int(d.depth)), reverse=True) for d in self.dimensions]
        largest = max(boxes, key=lambda sides: sides[0] * sides[1] * sides[2], default=None)
        return (largest[0], largest[1], largest[2]) if largest and min(largest) > 0 else None


class Status(Said):
    code: str
    name: str = ""
    date_time: datetime | None = None
    city: str = ""


class Fault(Said):
    code: str = ""
    message: str = ""


class Request(Said):
    type: str = ""
    state: Literal["ACCEPTED", "WAITING", "SUCCESSFUL", "INVALID"]
    errors: list[Fault] = Field(default_factory=list)


class Entity(Said):
    uuid: str = Field(pattern=r"^[0-9a-fA-F-]{8,64}$")
    number: str = ""
    cdek_number: str = Field(default="", max_length=64)
    statuses: list[Status] = Field(default_factory=list)


class Order(Said):
    entity: Entity
    requests: list[Request] = Field(default_factory=list)

    def told(self) -> CarrierParcel:
        """Refused as long as its making was refused; else by its newest known state."""
        making = [one for one in self.requests if one.type == "CREATE"]
        refused = next((one for one in making if one.state == "INVALID"), None)
        known = [one for one in self.entity.statuses if one.code in STATES]
        newest = max(known, key=_when, default=None)
        if refused is not None:
            state = CarrierState.refused
        elif newest is not None and newest.code != "ACCEPTED":
            state = STATES[newest.code]
        else:
            done = bool(making) and making[0].state == "SUCCESSFUL"
            state = CarrierState.accepted if done else CarrierState.checking
        words = _faults(refused.errors) if refused else newest.name if newest else ""
        return CarrierParcel(
            ref=self.entity.uuid,
            number=self.entity.number,
            carrier_number=self.entity.cdek_number,
            state=state,
            words=_line(words)[:LONGEST_WORDS],
            place=_line(newest.city)[:120] if newest else "",
        )


class Taken(Said):
    """What 202 says: the order is taken on, and under which name."""

    entity: Entity | None = None
    requests: list[Request] = Field(default_factory=list)


class Faults(Said):
    """An error answer of either shape: `errors` at the top, or within `requests`."""

    errors: list[Fault] = Field(default_factory=list)
    requests: list[dict[str, Any]] = Field(default_factory=list)

    @property
    def words(self) -> str:
        inner = [
            Fault(code=str(one.get("code", "")), message=str(one.get("message", "")))
            for request in self.requests
            for one in request.get("errors") or ()
            if isinstance(one, dict)
        ]
        return _faults([*self.errors, *inner])

    @property
    def codes(self) -> str:
        return ",".join(one.code for one in self.errors)


def read_points(body: bytes) -> tuple[list[Point], int]:
    """One page of points and how many entries it had: one that makes no sense is left out, not the page."""
    try:
        entries = _LIST.validate_json(body)
    except ValidationError as error:
        raise Garbled("not a list of points") from error
    found = []
    for entry in entries:
        try:
            found.append(PointSaid.model_validate(entry).told())
        except ValidationError:
            continue
    return found, len(entries)


def read_faults(body: bytes) -> Faults:
    """The error, as far as it can be read: a gateway's page of HTML is one without words."""
    try:
        return Faults.model_validate_json(body)
    except ValidationError:
        return Faults()


_LIST: Final = TypeAdapter(list[dict[str, Any]])


def _when(status: Status) -> float:
    return status.date_time.timestamp() if status.date_time else 0.0


def _faults(faults: list[Fault]) -> str:
    return "; ".join(dict.fromkeys(one.message or one.code for one in faults if one.message or one.code))


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
