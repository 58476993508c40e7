"""Looking up the ways of delivery, the times a courier can come, and what carriers have told."""

from technomart.domain.shipping.queries.carried import (
    Carried,
    CarrierDesk,
)
from technomart.domain.shipping.queries.points import (
    ASK_TARIFFS,
    City,
    Dot,
    are_tariffs_wanted,
    carrier_fees,
    dots_in,
    find_city,
    get_point,
    is_in,
    name_of_point,
    points_in,
    points_seen_at,
)
from technomart.domain.shipping.queries.ways import (
    get_method,
    is_method,
    methods,
    services,
    slots_of,
)

__all__ = [
    "ASK_TARIFFS",
    "Carried",
    "CarrierDesk",
    "City",
    "Dot",
    "are_tariffs_wanted",
    "carrier_fees",
    "dots_in",
    "find_city",
    "get_method",
    "get_point",
    "is_in",
    "is_method",
    "methods",
    "name_of_point",
    "points_in",
    "points_seen_at",
    "services",
    "slots_of",
]
