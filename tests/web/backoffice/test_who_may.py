"""Who may open which door: every route of the shop is in the table, and the office opens to nobody else."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from technomart.domain import accounts
from technomart.domain.accounts import ROLES, Permission
from technomart.foundation.database import Database
from technomart.web.access import ACCESS, Door
from tests.domain.accounts.people import form_token
from tests.web.backoffice.people import HTML, a_member

pytestmark = pytest.mark.one_database

OFFICE_ROUTES = sorted(endpoint for endpoint, who in ACCESS.items() if isinstance(who, Permission))
OWNER_ROUTES = sorted(endpoint for endpoint, who in ACCESS.items() if who is Door.owner)

FOR_PROGRAMS = "/api/"
"""The interface takes no cookies and has a table of its own, `web/api/v1/doors.py`, held by its own tests."""


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.rule.startswith(FOR_PROGRAMS)]


def rule_of(app: Flask, endpoint: str) -> Rule:
    return next(rule for rule in rules(app) if rule.endpoint == endpoint)


def knock(app: Flask, client: FlaskClient, endpoint: str, *, number: str = "TM-1", token: str = "") -> TestResponse:
    """Ask for this route as its pages do."""
    rule = rule_of(app, endpoint)
    values = {name: number if name == "number" else "nobody" for name in rule.arguments}
    with app.test_request_context(base_url="https://shop.test"):
        address = app.url_for(endpoint, **values, _external=False)
    if "GET" in (rule.methods or ()):
        return client.get(address, headers=HTML)
    return client.post(address, data={"csrf_token": token}, headers=HTML)


def test_every_route_of_the_shop_is_in_the_table(app: Flask) -> None:
    routes = {rule.endpoint for rule in rules(app)}
    assert routes - set(ACCESS) == set(), "say in web/access.py who may open these"
    assert set(ACCESS) - routes == set(), "these are no routes any more"


def test_every_route_of_the_office_needs_a_permission(app: Flask) -> None:
    inside = {rule.endpoint for rule in rules(app) if rule.rule.startswith("/office")}
    assert inside == set(OFFICE_ROUTES)


def test_a_route_forgotten_in_the_table_opens_to_nobody(app: Flask, database: Database) -> None:
    app.add_url_rule("/office/forgotten", endpoint="office.forgotten", view_func=lambda: "the safe is open")
    owner = a_member(app, database, "owner")
    assert owner.get("/office/forgotten", headers=HTML).status_code == 403
    assert app.test_client().get("/office/forgotten", headers=HTML).status_code == 303


def test_guests_are_led_to_sign_in_from_pages_of_accounts(app: Flask, client: FlaskClient) -> None:
    for endpoint in OWNER_ROUTES:
        answer = knock(app, client, endpoint)
        if "GET" in (rule_of(app, endpoint).methods or ()):
            assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in"), endpoint
        else:
            assert answer.status_code in (303, 400), endpoint


def test_guests_are_led_to_sign_in_from_every_door_of_the_office(app: Flask, client: FlaskClient) -> None:
    for endpoint in OFFICE_ROUTES:
        answer = knock(app, client, endpoint)
        assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in"), endpoint
    assert client.get("/office/orders?q=1").location == "/sign-in?next=/office/orders?q%3D1"


def page_without_its_address(answer: TestResponse) -> str:
    """The page but for the link to itself in the other language."""
    return re.sub(r'href="/en/[^"]*" hreflang="en"', "", answer.text)


def test_for_a_shopper_there_is_no_office(app: Flask, database: Database) -> None:
    shopper = a_member(app, database)
    token = form_token(shopper.get("/account/profile"))
    nothing = page_without_its_address(shopper.get("/nothing-here", headers=HTML))
    for endpoint in OFFICE_ROUTES:
        answer = knock(app, shopper, endpoint, token=token)
        assert answer.status_code == 404, endpoint
        assert page_without_its_address(answer) == nothing, endpoint
    page = shopper.get("/account/", headers=HTML).text
    assert "/office/" not in page


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_opens_its_own_doors_and_no_other(
    app: Flask, database: Database, orders_placed: tuple[str, str], role: str
) -> None:
    member = a_member(app, database, role)
    token = form_token(member.get("/account/profile"))
    for endpoint in OFFICE_ROUTES:
        answer = knock(app, member, endpoint, number=orders_placed[0], token=token)
        if ACCESS[endpoint] in ROLES[role]:
            assert answer.status_code in (200, 303, 404, 409, 422), endpoint
        else:
            assert answer.status_code == 403, endpoint
    assert '"/office/"' in member.get("/account/", headers=HTML).text


def test_what_was_taken_away_opens_nothing_from_that_moment(app: Flask, database: Database) -> None:
    member = a_member(app, database, "picker")
    assert member.get("/office/", headers=HTML).status_code == 200
    with database.transaction() as session:
        account = accounts.find_account_by_email(session, "picker@example.ru")
        assert account is not None
        accounts.take_role(session, account.id, "picker", taken_by="test")
    assert member.get("/office/", headers=HTML).status_code == 404


def test_headers_of_others_open_nothing(app: Flask, database: Database) -> None:
    shopper = a_member(app, database)
    for name in ("X-User-Id", "X-Forwarded-User", "X-Remote-User"):
        assert shopper.get("/office/", headers={**HTML, name: "1"}).status_code == 404
    for name in ("X-Original-URL", "X-Rewrite-URL"):
        assert "Управление" not in shopper.get("/", headers={**HTML, name: "/office/"}).text
    sneaky = shopper.get("/office/", headers={**HTML, "X-HTTP-Method-Override": "POST"})
    assert sneaky.status_code == 404


def test_a_press_without_the_forms_token_does_nothing(
    app: Flask, owner: FlaskClient, orders_placed: tuple[str, str]
) -> None:
    number = orders_placed[0]
    assert owner.post(f"/office/orders/{number}/confirm", headers=HTML).status_code == 400
    foreign = {**HTML, "Sec-Fetch-Site": "cross-site"}
    assert owner.post(f"/office/orders/{number}/confirm", headers=foreign).status_code == 403
    assert owner.get(f"/office/orders/{number}/confirm", headers=HTML).status_code == 405
    assert ">Принят<" in owner.get(f"/office/orders/{number}", headers=HTML).text
