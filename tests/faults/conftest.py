"""A shop that is served for all tests of a module, and databases that keep their data as in earnest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import KINDS, fresh_database
from tests.databases import PostgresShelf, postgres_server
from tests.faults.shop import Served, served


@pytest.fixture(params=KINDS, scope="module")
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The shop as shipped on a database of either kind, for the tests of a module that leave it well."""
    with fresh_database(request.param, request) as url, served(tmp_path_factory.mktemp("served"), url) as opened:
        yield opened


@pytest.fixture(params=KINDS)
def own_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The same for one test, its data on the disk and every commit waited for."""
    if request.param == "sqlite":
        path = tmp_path / "shop.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_shelf").template, path)
        with served(tmp_path / "served", f"sqlite:///{path}") as opened:
            yield opened
        return
    with postgres_server(in_earnest=True) as server:
        if server is None:
            pytest.skip("no PostgreSQL on this machine")
        shelf = PostgresShelf(server)
        with shelf.fresh() as url, served(tmp_path / "served", url) as opened:
            yield opened
        shelf.close()
