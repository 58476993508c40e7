"""Moving stock: what comes in, what is counted, what an order takes and gives back."""

from technomart.domain.inventory.commands.claims import allocate, reserve, ship
from technomart.domain.inventory.commands.goods import (
    add_location,
    adjust,
    count_all,
    receive,
    receive_all,
    take_back,
    transfer,
)
from technomart.domain.inventory.commands.holding import keep, release, release_expired, release_pieces

__all__ = [
    "add_location",
    "adjust",
    "allocate",
    "count_all",
    "keep",
    "receive",
    "receive_all",
    "release",
    "release_expired",
    "release_pieces",
    "reserve",
    "ship",
    "take_back",
    "transfer",
]
