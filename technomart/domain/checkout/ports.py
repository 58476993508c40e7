"""What the checkout needs from outside: the places where a test may take the locks of stock and promo codes away."""

from typing import Protocol

from technomart.domain import inventory, pricing, shipping


class Faults(inventory.Faults, shipping.Faults, pricing.Faults, Protocol):
    """Where a test may break the taking of what can run out on purpose; the shop's own does nothing."""
