"""The checkout and the order's page: bought once, at the agreed total, nothing lost, nothing shown to others."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from technomart.adapters.links import SHAPES
from technomart.domain import inventory, pricing, shipping
from technomart.domain.accounts.models import Consent
from technomart.domain.orders.models import Order, OrderEvent
from technomart.domain.shipping import ShippingMethod
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.factories.buying import ACTOR
from tests.web.storefront.shop import ANSWERS, HTML, JSON, OpenShop, buy, filled_form, open_shop, put

COURIER = {"delivery": "courier", "city": "Москва", "street": "Ленинский проспект, 42", "pickup": ""}


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


def consents(runtime: Runtime) -> list[tuple[str, str, int]]:
    with runtime.database.reader() as session:
        rows = session.execute(
            select(Consent.purpose, Consent.subject, Consent.document_version).order_by(Consent.id)
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]


def test_a_guest_buys_and_finds_the_order_by_its_link(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone, 2)
    answer = buy(client)
    assert answer.status_code == 303
    (order,) = shop.orders()
    assert answer.location == f"/orders/{order.public_token}"
    assert order.total_kopecks == 200_000
    page = client.get(answer.location)
    for words in (order.number, "2\u00a0000\u00a0₽", "Смартфон", "Мария Соколова", "Техномарт на Арбате"):
        assert words in page.text, words
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert 'content="noindex"' in page.text
    assert "Order" in client.get("/en" + answer.location).text
    stranger = client.application.test_client()
    assert stranger.get(answer.location).status_code == 200
    assert client.get("/me", headers=JSON).json["cart"]["count"] == 0
    assert shop.books() == []


def test_the_button_pressed_again_leads_to_the_same_order(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    form = filled_form(client)
    first = client.post("/checkout", data=form, headers=HTML)
    put(client, shop.buds)
    again = client.post("/checkout", data=form, headers=HTML)
    assert again.location == first.location
    assert len(shop.orders()) == 1
    assert client.get("/me", headers=JSON).json["cart"]["lines"] == {shop.buds: 1}


def test_a_courier_order_costs_the_fee_that_was_shown(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    assert buy(client, **COURIER).status_code == 303
    (order,) = shop.orders()
    assert (order.fees_kopecks, order.total_kopecks) == (49_000, 149_000)


def visits(runtime: Runtime, capacity: int) -> None:
    """From now on the courier comes at chosen times."""
    with runtime.database.transaction() as session:
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        shipping.add_window(session, courier, starts="10:00", ends="12:00", capacity=capacity)
        shipping.add_window(session, courier, starts="12:00", ends="14:00", capacity=capacity)


def times(page: str) -> list[tuple[str, bool]]:
    """The courier's times on the page, and whether each can be chosen."""
    found = re.findall(r'<option value="([0-9T:-]{16})"([^>]*)>', page)
    return [(code, "disabled" not in rest) for code, rest in found]


def test_a_shopper_chooses_when_the_courier_comes(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    visits(runtime, capacity=1)
    put(client, shop.phone)
    offered = times(client.get("/checkout").text)
    assert len(offered) == 14
    assert all(is_free for _code, is_free in offered)
    chosen = offered[3][0]
    answer = buy(client, **COURIER, slot=chosen)
    assert answer.status_code == 303
    assert "с 12:00 до 14:00" in client.get(answer.location).text
    put(client, shop.buds)
    page = client.get("/checkout").text
    assert dict(times(page)) == {code: code != chosen for code, _ in offered}
    assert "занято" in page
    refused = buy(client, **COURIER, slot=chosen)
    assert refused.status_code == 422
    assert "Это время только что заняли. Выберите другое." in refused.text
    assert len(shop.orders()) == 1
    assert buy(client, **COURIER, slot=offered[4][0]).status_code == 303
    assert shop.books() == []


@pytest.mark.parametrize("slot", ["", "2020-01-01T10:00", "'; --", "2026-13-99T99:99", "x" * 5000])
def test_a_time_that_is_none_is_asked_for_again(
    shop: OpenShop, client: FlaskClient, runtime: Runtime, slot: str
) -> None:
    visits(runtime, capacity=1)
    put(client, shop.phone)
    answer = buy(client, **COURIER, slot=slot)
    assert answer.status_code == 422
    assert 'href="#slot"' in answer.text
    assert shop.orders() == []


@pytest.mark.parametrize("agreed", ["1", "0", "", "-5", "1e9", "99999999999999999999", "abc"])
def test_a_tampered_total_is_never_charged(shop: OpenShop, client: FlaskClient, agreed: str) -> None:
    put(client, shop.phone)
    more = {"agreed.pickup": agreed, "total": "1", "discount": "99999", "shipping_cost": "0", "currency": "USD"}
    answer = buy(client, **more)
    assert answer.status_code == 409
    assert "Сумма заказа изменилась" in answer.text
    assert shop.orders() == []


def test_a_changed_price_is_put_to_the_shopper(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    put(client, shop.phone)
    form = filled_form(client)
    with runtime.database.transaction() as session:
        pricing.set_price(session, shop.ids[shop.phone], 90_000, at=clock.now(), actor=ACTOR, reason="cheaper")
    answer = client.post("/checkout", data=form, headers=HTML)
    assert answer.status_code == 409
    assert "Была 1\u00a0000\u00a0₽, теперь 900\u00a0₽" in answer.text
    assert 'value="Мария Соколова"' in answer.text
    assert shop.orders() == []
    assert buy(client).status_code == 303
    assert shop.orders()[0].total_kopecks == 90_000


def test_each_wrong_field_is_linked_from_the_summary_and_nothing_is_lost(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    form = filled_form(client, phone="8 915", email="", comment="Позвоните", **COURIER | {"street": ""})
    del form["offer"]
    answer = client.post("/checkout", data=form, headers=HTML)
    assert answer.status_code == 422
    for field in ("phone", "email", "street", "offer"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}-e"' in answer.text
    assert "Осталось исправить 4 поля" in answer.text
    reloaded = client.get("/checkout").text
    for kept in ("Мария Соколова", "8 915", "Москва", "Позвоните"):
        assert f'value="{kept}"' in reloaded
    assert "checked" not in re.findall(r'<input[^>]*id="(?:offer|save|marketing)"[^>]*>', reloaded)[0]
    assert shop.orders() == []


def test_boxes_are_unticked_and_kept_apart(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    put(client, shop.phone)
    page = client.get("/checkout").text
    boxes = re.findall(r'<input[^>]*type="checkbox"[^>]*>', page)
    assert len(boxes) == 3
    assert not any(" checked" in box for box in boxes)
    for slug in ("offer", "consent-order", "consent-marketing", "privacy"):
        assert f'href="/pages/{slug}"' in page
    assert buy(client).status_code == 303
    assert consents(runtime) == []
    put(client, shop.phone)
    assert buy(client, marketing="1").status_code == 303
    assert consents(runtime) == [("marketing", "maria@example.com", 1)]
    with runtime.database.reader() as session:
        details = session.scalars(select(OrderEvent.details).where(OrderEvent.kind == "placed")).all()
    assert all(len(one["offer_hash"]) == 64 and one["offer_version"] == 1 for one in details)


def test_what_ran_out_while_filling_the_form_is_said(shop: OpenShop, client: FlaskClient, runtime: Runtime) -> None:
    put(client, shop.buds, 3)
    form = filled_form(client)
    with runtime.database.transaction() as session:
        place = inventory.locations(session)[0]
        inventory.adjust(session, shop.ids[shop.buds], place.id, 0, cause="count", actor=ACTOR)
    answer = client.post("/checkout", data=form, headers=HTML)
    assert answer.status_code == 409
    assert "Закончился" in answer.text
    assert shop.orders() == []
    assert shop.books() == []


def test_without_a_cart_there_is_nothing_to_check_out(shop: OpenShop, client: FlaskClient) -> None:
    assert client.get("/checkout").location == "/cart"
    put(client, shop.phone)
    form = filled_form(client)
    client.post("/cart/clear", headers=JSON)
    assert client.post("/checkout", data=form, headers=HTML).status_code == 409
    assert client.post("/checkout", data=form | {"cart": "another"}, headers=HTML).status_code == 409
    assert shop.orders() == []


def test_a_form_without_its_token_is_refused(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    form = filled_form(client)
    del form["csrf_token"]
    assert client.post("/checkout", data=form, headers=HTML).status_code in (400, 403)
    assert shop.orders() == []


@pytest.mark.parametrize("evil", ["\x00", "я" * 70_000, "<script>alert(1)</script>", "'; DROP TABLE orders; --"])
def test_odd_answers_never_break_the_page(shop: OpenShop, client: FlaskClient, evil: str) -> None:
    for field in ("name", "phone", "email", "delivery", "pickup", "payment", "comment", "cart"):
        put(client, shop.phone)
        answer = client.post("/checkout", data=filled_form(client) | {field: evil}, headers=HTML)
        assert answer.status_code in (303, 400, 409, 413, 422), field
        assert "<script>alert" not in answer.text, field
        assert "<script>alert" not in client.get(answer.location or "/cart").text, field


def test_a_part_of_an_order_can_be_cancelled(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.buds, 3)
    where = buy(client).location
    page = client.get(where).text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    position = re.findall(r'name="pieces\.(\d+)"', page)[0]
    for count, status in (("0", 422), ("4", 409), ("x", 422)):
        wrong = {"csrf_token": token, f"pieces.{position}": count}
        refused = client.post(f"{where}/cancel", data=wrong, headers=HTML)
        assert refused.status_code == status
        assert 'role="alert"' in refused.text
    two = {"csrf_token": token, f"pieces.{position}": "2"}
    assert client.post(f"{where}/cancel", data=two, headers=HTML).location == where
    page = client.get(where).text
    for said in ("Часть заказа отменена", "отменено 2", "Отменено и возвращено", "Отменить заказ"):
        assert said in page
    assert shop.orders()[0].credited_kopecks * 3 == shop.orders()[0].goods_kopecks * 2
    assert shop.books() == []


def test_an_order_can_be_cancelled_once(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.buds, 3)
    where = buy(client).location
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(where).text)[0]
    assert client.post(f"{where}/cancel", data={"csrf_token": token}, headers=HTML).location == where
    page = client.get(where).text
    assert "Заказ отменён" in page
    assert "/cancel" not in page
    assert client.post(f"{where}/cancel", data={"csrf_token": token}, headers=HTML).status_code == 409
    assert put(client, shop.buds, 3).status_code == 200
    assert shop.books() == []


def test_an_order_can_be_repeated(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone, 2)
    where = buy(client).location
    token = re.findall(r'name="csrf_token" value="([^"]+)"', client.get(where).text)[0]
    assert client.post(f"{where}/repeat", data={"csrf_token": token}, headers=HTML).location == "/cart"
    assert client.get("/me", headers=JSON).json["cart"]["lines"] == {shop.phone: 2}


def test_nobody_finds_an_order_without_its_link(shop: OpenShop, client: FlaskClient) -> None:
    put(client, shop.phone)
    where = buy(client).location
    (order,) = shop.orders()
    for path in (where[:-1], where.swapcase(), f"/orders/{order.number}", f"/orders/{order.id}", "/orders/%27"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert order.number not in answer.text.replace(path, "")


def test_letters_lead_to_pages_that_are_there(client: FlaskClient) -> None:
    here = client.application.url_map.bind("shop.test")
    for name, shape in SHAPES.items():
        path = shape.format(token="t" * 43, slug="x")
        assert here.match(path, method="GET"), name


def test_an_order_with_the_very_same_answers_from_two_browsers_is_two_orders(
    shop: OpenShop, client: FlaskClient, runtime: Runtime
) -> None:
    for browser in (client, client.application.test_client()):
        put(browser, shop.phone)
        assert buy(browser).status_code == 303
    with runtime.database.reader() as session:
        assert session.scalar(select(func.count(Order.public_token.distinct()))) == 2
    assert ANSWERS["name"] == shop.orders()[0].name
