"""The checkout: from a cart and a few answers to one order."""

from technomart.domain.checkout.commands import (
    cancel_for_shopper,
    cancel_order,
    give_codes_back,
    place_order,
    save_draft,
)
from technomart.domain.checkout.errors import CartEmpty, PriceChanged, WrongAnswers
from technomart.domain.checkout.queries import Counter, Way, draft_of, quote_of, ways
from technomart.domain.checkout.rules import ADDRESS_FIELDS, DRAFT_FIELDS, PAYMENT_METHODS, Contact, Delivery

__all__ = [
    "ADDRESS_FIELDS",
    "DRAFT_FIELDS",
    "PAYMENT_METHODS",
    "CartEmpty",
    "Contact",
    "Counter",
    "Delivery",
    "PriceChanged",
    "Way",
    "WrongAnswers",
    "cancel_for_shopper",
    "cancel_order",
    "draft_of",
    "give_codes_back",
    "place_order",
    "quote_of",
    "save_draft",
    "ways",
]
