"""What a process does with its memory when something large is read and most of it will stay."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def give_back() -> None:
    """Return what this process has freed but still holds, where the C library can do so."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Look for no garbage in the block: where much is made that stays, it would be looked through time and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
