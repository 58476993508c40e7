"""What a command says while it works."""

from __future__ import annotations

import sys
import time

_started = time.monotonic()


def say(text: str) -> None:
    """One line of progress with the seconds since the start."""
    print(f"  {time.monotonic() - _started:5.1f} s  {text}", file=sys.stderr, flush=True)
