"""Looking up the ways of delivery, the times a courier can come, and what carriers have told."""

from technomart.domain.shipping.queries.points import (
    City,
    Dot,
    carrier_fees,
    dots_in,
    find_city,
    get_point,
    name_of_point,
    points_in,
    points_seen_at,
)
from technomart.domain.shipping.queries.ways import get_method, methods, services, slots_of

__all__ = [
    "City",
    "Dot",
    "carrier_fees",
    "dots_in",
    "find_city",
    "get_method",
    "get_point",
    "methods",
    "name_of_point",
    "points_in",
    "points_seen_at",
    "services",
    "slots_of",
]
