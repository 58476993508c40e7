"""The arithmetic of delivery: what it costs to which address, and when the goods can be had."""

from technomart.domain.shipping.rules.tariffs import (
    Destination,
    Method,
    Parcel,
    Rate,
    Zone,
    city_key,
    fee_of,
    lightest_first,
    name_in,
    require_in_order,
    zone_of,
)
from technomart.domain.shipping.rules.times import (
    DAYS_OFFERED,
    SHOP_ZONE,
    Hours,
    Promise,
    Slot,
    choose,
    days_offered,
    is_ready_today,
    promise,
)

__all__ = [
    "DAYS_OFFERED",
    "SHOP_ZONE",
    "Destination",
    "Hours",
    "Method",
    "Parcel",
    "Promise",
    "Rate",
    "Slot",
    "Zone",
    "choose",
    "city_key",
    "days_offered",
    "fee_of",
    "is_ready_today",
    "lightest_first",
    "name_in",
    "promise",
    "require_in_order",
    "zone_of",
]
