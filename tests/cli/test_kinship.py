"""Whoever works for the shop ends with it, however the shop ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DRAWING = """
import os, time
from technomart.cli.kinship import hands

with hands() as pool:
    waiting = [pool.submit(time.sleep, 60) for _ in range(4)]
    print(*[child.pid for child in pool._processes.values()], flush=True)
    waiting[0].result()
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_those_who_draw_end_with_the_shop(how: signal.Signals) -> None:
    parent = subprocess.Popen([sys.executable, "-c", DRAWING], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert children
    time.sleep(0.3)  # they are born and bound
    assert all(map(is_alive, children))
    parent.send_signal(how)
    parent.wait(timeout=10)
    deadline = time.monotonic() + 5
    while any(map(is_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, children))
