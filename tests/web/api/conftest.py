"""The interface for programs in tests: a small shop and clients with and without keys."""

from __future__ import annotations

import pytest
from flask import Flask

from technomart.runtime import Runtime
from technomart.web.app import create_app
from tests.web.api.shop import Program, Shop, open_shop, program


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    return create_app(runtime)


@pytest.fixture
def shop(runtime: Runtime) -> Shop:
    return open_shop(runtime)


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
