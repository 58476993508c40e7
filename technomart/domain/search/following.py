"""Looking for changes between questions while many come in, so that whoever asks seldom waits for a look."""

from __future__ import annotations

import threading
from collections.abc import Callable

from technomart.foundation.logs import log

MANY = 20
"""So many changes in one look are the sign that more will come: somebody sets prices in bulk."""

BETWEEN_LOOKS_SECONDS = 0.0004
IDLE_LOOKS = 2500
"""After so many looks that found nothing, for about a second, nobody is followed any more."""


class Follower:
    """A thread that looks twice a millisecond; there is none unless somebody changes much."""

    def __init__(self, look: Callable[[], None], found: Callable[[], int]) -> None:
        """`look` applies what is new, `found` tells how often something was."""
        self._look, self._found = look, found
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        return self._thread is not None

    def follow(self) -> None:
        """Begin, unless it is under way."""
        with self._lock:
            if self._thread is None and not self._ended.is_set():
                self._thread = threading.Thread(target=self._run, name="search-looks", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End it for good. Not to be called by whom a look waits for."""
        self._ended.set()
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        idle = 0
        try:
            while idle < IDLE_LOOKS and not self._ended.wait(BETWEEN_LOOKS_SECONDS):
                before = self._found()
                self._look()
                idle = idle + 1 if self._found() == before else 0
        except Exception as error:  # noqa: BLE001 - the next question meets it as well, and has words for it
            log().warning("search_not_followed", error=type(error).__name__)
        finally:
            with self._lock:
                self._thread = None
