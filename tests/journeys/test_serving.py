"""The one command: it keeps others out, leaves no orphan, and loses nothing when it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.journeys.conftest import ServedShop, free_port, start


def children_of(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            if int(stat.rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def test_killing_the_shop_leaves_no_orphan(served: ServedShop) -> None:
    children = children_of(served.process.pid)
    assert len(children) >= 2
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait()
    deadline = time.monotonic() + 5
    while any(is_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in children if is_alive(child)] == []
    served.process = start(served.folder, free_port())


def test_a_second_start_says_who_runs(served: ServedShop) -> None:
    environment = {**os.environ, "TECHNOMART_DATA_DIR": str(served.folder), "PORT": str(free_port())}
    second = subprocess.run(
        [sys.executable, "-m", "technomart.cli", "serve"], env=environment, capture_output=True, text=True, timeout=30
    )
    assert second.returncode != 0
    assert str(served.process.pid) in second.stderr
