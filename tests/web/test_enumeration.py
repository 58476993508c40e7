"""Nobody learns from the door who has an account: same status, same bytes, same time."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from technomart.foundation.database import Database
from technomart.runtime import Runtime
from tests.domain.accounts.people import NAME, PASSWORD, form_token, letters, open_account, sign_in

ROUNDS = 12
"""Measured as work of this thread: waiting for a busy machine says nothing about the door."""
MOST_DIFFERENT_MS = 8.0
Ask = Callable[[FlaskClient, str, str], tuple[int, str, str]]


def bare(text: str, email: str) -> str:
    """The page without what was typed in and without the form token."""
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", text.replace(email, "…"))


def post(client: FlaskClient, path: str, token: str, email: str, **fields: str) -> tuple[int, str, str]:
    answer = client.post(path, data={"csrf_token": token, "email": email, **fields})
    return answer.status_code, answer.location or "", bare(answer.text, email)


@contextmanager
def counted_commits(database: Database, commits: list[object]) -> Iterator[None]:
    def count(connection: object) -> None:
        commits.append(connection)

    event.listen(database.writer, "commit", count)
    yield
    event.remove(database.writer, "commit", count)


def ask_sign_in(client: FlaskClient, token: str, email: str) -> tuple[int, str, str]:
    return post(client, "/sign-in", token, email, password="not the password")


def ask_reset(client: FlaskClient, token: str, email: str) -> tuple[int, str, str]:
    return post(client, "/forgot-password", token, email)


def ask_sign_up(client: FlaskClient, token: str, email: str) -> tuple[int, str, str]:
    return post(client, "/sign-up", token, email, name=NAME, password=PASSWORD, consent_account="y")


@pytest.mark.parametrize("ask", [ask_sign_in, ask_reset, ask_sign_up])
def test_known_and_unknown_addresses_get_the_same(app: Flask, runtime: Runtime, ask: Ask) -> None:
    for number in range(ROUNDS):
        open_account(runtime.database, f"known{number:02d}@example.ru")
    client = app.test_client()
    token = form_token(client.get("/sign-in"))
    ask(client, token, "warm.up@example.ru")
    times: dict[str, list[float]] = {"known": [], "other": []}
    answers: dict[str, set[tuple[int, str, str]]] = {"known": set(), "other": set()}
    commits: dict[str, list[object]] = {"known": [], "other": []}
    for number in range(ROUNDS):
        for kind in ("known", "other") if number % 2 else ("other", "known"):
            with counted_commits(runtime.database, commits[kind]):
                started = time.thread_time()
                answers[kind].add(ask(client, token, f"{kind}{number:02d}@example.ru"))
                times[kind].append((time.thread_time() - started) * 1000)
    assert answers["known"] == answers["other"]
    assert len(answers["known"]) == 1
    assert len(commits["known"]) == len(commits["other"]), "waiting for the disk must be the same as well"
    difference = abs(statistics.median(times["known"]) - statistics.median(times["other"]))
    assert difference <= MOST_DIFFERENT_MS, f"{difference:.1f} ms"


def test_a_taken_new_address_is_not_given_away(app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    open_account(runtime.database, "taken@example.ru")
    client = app.test_client()
    sign_in(client)
    token = form_token(client.get("/account/email"))
    answers = {
        email: post(client, "/account/email", token, email, password=PASSWORD)
        for email in ("taken@example.ru", "free@example.ru")
    }
    assert answers["taken@example.ru"] == answers["free@example.ru"]
    assert [letter.template for letter in letters(runtime.database, "taken@example.ru")] == ["already_registered"]
    assert [letter.template for letter in letters(runtime.database, "free@example.ru")] == ["confirm_email"]
