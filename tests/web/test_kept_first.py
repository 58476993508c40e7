"""A kept page is answered before the application is asked, and nobody can tell but by its speed."""

from __future__ import annotations

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.runtime import Runtime, build
from technomart.settings import Settings
from technomart.web.app import create_app
from tests.web.storefront.shop import open_shop

ITS_OWN = {"Cache-Status", "Content-Length"}


@pytest.fixture
def shop(runtime: Runtime) -> None:
    open_shop(runtime)


def headers_of(client: FlaskClient, path: str, **headers: str) -> dict[str, str]:
    return {name: value for name, value in client.get(path, headers=headers).headers if name not in ITS_OWN}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("path", ["/", "/en/", "/catalog/", "/search?q=смартфон", "/api/v1/docs?lang=en"])
@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_the_second_answer_says_what_the_first_said(client: FlaskClient, path: str, encoding: str) -> None:
    first = client.get(path, headers={"Accept-Encoding": encoding})
    again = client.get(path, headers={"Accept-Encoding": encoding})
    assert "fwd=miss" in first.headers["Cache-Status"]
    assert again.headers["Cache-Status"].endswith("hit")
    assert again.status_code == first.status_code == 200
    assert headers_of(client, path, **{"Accept-Encoding": encoding}) == {
        name: value for name, value in first.headers if name not in ITS_OWN
    }
    if encoding == "br":
        assert brotli.decompress(again.data) == brotli.decompress(first.data)
    else:
        assert again.data == first.data


@pytest.mark.usefixtures("shop")
def test_whoever_has_the_page_is_told_so_with_the_same_headers(client: FlaskClient) -> None:
    etag = client.get("/").headers["ETag"]
    answer = client.get("/", headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.data == b""
    assert answer.headers["Content-Security-Policy"] == client.get("/").headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"]


@pytest.mark.usefixtures("shop")
def test_only_looking_is_answered_from_what_is_kept(client: FlaskClient) -> None:
    client.get("/")
    refused = client.post("/")
    assert refused.status_code == 405
    assert set(refused.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    head = client.head("/")
    assert head.status_code == 200
    assert head.data == b""


@pytest.mark.usefixtures("shop")
def test_another_language_is_another_page(client: FlaskClient) -> None:
    assert '<html lang="ru">' in client.get("/").text
    assert '<html lang="en">' in client.get("/en/").text
    assert '<html lang="ru">' in client.get("/").text


def test_a_host_that_is_not_ours_is_answered_with_nothing_kept(runtime: Runtime) -> None:
    open_shop(runtime)
    settings = Settings(
        database_url=runtime.settings.database_url,
        data_dir=runtime.settings.data_dir,
        public_url="https://shop.test",
        trusted_hosts=["shop.test"],
    )
    strict = build(settings)
    app: Flask = create_app(strict)
    client = app.test_client()
    assert client.get("/", base_url="https://shop.test").status_code == 200
    assert client.get("/", base_url="https://shop.test").headers["Cache-Status"].endswith("hit")
    refused = client.get("/", base_url="https://evil.test")
    assert refused.status_code in (400, 421)
    assert "Cache-Status" not in refused.headers
    strict.close()


@pytest.mark.usefixtures("shop")
def test_a_question_mark_in_the_path_finds_no_kept_page(client: FlaskClient) -> None:
    assert client.get("/search?q=x?").status_code == 200
    assert client.get("/search%3Fq=x").status_code == 404
