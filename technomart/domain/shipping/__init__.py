"""The ways goods can reach a shopper: what each costs and when it delivers."""

from technomart.domain.shipping.commands import add_method
from technomart.domain.shipping.errors import UnknownMethod
from technomart.domain.shipping.models import ShippingKind
from technomart.domain.shipping.queries import get_method, methods
from technomart.domain.shipping.rules import Hours, Method, Promise, fee_of, is_ready_today, promise

__all__ = [
    "Hours",
    "Method",
    "Promise",
    "ShippingKind",
    "UnknownMethod",
    "add_method",
    "fee_of",
    "get_method",
    "is_ready_today",
    "methods",
    "promise",
]
