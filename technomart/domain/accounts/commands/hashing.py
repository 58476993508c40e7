"""Turning passwords into Argon2id hashes and checking them; slow on purpose, so never inside a transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from technomart.domain.accounts.errors import HashingBusy
from technomart.domain.accounts.rules.passwords import LONGEST_BYTES

MEMORY_KIB = 19456
PASSES = 2
AT_ONCE = 2
"""Each takes 19 MiB and a core: a crowd at the door must not take the machine."""
WAIT_SECONDS = 8

NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$QOUsq5q6LWXDEIVpgf3UmA$N8eeFvXO/0agIBO/akZhArUQf8aDqBBbCLjB7euN2Nw"
"""What an unknown e-mail is checked against, so that it costs the same time. Its password was random and is gone."""

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1)
_seats = threading.BoundedSemaphore(AT_ONCE)


@contextmanager
def _seat() -> Iterator[None]:
    if not _seats.acquire(timeout=WAIT_SECONDS):
        raise HashingBusy()
    try:
        yield
    finally:
        _seats.release()


def hash_password(password: str) -> str:
    """The hash to keep. HashingBusy when the queue is too long."""
    with _seat():
        return _hasher.hash(password.encode())


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; takes the same time when there is no hash to fit."""
    typed = password.encode("utf-8", "surrogatepass")
    with _seat():
        try:
            fits = _hasher.verify(password_hash or NOBODYS_HASH, typed[:LONGEST_BYTES])
        except (VerificationError, InvalidHashError):
            return False
    return fits and password_hash is not None and len(typed) <= LONGEST_BYTES
