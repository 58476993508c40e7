"""What makes a letter writable: known kinds and exactly one plain address."""

from enum import StrEnum
from typing import Final

SEND_LETTER: Final = "send_letter"
"""The kind of job that carries one letter."""

LONGEST_ADDRESS: Final = 254
LONGEST_LOCAL_PART: Final = 64


class LetterTemplate(StrEnum):
    """Every kind of letter the shop writes."""

    order_placed = "order_placed"
    order_confirmed = "order_confirmed"
    order_paid = "order_paid"
    order_shipped = "order_shipped"
    order_ready = "order_ready"
    order_handed_over = "order_handed_over"
    order_cancelled = "order_cancelled"
    payment_failed = "payment_failed"
    payment_came_late = "payment_came_late"
    order_expired = "order_expired"
    money_given_back = "money_given_back"
    return_asked = "return_asked"
    return_approved = "return_approved"
    return_refused = "return_refused"
    return_received = "return_received"
    confirm_email = "confirm_email"
    reset_password = "reset_password"  # noqa: S105 - the name of a letter
    email_changed = "email_changed"
    password_changed = "password_changed"  # noqa: S105 - the name of a letter
    already_registered = "already_registered"
    goods_back = "goods_back"
    price_dropped = "price_dropped"
    cart_left = "cart_left"


def is_one_address(text: str) -> bool:
    """Whether the text is one bare address: no line breaks, no display name, no list (RFC 5321 lengths)."""
    local, at, domain = text.partition("@")
    if not (local and at and domain) or len(text) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL_PART:
        return False
    if domain.startswith((".", "-")) or domain.endswith((".", "-")) or ".." in text:
        return False
    return all(character.isprintable() and character not in ' ,;:<>()[]"\\@' for character in local + domain)
