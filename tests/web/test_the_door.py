"""The guard at the door: foreign requests, broken text, headers, methods."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.runtime import Runtime, build
from technomart.settings import Settings
from technomart.web.app import create_app
from technomart.web.security import HEADERS, without_form_token
from tests.web.storefront.shop import open_shop

pytestmark = pytest.mark.one_database


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


@pytest.mark.parametrize(
    "path", ["//evil.test", "/%5Cevil.test/", "/%09/evil.test", "/%0A/evil.test", "/%2F%2Fevil.test"]
)
def test_the_way_to_the_other_language_never_leads_to_another_shop(
    client: FlaskClient, runtime: Runtime, path: str
) -> None:
    """Browsers read a backslash as a slash and leave out tabs and line breaks."""
    open_shop(runtime)
    page = client.get(f"/en{path}", headers={"Accept": "text/html"}).text
    links = re.findall(r'<a href="([^"]*)" hreflang="ru"', page)
    assert links
    for link in links:
        assert re.match(r"/(?![/\\\s])", link), link


def test_while_it_is_developed_the_shop_answers_to_this_machines_names_only(data_dir: Path) -> None:
    client = create_app(build(Settings(data_dir=data_dir))).test_client()
    assert client.get("/robots.txt", base_url="http://localhost:8000").status_code == 200
    assert client.get("/robots.txt", base_url="http://127.0.0.1:8000").status_code == 200
    refused = client.get("/catalog", base_url="http://evil.test")
    assert (refused.status_code, refused.headers.get("Location")) == (400, None)
    assert "TECHNOMART_TRUSTED_HOSTS" in refused.text


def test_listening_to_the_network_while_it_is_developed_it_answers_to_any(data_dir: Path) -> None:
    assert Settings(data_dir=data_dir, host="0.0.0.0").hosts == []
    assert Settings(data_dir=data_dir, host="0.0.0.0", trusted_hosts=["shop.test"]).hosts == ["shop.test"]
