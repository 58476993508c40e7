"""Fulfilment: what the shop's own people do with an order until it is in the shopper's hands."""

from technomart.domain.fulfilment.commands import (
    HANDED,
    PARCEL,
    confirm,
    hand_over,
    make_ready,
    pick,
    pieces_to_move,
    ship,
    take_units_back,
)
from technomart.domain.fulfilment.errors import NotASerial, NotATracking, SerialTaken
from technomart.domain.fulfilment.models import SoldUnit
from technomart.domain.fulfilment.queries import Card, cards_of, handed_over_at, units_of
from technomart.domain.fulfilment.rules import (
    KEPT_DAYS,
    LONGEST_TRACKING,
    Unit,
    kept_until,
    tracking_of,
    unit_of,
    units_in,
)

__all__ = [
    "HANDED",
    "KEPT_DAYS",
    "LONGEST_TRACKING",
    "PARCEL",
    "Card",
    "NotASerial",
    "NotATracking",
    "SerialTaken",
    "SoldUnit",
    "Unit",
    "cards_of",
    "confirm",
    "hand_over",
    "handed_over_at",
    "kept_until",
    "make_ready",
    "pick",
    "pieces_to_move",
    "ship",
    "take_units_back",
    "tracking_of",
    "unit_of",
    "units_in",
    "units_of",
]
