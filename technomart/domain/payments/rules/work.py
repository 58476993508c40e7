"""The kinds of work payments leave for later, and how each piece is named so that it is done once."""

from typing import Final

LOOK: Final = "look_at_payment"
CAPTURE: Final = "capture_payment"
VOID: Final = "void_payment"
REFUND: Final = "send_refund"
RECEIPT: Final = "send_receipt"
LATE: Final = "give_back_late_payment"

PAID: Final = "order_paid"
FAILED: Final = "payment_failed"
LATE_MONEY: Final = "payment_came_late"
NOT_PAID: Final = "order_expired"
GIVEN_BACK: Final = "money_given_back"
"""What happened, as those above hear of it."""


def key(kind: str, number: int) -> str:
    """The name of one piece of work."""
    return f"{kind}:{number}"
