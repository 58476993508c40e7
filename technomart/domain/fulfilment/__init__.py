"""Fulfilment: what the shop's own people do with an order until it is in the shopper's hands."""

from technomart.domain.fulfilment.commands import confirm, hand_over, make_ready, pick, ship

__all__ = ["confirm", "hand_over", "make_ready", "pick", "ship"]
