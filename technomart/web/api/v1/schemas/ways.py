"""The ways a cart can take to its shopper, on the wire."""

from __future__ import annotations

from typing import Literal

from technomart.domain.checkout import ADDRESS_FIELDS
from technomart.web.api.v1.schemas.wire import Given, Moment, PostalCode, Sum, Told, line


class Somewhere(Given):
    """As much of an address as decides what delivery costs."""

    city: line(ADDRESS_FIELDS["city"]) = ""  # type: ignore[valid-type]
    postal_code: PostalCode | Literal[""] = ""


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


class RefusedWay(Told):
    """A way this cart cannot take to where it shall go; `reason` is a code, `detail` the sentence to it."""

    code: str
    kind: str
    name: str
    reason: str
    detail: str
