"""Delivery in the office: rates as they are written, what is refused, and who may."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from technomart.domain import shipping
from technomart.domain.shipping import Rate, ServiceKind, ShippingMethod
from technomart.foundation.database import Database
from tests.factories.buying import an_open_shop
from tests.web.backoffice.people import HTML, a_member
from tests.web.backoffice.people import press as press_on

pytestmark = pytest.mark.one_database

ZONE = {
    "name": "Область",
    "name_en": "Oblast",
    "cities": "Химки\nKhimki, Королёв",
    "postal_codes": "14, 140",
    "days_from": "1",
    "days_to": "2",
    "rates": "25; 490,50; 50000\n* ; 1490",
}


@pytest.fixture
def owner(app: Flask, database: Database) -> FlaskClient:
    with database.transaction() as session:
        an_open_shop(session)
        courier = session.scalars(select(ShippingMethod).where(ShippingMethod.code == "courier")).one()
        zone = shipping.add_zone(session, courier, code="oblast", name="Область", cities=["Тверь"])
        shipping.set_rates(
            session, courier, zone, [Rate(None, 25_500, 49_000, 3_000_000), Rate(None, None, 99_000, 5_000_000)]
        )
        shipping.add_service(session, code="lift", kind=ServiceKind.lifting, name="Лифт", rates=[Rate(None, 9, 100)])
    return a_member(app, database, "owner")


def press(client: FlaskClient, address: str, **fields: str) -> TestResponse:
    return press_on(client, address, page="/office/delivery/courier", **fields)


def rates(database: Database) -> list[Rate]:
    with database.reader() as session:
        return list(shipping.get_any_method(session, "courier").rates)


def test_the_owner_sees_and_changes_what_delivery_costs(owner: FlaskClient, database: Database) -> None:
    assert "Область" in owner.get("/office/delivery", headers=HTML).text
    assert "25.5; 490; 30000\n*; 990; 50000" in owner.get("/office/delivery/courier/oblast", headers=HTML).text
    saved = press(owner, "/office/delivery/courier/oblast", **ZONE)
    assert (saved.status_code, saved.location) == (303, "/office/delivery/courier/oblast")
    assert rates(database) == [Rate("oblast", 25_000, 49_050, 5_000_000), Rate("oblast", None, 149_000)]
    with database.reader() as session:
        (zone,) = shipping.get_any_method(session, "courier").zones
    assert (zone.cities, zone.postal_codes) == (("Химки", "Khimki", "Королёв"), ("14", "140"))
    way = {"name": "Гонцом", "days_from": "1", "days_to": "1"}
    assert press(owner, "/office/delivery/courier", **way).status_code == 303
    assert press(owner, "/office/delivery-services/lift", rates="*; 300", is_offered="y").status_code == 303
    with database.reader() as session:
        assert [one.code for one in shipping.methods(session)] == ["pickup"]
        assert shipping.services(session)[0].rates == (Rate(None, None, 30_000),)


WAY = {"name": "Курьером", "days_from": "1", "days_to": "2", "is_offered": "y"}


def test_the_owner_sets_the_couriers_fee_and_times(owner: FlaskClient, database: Database) -> None:
    page = owner.get("/office/delivery/courier", headers=HTML).text
    assert 'name="windows"' in page
    filled = {"rates": "*; 350; 10000", "windows": "9:00; 12:00; 4\n18:00; 21:00; 2"}
    assert press(owner, "/office/delivery/courier", **WAY, **filled).status_code == 303
    assert Rate(None, None, 35_000, 1_000_000) in rates(database)
    with database.reader() as session:
        assert shipping.windows_of(session, "courier") == [
            shipping.WindowTerms("09:00", "12:00", 4),
            shipping.WindowTerms("18:00", "21:00", 2),
        ]
    page = owner.get("/office/delivery/courier", headers=HTML).text
    assert "*; 350; 10000" in page
    assert "09:00; 12:00; 4\n18:00; 21:00; 2" in page
    assert 'name="windows"' not in owner.get("/office/delivery/pickup", headers=HTML).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"windows": "10:00"},
        {"windows": "10:00; 12:00; x"},
        {"windows": "10:00; 25:00; 3"},
        {"windows": "12:00; 10:00; 3"},
        {"windows": "10:00; 12:00; 0"},
        {"windows": "10:00; 12:00; 3\n10:00; 11:00; 1"},
        {"windows": "٣:00; 12:00; 3"},
        {"windows": "1:00; 2:00; 1\n" * 60},
        {"rates": "*"},
    ],
)
def test_times_that_are_none_are_said_and_nothing_changes(
    owner: FlaskClient, database: Database, wrong: dict[str, str]
) -> None:
    before = rates(database)
    refused = press(owner, "/office/delivery/courier", **(WAY | {"rates": "*; 1"} | wrong))
    assert (refused.status_code, "is-invalid" in refused.text) == (422, True)
    assert rates(database) == before


def test_the_owner_opens_and_closes_zones(owner: FlaskClient, database: Database) -> None:
    assert 'href="/office/delivery-zones/courier"' in owner.get("/office/delivery/courier", headers=HTML).text
    assert owner.get("/office/delivery-zones/courier", headers=HTML).status_code == 200
    far = ZONE | {"name": "Дальняя область", "cities": "Дубна", "postal_codes": "1419"}
    refused = press(owner, "/office/delivery-zones/courier", **(far | {"cities": "Тверь"}))
    assert (refused.status_code, "Дальняя область" in refused.text) == (422, True)
    opened = press(owner, "/office/delivery-zones/courier", **far)
    assert opened.location == "/office/delivery/courier/dalniaia-oblast"
    assert (
        press(owner, "/office/delivery-zones/courier", **(far | {"cities": "Клин", "postal_codes": ""})).status_code
        == 303
    )
    with database.reader() as session:
        codes = [zone.code for zone in shipping.get_any_method(session, "courier").zones]
    assert codes == ["oblast", "dalniaia-oblast", "dalniaia-oblast-2"]
    assert "Убрать зону" in owner.get("/office/delivery/courier/oblast", headers=HTML).text
    for code in codes[:2]:
        assert press(owner, f"/office/delivery/courier/{code}/close").status_code == 303
    assert press(owner, "/office/delivery/courier/dalniaia-oblast-2/close").status_code == 409
    with database.reader() as session:
        assert [zone.code for zone in shipping.get_any_method(session, "courier").zones] == ["dalniaia-oblast-2"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"rates": ""},
        {"rates": "25"},
        {"rates": "25; 490; 1; 2"},
        {"rates": "-1; 490"},
        {"rates": "25; -490"},
        {"rates": "1e99; 490"},
        {"rates": "NaN; 490"},
        {"rates": "25; 0.001"},
        {"rates": "25; 490\n30; 390"},
        {"days_from": "x"},
        {"days_from": "5"},
        {"postal_codes": "abc"},
        {"name": " "},
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_changes(
    owner: FlaskClient, database: Database, wrong: dict[str, str]
) -> None:
    before = rates(database)
    refused = press(owner, "/office/delivery/courier/oblast", **(ZONE | wrong))
    assert (refused.status_code, "is-invalid" in refused.text) == (422, True)
    assert rates(database) == before


def test_only_those_who_may_change_the_shop_change_its_delivery(
    owner: FlaskClient, app: Flask, database: Database
) -> None:
    manager = a_member(app, database, "manager")
    assert manager.get("/office/delivery", headers=HTML).status_code == 403
    assert press_on(manager, "/office/delivery/courier/oblast", page="/account/profile", **ZONE).status_code == 403
    assert owner.get("/office/delivery/courier/mars", headers=HTML).status_code == 404
