"""Suggestions of addresses at the checkout: for our own form alone, in measure, kept nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from technomart.runtime import Runtime
from technomart.web.app import create_app
from technomart.web.storefront.addresses import COUNTER, MOST_IN_A_MINUTE
from tests.web.conftest import BrowserClient
from tests.web.storefront.shop import HIDDEN, HTML, open_shop, put

pytestmark = pytest.mark.one_database

PATH = "/checkout/addresses"


@pytest.fixture
def client(runtime: Runtime) -> FlaskClient:
    shop = open_shop(runtime)
    app = create_app(replace(shop.runtime))
    app.test_client_class = BrowserClient
    client = app.test_client()
    put(client, shop.phone)
    return client


def token(client: FlaskClient) -> str:
    page = client.get("/checkout", headers=HTML).text
    assert '<option value="Казань">' in page
    return dict(HIDDEN.findall(page))["csrf_token"]


def test_what_is_typed_is_completed_and_kept_nowhere(client: FlaskClient) -> None:
    answer = client.post(PATH, data={"csrf_token": token(client), "text": "каз"})
    assert answer.json == {"items": [{"text": "Казань", "city": "Казань", "street": "", "postal_code": ""}]}
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.post(PATH, data={"csrf_token": token(client), "text": "\x00" * 9000}).json == {"items": []}


def test_strangers_and_forms_without_a_token_get_nothing(client: FlaskClient) -> None:
    known = token(client)
    foreign = client.post(PATH, data={"csrf_token": known, "text": "каз"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert client.post(PATH, data={"text": "каз"}).status_code in (400, 403)
    assert client.get(PATH).status_code == 405


def test_who_asks_without_end_is_told_to_wait(client: FlaskClient) -> None:
    counter = client.application.extensions[COUNTER]
    for _ in range(MOST_IN_A_MINUTE):
        counter.count("127.0.0.1", MOST_IN_A_MINUTE)
    answer = client.post(PATH, data={"csrf_token": token(client), "text": "каз"})
    assert (answer.status_code, answer.json) == (429, {"items": []})
