"""Version 1 of the interface for programs: `/api/v1`."""

from technomart.web.api.v1 import (
    account,
    alerts,
    carts,
    discounts,
    document,
    entrance,
    goods,
    listing,
    lists,
    money,
    moving,
    office,
    orders,
    places,
    quoting,
    reference,
    returning,
    voices,
)
from technomart.web.api.v1.operations import blueprint

entrance.guard(blueprint)

__all__ = [
    "account",
    "alerts",
    "blueprint",
    "carts",
    "discounts",
    "document",
    "goods",
    "listing",
    "lists",
    "money",
    "moving",
    "office",
    "orders",
    "places",
    "quoting",
    "reference",
    "returning",
    "voices",
]
