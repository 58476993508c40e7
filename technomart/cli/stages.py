"""What happens before the shop opens, shown as it goes: content, roles, demo goods."""

from __future__ import annotations

import sys
import time

from technomart.settings import Settings

_started = time.monotonic()


def say(text: str) -> None:
    """One line of progress with the seconds since the start."""
    print(f"  {time.monotonic() - _started:5.1f} s  {text}", file=sys.stderr, flush=True)


def prepare(settings: Settings, *, demo: bool) -> None:
    """Publish the shop's documents and, if asked and empty, fill it with the demo."""


def say_open(address: str, settings: Settings) -> None:
    """The addresses and, in development, the demo accounts: the last thing that is printed."""
    say("the shop is open")
    print(f"\n  Technomart   {address}/\n  English      {address}/en/\n", file=sys.stderr, flush=True)
