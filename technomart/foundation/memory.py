"""Giving memory back to the machine after something large was read and most of it is no longer needed."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Return what this process has freed but still holds, where the C library can do so."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
