"""The cart on the web: with and without script, with tricks in its fields, for guests."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from technomart.domain import inventory, pricing
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.conftest import count_queries
from tests.factories.buying import ACTOR
from tests.web.storefront.shop import HTML, JSON, OpenShop, open_shop, put

TEXTS = "-1 0 -0 1.5 1e3 54.0 1_000 １ ٣ 0x10 true [1] {} null NaN 999999999 2147483648 9223372036854775808 1000"


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def test_without_script_every_button_leads_to_the_cart(shop: OpenShop, client: FlaskClient) -> None:
    for path, data in (
        ("/cart/lines", {"sku": shop.phone, "quantity": "2"}),
        (f"/cart/lines/{shop.phone}", {"quantity": "3"}),
        (f"/cart/lines/{shop.phone}/remove", {}),
        ("/cart/clear", {}),
    ):
        answer = client.post(path, data=data, headers=HTML)
        assert (answer.status_code, answer.location) == (303, "/cart"), path


def test_the_page_shows_lines_and_an_exact_total(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone, 2)
    put(client, shop.buds, 1)
    page = client.get("/cart")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    for words in ("2\u00a0500\u00a0₽", "Смартфон", "Наушники", "450,82\u00a0₽"):
        assert words in page.text, words
    assert "2,500" in client.get("/en/cart").text


def test_an_empty_cart_says_what_to_do(shop: OpenShop, client: FlaskClient) -> None:
    page = client.get("/cart")
    assert "В корзине пока пусто" in page.text
    assert "Set-Cookie" not in client.get("/me", headers=JSON).headers


def test_a_script_is_told_everything_it_paints(shop: OpenShop, client: FlaskClient) -> None:
    answer = put(client, shop.phone, 2)
    assert answer.json["cart"] == {"count": 2, "total": "2\u00a0000\u00a0₽", "lines": {shop.phone: 2}}
    assert (answer.json["name"], answer.json["favourites"], answer.json["undo"]) == (None, [], None)
    assert answer.json["message"]
    assert client.get("/me", headers=JSON).json["cart"] == answer.json["cart"]
    removed = client.post(f"/cart/lines/{shop.phone}/remove", headers=JSON).json
    assert removed["cart"]["count"] == 0
    assert removed["undo"]["sku"] == shop.phone
    again = put(client, removed["undo"]["sku"], removed["undo"]["quantity"])
    assert again.json["cart"]["count"] == 2


def test_a_mark_answers_with_the_cart_too(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    answer = client.post(f"/favourites/{shop.buds}", headers=JSON)
    assert answer.json["cart"]["count"] == 1
    assert answer.json["favourites"] == [shop.buds]


def test_goods_seen_are_sent_as_cards(shop: OpenShop, client: FlaskClient) -> None:
    client.post("/recent", data={"sku": shop.buds}, headers=JSON)
    assert "Наушники" in client.get("/me", headers=JSON).json["recent"]


def test_what_was_taken_out_can_be_put_back_without_script(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone, 2)
    client.post(f"/cart/lines/{shop.phone}/remove", headers=HTML)
    assert "убрали из корзины" in client.get("/cart").text
    assert "убрали из корзины" not in client.get("/cart").text


@pytest.mark.parametrize(
    "quantity",
    [*TEXTS.split(" "), "", " ", "9" * 5000],
)
def test_a_quantity_that_is_none_changes_nothing(shop: OpenShop, client: FlaskClient, quantity: str) -> None:
    put(client, shop.phone, 2)
    answer = put(client, shop.phone, quantity)
    assert answer.status_code in (409, 422), answer.status_code
    assert client.get("/me", headers=JSON).json["cart"]["lines"] == {shop.phone: 2}
    if quantity not in ("0", "-0"):
        answer = client.post(f"/cart/lines/{shop.phone}", data={"quantity": quantity}, headers=JSON)
        assert answer.status_code in (409, 422)
    assert client.get("/me", headers=JSON).json["cart"]["lines"] == {shop.phone: 2}


@pytest.mark.parametrize("sku", ["", "none", "\x00", "' OR 1=1 --", "я", "1" * 5000, "../../x"])
def test_goods_that_do_not_exist_are_not_put_in(shop: OpenShop, client: FlaskClient, sku: str) -> None:
    answer = put(client, sku)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown_sku")


def test_a_price_in_the_form_is_nobodys_business(shop: OpenShop, client: FlaskClient) -> None:
    data = {"sku": shop.phone, "quantity": "1", "price": "1", "total": "1", "discount": "99999", "currency": "USD"}
    client.post("/cart/lines", data=data, headers=JSON)
    assert client.get("/me", headers=JSON).json["cart"]["total"] == "1\u00a0000\u00a0₽"


def test_more_than_there_is_is_refused_in_words(shop: OpenShop, client: FlaskClient) -> None:
    answer = put(client, shop.buds, 4)
    assert answer.status_code == 409
    assert answer.json["code"] == "not_enough_stock"
    assert "3" in answer.json["detail"]
    assert "variant_id" not in answer.json
    page = client.post("/cart/lines", data={"sku": shop.buds, "quantity": "4"}, headers=HTML)
    assert page.status_code == 409


def test_what_changed_since_is_shown(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    put(client, shop.phone)
    put(client, shop.buds, 3)
    with runtime.database.transaction() as session:
        pricing.set_price(session, shop.ids[shop.phone], 110_000, at=clock.now(), actor=ACTOR, reason="dearer")
        place = inventory.locations(session)[0]
        inventory.adjust(session, shop.ids[shop.buds], place.id, 1, cause="count", actor=ACTOR)
    page = client.get("/cart").text
    assert "была 1\u00a0000\u00a0₽, теперь 1\u00a0100\u00a0₽" in page
    assert "Осталась 1 шт." in page
    assert "Сначала поправьте корзину" in page
    assert client.get("/checkout").location == "/cart"


def test_getting_a_page_changes_nothing(shop: OpenShop, client: FlaskClient) -> None:
    for path in ("/cart/lines", "/cart/clear", f"/cart/lines/{shop.phone}", f"/cart/lines/{shop.phone}/remove"):
        assert client.get(path, headers=JSON).status_code == 405, path


def test_a_stranger_cannot_fill_the_cart(shop: OpenShop, client: FlaskClient) -> None:
    answer = client.post(
        "/cart/lines",
        data={"sku": shop.phone, "quantity": "1"},
        headers={**JSON, "Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_two_guests_have_two_carts(shop: OpenShop, client: FlaskClient) -> None:
    other = client.application.test_client()
    put(client, shop.phone, 2)
    put(other, shop.buds, 1)
    assert client.get("/me", headers=JSON).json["cart"]["lines"] == {shop.phone: 2}
    assert other.get("/me", headers=JSON).json["cart"]["lines"] == {shop.buds: 1}


def test_pages_around_the_cart_ask_little(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    put(client, shop.phone)
    put(client, shop.buds)
    client.post("/recent", data={"sku": shop.buds}, headers=JSON)
    client.post(f"/favourites/{shop.buds}", headers=JSON)
    client.get("/cart")
    for path in ("/me", "/cart", "/checkout"):
        with count_queries(runtime.database) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= 12, (path, len(asked), asked)
