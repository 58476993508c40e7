"""The ways a cart can take to its shopper, on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from technomart.domain.checkout import ADDRESS_FIELDS
from technomart.web.api.v1.schemas.wire import Given, Moment, PostalCode, Sum, Token, Told, line

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Somewhere(Given):
    """As much of an address as decides what delivery costs."""

    city: line(ADDRESS_FIELDS["city"]) = ""  # type: ignore[valid-type]
    postal_code: PostalCode | Literal[""] = ""


class CheckOut(Given):
    """Which cart is to be ordered, and where its goods shall go, if that is known: to a carrier's point, say."""

    cart: Token
    to: Somewhere | None = None
    point: line(32) = ""  # type: ignore[valid-type]


class PickUpPoint(Told):
    """A shop the cart can be fetched from, and when."""

    code: str
    name: str
    address: str
    has_everything: bool
    lines_here: int
    since: Moment
    until: Moment


class Slot(Told):
    """A time at which the courier can come; `code` is what an order names, `is_free` whether a visit is left."""

    code: str
    since: Moment
    until: Moment
    is_free: bool


class Service(Told):
    """What our people can do beside bringing this cart: lifting, installation or removal of the old appliance.

    `fee` is for all `pieces` it is for; an order names it by its code.
    """

    code: str
    kind: str
    name: str
    note: str
    pieces: int
    fee: Sum


class Way(Told):
    """One way to get this very cart; `total` is what is agreed to when ordering by it, the discount taken off.

    `zone` is the part of the country the fee and the dates are for. Where there are `slots`, an order by this way
    names one of them. The fees of `services` that an order names are added to `total`. `prepaid_only`: what comes
    this way is paid beforehand.
    """

    code: str
    kind: str
    name: str
    note: str
    zone: str | None
    prepaid_only: bool
    fee: Sum
    discount: Sum
    total: Sum
    vat: Sum
    since: Moment | None
    until: Moment | None
    shops: list[PickUpPoint]
    slots: list[Slot]
    services: list[Service]
    carrier: str | None


class RefusedWay(Told):
    """A way this cart cannot take to where it shall go; `reason` is a code, `detail` the sentence to it."""

    code: str
    kind: str
    name: str
    reason: str
    detail: str


class Address(Given):
    """Where the courier goes, or the post."""

    city: line(ADDRESS_FIELDS["city"], least=1)  # type: ignore[valid-type]
    postal_code: PostalCode | Literal[""] = ""
    street: line(ADDRESS_FIELDS["street"], least=1)  # type: ignore[valid-type]
    flat: line(40) = ""  # type: ignore[valid-type]
    entrance: line(40) = ""  # type: ignore[valid-type]
    floor: line(40) = ""  # type: ignore[valid-type]
    intercom: line(40) = ""  # type: ignore[valid-type]
    address_comment: line(500) = ""  # type: ignore[valid-type]


class ByPickUp(Given):
    """Fetched from a shop."""

    way: Code
    shop: Code


class ToPoint(Given):
    """Brought to a point of a carrier (`/carrier-points`)."""

    way: Code
    point: line(32, least=1)  # type: ignore[valid-type]


class ByCourier(Given):
    """Brought to an address, at one of the times of the quote if it has any, with services of the quote."""

    way: Code
    address: Address
    slot: line(16) = ""  # type: ignore[valid-type]
    services: list[Code] = Field([], max_length=20)
