"""A carrier at the checkout: a point is chosen from its list, a dead carrier keeps nobody waiting."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as some

from technomart import carriers, worker
from technomart.domain import fulfilment, shipping
from technomart.domain.shipping import CarrierAway, Dot, TariffWish
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.app import create_app
from technomart.web.patience import CARRIERS, WaryPatience
from technomart.web.storefront.point_map import HEIGHT, WIDTH, draw
from tests.conftest import count_queries
from tests.factories.carrying import CDEK, MOSCOW, PromptCarrier, a_point, keep
from tests.web.conftest import BrowserClient
from tests.web.storefront.shop import ANSWERS, HIDDEN, HTML, OpenShop, open_shop, put

pytestmark = pytest.mark.one_database

WISH = TariffWish(CDEK, MOSCOW, 1000)
MOST_QUESTIONS = 12


@pytest.fixture
def carrier() -> PromptCarrier:
    return PromptCarrier()


@pytest.fixture
def shop(runtime: Runtime, carrier: PromptCarrier) -> OpenShop:
    shop = open_shop(replace(runtime, carriers={CDEK: carrier}))
    with runtime.database.transaction() as session:
        carriers.offer_ways(session, CDEK)
        keep(session, *(a_point(f"MSK{n}") for n in range(1, 26)), a_point("SMALL", grams_most=500))
    return shop


@pytest.fixture
def client(shop: OpenShop) -> FlaskClient:
    app = create_app(shop.runtime)
    app.test_client_class = BrowserClient
    client = app.test_client()
    put(client, shop.phone)
    return client


def fields(page: str) -> dict[str, str]:
    return dict(HIDDEN.findall(page))


def post(client: FlaskClient, path: str, **answers: str) -> object:
    page = client.get("/checkout", headers=HTML).text
    return client.post(path, data=fields(page) | {"city": "Москва", "delivery": "cdek-point"} | answers, headers=HTML)


def test_a_point_is_chosen_from_the_list_and_ordered_to(client: FlaskClient, shop: OpenShop) -> None:
    asked = post(client, "/checkout/points", name="Мария Соколова")
    assert asked.location == "/checkout/points"
    listed = client.get(asked.location, headers=HTML).text
    assert "25 пунктов" in listed
    assert listed.count('class="tm-map__mark') == 20
    assert "SMALL" not in listed
    found = client.get("/checkout/points?q=ЛЕНИНА+7&city=москва", headers=HTML).text
    assert found.count('name="point"') == 2, "7 and 17"
    token = fields(listed)["csrf_token"]
    gone = client.post("/checkout/points/choose", data={"csrf_token": token, "point": "GONE"}, headers=HTML)
    assert gone.status_code == 404
    chosen = client.post("/checkout/points/choose", data={"csrf_token": token, "point": "MSK7"}, headers=HTML)
    assert chosen.location == "/checkout#delivery"
    page = client.get("/checkout", headers=HTML).text
    assert "СДЭК MSK7, Москва, ул. Ленина, 7" in page
    assert 'value="Мария Соколова"' in page
    answers = ANSWERS | {"delivery": "cdek-point", "payment": "on_delivery_card"}
    placed = client.post("/checkout", data=fields(page) | answers | {"city": "Москва"}, headers=HTML)
    assert placed.status_code == 303, placed.text
    (order,) = shop.orders()
    assert (order.fees_kopecks, order.pickup_name) == (30_000, "СДЭК MSK7, Москва, ул. Ленина, 7")
    with shop.runtime.database.reader() as session:
        parcel = fulfilment.find_parcel(session, order.id)
    assert parcel is not None
    assert shop.books() == []


@pytest.mark.parametrize("query", ["city=%00", "city=" + "я" * 500, "q=%25_'\"&page=9e9", "page=-4&city=Москва", ""])
def test_whatever_is_asked_of_the_list_is_answered(client: FlaskClient, query: str) -> None:
    assert client.get(f"/checkout/points?{query}", headers=HTML).status_code in (200, 400)


def test_without_a_city_or_a_cart_there_is_nothing_to_choose(client: FlaskClient, shop: OpenShop) -> None:
    assert "Напишите город" in client.get("/checkout/points", headers=HTML).text
    assert "В этом городе пунктов нет" in client.get("/checkout/points?city=Нигде", headers=HTML).text
    stranger = create_app(shop.runtime).test_client()
    assert stranger.get("/checkout/points", headers=HTML).location == "/cart"


def test_the_carrier_is_asked_once_for_all_who_come_within_hours(client: FlaskClient, carrier: PromptCarrier) -> None:
    post(client, "/checkout/recount")
    for _ in range(3):
        page = client.get("/checkout", headers=HTML).text
        assert "300 ₽" in page.replace("\xa0", " ")
    assert carrier.asked == [(MOSCOW, 1000)]


def test_the_checkout_asks_the_database_little_more_with_a_carrier(client: FlaskClient, shop: OpenShop) -> None:
    post(client, "/checkout/recount")
    client.get("/checkout", headers=HTML)
    with count_queries(shop.runtime.database) as asked:
        assert client.get("/checkout", headers=HTML).status_code == 200
    assert len(asked) <= MOST_QUESTIONS, asked


def test_a_dead_carrier_is_not_offered_and_asked_by_the_back_room(
    client: FlaskClient, shop: OpenShop, carrier: PromptCarrier
) -> None:
    carrier.trouble = CarrierAway()
    post(client, "/checkout/recount")
    for _ in range(3):
        page = client.get("/checkout", headers=HTML)
        assert "Доставка СДЭК сейчас не считается" in page.text
    assert len(carrier.asked) == 1, "after one silence nobody waits for a while"
    refused = client.post(
        "/checkout",
        data=fields(page.text) | ANSWERS | {"delivery": "cdek-courier", "city": "Москва", "street": "Арбат, 1"},
        headers=HTML,
    )
    assert refused.status_code == 422
    assert shop.orders() == []
    carrier.trouble = None
    worker.run_once(shop.runtime)
    assert "300 ₽" in client.get("/checkout", headers=HTML).text.replace("\xa0", " ")


def test_the_last_known_fee_holds_while_the_carrier_is_silent(
    client: FlaskClient, shop: OpenShop, carrier: PromptCarrier
) -> None:
    with shop.runtime.database.transaction() as session:
        told = carrier.tariffs(MOSCOW, 1000)
        shipping.keep_tariffs(session, WISH, told, clock.now() - timedelta(hours=20))
    carrier.trouble = CarrierAway()
    post(client, "/checkout/recount")
    assert "300 ₽" in client.get("/checkout", headers=HTML).text.replace("\xa0", " ")


def test_a_slow_carrier_keeps_nobody_longer_than_promised(
    client: FlaskClient, carrier: PromptCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.application.extensions[CARRIERS] = WaryPatience(seconds=0.2)
    monkeypatch.setattr(carrier, "_answer", lambda: time.sleep(1.0))
    post(client, "/checkout/recount")
    begun = time.monotonic()
    assert "сейчас не считается" in client.get("/checkout", headers=HTML).text
    assert time.monotonic() - begun < 0.8


@given(
    some.lists(some.tuples(some.floats(41, 70), some.floats(20, 170)), min_size=1, max_size=40),
    some.integers(0, 10),
)
def test_every_point_lies_within_the_drawing(places: list[tuple[float, float]], numbered: int) -> None:
    dots = [Dot(str(n), north, east) for n, (north, east) in enumerate(places)]
    drawn = draw(dots, {str(n): n + 1 for n in range(numbered)}, "0")
    assert drawn is not None
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in drawn.dots)
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= HEIGHT for mark in drawn.marks)
    assert len(drawn.marks) == min(numbered, len(places))
    assert draw([], {}, "") is None
