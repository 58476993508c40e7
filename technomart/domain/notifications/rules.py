"""What makes a letter or a short message writable: known kinds, exactly one plain address or number."""

import re
from enum import StrEnum
from typing import Final

SEND_LETTER: Final = "send_letter"
"""The kind of job that carries one letter."""

SEND_SHORT: Final = "send_short_message"
"""The kind of job that carries one short message to a telephone."""

LONGEST_ADDRESS: Final = 254
LONGEST_LOCAL_PART: Final = 64
NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)


class LetterTemplate(StrEnum):
    """Every kind of letter the shop writes."""

    order_placed = "order_placed"
    order_confirmed = "order_confirmed"
    order_paid = "order_paid"
    order_shipped = "order_shipped"
    order_ready = "order_ready"
    order_handed_over = "order_handed_over"
    order_cancelled = "order_cancelled"
    order_pieces_cancelled = "order_pieces_cancelled"
    payment_failed = "payment_failed"
    payment_came_late = "payment_came_late"
    order_expired = "order_expired"
    money_given_back = "money_given_back"
    return_asked = "return_asked"
    return_approved = "return_approved"
    return_refused = "return_refused"
    return_received = "return_received"
    return_exchanged = "return_exchanged"
    return_paid_instead = "return_paid_instead"
    confirm_email = "confirm_email"
    reset_password = "reset_password"  # noqa: S105 - the name of a letter
    email_changed = "email_changed"
    password_changed = "password_changed"  # noqa: S105 - the name of a letter
    already_registered = "already_registered"
    goods_back = "goods_back"
    price_dropped = "price_dropped"
    cart_left = "cart_left"


class ShortKind(StrEnum):
    """Every occasion for a short message: what somebody on the way wants to know at once."""

    order_ready = "order_ready"
    order_shipped = "order_shipped"


def is_one_number(text: str) -> bool:
    """Whether the text is one telephone number as the shop keeps them (E.164)."""
    return NUMBER.fullmatch(text) is not None


def is_one_address(text: str) -> bool:
    """Whether the text is one bare address: no line breaks, no display name, no list (RFC 5321 lengths)."""
    local, at, domain = text.partition("@")
    if not (local and at and domain) or len(text) > LONGEST_ADDRESS or len(local) > LONGEST_LOCAL_PART:
        return False
    if domain.startswith((".", "-")) or domain.endswith((".", "-")) or ".." in text:
        return False
    return all(character.isprintable() and character not in ' ,;:<>()[]"\\@' for character in local + domain)
