"""People for tests: an account with a password, what a browser fills in, the letter that came."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from technomart.domain import accounts, content
from technomart.domain.notifications.models import Letter
from technomart.foundation.database import Database

PASSWORD = "тихая река за домом"
OTHER_PASSWORD = "медленный трамвай 7"
EMAIL = "maria@example.ru"
NAME = "Мария Соколова"


@cache
def hash_of(password: str) -> str:
    return accounts.hash_password(password)


def open_account(database: Database, email: str = EMAIL, *, password: str = PASSWORD, name: str = NAME) -> int:
    """A confirmed account, ready to sign in."""
    with database.transaction() as session:
        content.seed(session)
        account = accounts.open_account(session, name=name, email=email, password_hash=hash_of(password))
        session.flush()
        return account.id


def publish_documents(database: Database) -> None:
    """The texts people agree to."""
    with database.transaction() as session:
        content.seed(session)


def form_token(page: TestResponse) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, page.text[:2000]
    return found[1]


def send(client: FlaskClient, address: str, *, page: str | None = None, **fields: Any) -> TestResponse:
    """What a person does: open the page, fill in its form, press the button."""
    token = form_token(client.get(page or address))
    return client.post(address, data={"csrf_token": token, **fields})


def sign_in(client: FlaskClient, email: str = EMAIL, password: str = PASSWORD) -> TestResponse:
    return send(client, "/sign-in", email=email, password=password)


def sign_up(client: FlaskClient, email: str = EMAIL, **more: Any) -> TestResponse:
    fields = {"name": NAME, "email": email, "password": PASSWORD, "consent_account": "y", **more}
    return send(client, "/sign-up", **fields)


def letters(database: Database, recipient: str = EMAIL) -> list[Letter]:
    """The letters owed to this address, oldest first."""
    with database.reader() as session:
        found = list(session.scalars(select(Letter).where(Letter.recipient == recipient).order_by(Letter.id)))
        session.expunge_all()
        return found


def letter_link(database: Database, recipient: str = EMAIL) -> str:
    """The token in the newest letter to this address."""
    return str(letters(database, recipient)[-1].payload["token"])


def is_in(client: FlaskClient) -> bool:
    """Whether this browser is signed in."""
    return client.get("/account/profile").status_code == 200
