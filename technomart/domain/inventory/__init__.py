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
from technomart.domain.inventory.ports import Faults
from technomart.domain.inventory.queries import (
    StockRow,
    availability_of,
    free_of,
    get_location,
    holds_expired,
    locations,
    stock_of,
)
from technomart.domain.inventory.rules import Availability

__all__ = [
    "Allocation",
    "Availability",
    "Claim",
    "Faults",
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
    "free_of",
    "get_location",
    "holds_expired",
    "keep",
    "locations",
    "receive",
    "receive_all",
    "release",
    "release_expired",
    "reserve",
    "ship",
    "stock_of",
    "take_back",
    "transfer",
]
