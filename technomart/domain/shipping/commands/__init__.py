"""Offering ways of delivery and services, changing them, promising a courier's visit, keeping what carriers tell."""

from technomart.domain.shipping.commands.changing import (
    change_service,
    change_way,
    change_zone,
    close_zone,
    open_zone,
)
from technomart.domain.shipping.commands.points import (
    forget_points,
    forget_tariffs,
    keep_points,
    keep_tariffs,
    require_enough,
    want_tariffs,
)
from technomart.domain.shipping.commands.ways import (
    add_method,
    add_service,
    add_window,
    add_zone,
    book,
    give_back,
    set_rates,
    set_service_rates,
)

__all__ = [
    "add_method",
    "add_service",
    "add_window",
    "add_zone",
    "book",
    "change_service",
    "change_way",
    "change_zone",
    "close_zone",
    "forget_points",
    "forget_tariffs",
    "give_back",
    "keep_points",
    "keep_tariffs",
    "open_zone",
    "require_enough",
    "set_rates",
    "set_service_rates",
    "want_tariffs",
]
