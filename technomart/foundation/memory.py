"""What a process does with its memory when something large is read and most of it will stay."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.orm import Session

NO_HUGE_PAGES = 41
"""PR_SET_THP_DISABLE of Linux."""

SELDOM = (20_000, 20, 50)
"""After how many new objects the collector looks at the youngest, and how seldom at the older ones."""


def keep_pages_small() -> None:
    """Ask the system for ordinary pages of memory only, from now on.

    NumPy asks for huge ones. Columns are filled here and there, so more would be taken than is needed, and to find
    and clear two megabytes at a time takes some systems ten times as long.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(NO_HUGE_PAGES, 1, 0, 0, 0)


def give_back(session: Session) -> None:
    """Return what was read of the file and is kept by SQLite, and what is freed and kept by the C library."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA shrink_memory")
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle() -> None:
    """For a process that will serve: what is loaded now stays, and the collector of garbage need not look through it.

    It also comes less often than it would: a page makes thousands of objects, and nearly none of them in a circle.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


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
