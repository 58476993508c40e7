"""A shop without its web: a database, a carrier that remembers, a worker called by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from technomart.domain.notifications import RenderedLetter
from technomart.foundation import clock
from technomart.foundation.jobs import Job
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime, build
from technomart.settings import Settings


@dataclass
class RememberingCarrier:
    """Takes every letter, unless there is trouble to raise first; `after` is raised when it has been taken."""

    sent: list[RenderedLetter] = field(default_factory=list)
    trouble: list[BaseException] = field(default_factory=list)
    after: list[BaseException] = field(default_factory=list)

    def send(self, letter: RenderedLetter) -> None:
        if self.trouble:
            raise self.trouble.pop(0)
        self.sent.append(letter)
        if self.after:
            raise self.after.pop(0)


@pytest.fixture
def carrier() -> RememberingCarrier:
    return RememberingCarrier()


@pytest.fixture
def folder_runtime(database_url: str, data_dir: Path) -> Iterator[Runtime]:
    """The shop as it comes: letters go to a folder."""
    runtime = build(Settings(database_url=database_url, data_dir=data_dir, public_url="https://shop.test"))
    yield runtime
    runtime.close()


@pytest.fixture
def runtime(folder_runtime: Runtime, carrier: RememberingCarrier) -> Runtime:
    return replace(folder_runtime, letters=carrier)


def let_leases_run_out(runtime: Runtime) -> None:
    """As if time had passed: every lease is over and every rest is taken."""
    past = clock.now() - timedelta(seconds=1)
    with runtime.database.transaction() as session:
        session.execute(update(OutboxMessage).values(leased_until=None, due_at=past))
        session.execute(update(Job).where(~Job.key.startswith("schedule:")).values(leased_until=None, due_at=past))
