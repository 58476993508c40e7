"""How e-mail addresses, telephone numbers and networks are written down, so that the same is always equal."""

from __future__ import annotations

import ipaddress

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from technomart.domain.accounts.errors import InvalidEmail, InvalidPhone

HOME_COUNTRY = "RU"
NETWORK_BITS_V6 = 64
"""One IPv6 customer has at least a /64, so single addresses say nothing."""


def normal_email(text: str) -> str:
    """The address as it is kept: lower case, its domain in ASCII. InvalidEmail if letters cannot reach it."""
    try:
        checked = validate_email(
            text.strip(), check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise InvalidEmail(field="email") from error
    return (checked.ascii_email or checked.normalized).casefold()


def normal_phone(text: str) -> str:
    """`+79150001234`, or empty for an empty one. InvalidPhone if nobody has such a number."""
    if not text.strip():
        return ""
    try:
        parsed = phonenumbers.parse(text, HOME_COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(field="phone") from error
    if not phonenumbers.is_valid_number(parsed):
        raise InvalidPhone(field="phone")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def network_of(ip: str) -> str:
    """What counts as one network when tries are counted: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, NETWORK_BITS_V6), strict=False))
    return str(address)
