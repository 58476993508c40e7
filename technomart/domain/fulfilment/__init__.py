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
)
from technomart.domain.fulfilment.errors import NotATracking
from technomart.domain.fulfilment.rules import KEPT_DAYS, LONGEST_TRACKING, kept_until, tracking_of

__all__ = [
    "HANDED",
    "KEPT_DAYS",
    "LONGEST_TRACKING",
    "PARCEL",
    "NotATracking",
    "confirm",
    "hand_over",
    "kept_until",
    "make_ready",
    "pick",
    "pieces_to_move",
    "ship",
    "tracking_of",
]
