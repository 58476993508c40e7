"""What a shopper's answers at the checkout must be like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

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
    {"city": 120, "street": 200, "flat": 40, "entrance": 40, "floor": 40, "intercom": 40, "address_comment": 500}
)
"""The lines of a courier's address and how long each may be."""

PAYMENT_METHODS = ("on_delivery_card", "on_delivery_cash", "card", "sbp")
"""Every way to pay that can be asked for; which are offered is said by whoever asks to place an order."""

DRAFT_FIELDS = frozenset(
    {"name", "phone", "email", "delivery", "pickup", "slot", "payment", "comment", *ADDRESS_FIELDS}
)
LONGEST_DRAFT_ANSWER = 600
_LIKE_A_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)")
"""16 to 19 digits; telephone numbers have 15 at most."""

CARD_DIGITS_SHOWN, HIDDEN = 4, "•"
_TURNS_TEXT_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the order is for."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the goods shall come: the method, and the shop, or the address and the time, that it needs."""

    method_code: str
    pickup_code: str = ""
    slot: str = ""
    address: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def cleaned_address(address: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The address in one form, and what is wrong with it by field. Unknown fields are dropped."""
    kept = {name: one_line(address.get(name, "")) for name in ADDRESS_FIELDS}
    wrong = {name: f"{name}_missing" for name in ("city", "street") if not kept[name]}
    wrong |= {name: "text_too_long" for name, most in ADDRESS_FIELDS.items() if len(kept[name]) > most}
    return {name: value for name, value in kept.items() if value}, wrong


def cleaned_draft(answers: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a half-filled form: known fields, of a sane length."""
    known = {name: without_cards(value.replace("\x00", ""))[:LONGEST_DRAFT_ANSWER] for name, value in answers.items()}
    return {name: value for name, value in known.items() if name in DRAFT_FIELDS and value}


def one_line(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, no control characters, nothing that turns the text round."""
    whole = raw.encode("utf-8", "ignore").decode()
    kept = "".join(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in whole)
    return without_cards(unicodedata.normalize("NFC", " ".join(_TURNS_TEXT_ROUND.sub("", kept).split())))


def without_cards(text: str) -> str:
    """The text with all but the last four digits of every card number in it made unreadable: we keep none."""
    return _LIKE_A_CARD.sub(lambda found: _unreadable(found[0]) if _is_card(found[0]) else found[0], text)


def _is_card(number: str) -> bool:
    """Whether the digits pass the check of ISO/IEC 7812-1 (Luhn)."""
    digits = [int(character) for character in reversed(number) if character.isdigit()]
    return sum(digits[::2]) % 10 == -sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2]) % 10


def _unreadable(number: str) -> str:
    shown = [place for place, character in enumerate(number) if character.isdigit()][-CARD_DIGITS_SHOWN:]
    return "".join(
        HIDDEN if character.isdigit() and place not in shown else character for place, character in enumerate(number)
    )
