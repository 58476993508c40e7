"""The shop's documents on the web: the same bytes for everyone, every version kept, every link alive."""

import re
import time
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.domain import content
from technomart.domain.content import SLUGS
from technomart.domain.search.watch import POLL_SECONDS
from technomart.runtime import Runtime
from tests.web.neighbours import add_neighbours

HTML = {"Accept": "text/html"}


@pytest.fixture
def client(app: Flask, runtime: Runtime) -> FlaskClient:
    with runtime.database.transaction() as session:
        content.seed(session)
    return add_neighbours(app).test_client()


def links_in(html: str) -> set[str]:
    return {unescape(link) for link in re.findall(r'href="([^"#]+)"', html)}


def article(html: str) -> str:
    return html.split("<article", 1)[1].split("</article>", 1)[0]


def test_every_document_opens_in_both_languages(client: FlaskClient) -> None:
    for prefix in ("", "/en"):
        for slug in SLUGS:
            answer = client.get(f"{prefix}/pages/{slug}", headers=HTML)
            assert answer.status_code == 200, (prefix, slug)
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["Cache-Control"] == "no-cache"


def test_links_between_documents_lead_to_pages_in_the_same_language(client: FlaskClient) -> None:
    tried: set[str] = set()
    for prefix in ("", "/en"):
        for slug in SLUGS:
            body = article(client.get(f"{prefix}/pages/{slug}", headers=HTML).text)
            for link in links_in(body) - tried:
                if link.startswith(("mailto:", "tel:")):
                    continue
                assert link.startswith(f"{prefix}/"), (slug, link)
                answer = client.get(link, headers=HTML)
                if answer.status_code == 303:
                    assert answer.location.startswith(f"{prefix}/sign-in"), (slug, link)
                else:
                    assert answer.status_code == 200, (slug, link)
                tried.add(link)
    assert "/en/shops" in tried
    assert "/pages/consent-review" in tried


def test_the_english_page_speaks_english(client: FlaskClient) -> None:
    body = article(client.get("/en/pages/delivery", headers=HTML).text)
    assert "Version 1" in body
    assert not re.search("[а-яё]", body, re.IGNORECASE)


def test_an_old_version_stays_readable_and_says_that_it_is_old(client: FlaskClient, runtime: Runtime) -> None:
    first = client.get("/pages/offer", headers=HTML).text
    assert "Все редакции" not in first
    with runtime.database.transaction() as session:
        content.publish(session, "offer", "ru", title="Публичная оферта", text="Новые условия.")
    time.sleep(POLL_SECONDS)
    now, old = (client.get(path, headers=HTML).text for path in ("/pages/offer", "/pages/offer?version=1"))
    assert "Новые условия." in now
    assert "прежняя редакция" not in now
    assert 'href="/pages/offer?version=1"' in now
    assert "Это прежняя редакция" in old
    assert "Передача товара" in old
    assert '<meta name="robots" content="noindex">' in old


@pytest.mark.parametrize("path", ["/pages/nothing", "/pages/offer?version=9", "/pages/offer?version=-1", "/pages/"])
def test_what_was_never_published_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path, headers=HTML).status_code == 404


@pytest.mark.parametrize("version", ["0", "x", "1.5", ""])
def test_a_version_that_is_no_number_shows_the_present_one(client: FlaskClient, version: str) -> None:
    answer = client.get(f"/pages/offer?version={version}", headers=HTML)
    assert answer.status_code == 200
    assert "прежняя редакция" not in answer.text


def test_an_owners_text_cannot_bring_scripts(client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        content.publish(
            session, "about", "ru", title="<i>О нас</i>", text="<script>alert(1)</script> [x](javascript:1)"
        )
    body = client.get("/pages/about", headers=HTML).text
    assert "<script>alert" not in body
    assert "<i>О нас" not in body
    assert 'href="javascript' not in body
