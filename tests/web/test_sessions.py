"""Sessions: who gets one, what the cookie is, and when it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, flash, session
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from technomart.domain import accounts
from technomart.domain.accounts.models import Account, WebSession
from technomart.foundation.database import Database
from technomart.foundation.ids import token, token_hash
from technomart.runtime import Runtime
from technomart.web.security import without_form_token
from tests.domain.accounts.people import EMAIL, PASSWORD, form_token, is_in, open_account, sign_in

COOKIE = "__Host-session"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie(COOKIE, domain="shop.test")
    assert cookie is not None
    return cookie.value


def sessions_in(database: Database) -> int:
    with database.reader() as reading:
        return reading.scalar(select(func.count()).select_from(WebSession)) or 0


def with_cookie(app: Flask, value: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, value, domain="shop.test", secure=True)
    return client


def test_a_public_page_gives_no_session_and_no_cookie(client: FlaskClient, runtime: Runtime) -> None:
    for path in ("/healthz", "/robots.txt"):
        assert "Set-Cookie" not in client.get(path).headers
    assert sessions_in(runtime.database) == 0


def test_the_cookie_is_as_strict_as_a_cookie_can_be(client: FlaskClient) -> None:
    header = client.get("/sign-in").headers["Set-Cookie"]
    parts = {part.strip().split("=")[0] for part in header.split(";")}
    assert header.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite", "Path", "Max-Age"} <= parts
    assert "SameSite=Lax" in header
    assert "Domain" not in header
    assert len(header.split(";")[0].removeprefix("__Host-session=")) >= 43, "256 bits"


def test_only_the_hash_of_the_id_is_kept(client: FlaskClient, runtime: Runtime) -> None:
    client.get("/sign-in")
    with runtime.database.reader() as reading:
        row = reading.execute(select(WebSession.token_hash, WebSession.public_id, WebSession.data)).one()
    value = cookie_of(client)
    assert row.token_hash == token_hash(value)
    assert value not in (row.token_hash, row.public_id)
    assert value.encode() not in row.data


def test_signing_in_gives_a_new_id_and_kills_the_old_one(app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    client = app.test_client()
    page = client.get("/sign-in")
    before, old_token = cookie_of(client), form_token(page)
    client.post("/sign-in", data={"csrf_token": old_token, "email": EMAIL, "password": PASSWORD})
    assert cookie_of(client) != before
    assert is_in(client)
    assert not is_in(with_cookie(app, before))
    assert client.post("/sign-out", data={"csrf_token": old_token}).status_code == 400, "the form token is new too"
    assert sessions_in(runtime.database) == 1


@pytest.mark.parametrize("planted", ["planted-by-somebody", "x" * 5000, "", "ключ", "a.b.c"])
def test_an_unknown_id_is_never_adopted(app: Flask, runtime: Runtime, planted: str) -> None:
    open_account(runtime.database)
    client = with_cookie(app, planted)
    assert sign_in(client).status_code == 303
    assert cookie_of(client) != planted
    assert not is_in(with_cookie(app, planted))


def test_a_session_dies_of_idleness_and_of_age(app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    client = app.test_client()
    with time_machine.travel(NOW, tick=False):
        sign_in(client)
    with time_machine.travel(NOW + timedelta(days=15), tick=False):
        assert not is_in(client)
    regular = app.test_client()
    with time_machine.travel(NOW, tick=False):
        sign_in(regular)
    for day in range(10, 90, 10):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            assert is_in(regular), day
    with time_machine.travel(NOW + timedelta(days=90, seconds=1), tick=False):
        assert not is_in(regular)


def test_being_seen_is_noted_every_five_minutes_at_most(app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    client = app.test_client()

    def seen() -> datetime:
        with runtime.database.reader() as reading:
            return reading.scalars(select(WebSession.seen_at)).one()

    with time_machine.travel(NOW, tick=False):
        sign_in(client)
        is_in(client)  # the first page makes the form token, which is a write of its own
    with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
        is_in(client)
    assert seen() == NOW
    with time_machine.travel(NOW + timedelta(minutes=6), tick=False):
        is_in(client)
    assert seen() == NOW + timedelta(minutes=6)


def test_a_closed_account_is_out_at_once(app: Flask, runtime: Runtime) -> None:
    account_id = open_account(runtime.database)
    client = app.test_client()
    sign_in(client)
    with runtime.database.transaction() as writing:
        writing.execute(update(Account).where(Account.id == account_id).values(is_active=False))
    assert not is_in(client)
    assert sign_in(app.test_client()).status_code == 422


def test_a_session_ended_meanwhile_is_not_brought_back(app: Flask, runtime: Runtime) -> None:
    account_id = open_account(runtime.database)

    @app.get("/slow")
    def slow() -> str:
        session["note"] = "kept"
        with runtime.database.transaction() as writing:
            accounts.end_other_sessions(writing, account_id, keep_visit=None)
        return "done"

    client = app.test_client()
    sign_in(client)
    assert client.get("/slow").status_code == 200
    assert sessions_in(runtime.database) == 0
    assert not is_in(client)


def test_an_unsafe_request_may_begin_a_session_and_a_plain_look_may_not(app: Flask, runtime: Runtime) -> None:
    @app.get("/look")
    def look() -> str:
        flash("seen")
        return "looked"

    @app.post("/keep")
    @without_form_token
    def keep() -> str:
        session["visitor"] = token()
        return "kept"

    client = app.test_client()
    assert "Set-Cookie" not in client.get("/look").headers
    assert sessions_in(runtime.database) == 0
    assert "Set-Cookie" in client.post("/keep").headers
    assert sessions_in(runtime.database) == 1
    with client.session_transaction(base_url="https://shop.test") as kept:
        assert len(kept["visitor"]) >= 43


def test_prune_clears_the_dead_and_keeps_the_living(app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    old, living = app.test_client(), app.test_client()
    with time_machine.travel(NOW, tick=False):
        sign_in(old)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        sign_in(living)
        with runtime.database.transaction() as writing:
            assert accounts.forget_ended_sessions(writing, 10) >= 1
        assert is_in(living)
    assert sessions_in(runtime.database) == 1
