"""The guard at the door: foreign requests, broken text, headers, methods."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.web.security import HEADERS, without_form_token


@pytest.fixture
def door(app: Flask) -> FlaskClient:
    @app.post("/ring")
    @without_form_token
    def ring() -> str:
        return "rung"

    @app.post("/sign")
    def sign() -> str:
        return "signed"

    return app.test_client()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "https://shop.test"}, 403),
    ],
)
def test_only_our_own_pages_may_post(door: FlaskClient, headers: dict[str, str], status: int) -> None:
    answer = door.post("/ring", headers={**headers, "Accept": "application/json"})
    assert answer.status_code == status


def test_without_fetch_metadata_the_origin_decides(app: Flask, door: FlaskClient) -> None:
    plain = Flask.test_client_class or FlaskClient
    stranger = plain(app)
    for headers, status in (
        ({"Origin": "https://shop.test"}, 200),
        ({"Referer": "https://shop.test/cart"}, 200),
        ({"Origin": "https://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "https://shop.test.evil.test/"}, 403),
        ({}, 403),
    ):
        answer = stranger.post(
            "/ring", base_url="https://shop.test", headers={**headers, "Accept": "application/json"}
        )
        assert answer.status_code == status, headers


def test_a_personal_form_needs_its_token_too(door: FlaskClient) -> None:
    assert door.post("/sign", headers={"Accept": "application/json"}).status_code == 400


def test_every_answer_tells_the_browser_what_it_may_do(client: FlaskClient) -> None:
    for path in ("/healthz", "/nothing-here"):
        answer = client.get(path, headers={"Accept": "application/json"})
        for name, value in HEADERS.items():
            assert answer.headers[name] == value
        assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize("path", ["/healthz?q=%00", "/%00", "/healthz?%00=1"])
def test_broken_text_is_refused(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers={"Accept": "application/json"}).status_code == 400


def test_trace_is_refused(client: FlaskClient) -> None:
    assert client.open("/healthz", method="TRACE").status_code == 405


def test_english_lives_under_its_prefix(client: FlaskClient) -> None:
    assert client.get("/en/healthz", headers={"Accept": "application/json"}).status_code == 404
    answer = client.get("/en/nothing", headers={"Accept": "application/json"})
    assert answer.json["title"] == "Page not found"
