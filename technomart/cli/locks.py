"""Who is at work in a data folder: one shop, any number of workers, and nobody while a backup is put back."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

SHOP = "serve.lock"
WORKERS = "work.lock"


def _take(path: Path, kind: int) -> IO[str] | None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.open("a+")
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return None
    return lock


@contextmanager
def only_one(folder: Path, who: str) -> Iterator[None]:
    """Hold the data folder as its only shop. Ends the program, naming who runs, if another holds it."""
    lock = _take(folder / SHOP, fcntl.LOCK_EX)
    if lock is None:
        other = (folder / SHOP).read_text().strip() or "another process"
        sys.exit(f"The shop already runs: {other}. Stop it first, or set TECHNOMART_DATA_DIR to another folder.")
    with lock:
        lock.truncate(0)
        lock.write(who)
        lock.flush()
        yield


@contextmanager
def one_of_many(folder: Path) -> Iterator[None]:
    """Be one of the workers of the data folder. Ends the program while a backup is being put back."""
    lock = _take(folder / WORKERS, fcntl.LOCK_SH)
    if lock is None:
        sys.exit("A backup is being restored: start the worker again when that is done.")
    with lock:
        yield


@contextmanager
def nobody_else(folder: Path) -> Iterator[None]:
    """Have the data folder to oneself. Ends the program if the shop or a worker runs."""
    with ExitStack() as held:
        for name, what in ((SHOP, "The shop"), (WORKERS, "A worker")):
            lock = _take(folder / name, fcntl.LOCK_EX)
            if lock is None:
                sys.exit(f"{what} is running on {folder}: stop it first, nothing was changed.")
            held.enter_context(lock)
        yield
