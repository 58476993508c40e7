"""Offering ways of delivery and services, changing them, and promising a courier's visit."""

from technomart.domain.shipping.commands.changing import change_service, change_way, change_zone
from technomart.domain.shipping.commands.offering import (
    add_method,
    add_service,
    add_window,
    add_zone,
    set_rates,
    set_service_rates,
)
from technomart.domain.shipping.commands.visits import book, give_back

__all__ = [
    "add_method",
    "add_service",
    "add_window",
    "add_zone",
    "book",
    "change_service",
    "change_way",
    "change_zone",
    "give_back",
    "set_rates",
    "set_service_rates",
]
