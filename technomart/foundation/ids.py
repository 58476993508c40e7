"""Names the world may see: unguessable tokens and order numbers that cannot be counted."""

import hashlib
import secrets
from datetime import date

NUMBER_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody confuses on the telephone (no 0/O, 1/I/L, U/V stays V)."""


def token() -> str:
    """A fresh 256-bit random token, safe in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(value: str) -> str:
    """What is kept of a token: its SHA-256, hexadecimal; enough, since the token itself is random."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


def document_number(prefix: str, day: date) -> str:
    """A number like `TM-260412-7K3F9`: the day, then five random letters out of 30 (24 million a day)."""
    tail = "".join(secrets.choice(NUMBER_LETTERS) for _ in range(5))
    return f"{prefix}-{day:%y%m%d}-{tail}"
