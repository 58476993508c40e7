"""A worker that is killed again and again in the middle of its work: nothing is lost, nothing comes twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import func, select

from technomart import worker
from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.foundation.jobs import Job
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime
from tests.factories.letters import place
from tests.worker.conftest import let_leases_run_out

LETTERS = 60
KILLS = 2
START_SECONDS = 30


def sent(runtime: Runtime) -> int:
    with runtime.database.reader() as session:
        return session.scalar(select(func.count(Letter.id)).where(Letter.status == LetterStatus.sent)) or 0


def start(runtime: Runtime) -> subprocess.Popen[bytes]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TECHNOMART_")},
        "TECHNOMART_DATABASE_URL": runtime.database.url.render_as_string(hide_password=False),
        "TECHNOMART_DATA_DIR": str(runtime.settings.data_dir),
        "TECHNOMART_PUBLIC_URL": runtime.settings.public_url,
    }
    return subprocess.Popen([sys.executable, "-m", "technomart.cli", "work"], env=environment)


def letters_in(folder: Path) -> list[str]:
    return [str(message_from_bytes(path.read_bytes())["Message-ID"]) for path in folder.glob("*.eml")]


def test_kill_9_loses_no_letter_and_doubles_none(folder_runtime: Runtime) -> None:
    runtime = folder_runtime
    with runtime.database.transaction() as session:
        place(session, *(f"TM-260412-{number:05d}" for number in range(LETTERS)))
    chance = random.Random(7)
    for _ in range(KILLS):
        before = sent(runtime)
        child = start(runtime)
        deadline = time.monotonic() + START_SECONDS
        while sent(runtime) <= before and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.05)
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        assert sent(runtime) > before, "the worker was killed before it had begun"
        let_leases_run_out(runtime)
    assert sent(runtime) < LETTERS, "the kills came too late to prove anything"
    worker.run_once(runtime)
    assert sent(runtime) == LETTERS
    ids = letters_in(runtime.settings.letters_dir)
    assert (len(ids), len(set(ids))) == (LETTERS, LETTERS)
    with runtime.database.reader() as session:
        assert session.scalar(select(func.count(Job.id)).where(~Job.key.startswith("schedule:"))) == 0
        assert session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.delivered_at.is_(None))) == 0


def test_a_worker_that_is_told_to_stop_ends_soon_and_well(folder_runtime: Runtime) -> None:
    with folder_runtime.database.transaction() as session:
        place(session, "TM-260412-00001")
    child = start(folder_runtime)
    deadline = time.monotonic() + START_SECONDS
    while sent(folder_runtime) < 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    child.terminate()
    assert child.wait(5) == 0
    assert sent(folder_runtime) == 1


def test_two_workers_started_at_once_send_each_letter_once(folder_runtime: Runtime) -> None:
    with folder_runtime.database.transaction() as session:
        place(session, *(f"TM-260412-{number:05d}" for number in range(LETTERS)))
    children = [start(folder_runtime), start(folder_runtime)]
    deadline = time.monotonic() + START_SECONDS
    while sent(folder_runtime) < LETTERS and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.terminate()
    assert [child.wait(5) for child in children] == [0, 0]
    ids = letters_in(folder_runtime.settings.letters_dir)
    assert (len(ids), len(set(ids))) == (LETTERS, LETTERS)
    with folder_runtime.database.reader() as session:
        keys = session.scalars(select(Job.key)).all()
        assert len(keys) == len(set(keys))
        assert all(key.startswith("schedule:") for key in keys), "what was done is gone"
