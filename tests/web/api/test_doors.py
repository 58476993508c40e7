"""Who may do what: every operation stands behind its door, keys do what they say, cookies mean nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from technomart.domain import accounts
from technomart.domain.accounts.models import Account, ApiToken, StaffRole
from technomart.foundation import clock
from technomart.foundation.allowance import Counter
from technomart.runtime import Runtime, build
from technomart.settings import Settings
from technomart.web.api.v1.doors import DOORS
from technomart.web.api.v1.entrance import OPEN
from technomart.web.api.v1.operations import OPERATIONS, Operation, reads
from technomart.web.api.v1.schemas.wire import Told
from technomart.web.app import create_app
from technomart.web.sessions import COOKIE
from tests.web.api.shop import SHOPPER_SCOPES, Program, Shop, program

pytestmark = pytest.mark.one_database

VALUES = {"slug": "acme-one-black", "sku": "700000", "number": "TM-260101-AAAAA", "location": "central"}
VALUES |= {"purpose": "marketing", "wish": "stock", "promotion": "sale", "word": "WELCOME"}
VALUES |= {"back": "RT-260101-AAAAA"}


def address(operation: Operation) -> str:
    return re.sub(r"<(\w+)>", lambda name: VALUES.get(name.group(1), "A" * 43), operation.path)


def knock(caller: Program, operation: Operation, **kwargs: Any) -> Any:
    if operation.body is not None:
        kwargs.setdefault("json", {})
    return caller.call(operation.method, address(operation), **kwargs)


def test_every_route_of_the_interface_has_a_door(app: Flask) -> None:
    routes = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api")]
    names = {rule.endpoint.removeprefix("api_v1.") for rule in routes}
    assert names - OPEN == set(DOORS) == set(OPERATIONS)
    assert {"openapi", "reference"} == OPEN


def test_a_route_that_nobody_listed_opens_to_nobody(app: Flask, shop: Shop) -> None:
    def secret(call: object) -> Told:
        return Told()

    with pytest.raises(KeyError):
        reads("/secret", tag="staff", answer=Told)(secret)
    app.view_functions["api_v1.secret"] = lambda: "secret"
    app.url_map.add(app.url_rule_class("/api/v1/secret", endpoint="api_v1.secret", methods=["GET"]))
    assert program(app, shop.staff).call("GET", "/secret").status_code == 403


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if not door.guests])
def test_without_a_key_a_closed_door_says_so(guest: Program, name: str) -> None:
    answer = knock(guest, OPERATIONS[name])
    assert (answer.status_code, answer.headers["WWW-Authenticate"][:6]) == (401, "Bearer")
    assert answer.mimetype == "application/problem+json"


def test_a_key_opens_no_door_but_those_of_its_scopes(app: Flask, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        boss = session.scalars(select(Account).where(Account.email == "boss@example.com")).one()
        keys = {
            scope: accounts.issue_api_token(session, boss.id, name=scope, scopes=[scope])[0]
            for scope in accounts.SCOPES
        }
    for scope, key in keys.items():
        caller = program(app, key)
        for name, door in DOORS.items():
            if door.scope is not None:
                status = knock(caller, OPERATIONS[name]).status_code
                assert (status == 403) == (door.scope != scope), (scope, name, status)


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.permission])
def test_staff_scopes_are_worth_nothing_without_the_permission(
    app: Flask, shop: Shop, shopper: Program, name: str
) -> None:
    with shop.runtime.database.transaction() as session:
        session.execute(delete(StaffRole))
    assert knock(program(app, shop.staff), OPERATIONS[name]).status_code == 403
    assert knock(shopper, OPERATIONS[name]).status_code == 403


def test_a_shopper_cannot_make_a_key_for_staff(shop: Shop) -> None:
    with shop.runtime.database.transaction() as session, pytest.raises(accounts.UnknownScope):
        accounts.issue_api_token(session, 2, name="x", scopes=["staff:orders"])


@pytest.mark.parametrize(
    "header",
    [
        "Bearer tm_" + "x" * 43, "Bearer ", "Bearer tm_", "bearer", "Basic dXNlcjpwYXNz",
        "Bearer eyJhbGciOiJub25lIn0.e30.", "tm_", "Bearer tm_ä", "Bearer " + "x" * 5000,
    ],
)  # fmt: skip
def test_a_key_that_is_no_good_opens_nothing_not_even_what_is_public(guest: Program, header: str) -> None:
    for path in ("/account", "/categories"):
        answer = guest.call("GET", path, headers={"Authorization": header})
        assert answer.status_code == 401, (path, header)


def test_revoked_expired_and_closed(app: Flask, shop: Shop) -> None:
    keys = [shop.shopper, shop.stranger, shop.staff]
    for key in keys:
        assert program(app, key).call("GET", "/account").status_code == 200
    with shop.runtime.database.transaction() as session:
        bearers = [accounts.find_bearer(session, key) for key in keys]
        assert all(bearers)
        accounts.revoke_api_token(session, bearers[0].account_id, bearers[0].public_id)
        session.get_one(ApiToken, bearers[1].token_id).expires_at = clock.now() - timedelta(seconds=1)
        accounts.close_account(session, bearers[2].account_id)
    for key in keys:
        assert program(app, key).call("GET", "/account").status_code == 401


def test_cookies_mean_nothing_here(app: Flask, shop: Shop) -> None:
    with shop.runtime.database.transaction() as session:
        begun = accounts.begin_session(session, account_id=1, data=b"{}", user_agent="x", ip="x")
    browser = app.test_client()
    browser.set_cookie(COOKIE, begun.token, domain="localhost", secure=True, path="/")
    for method, path in (("GET", "/api/v1/account"), ("POST", "/api/v1/account/tokens"), ("GET", "/api/v1/orders")):
        answer = browser.open(path, method=method, base_url="https://localhost")
        assert answer.status_code == 401
        assert "Set-Cookie" not in answer.headers


def test_a_key_in_the_address_is_refused(guest: Program, shop: Shop) -> None:
    for name in ("access_token", "token", "key", "authorization"):
        assert guest.call("GET", f"/account?{name}={shop.shopper}").status_code == 401
        assert guest.call("GET", f"/categories?{name}={shop.shopper}").status_code == 422


def test_no_other_site_is_invited(guest: Program) -> None:
    for method in ("GET", "OPTIONS"):
        answer = guest.call(method, "/categories", headers={"Origin": "https://evil.test"})
        assert not [name for name in dict(answer.headers) if name.lower().startswith("access-control")]


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-User-Id", "X-Forwarded-User", "X-Original-URL"])
def test_headers_that_promise_more_are_ignored(guest: Program, name: str) -> None:
    assert guest.call("GET", "/account", headers={name: "1"}).status_code == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_a_method_that_is_not_there_is_named_with_those_that_are(guest: Program, method: str) -> None:
    answer = guest.call(method, "/categories")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_calls_are_counted_by_key_and_by_network(shop: Shop, database_url: str, data_dir: Any) -> None:
    settings = Settings(database_url=database_url, data_dir=data_dir, api_rate_per_minute=3)
    runtime: Runtime = build(settings)
    app = create_app(runtime)
    app.extensions["technomart-api-counter"] = Counter(clock=lambda: 90.0)
    caller = program(app, shop.shopper)
    left = [caller.call("GET", "/categories").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    spent = caller.call("GET", "/categories")
    assert (spent.status_code, spent.headers["Retry-After"], spent.headers["RateLimit-Limit"]) == (429, "30", "3")
    assert program(app).call("GET", "/categories").status_code == 200
    statuses = [program(app, "tm_" + "x" * 43).call("GET", "/account").status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
    runtime.close()


def test_a_new_minute_begins_anew() -> None:
    now = 0.0
    counter = Counter(clock=lambda: now)
    assert [counter.count("a", 1).is_spent for _ in range(2)] == [False, True]
    now = 60.0
    assert not counter.count("a", 1).is_spent


def test_scopes_of_shoppers_are_those_the_account_page_offers(shop: Shop) -> None:
    assert accounts.scopes_for(frozenset()) == SHOPPER_SCOPES
    assert accounts.scopes_for(frozenset(accounts.Permission)) == accounts.SCOPES
