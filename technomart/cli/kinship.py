"""Children that end with their parent: a shop that was stopped or killed leaves nobody behind."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however that happens (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def follow_parent() -> None:
    """End with the process that started this one, also when it was killed a moment ago."""
    parent = os.environ.get("TECHNOMART_PARENT")
    if parent is None:
        return
    die_with_parent()
    if os.getppid() != int(parent):
        sys.exit(0)


def hands() -> ProcessPoolExecutor:
    """A child a core for heavy work; start the work from the main thread, which the children end with."""
    return ProcessPoolExecutor(os.cpu_count() or 1, initializer=_bind, initargs=(os.getpid(),))


def _bind(parent: int) -> None:
    die_with_parent()
    if os.getppid() != parent:
        os._exit(0)
