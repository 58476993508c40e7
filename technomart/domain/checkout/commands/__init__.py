"""Placing an order, calling it off, and keeping a half-filled form."""

from technomart.domain.checkout.commands.cancelling import cancel_for_shopper, cancel_order, give_codes_back
from technomart.domain.checkout.commands.drafts import save_draft
from technomart.domain.checkout.commands.placing import place_order

__all__ = ["cancel_for_shopper", "cancel_order", "give_codes_back", "place_order", "save_draft"]
