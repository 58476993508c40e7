"""Moving orders on their way to the shopper, and naming pieces by their numbers."""

from technomart.domain.fulfilment.commands.moving import (
    HANDED,
    PARCEL,
    confirm,
    hand_over,
    make_ready,
    pick,
    pieces_to_move,
    ship,
)
from technomart.domain.fulfilment.commands.units import take_units_back

__all__ = [
    "HANDED",
    "PARCEL",
    "confirm",
    "hand_over",
    "make_ready",
    "pick",
    "pieces_to_move",
    "ship",
    "take_units_back",
]
