"""The page of a search: what was understood can be taken off, what was rewritten is said, searches are counted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain.search.models import SearchCount
from technomart.runtime import Runtime
from tests.web.storefront.shop import OpenShop, open_shop

CHIP = re.compile(r'<a class="tm-chip" href="([^"]*)" rel="nofollow" data-swap><span[^>]*>[^<]*</span>([^<]*)<')
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def chips(page: str) -> dict[str, str]:
    return {label: url.replace("&amp;", "&") for url, label in CHIP.findall(page)}


def counted(runtime: Runtime) -> dict[str, tuple[int, int, int]]:
    with runtime.database.reader() as session:
        return {row.words: (row.asked, row.clicked, row.found) for row in session.scalars(select(SearchCount))}


def test_what_was_understood_stands_among_the_filters_and_can_be_taken_off(
    client: FlaskClient, shop: OpenShop
) -> None:
    page = client.get("/search?q=смартфон acme до 5000").text
    found = chips(page)
    assert {"Acme", "до 5\u00a0000 ₽"} <= set(found)
    without = client.get(found["Acme"]).text
    assert "Acme" not in chips(without)
    assert "до 5\u00a0000 ₽" in chips(without)
    assert "смартфон acme до 5000" in without
    cheaper = client.get("/search?q=смартфон acme до 500").text
    assert "ничего" in cheaper or "до 500\u00a0₽" not in chips(cheaper)


def test_an_order_asked_for_in_words_is_chosen_and_can_be_changed(client: FlaskClient, shop: OpenShop) -> None:
    page = client.get("/search?q=недорогой смартфон").text
    assert '<option value="cheap" selected>' in page
    assert "Показаны результаты" not in page
    others = client.get("/search?q=недорогой смартфон&read=1&sort=dear").text
    assert '<option value="dear" selected>' in others
    popular = client.get("/search?q=недорогой смартфон acme&read=1&brand=acme&sort=popular").text
    assert '<option value="popular" selected>' in popular
    assert "sort=popular" in chips(popular)["Acme"]


def test_a_rewritten_query_says_so_and_leads_to_the_very_words(client: FlaskClient, shop: OpenShop) -> None:
    page = client.get("/search?q=cvfhnajy").text
    assert "Показаны результаты для «смартфон»." in page
    assert 'href="/search?q=cvfhnajy&amp;exact=1"' in page
    very = client.get("/search?q=cvfhnajy&exact=1").text
    assert "ничего не нашлось" in very
    assert "Популярное сейчас" in very


def test_a_query_that_finds_is_never_bent(client: FlaskClient, shop: OpenShop) -> None:
    assert "Показаны результаты" not in client.get("/search?q=смартфон").text


@pytest.mark.parametrize("query", ["", "%22", "*", "NEAR(", "-", "🎧" * 50, "а" * 10_000, "' OR 1=1 --", "%ed%a0%80"])
def test_strange_words_get_a_page(client: FlaskClient, shop: OpenShop, query: str) -> None:
    answer = client.get(f"/search?q={query}")
    assert answer.status_code == 200
    assert client.get(f"/suggest?q={query}").status_code == 200


def test_searches_and_choices_are_counted_without_a_form_token(client: FlaskClient, shop: OpenShop) -> None:
    def seen(**form: Any) -> int:
        return client.post("/search/seen", data=form, headers=OWN).status_code

    assert seen(q="Смартфон", found="1") == 204
    assert seen(q="смартфон", found="1") == 204
    assert seen(q="смартфон", found="1", clicked="1") == 204
    for wrong in (
        {"q": "x" * 3, "found": "many"},
        {"q": "maria@example.com", "found": "0"},
        {"q": "", "found": "0"},
        {},
    ):
        assert seen(**wrong) == 204
    assert counted(shop.runtime) == {"смартфон": (2, 1, 1)}
    foreign = client.post("/search/seen", data={"q": "x", "found": "0"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_one_network_cannot_fill_the_list_alone(client: FlaskClient, shop: OpenShop) -> None:
    for number in range(70):
        client.post("/search/seen", data={"q": f"слово{number}", "found": "0"}, headers=OWN)
    assert len(counted(shop.runtime)) <= 60


def test_only_a_plain_search_says_what_it_was(client: FlaskClient, shop: OpenShop) -> None:
    assert 'data-sought="смартфон" data-found="2"' in client.get("/search?q=смартфон").text
    assert 'data-sought="' not in client.get("/search?q=смартфон&in_stock=1").text
    assert 'data-sought="' not in client.get("/search?q=смартфон&page=2").text
