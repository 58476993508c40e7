"""Reading what a shopper has answered: one form for each answer, and what is wrong with it by field."""

from __future__ import annotations

from collections.abc import Collection

from technomart.domain import accounts
from technomart.domain.checkout import rules
from technomart.domain.checkout.rules import Contact
from technomart.foundation.words import one_line


def cleaned_contact(contact: Contact) -> tuple[Contact, dict[str, str]]:
    """The contact written as accounts write it, so that orders and people meet; and what is wrong by field."""
    wrong: dict[str, str] = {}
    name = one_line(contact.name)
    if not name:
        wrong["name"] = "name_missing"
    elif len(name) > rules.LONGEST_NAME:
        wrong["name"] = "name_too_long"
    phone, email = one_line(contact.phone), one_line(contact.email)
    if not phone:
        wrong["phone"] = "phone_missing"
    else:
        try:
            phone = accounts.normal_phone(phone)
        except accounts.InvalidPhone:
            wrong["phone"] = "phone_invalid"
    if not email:
        wrong["email"] = "email_missing"
    else:
        try:
            email = accounts.normal_email(contact.email)
        except accounts.InvalidEmail:
            wrong["email"] = "email_invalid"
    return Contact(name, phone, email), wrong


def wrong_rest(payment_method: str, offered: Collection[str], *, comment: str, accepts_offer: bool) -> dict[str, str]:
    """What is wrong with the answers about payment, the comment and the terms."""
    wrong: dict[str, str] = {}
    if payment_method not in offered:
        wrong["payment"] = "payment_missing"
    if len(one_line(comment)) > rules.LONGEST_COMMENT:
        wrong["comment"] = "comment_too_long"
    if not accepts_offer:
        wrong["offer"] = "offer_not_accepted"
    return wrong
