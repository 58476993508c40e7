"""What a shopper's answers at the checkout must be like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from technomart.foundation.words import one_line

LEFT_AFTER = timedelta(hours=24)
LEFT_AT_MOST = timedelta(days=7)
"""A cart nobody has touched for so long has been left; later than that a reminder comes out of nowhere."""

MAILING = "marketing"
"""The consent without which nobody is reminded of anything."""

MAILING_AT_MOST_EVERY = timedelta(days=7)
"""What the text of that consent promises: a letter a week at most."""

REMINDERS_KEPT = timedelta(days=365)
"""How long the link in such a letter works."""

CART_LEFT = "cart_left"
"""The topic under which a reminder that is due is put into the outbox."""

LONGEST_NAME = 100
LONGEST_COMMENT = 500
ADDRESS_FIELDS: Mapping[str, int] = MappingProxyType(
    {
        "city": 120,
        "postal_code": 6,
        "street": 200,
        "flat": 40,
        "entrance": 40,
        "floor": 40,
        "intercom": 40,
        "address_comment": 500,
    }
)
"""The lines of a courier's address and how long each may be."""

PLACE_PARTS = tuple(name for name in ADDRESS_FIELDS if name != "address_comment")
"""The lines an address of the account's book has as well."""

PAYMENT_METHODS = ("on_delivery_card", "on_delivery_cash", "card", "sbp")
"""Every way to pay that can be asked for; which are offered is said by whoever asks to place an order."""

DRAFT_FIELDS = frozenset(
    {"name", "phone", "email", "delivery", "pickup", "point", "slot", "services", "payment", "comment"}
    | ADDRESS_FIELDS.keys()
)
LONGEST_DRAFT_ANSWER = 600
POSTAL_CODE = re.compile("[0-9]{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the order is for."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the goods shall come: the method; the shop, the carrier's point, or address and time; services by code."""

    method_code: str
    pickup_code: str = ""
    slot: str = ""
    address: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    services: tuple[str, ...] = ()
    point_code: str = ""


def cleaned_address(address: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The address in one form, and what is wrong with it by field. Unknown fields are dropped."""
    kept = {name: one_line(address.get(name, "")) for name in ADDRESS_FIELDS}
    kept["postal_code"] = kept["postal_code"].replace(" ", "")
    wrong = {name: f"{name}_missing" for name in ("city", "street") if not kept[name]}
    wrong |= {name: "text_too_long" for name, most in ADDRESS_FIELDS.items() if len(kept[name]) > most}
    if kept["postal_code"] and not POSTAL_CODE.fullmatch(kept["postal_code"]):
        wrong["postal_code"] = "postal_code_invalid"
    return {name: value for name, value in kept.items() if value}, wrong


def cleaned_draft(answers: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a half-filled form: known fields, of a sane length."""
    known = {name: value.replace("\x00", "")[:LONGEST_DRAFT_ANSWER] for name, value in answers.items()}
    return {name: value for name, value in known.items() if name in DRAFT_FIELDS and value}
