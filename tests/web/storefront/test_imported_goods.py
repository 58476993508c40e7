"""Imported goods in the shop window: those without a price are shown, stand last and cannot be bought."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain.catalog.models import Variant
from technomart.domain.search import Sort
from technomart.runtime import Runtime
from tests.domain.importing.pricelists import TORCHES, bring, torches
from tests.web.storefront.shop import OpenShop, open_shop

UNPRICED = "be bright! Two"
CARD = re.compile(r'<article class="tm-card.*?</article>', re.DOTALL)


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    shop = open_shop(runtime)
    bring(runtime.database, torches(), TORCHES)
    return shop


def unpriced(shop: OpenShop) -> Variant:
    with shop.runtime.database.reader() as session:
        return session.scalars(select(Variant).where(Variant.name == UNPRICED)).one()


@pytest.mark.parametrize("sort", list(Sort))
def test_in_every_order_goods_without_a_price_stand_last(client: FlaskClient, shop: OpenShop, sort: Sort) -> None:
    cards = CARD.findall(client.get(f"/catalog/torches/?sort={sort.value}").text)
    are_priced = ["tm-price" in card for card in cards]
    assert are_priced == [True] * 7 + [False] * 2
    for card in cards[7:]:
        assert "Нет в продаже" in card
        assert "cart/lines" not in card


@pytest.mark.parametrize(("prefix", "words"), [("", "Нет в продаже"), ("/en", "Not on sale")])
def test_the_page_of_goods_without_a_price_is_sane(
    client: FlaskClient, shop: OpenShop, prefix: str, words: str
) -> None:
    page = client.get(f"{prefix}/product/{unpriced(shop).slug}/")
    assert page.status_code == 200
    box = page.text.partition('class="tm-buy"')[2].partition("</aside>")[0]
    assert words in box
    assert "cart/lines" not in box
    assert "<img" not in page.text.partition("<main")[2].partition('class="tm-buy"')[0], (
        "no picture, no broken picture"
    )
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)[0])
    product = next(one for one in told if one["@type"] == "Product")
    assert "offers" not in product
    assert "image" not in product


def test_goods_without_a_price_do_not_get_into_a_cart(client: FlaskClient, shop: OpenShop) -> None:
    answer = client.post("/cart/lines", data={"sku": unpriced(shop).sku}, headers={"Accept": "application/json"})
    assert answer.status_code == 409
    assert UNPRICED not in client.get("/cart").text


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=bright",
        "/suggest?q=bright",
        "/brand/be-bright/",
        "/catalog/torches/?s.colour=white",
        "/catalog/torches/?s.reach_km=0.09",
        "/en/catalog/torches/?s.cells=usb_c&s.waterproof=0",
    ],
)
def test_imported_goods_are_found(client: FlaskClient, shop: OpenShop, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert "be bright! One" in page.text


def test_values_and_filters_are_called_in_the_language_of_the_page(client: FlaskClient, shop: OpenShop) -> None:
    russian, english = client.get("/catalog/torches/").text, client.get("/en/catalog/torches/").text
    for here, there, words in ((russian, english, "заряжается по USB-C"), (english, russian, "charged over USB-C")):
        assert words in here
        assert words not in there
    assert "Световой поток" in russian
    assert "Light output" in english


def test_a_shop_that_is_open_shows_what_was_imported_at_once(client: FlaskClient, runtime: Runtime) -> None:
    open_shop(runtime)
    assert client.get("/catalog/torches/").status_code == 404
    bring(runtime.database, torches(), TORCHES)
    runtime.search._watch.look_again()
    assert client.get("/catalog/torches/").status_code == 200
