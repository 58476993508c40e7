"""The arithmetic of delivery: what it costs to which address, and when the goods can be had."""

from technomart.domain.shipping.rules.carriers import (
    GOOD_FOR,
    HEAVIEST,
    CarrierFee,
    city_key,
    class_of,
    is_enough,
    searched,
)
from technomart.domain.shipping.rules.times import (
    DAYS_OFFERED,
    SHOP_ZONE,
    Hours,
    Method,
    Promise,
    Slot,
    choose,
    days_offered,
    fee_of,
    is_ready_today,
    promise,
)

__all__ = [
    "DAYS_OFFERED",
    "GOOD_FOR",
    "HEAVIEST",
    "SHOP_ZONE",
    "CarrierFee",
    "Hours",
    "Method",
    "Promise",
    "Slot",
    "choose",
    "city_key",
    "class_of",
    "days_offered",
    "fee_of",
    "is_enough",
    "is_ready_today",
    "promise",
    "searched",
]
