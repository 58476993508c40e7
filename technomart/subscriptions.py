"""Who reacts to what: one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy.orm import Session

from technomart.domain import notifications
from technomart.domain.notifications import LetterTemplate

Reaction = Callable[[Session, Mapping[str, Any]], None]
"""What is done about an event: in one transaction with the note that it is done, and harmless if repeated."""

IN_THE_ORDER_LETTER: Final = (
    "number",
    "token",
    "name",
    "lines",
    "goods_kopecks",
    "fees",
    "discounts",
    "total_kopecks",
    "vat_kopecks",
    "shipping_name",
    "pickup_name",
    "address",
    "payment_method",
    "promised_from",
    "promised_to",
)


def write_order_letter(session: Session, order: Mapping[str, Any]) -> None:
    """Tell the shopper that the order has been placed; `email` and `lang` say to whom and how.

    An event that was written before the shop was brought up to date may lack what came later.
    """
    notifications.write(
        session,
        key=f"order_placed:{order['number']}",
        template=LetterTemplate.order_placed,
        recipient=order["email"],
        lang=order["lang"],
        payload={name: order[name] for name in IN_THE_ORDER_LETTER if name in order},
    )


def write_letter(session: Session, letter: Mapping[str, Any]) -> None:
    """Write the very letter that was asked for: key, template, recipient, lang, payload."""
    notifications.write(
        session,
        key=letter["key"],
        template=letter["template"],
        recipient=letter["recipient"],
        lang=letter["lang"],
        payload=letter["payload"],
    )


REACTIONS: Final[Mapping[str, tuple[Reaction, ...]]] = MappingProxyType(
    {
        "order_placed": (write_order_letter,),
        "letter": (write_letter,),
    }
)
