"""What the shop's own people send and get: stock and prices."""

from __future__ import annotations

from pydantic import Field

from technomart.web.api.v1.schemas.catalogue import PricePoint
from technomart.web.api.v1.schemas.wire import Given, GivenSum, Sum, Told, line, whole


class PlaceStock(Told):
    """How many pieces lie at a place, and how many of them are spoken for."""

    location: str
    name: str
    kind: str
    on_hand: int
    allocated: int
    reserved: int
    available: int


class Stock(Told):
    """Where a variant lies."""

    sku: str
    available: int
    places: list[PlaceStock]


class CountStock(Given):
    """Somebody has counted: so many pieces lie there."""

    on_hand: whole(0, 1_000_000)  # type: ignore[valid-type]
    reason: line(120, least=1)  # type: ignore[valid-type]


class GivenPrice(GivenSum):
    """What a piece costs: never nothing."""

    amount: str = Field(pattern=r"^[1-9][0-9]{0,7}\.[0-9]{2}$", examples=["49990.00"])


class SetPrice(Given):
    """The list price from now on."""

    price: GivenPrice
    reason: line(120, least=1)  # type: ignore[valid-type]


class Price(Told):
    """What a variant costs, what may be struck out, what it used to cost."""

    sku: str
    price: Sum | None
    old_price: Sum | None
    history: list[PricePoint]
