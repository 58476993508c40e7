"""The page of shops: open ones only, in their order, in the language of the page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.domain import content
from technomart.domain.inventory.models import Location, LocationKind
from technomart.runtime import Runtime
from tests.web.neighbours import add_neighbours

HTML = {"Accept": "text/html"}


@pytest.fixture
def client(app: Flask, runtime: Runtime) -> FlaskClient:
    with runtime.database.transaction() as session:
        content.seed(session)
    return add_neighbours(app).test_client()


def a_shop(code: str, **more: object) -> Location:
    facts = {
        "kind": LocationKind.shop,
        "name": "На Арбате",
        "name_en": "On Arbat",
        "city": "Москва",
        "city_en": "Moscow",
        "address": "Арбат, 1",
        "address_en": "1 Arbat",
        "metro": "Арбатская",
        "metro_en": "Arbatskaya",
        "phone": "+7 (495) 000-00-01",
        "opens": "09:30",
        "closes": "21:00",
    }
    return Location(code=code, **(facts | more))


def test_shops_are_listed_with_what_one_needs_to_get_there(client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        session.add_all(
            [
                a_shop("two", name="Второй", position=2, latitude=55.75, longitude=37.6),
                a_shop("one", position=1),
                a_shop("shut", name="Закрытый", is_open=False),
                a_shop("store", name="Склад", kind=LocationKind.warehouse),
            ]
        )
    answer = client.get("/shops", headers=HTML)
    body = answer.text
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    for words in ("На Арбате", "Арбат, 1", "Арбатская", "с 09:30 до 21:00", 'href="tel:+74950000001"', "2 магазина"):
        assert words in body
    assert body.index("На Арбате") < body.index("Второй")
    assert "Закрытый" not in body
    assert "Склад" not in body
    assert body.count("pt=37.60000,55.75000") == 1


def test_the_english_page_names_them_in_english(client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        session.add(a_shop("one"))
    body = client.get("/en/shops", headers=HTML).text
    for words in ("On Arbat", "1 Arbat", "Arbatskaya", "1 shop"):
        assert words in body
    assert "На Арбате" not in body


def test_a_shop_without_places_still_has_a_page(client: FlaskClient) -> None:
    answer = client.get("/shops", headers=HTML)
    assert answer.status_code == 200
    assert "скоро появятся" in answer.text
