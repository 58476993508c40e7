"""For tests of a face that are not about the database behind it: to import `on_sqlite` is to run on SQLite alone."""

from collections.abc import Iterator

import pytest

from tests.conftest import fresh_database


@pytest.fixture(name="database_url")
def on_sqlite(request: pytest.FixtureRequest) -> Iterator[str]:
    with fresh_database("sqlite", request) as url:
        yield url
