"""The checkout: from a cart and a few answers to one order."""

from technomart.domain.checkout.commands import (
    Reminder,
    cancel_for_shopper,
    cancel_order,
    forget_reminders,
    give_codes_back,
    place_order,
    remind,
    save_draft,
    stop_reminders,
    word_reminder,
)
from technomart.domain.checkout.errors import CartEmpty, PriceChanged, WrongAnswers
from technomart.domain.checkout.queries import (
    Counter,
    LeftCarts,
    Way,
    draft_of,
    find_reminder,
    left_carts,
    quote_of,
    ways,
)
from technomart.domain.checkout.rules import (
    ADDRESS_FIELDS,
    CART_LEFT,
    DRAFT_FIELDS,
    PAYMENT_METHODS,
    Contact,
    Delivery,
)

__all__ = [
    "ADDRESS_FIELDS",
    "CART_LEFT",
    "DRAFT_FIELDS",
    "PAYMENT_METHODS",
    "CartEmpty",
    "Contact",
    "Counter",
    "Delivery",
    "LeftCarts",
    "PriceChanged",
    "Reminder",
    "Way",
    "WrongAnswers",
    "cancel_for_shopper",
    "cancel_order",
    "draft_of",
    "find_reminder",
    "forget_reminders",
    "give_codes_back",
    "left_carts",
    "place_order",
    "quote_of",
    "remind",
    "save_draft",
    "stop_reminders",
    "ways",
    "word_reminder",
]
