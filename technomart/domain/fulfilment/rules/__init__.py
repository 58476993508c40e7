"""The arithmetic of handing goods over and of parcels."""

from technomart.domain.fulfilment.rules.handing import (
    KEPT_DAYS,
    LONGEST_TRACKING,
    Unit,
    kept_until,
    tracking_of,
    unit_of,
    units_in,
    warranty_until,
)
from technomart.domain.fulfilment.rules.parcels import (
    AXES,
    GIVEN_UP,
    LEFT_THE_HOUSE,
    LONGEST_REST,
    PARCEL_MOVES,
    WITH_CARRIER,
    ParcelState,
    asked,
    may_move,
    number_of,
    portions,
    rest_of,
)
from technomart.foundation.clock import day_of

__all__ = [
    "AXES",
    "GIVEN_UP",
    "KEPT_DAYS",
    "LEFT_THE_HOUSE",
    "LONGEST_REST",
    "LONGEST_TRACKING",
    "PARCEL_MOVES",
    "WITH_CARRIER",
    "ParcelState",
    "Unit",
    "asked",
    "day_of",
    "kept_until",
    "may_move",
    "number_of",
    "portions",
    "rest_of",
    "tracking_of",
    "unit_of",
    "units_in",
    "warranty_until",
]
