"""A database without its guards, for the controls of races."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from technomart.foundation.database import Database
from tests.concurrency.racing import UnguardedDatabase


@pytest.fixture
def unguarded(database: Database) -> Iterator[Database]:
    racers = UnguardedDatabase(database.url.render_as_string(hide_password=False))
    yield racers
    racers.dispose()
