"""Who may do what through the interface: one table, and whoever is not in it may not.

Cookies mean nothing here. A program is nobody (a guest), or an account by its key; a key does what its scopes
say, and what staff do needs the account's own permission besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from technomart.domain.accounts import STAFF_SCOPES, Permission


@dataclass(frozen=True, slots=True)
class Door:
    """`scope`: what a key must carry. `guests`: whether nobody in particular may come in, too."""

    scope: str | None = None
    guests: bool = False

    @property
    def permission(self) -> Permission | None:
        """What the account must be allowed by its roles."""
        return STAFF_SCOPES.get(self.scope or "")


ANYONE = Door(guests=True)
CART = Door("cart:write", guests=True)
BUYER = Door("orders:write", guests=True)
ORDERS_READ = Door("orders:read")
ORDERS_WRITE = Door("orders:write")
ACCOUNT_READ = Door("account:read")
ACCOUNT_WRITE = Door("account:write")
STAFF_REVIEWS = Door("staff:reviews")
STAFF_ORDERS = Door("staff:orders")
STAFF_ORDERS_WRITE = Door("staff:orders:write")
STAFF_STOCK = Door("staff:stock")
STAFF_STOCK_WRITE = Door("staff:stock:write")
STAFF_PRICES = Door("staff:prices")

DOORS: Mapping[str, Door] = MappingProxyType(
    {
        "list_goods": ANYONE,
        "suggest": ANYONE,
        "list_categories": ANYONE,
        "get_category": ANYONE,
        "list_brands": ANYONE,
        "get_brand": ANYONE,
        "get_product": ANYONE,
        "get_variant": ANYONE,
    }
)
"""Each operation by its id. Everything about one's own things is asked for by owner in the query below."""
