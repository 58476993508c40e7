"""Moving stock: what comes in, what is counted, what an order takes and gives back."""

from technomart.domain.inventory.commands.claims import allocate, release, ship
from technomart.domain.inventory.commands.goods import (
    add_location,
    adjust,
    count_all,
    receive,
    receive_all,
    transfer,
)

__all__ = ["add_location", "adjust", "allocate", "count_all", "receive", "receive_all", "release", "ship", "transfer"]
