"""A process that begins: how long until its first answer, and what memory the listing takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time

from sqlalchemy import select

from benchmarks.search.listings import Listing
from benchmarks.search.measuring import own_megabytes
from technomart.domain import search
from technomart.foundation.changes import Change
from technomart.foundation.database import Database


def start_rows(url: str) -> list[str]:
    """With the saved columns, and without. The memory is what the process has more than before."""
    rows = []
    for name in ("from blocks", "without"):
        if name == "without":
            database = Database(url)
            with database.transaction() as session:
                search.forget_blocks(session)
            database.dispose()
        asked = [sys.executable, "-m", "benchmarks.search", "--begin", url]
        told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
        rows.append(f"{name} | {told['cpu']:.2f} | {told['wall']:.2f} | {told['own']:.0f}")
    return rows


def started(url: str) -> dict[str, float]:
    """Begin, answer one question, and tell what that took; the process has asked the database something before."""
    database = Database(url)
    with database.reader() as session:
        session.scalar(select(Change.seq).limit(1))
    before, began, clock = own_megabytes(), time.process_time(), time.perf_counter()
    engine = Listing(database)
    engine.search(search.Query(scope=engine.vocabulary.leaves))
    told = {"cpu": time.process_time() - began, "wall": time.perf_counter() - clock}
    return {**told, "own": own_megabytes() - before}
