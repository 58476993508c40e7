"""What a shopper's answers at the checkout must be like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import phonenumbers
from email_validator import EmailNotValidError, validate_email

HOME_REGION = "RU"
LONGEST_NAME = 100
LONGEST_EMAIL = 254
LONGEST_COMMENT = 500
ADDRESS_FIELDS: Mapping[str, int] = MappingProxyType(
    {"city": 120, "street": 200, "flat": 40, "entrance": 40, "floor": 40, "intercom": 40, "address_comment": 500}
)
"""The lines of a courier's address and how long each may be."""

PAYMENT_METHODS = ("on_delivery_card", "on_delivery_cash")
DRAFT_FIELDS = frozenset(
    {"name", "phone", "email", "delivery", "pickup", "payment", "comment", "marketing", *ADDRESS_FIELDS}
)
LONGEST_DRAFT_ANSWER = 600
_TURNS_TEXT_ROUND = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the order is for."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How the goods shall come: the method, and the shop or the address it needs."""

    method_code: str
    pickup_code: str = ""
    address: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def cleaned_contact(contact: Contact) -> tuple[Contact, dict[str, str]]:
    """The contact in one form, and what is wrong with it by field."""
    wrong: dict[str, str] = {}
    name = one_line(contact.name)
    if not name:
        wrong["name"] = "name_missing"
    elif len(name) > LONGEST_NAME:
        wrong["name"] = "name_too_long"
    phone = phone_of(contact.phone)
    if not phone:
        wrong["phone"] = "phone_invalid" if contact.phone.strip() else "phone_missing"
    email = email_of(contact.email)
    if not email:
        wrong["email"] = "email_invalid" if contact.email.strip() else "email_missing"
    return Contact(name, phone, email), wrong


def cleaned_address(address: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The address in one form, and what is wrong with it by field. Unknown fields are dropped."""
    kept = {name: one_line(address.get(name, "")) for name in ADDRESS_FIELDS}
    wrong = {name: f"{name}_missing" for name in ("city", "street") if not kept[name]}
    wrong |= {name: "text_too_long" for name, most in ADDRESS_FIELDS.items() if len(kept[name]) > most}
    return {name: value for name, value in kept.items() if value}, wrong


def cleaned_draft(answers: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a half-filled form: known fields, of a sane length."""
    return {name: value[:LONGEST_DRAFT_ANSWER] for name, value in answers.items() if name in DRAFT_FIELDS and value}


def one_line(raw: str) -> str:
    """One line as it is kept: NFC, single spaces, no control characters, nothing that turns the text round."""
    whole = raw.encode("utf-8", "ignore").decode()
    kept = "".join(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in whole)
    return unicodedata.normalize("NFC", " ".join(_TURNS_TEXT_ROUND.sub("", kept).split()))


def phone_of(raw: str) -> str:
    """`+79150001234`, or nothing for what is no telephone number; Russian ones may come without country code."""
    try:
        number = phonenumbers.parse(raw, HOME_REGION)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def email_of(raw: str) -> str:
    """The address case-folded, or nothing for what no mail server would take."""
    if len(raw) > LONGEST_EMAIL + 2:
        return ""
    try:
        parts = validate_email(
            raw.strip(), check_deliverability=False, globally_deliverable=False, allow_smtputf8=False
        )
    except EmailNotValidError:
        return ""
    address = (parts.ascii_email or parts.normalized).casefold()
    return address if "." in address.partition("@")[2] and len(address) <= LONGEST_EMAIL else ""
