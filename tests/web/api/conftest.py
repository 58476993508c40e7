"""The interface for programs in tests: a small shop and clients with and without keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from technomart.runtime import Runtime
from tests.conftest import KINDS, fresh_database, shelf_of
from tests.web.api.shop import Program, Shop, fill_shop, program
from tests.web.making import make_app


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with the small shop in it."""
    with fresh_database(request.param, request, fill_shop) as url:
        yield url


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    return make_app(runtime)


@pytest.fixture
def shop(runtime: Runtime, request: pytest.FixtureRequest) -> Shop:
    put_in = shelf_of(runtime.database.writer.dialect.name, request).put_in(fill_shop)
    return replace(put_in, runtime=runtime)


@pytest.fixture
def guest(app: Flask, shop: Shop) -> Program:
    return program(app)


@pytest.fixture
def shopper(app: Flask, shop: Shop) -> Program:
    return program(app, shop.shopper)


@pytest.fixture
def stranger(app: Flask, shop: Shop) -> Program:
    return program(app, shop.stranger)


@pytest.fixture
def staff(app: Flask, shop: Shop) -> Program:
    return program(app, shop.staff)
