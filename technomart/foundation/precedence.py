"""Whoever writes the shop's books comes before those of the same process that are about to read.

The threads of a process share one interpreter. A thread that writes lets go of it with each statement and waits to
get it back from those that make pages, while everybody else who wants to write, or wants the rows it has locked,
waits for its commit.
"""

from __future__ import annotations

import threading
import time

HEAD_START_SECONDS = 0.02
"""How long others wait for one that writes; whoever takes longer goes on beside them."""


class Precedence:
    """Who of this process is writing, and the door at which others give way to them."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}
        self._changed = threading.Condition()

    def enter(self) -> None:
        """From now on this thread writes."""
        with self._changed:
            self._until[threading.get_ident()] = time.monotonic() + HEAD_START_SECONDS

    def leave(self) -> None:
        """This thread has written, or was refused, or never began."""
        with self._changed:
            self._until.pop(threading.get_ident(), None)
            if not self._until:
                self._changed.notify_all()

    def give_way(self) -> None:
        """Wait until nobody writes, for a moment at most; whoever writes waits for nobody."""
        if not self._until or threading.get_ident() in self._until:
            return
        patience = time.monotonic() + HEAD_START_SECONDS
        with self._changed:
            while (left := min(patience, max(self._until.values(), default=0)) - time.monotonic()) > 0:
                self._changed.wait(left)
