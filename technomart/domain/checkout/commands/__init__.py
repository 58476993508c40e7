"""Placing an order, calling it off, and keeping a half-filled form."""

from technomart.domain.checkout.commands.cancelling import cancel_for_shopper, cancel_order, give_codes_back
from technomart.domain.checkout.commands.drafts import save_draft
from technomart.domain.checkout.commands.placing import place_order
from technomart.domain.checkout.commands.reminding import (
    Reminder,
    forget_reminders,
    remind,
    stop_reminders,
    word_reminder,
)
from technomart.domain.checkout.commands.replacing import EXCHANGE, Instead, place_instead

__all__ = [
    "EXCHANGE",
    "Instead",
    "Reminder",
    "cancel_for_shopper",
    "cancel_order",
    "forget_reminders",
    "give_codes_back",
    "place_instead",
    "place_order",
    "remind",
    "save_draft",
    "stop_reminders",
    "word_reminder",
]
