"""Folds what changed about goods into the index of words, a portion at a time, resting between two."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from technomart.domain import search
from technomart.foundation.database import Database
from technomart.runtime import Runtime

AT_ONCE: Final = 2_000
"""Variants a turn writes while nobody else is there."""


def fold(runtime: Runtime, _: Mapping[str, Any]) -> None:
    """Fold until nothing is left; the others have as much time between two portions as each of them took."""
    while True:
        with runtime.database.reader() as session:
            portion = search.draft_fold(session)
        if portion is None:
            return
        began = time.monotonic()
        with runtime.database.transaction() as session:
            search.fold(session, portion)
        time.sleep(time.monotonic() - began)


def fold_at_once(database: Database) -> int:
    """Fold everything in large portions, before the shop opens; how many variants were written."""
    count = 0
    while True:
        with database.reader() as session:
            portion = search.draft_fold(session, AT_ONCE)
        if portion is None:
            return count
        with database.transaction() as session:
            search.fold(session, portion)
        count += len(portion.documents)
