"""The ways goods can reach a shopper: what each costs, when it delivers, and which visits are promised."""

from technomart.domain.shipping.commands import add_method, add_window, book, give_back
from technomart.domain.shipping.errors import (
    CarrierAway,
    CarrierRefused,
    CarrierUnknown,
    NotASlot,
    SlotTaken,
    UnknownMethod,
)
from technomart.domain.shipping.models import CourierSlot, ShippingKind, ShippingMethod
from technomart.domain.shipping.ports import (
    Addresses,
    AddressHint,
    Carrier,
    CarrierParcel,
    CarrierState,
    Consignment,
    Faults,
    ParcelItem,
    Point,
    Tariff,
)
from technomart.domain.shipping.queries import get_method, methods, slots_of
from technomart.domain.shipping.rules import Hours, Method, Promise, Slot, choose, fee_of, is_ready_today, promise

__all__ = [
    "AddressHint",
    "Addresses",
    "Carrier",
    "CarrierAway",
    "CarrierParcel",
    "CarrierRefused",
    "CarrierState",
    "CarrierUnknown",
    "Consignment",
    "CourierSlot",
    "Faults",
    "Hours",
    "Method",
    "NotASlot",
    "ParcelItem",
    "Point",
    "Promise",
    "ShippingKind",
    "ShippingMethod",
    "Slot",
    "SlotTaken",
    "Tariff",
    "UnknownMethod",
    "add_method",
    "add_window",
    "book",
    "choose",
    "fee_of",
    "get_method",
    "give_back",
    "is_ready_today",
    "methods",
    "promise",
    "slots_of",
]
