"""The shop on the web for tests: an application on a database of its own, and a browser-like client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.runtime import Runtime, build
from technomart.settings import Settings
from tests.web.making import make_app


class BrowserClient(FlaskClient):
    """Says of every request what a browser says of a form on our own page, and keeps Secure cookies."""

    def open(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
        headers = dict(kwargs.pop("headers", None) or {})  # type: ignore[call-overload]
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        kwargs.setdefault("base_url", "https://shop.test")
        return super().open(*args, headers=headers, **kwargs)  # type: ignore[arg-type]


@pytest.fixture
def runtime(database_url: str, data_dir: Path) -> Iterator[Runtime]:
    settings = Settings(database_url=database_url, data_dir=data_dir, public_url="https://shop.test")
    runtime = build(settings)
    yield runtime
    runtime.close()


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    app = make_app(runtime)
    app.test_client_class = BrowserClient
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
