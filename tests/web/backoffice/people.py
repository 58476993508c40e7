"""The shop's people for tests: an account with a role, signed in."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from technomart.domain import accounts
from technomart.foundation.database import Database
from tests.domain.accounts.people import form_token, open_account, sign_in

HTML = {"Accept": "text/html"}


def a_member(app: Flask, database: Database, *roles: str) -> FlaskClient:
    """Somebody who holds these roles, in a browser of their own; without roles a shopper."""
    email = f"{'-'.join(roles) or 'shopper'}@example.ru"
    account_id = open_account(database, email)
    with database.transaction() as session:
        for role in roles:
            accounts.grant_role(session, account_id, role, granted_by="test")
    client = app.test_client()
    assert sign_in(client, email).status_code == 303
    return client


def press(client: FlaskClient, address: str, *, page: str = "/office/", **fields: object) -> TestResponse:
    """Press a button of an office page: its form's token goes along."""
    token = form_token(client.get(page, headers=HTML))
    return client.post(address, data={"csrf_token": token, **fields}, headers=HTML)
