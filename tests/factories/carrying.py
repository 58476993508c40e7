"""Orders that go by a carrier, what the carrier says of their parcels, and its points, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import fulfilment, shipping
from technomart.domain.catalog.models import Variant
from technomart.domain.fulfilment import Parcel
from technomart.domain.orders import Order
from technomart.domain.shipping import CarrierParcel, CarrierState, Consignment, Point, Tariff
from technomart.foundation import clock
from technomart.foundation.money import Money
from tests.factories.buying import BY_COURIER, COURIER_FEE, a_cart, place

CDEK = "cdek"
MOSCOW = 44
REF = "0cac9b0e-0e0c-4c5f-8d0f-3a3c1d5b6a70"


def a_point(code: str = "MSK1", **changed: Any) -> Point:
    facts: dict[str, Any] = {
        "code": code,
        "city_code": MOSCOW,
        "city": "Москва",
        "region": "Москва",
        "postal_code": "101000",
        "address": f"ул. Ленина, {code.strip('MSK')}",
        "note": "вход со двора",
        "hours": "Пн-Вс 10:00-20:00",
        "grams_most": 30_000,
        "size_most_cm": (60, 40, 40),
        "takes_cash": True,
        "takes_card": True,
        "latitude": 55.75,
        "longitude": 37.61,
    }
    return Point(**facts | changed)


def keep(session: Session, *points: Point) -> None:
    shipping.keep_points(session, CDEK, points, clock.now())


def a_carried_order(session: Session, phone: Variant, pieces: int = 2) -> tuple[Order, Parcel]:
    """A confirmed order, its parcel agreed and not handed in yet."""
    cart = a_cart(session, (phone, pieces))
    total = Money(pieces * 100_000 + COURIER_FEE)
    order = place(session, cart.token, total, delivery=BY_COURIER)
    order.shipping_kind = "point"
    parcel = fulfilment.prepare_parcel(
        session, order, carrier=CDEK, city_code=MOSCOW, point_code="MSK1", tariff_code="136", grams=1400
    )
    fulfilment.confirm(session, order.id, actor="staff: olga@example.ru")
    return order, parcel


def told(parcel: Parcel, state: CarrierState | str, words: str = "", place: str = "Москва") -> CarrierParcel:
    return CarrierParcel(
        ref=parcel.carrier_ref or REF,
        number=parcel.number or "",
        carrier_number="1100000001",
        state=CarrierState(state),
        words=words,
        place=place,
    )


@dataclass
class PromptCarrier:
    """A carrier that answers at once from what a test has put down, or raises its trouble."""

    code: str = CDEK
    fees: dict[bool, int] = field(default_factory=lambda: {True: 30_000, False: 50_000})
    parcels: dict[str, CarrierParcel] = field(default_factory=dict)
    trouble: Exception | None = None
    asked: list[tuple[int, int]] = field(default_factory=list)

    def _answer(self) -> None:
        if self.trouble is not None:
            raise self.trouble

    def tariffs(self, city_code: int, grams: int) -> tuple[Tariff, ...]:
        self.asked.append((city_code, grams))
        self._answer()
        return tuple(
            Tariff(to_point=to_point, code="136" if to_point else "137", fee=Money(fee), days_from=2, days_to=3)
            for to_point, fee in self.fees.items()
        )

    def points(self, city_code: int | None = None) -> Iterator[Point]:
        self._answer()
        yield from ()

    def submit(self, consignment: Consignment) -> str:
        self._answer()
        return REF

    def find(self, number: str) -> CarrierParcel | None:
        self._answer()
        return None

    def look(self, ref: str) -> CarrierParcel:
        self._answer()
        return self.parcels[ref]

    def cancel(self, ref: str) -> None:
        self._answer()

    def tracking_url(self, carrier_number: str) -> str:
        return f"https://carrier.example/track?n={carrier_number}"
