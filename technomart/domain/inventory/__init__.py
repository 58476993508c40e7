"""What lies where, what is free of it, and taking it without ever overselling."""

from technomart.domain.inventory.commands import (
    add_location,
    adjust,
    allocate,
    count_all,
    keep,
    receive,
    receive_all,
    release,
    release_expired,
    release_pieces,
    reserve,
    ship,
    take_back,
    transfer,
)
from technomart.domain.inventory.errors import NotACount, NotEnoughStock, StockPromised, UnknownLocation
from technomart.domain.inventory.models import (
    Allocation,
    Claim,
    Location,
    LocationKind,
    Reservation,
    Stock,
    StockMovement,
)
from technomart.domain.inventory.queries import StockRow, availability_of, get_location, locations, stock_of
from technomart.domain.inventory.rules import Availability

__all__ = [
    "Allocation",
    "Availability",
    "Claim",
    "Location",
    "LocationKind",
    "NotACount",
    "NotEnoughStock",
    "Reservation",
    "Stock",
    "StockMovement",
    "StockPromised",
    "StockRow",
    "UnknownLocation",
    "add_location",
    "adjust",
    "allocate",
    "availability_of",
    "count_all",
    "get_location",
    "keep",
    "locations",
    "receive",
    "receive_all",
    "release",
    "release_expired",
    "release_pieces",
    "reserve",
    "ship",
    "stock_of",
    "take_back",
    "transfer",
]
