"""Orders on their way, on the wire: what is called off, sent and handed over, and how staff see an order."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from technomart.domain.orders import OrderStatus
from technomart.web.api.v1.schemas.buying import Order
from technomart.web.api.v1.schemas.wire import AskedPage, Given, Moment, Quantity, Sku, Told, line


class Pieces(Given):
    """So many pieces of one line of the order."""

    sku: Sku
    quantity: Quantity


class CancelOrder(Given):
    """What is called off; without lines everything."""

    lines: list[Pieces] = Field([], max_length=50)


class SendOrder(Given):
    """What leaves the house, without lines everything that is there; and how to track it, if that is known."""

    lines: list[Pieces] = Field([], max_length=50)
    tracking: Annotated[str, Field(pattern=r"^([0-9A-Za-z][0-9A-Za-z /-]*)?$", max_length=60)] = ""


class UnitGiven(Given):
    """One piece by its serial number, a telephone by its IMEI as well."""

    sku: Sku
    serial: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z./_-]{2,39}$")]
    imei: Annotated[str, Field(pattern=r"^([0-9]{15})?$")] = ""


class CorrectUnit(Given):
    """The number a piece of these goods was handed over by, and the right ones."""

    sku: Sku
    serial: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z./_-]{2,39}$")]
    right: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z./_-]{2,39}$")]
    imei: Annotated[str, Field(pattern=r"^([0-9]{15})?$")] = ""


class HandOver(Given):
    """What the shopper has received; without lines everything that was sent or lies at the counter.

    `units` names pieces by their numbers, as far as they have any: each gets a warranty card.
    """

    lines: list[Pieces] = Field([], max_length=50)
    units: list[UnitGiven] = Field([], max_length=200)


class Unit(Told):
    """One piece by its numbers; `warranty_until` is the last day of its warranty."""

    sku: str
    name: str
    serial: str
    imei: str | None
    handed_over_at: Moment
    warranty_until: str | None
    is_returned: bool


class Units(Told):
    """The pieces of an order that are known by their numbers."""

    items: list[Unit]


class Cancel(CancelOrder):
    """What is called off, without lines everything; and why."""

    reason: line(200) = ""  # type: ignore[valid-type]


class HandToCarrier(Given):
    """To which point of the carrier, if not to the one that was agreed: another of the same city."""

    point: line(32) = ""  # type: ignore[valid-type]


class AskedOrders(AskedPage):
    """Which orders of the shop."""

    status: Literal[tuple(OrderStatus)] | None = None  # type: ignore[valid-type]


class StaffEvent(Told):
    """One thing that happened, and who did it."""

    kind: str
    at: Moment
    actor: str


class StaffOrder(Order):
    """An order as the shop's people see it: with who did what."""

    history: list[StaffEvent]
