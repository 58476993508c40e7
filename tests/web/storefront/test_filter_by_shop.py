"""«Есть в магазине» and «Забрать сегодня» on the pages of the listing."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from technomart.domain import inventory, shipping
from technomart.domain.inventory import LocationKind
from technomart.domain.shipping import Hours
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.factories.buying import ACTOR
from tests.factories.catalog import a_variant
from tests.web.storefront.shop import OpenShop, open_shop
from tests.web.storefront.test_window_pages import category_of

OPTION = re.compile(
    r'<input class="form-check-input" type="checkbox" id="f-(?:shop|today)-[\w-]+" name="(\w+)" value="([\w-]+)"'
    r"( checked)?( disabled)?><span>([^<]*)</span><span>(\d+)</span>"
)


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    """The phone lies on Arbat, phone and buds in a shop that is never open long enough; both in the warehouse."""
    shop = open_shop(runtime)
    with runtime.database.transaction() as session:
        places = {row.code: row for row in inventory.locations(session)}
        places["sokol"] = inventory.add_location(
            session, code="sokol", kind=LocationKind.shop, name="Техномарт на Соколе", opens="00:00", closes="00:00"
        )
        for sku, code in ((shop.phone, "arbat"), (shop.phone, "sokol"), (shop.buds, "sokol")):
            inventory.receive(session, shop.ids[sku], places[code].id, 2, cause="delivery", actor=ACTOR)
    return shop


def options_of(client: FlaskClient, address: str) -> dict[str, tuple[str, int, bool]]:
    page = client.get(address)
    assert page.status_code == 200
    return {
        f"{name}={value}": (label, int(count), bool(checked))
        for name, value, checked, _disabled, label, count in OPTION.findall(page.text)
    }


def test_each_shop_says_how_many_goods_it_has(client: FlaskClient, shop: OpenShop) -> None:
    for path in (f"/catalog/{category_of(shop)}/", "/brand/acme/", "/search?q=acme"):
        found = options_of(client, path)
        assert found["shop=arbat"] == ("Техномарт на Арбате", 1, False), path
        assert found["shop=sokol"] == ("Техномарт на Соколе", 2, False), path


def test_a_chosen_shop_narrows_the_listing_and_can_be_taken_off(client: FlaskClient, shop: OpenShop) -> None:
    path = f"/catalog/{category_of(shop)}/"
    page = client.get(f"{path}?shop=arbat")
    assert page.text.count("tm-card__name") == 1
    assert 'content="noindex"' in page.text
    assert re.search(rf'<a class="tm-chip" href="{path}"[^>]*>.*?Техномарт на Арбате', page.text)
    found = options_of(client, f"{path}?shop=arbat")
    assert (found["shop=arbat"], found["shop=sokol"][1]) == (("Техномарт на Арбате", 1, True), 2)
    assert client.get(f"{path}?shop=arbat&shop=sokol").text.count("tm-card__name") == 2


def test_nothing_can_be_fetched_today_from_a_shop_that_is_closed(client: FlaskClient, shop: OpenShop) -> None:
    path = f"/catalog/{category_of(shop)}/"
    page = client.get(f"{path}?shop=sokol&today=1")
    assert page.text.count("tm-card__name") == 0
    assert "С такими фильтрами ничего нет" in page.text
    assert options_of(client, f"{path}?today=1")["shop=sokol"][1] == 0
    is_open = shipping.is_ready_today(clock.now(), Hours.of("10:00", "22:00"))
    assert options_of(client, path)["today=1"] == ("Забрать сегодня", int(is_open), False)


def test_english_pages_name_the_filter_in_english(client: FlaskClient, shop: OpenShop) -> None:
    found = options_of(client, f"/en/catalog/{category_of(shop)}/?shop=arbat")
    assert found["shop=arbat"][0] == "Technomart Arbat"
    assert "In stock at" in client.get(f"/en/catalog/{category_of(shop)}/").text


def test_goods_without_a_price_are_in_no_shop(client: FlaskClient, shop: OpenShop) -> None:
    with shop.runtime.database.transaction() as session:
        arbat = inventory.get_location(session, "arbat")
        variant = a_variant(session, name="Смартфон без цены")
        inventory.receive(session, variant.id, arbat.id, 5, cause="delivery", actor=ACTOR)
    shop.runtime.search.refresh()
    assert shop.runtime.search.offer_of(variant.id).locations == ()


@pytest.mark.parametrize(
    "query", ["shop=", "shop=nowhere", "today=maybe", "shop=" + "a" * 5000, "&".join(["shop=arbat"] * 900)]
)
def test_senseless_shops_give_a_sane_page(client: FlaskClient, shop: OpenShop, query: str) -> None:
    assert client.get(f"/catalog/{category_of(shop)}/?{query}").status_code == 200
