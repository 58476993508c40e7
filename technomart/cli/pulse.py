"""Whether the web processes still live: each gives a sign every second, and one that gives none is ended.

A process that hangs keeps the visitors it was given, and nobody else can serve them; one that has ended is replaced
by the server at once.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

from technomart.cli.progress import say

FOLDER = "TECHNOMART_PULSE"
BEAT_SECONDS = 1.0
SILENT_SECONDS = 10.0
"""Whoever was silent so long does nothing any more: the longest work of a healthy process lets its others in."""

ASLEEP_SECONDS = 3.0
"""Whoever has not looked for so long was kept from it himself, and so were the others."""


def start_beating() -> None:
    """Give signs of life from now on, if somebody watches."""
    folder = os.environ.get(FOLDER)
    if folder is not None:
        threading.Thread(target=_beat, args=(Path(folder) / str(os.getpid()),), daemon=True).start()


def _beat(sign: Path) -> None:
    while True:
        with suppress(OSError):  # on a full disk nobody may die of that
            sign.write_text(str(time.monotonic()))
        time.sleep(BEAT_SECONDS)


def watch(folder: Path, stop: threading.Event) -> None:
    """End children of this process that have given signs and give none any more, until told to stop."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.iterdir():
        left.unlink(missing_ok=True)
    last = time.monotonic()
    while not stop.wait(BEAT_SECONDS):
        now = time.monotonic()
        if now - last < ASLEEP_SECONDS:
            for sign in folder.iterdir():
                _look_after(sign, now)
        last = now


def _look_after(sign: Path, now: float) -> None:
    pid = int(sign.name) if sign.name.isdigit() else 0
    if not pid or not _is_child(pid):
        sign.unlink(missing_ok=True)
        return
    try:
        seen = float(sign.read_text())
    except (OSError, ValueError):
        return  # being written at this moment, or there is no room for it
    if now - seen > SILENT_SECONDS:
        say(f"web process {pid} gives no sign of life: ending it")
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _is_child(pid: int) -> bool:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(after_name[1]) == os.getpid()
