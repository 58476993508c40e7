"""Schemathesis against the interface: every check, three kinds of callers, a fresh shop for each."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import schemathesis
from flask import Flask, request
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.recorder import ScenarioRecorder
from werkzeug.serving import WSGIRequestHandler, make_server

from technomart.runtime import Runtime, build
from technomart.settings import Settings
from technomart.web.api.v1.operations import OPERATIONS
from technomart.web.app import create_app
from tests.web.api.shop import open_shop

SEED = 20261125
SMALL, FULL = 2, 50
ENOUGH = 0.8


@pytest.fixture
def quiet_runtime(sqlite_shelf: object, tmp_path: Path) -> Iterator[Runtime]:
    """A shop without limits on calls."""
    with sqlite_shelf.fresh() as url:  # type: ignore[attr-defined]
        settings = Settings(database_url=url, data_dir=tmp_path, public_url="http://localhost", api_rate_per_minute=0)
        runtime = build(settings)
        yield runtime
        runtime.close()


Outcome = tuple[list[str], set[str], int]
"""What was found wrong, which operations answered well, and how many calls there were."""


def assault(runtime: Runtime, caller: str, examples: int, *, is_short: bool = False) -> Outcome:
    """Let Schemathesis loose on a fresh shop with the caller's key."""
    shop = open_shop(runtime)
    app = create_app(runtime)
    answered = listen(app)
    key = getattr(shop, caller, "")
    config = SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            "phases": {"coverage": {"enabled": not is_short}},
            "headers": {"Authorization": f"Bearer {key}"} if key else {},
        }
    )
    wrong: list[str] = []
    with served(app) as address:
        schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json", config=config)
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                wrong += failures(event.recorder)
            elif isinstance(event, events.NonFatalError | events.FatalError):
                wrong.append(f"error: {event}")
    well = {name for name, status in answered if 200 <= status < 300}
    broken = [f"{name} answered {status}" for name, status in answered if status >= 500]
    return wrong + broken, well, answered.total()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a port of its own: the checks about keys need a real connection."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()


class Silent(WSGIRequestHandler):
    """Says nothing of the thousands of calls, and keeps connections open."""

    protocol_version = "HTTP/1.1"

    def log(self, *_: object, **__: object) -> None:
        pass


def listen(app: Flask) -> Counter[tuple[str, int]]:
    """Count the answers by operation and status."""
    answered: Counter[tuple[str, int]] = Counter()

    @app.after_request
    def count(response):  # type: ignore[no-untyped-def]
        name = (request.endpoint or "").rpartition(".")[2]
        if name in OPERATIONS or response.status_code >= 500:
            answered[name, response.status_code] += 1
        return response

    return answered


def failures(recorder: ScenarioRecorder) -> list[str]:
    return [
        f"{recorder.label}: {check.name}: {check.failure_info.failure.title}: {check.failure_info.failure.message}\n"
        f"    {check.failure_info.code_sample}"
        for checks in recorder.checks.values()
        for check in checks
        if check.status is Status.FAILURE and check.failure_info is not None
    ]


CALLERS = ("guest", "shopper", "staff")


def judge(results: dict[str, Outcome]) -> None:
    """No failure in any run, and enough of the operations answered well in one of them."""
    well = set().union(*(run[1] for run in results.values()))
    missed = sorted(set(OPERATIONS) - well)
    for caller, (wrong, fine, calls) in results.items():
        print(f"{caller}: {calls} calls, {len(wrong)} failures, {len(fine)} operations answered 2xx")  # noqa: T201
    print(f"{len(well)} of {len(OPERATIONS)} operations answered 2xx; not: {', '.join(missed) or 'none'}")  # noqa: T201
    assert [one for run in results.values() for one in run[0]] == []
    assert len(well) >= ENOUGH * len(OPERATIONS)


@pytest.mark.parametrize("caller", ["guest", "staff"])
def test_a_short_assault_finds_nothing(quiet_runtime: Runtime, caller: str) -> None:
    wrong, well, calls = assault(quiet_runtime, caller, SMALL, is_short=True)
    print(f"{caller}: {calls} calls, {len(well)} operations answered 2xx")  # noqa: T201
    assert wrong == [], "\n".join(wrong)
    assert len(well) >= 10


@pytest.mark.proof
def test_a_long_assault_finds_nothing_and_reaches_nearly_everything(sqlite_shelf: object, tmp_path: Path) -> None:
    results = {}
    for caller in CALLERS:
        with sqlite_shelf.fresh() as url:  # type: ignore[attr-defined]
            settings = Settings(
                database_url=url, data_dir=tmp_path / caller, public_url="http://localhost", api_rate_per_minute=0
            )
            runtime = build(settings)
            results[caller] = assault(runtime, caller, FULL)
            runtime.close()
    judge(results)
