"""A promo code on the pages around buying: put in, taken out, refused in plain words, and never lost in silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain.pricing import PromoCode
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.conftest import count_queries
from tests.factories.buying import a_promo_code
from tests.web.storefront.shop import ANSWERS, HIDDEN, HTML, OpenShop, buy, filled_form, open_shop, put
from tests.web.storefront.test_checkout_pages import COURIER


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def make(shop: OpenShop, word: str = "WELCOME", **terms: Any) -> None:
    with shop.runtime.database.transaction() as session:
        a_promo_code(session, word, **terms)


def change(shop: OpenShop, **changed: Any) -> None:
    with shop.runtime.database.transaction() as session:
        code = session.scalars(select(PromoCode)).one()
        for name, value in changed.items():
            setattr(code, name, value)


def press(client: FlaskClient, address: str, **fields: str) -> Any:
    """Press a button of the cart page."""
    token = dict(HIDDEN.findall(client.get("/cart").text))["csrf_token"]
    return client.post(address, data={"csrf_token": token, **fields}, headers=HTML)


def use(client: FlaskClient, word: str = "welcome") -> Any:
    return press(client, "/cart/promo-code", promo_code=word)


def test_a_code_put_into_the_cart_is_seen_until_the_order(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, percent=10)
    put(client, shop.phone, 2)
    answer = use(client, " welcome ")
    assert (answer.status_code, answer.location) == (303, "/cart#promo")
    cart = client.get("/cart").text
    for words in ("Промокод WELCOME", "−200\u00a0₽", "1\u00a0800\u00a0₽", "Убрать"):
        assert words in cart, words
    checkout = client.get("/checkout").text
    assert "−200\u00a0₽" in checkout
    assert 'name="agreed.pickup" value="180000"' in checkout
    placed = buy(client)
    (order,) = shop.orders()
    assert (order.total_kopecks, order.discount_kopecks) == (180_000, 20_000)
    page = client.get(placed.location).text
    for words in ("Промокод WELCOME", "−200\u00a0₽", "1\u00a0800\u00a0₽"):
        assert words in page, words
    assert "Promo code WELCOME" in client.get("/en" + placed.location).text
    assert shop.books() == []


def test_a_code_is_taken_out_again(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, percent=10)
    put(client, shop.phone)
    use(client)
    assert press(client, "/cart/promo-code/remove").location == "/cart#promo"
    assert "WELCOME" not in client.get("/cart").text


def test_free_delivery_is_taken_off_the_way_that_costs(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, "DRIVE", kind="free_delivery")
    put(client, shop.phone)
    use(client, "drive")
    page = client.get("/checkout").text
    assert 'name="agreed.courier" value="100000"' in page
    assert "−490\u00a0₽" in page
    assert buy(client, **COURIER).status_code == 303
    (order,) = shop.orders()
    assert (order.fees_kopecks, order.discount_kopecks, order.total_kopecks) == (49_000, 49_000, 100_000)


REFUSALS = [
    ({"is_on": False}, "Такого промокода нет"),
    ({"valid_from": clock.now() + timedelta(days=1)}, "ещё не действует"),
    ({"valid_to": clock.now() - timedelta(minutes=1)}, "истёк"),
    ({"minimum_kopecks": 150_000}, "добавьте товаров ещё на 500\u00a0₽"),
    ({"most_uses": 1, "used": 1}, "закончился"),
]


@pytest.mark.parametrize(("terms", "words"), REFUSALS)
def test_a_refused_code_says_why_and_what_was_typed_stays(
    shop: OpenShop, client: FlaskClient, terms: dict[str, Any], words: str
) -> None:
    make(shop)
    change(shop, **terms)
    put(client, shop.phone)
    answer = use(client, "Welcome")
    assert answer.status_code == 409
    assert words in answer.text
    assert 'value="Welcome"' in answer.text
    assert 'aria-describedby="promo_code-e"' in answer.text


@pytest.mark.parametrize("word", ["", " ", "нет такого", "x" * 5000, "<script>", "%(missing)s", "\x00", "' OR 1=1"])
def test_no_word_breaks_the_page(shop: OpenShop, client: FlaskClient, word: str) -> None:
    put(client, shop.phone)
    answer = use(client, word)
    assert answer.status_code == 409
    assert "Такого промокода нет" in answer.text
    assert "<script>" not in answer.text.split('id="promo_code"')[1].split("</form>")[0]


def test_at_the_checkout_nothing_filled_in_is_lost(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, percent=10)
    put(client, shop.phone)
    form = filled_form(client, **COURIER, comment="Позвоните")
    wrong = client.post("/checkout/promo-code", data={**form, "promo_code": "wrong"}, headers=HTML)
    assert wrong.status_code == 409
    assert 'value="Позвоните"' in wrong.text
    assert 'value="wrong"' in wrong.text
    right = client.post("/checkout/promo-code", data={**form, "promo_code": "welcome"}, headers=HTML)
    assert right.location == "/checkout#promo"
    page = client.get("/checkout").text
    assert 'value="Позвоните"' in page
    assert "Промокод WELCOME" in page
    removed = client.post("/checkout/promo-code/remove", data=form, headers=HTML)
    assert removed.location == "/checkout#promo"
    assert "WELCOME" not in client.get("/checkout").text


def test_a_code_that_ended_under_the_button_is_put_to_the_shopper(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, percent=10)
    put(client, shop.phone)
    use(client)
    form = filled_form(client)
    change(shop, valid_to=clock.now() - timedelta(seconds=1))
    answer = client.post("/checkout", data=form, headers=HTML)
    assert answer.status_code == 409
    assert "Срок промокода WELCOME истёк." in answer.text
    assert "Если сумма без скидки вам подходит" in answer.text
    assert 'name="agreed.pickup" value="100000"' in answer.text
    assert shop.orders() == []
    assert buy(client).status_code == 303
    assert shop.orders()[0].total_kopecks == 100_000
    assert shop.books() == []


def test_the_second_order_of_one_address_is_told_so_and_may_go_on_without(
    shop: OpenShop, client: FlaskClient
) -> None:
    make(shop, percent=10, most_uses_each=1)
    for _ in range(2):
        put(client, shop.phone)
        use(client)
        answer = buy(client)
    assert answer.status_code == 409
    assert "Вы уже использовали промокод WELCOME." in answer.text
    again = client.post("/checkout", data={**dict(HIDDEN.findall(answer.text)), **ANSWERS}, headers=HTML)
    assert again.status_code == 303
    assert [order.total_kopecks for order in shop.orders()] == [90_000, 100_000]


def test_whoever_guesses_codes_waits_and_whoever_knows_one_does_not(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, percent=10)
    put(client, shop.phone)
    token = dict(HIDDEN.findall(client.get("/cart").text))["csrf_token"]

    def guess(word: str) -> int:
        fields = {"csrf_token": token, "promo_code": word}
        return int(client.post("/cart/promo-code", data=fields, headers=HTML).status_code)

    assert {guess(f"word {number}") for number in range(29)} == {409}
    assert {guess("welcome") for _ in range(3)} == {303}
    assert guess("one more") == 409
    assert guess("welcome") == 429


def test_pages_with_a_code_ask_a_dozen_questions_at_most(shop: OpenShop, client: FlaskClient) -> None:
    make(shop, percent=10, most_uses_each=1, kind="percent")
    put(client, shop.phone)
    put(client, shop.buds)
    use(client)
    for page in ("/cart", "/checkout"):
        client.get(page)
        with count_queries(shop.runtime.database) as asked:
            assert "WELCOME" in client.get(page).text
        assert len(asked) <= 12, (page, len(asked))


def test_without_a_token_of_the_form_nothing_is_put_in(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    assert client.post("/cart/promo-code", data={"promo_code": "welcome"}, headers=HTML).status_code == 400
