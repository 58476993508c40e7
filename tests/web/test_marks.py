"""Favourites, comparison and goods looked at: lists of guests and accounts, with and without script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask import session as browser_session
from flask.testing import FlaskClient
from sqlalchemy import func, select

from technomart.domain import accounts, content, wishlists
from technomart.domain.accounts.models import Account
from technomart.domain.catalog.models import Variant
from technomart.domain.wishlists import LONGEST, ListKind
from technomart.domain.wishlists.models import KeptVariant
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.context import guest, visitor
from tests.factories.catalog import a_category, a_variant
from tests.web.neighbours import add_neighbours

PASSWORD = "correct horse battery staple"
JSON = {"Accept": "application/json"}


@pytest.fixture
def app(app: Flask) -> Flask:
    return add_neighbours(app)


@pytest.fixture
def skus(runtime: Runtime) -> list[str]:
    with runtime.database.transaction() as session:
        content.seed(session)
        category = a_category(session)
        return [a_variant(session, category=category).sku for _ in range(3)]


def told(client: FlaskClient, path: str, **kwargs: Any) -> dict[str, Any]:
    answer = client.post(path, headers=JSON, **kwargs)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return dict(answer.json)


@pytest.mark.parametrize("name", ["favourites", "compare"])
def test_a_script_is_told_both_lists_and_a_sentence(client: FlaskClient, skus: list[str], name: str) -> None:
    told(client, f"/{name}/{skus[0]}")
    told(client, f"/{name}/{skus[0]}")
    answer = told(client, f"/{name}/{skus[1]}")
    other = ({"favourites", "compare"} - {name}).pop()
    assert (answer[name], answer[other]) == ([skus[1], skus[0]], [])
    assert "добавлен" in answer["message"]
    answer = told(client, f"/{name}/{skus[0]}/remove")
    assert answer[name] == [skus[1]]
    assert "убран" in answer["message"]
    assert "добавлен" not in told(client, f"/en/{name}/{skus[0]}")["message"]


def test_without_script_the_form_leads_to_the_list(client: FlaskClient, skus: list[str]) -> None:
    answer = client.post(f"/favourites/{skus[0]}", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, "/favourites")
    page = client.get("/favourites")
    assert page.headers["Cache-Control"] == "no-store"
    with client.application.extensions["technomart"].database.reader() as session:
        name = session.scalar(select(Variant.name).where(Variant.sku == skus[0]))
    assert name in page.text
    answer = client.post(f"/en/compare/{skus[0]}", headers={"Accept": "text/html"})
    assert answer.location == "/en/compare"


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/catalog/smartfony/?page=2", "/catalog/smartfony/?page=2"),
        ("//evil.test/", "/"),
        ("https://evil.test/", "/"),
        ("/\\evil.test", "/"),
        ("/\t/evil.test", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/favourites"),
    ],
)
def test_the_way_back_never_leaves_the_shop(client: FlaskClient, skus: list[str], target: str, location: str) -> None:
    answer = client.post(f"/favourites/{skus[0]}", data={"next": target}, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, location)


def test_goods_that_do_not_exist_are_not_marked(client: FlaskClient) -> None:
    for path, data in (
        ("/favourites/none", {}),
        ("/compare/none", {}),
        ("/recent", {"sku": "none"}),
        ("/recent", {}),
    ):
        answer = client.post(path, data=data, headers=JSON)
        assert (answer.status_code, answer.json["code"]) == (404, "unknown_sku")


def test_a_full_comparison_says_so_in_words(client: FlaskClient, runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        category = a_category(session)
        skus = [a_variant(session, category=category).sku for _ in range(LONGEST["compare"] + 1)]
    for sku in skus[:-1]:
        told(client, f"/compare/{sku}")
    answer = client.post(f"/compare/{skus[-1]}", headers=JSON)
    assert (answer.status_code, answer.json["code"]) == (409, "compare_full")
    assert "не больше 24" in answer.json["detail"]
    assert told(client, "/compare/clear")["compare"] == []


@pytest.mark.usefixtures("skus")
def test_looking_leaves_no_trace(client: FlaskClient, runtime: Runtime) -> None:
    assert client.get("/favourites").status_code == 200
    assert client.get("/compare").status_code == 200
    with runtime.database.reader() as session:
        assert session.scalar(select(func.count(KeptVariant.id))) == 0


def test_two_visitors_have_lists_of_their_own(app: Flask, skus: list[str]) -> None:
    one, other = app.test_client(), app.test_client()
    told(one, f"/favourites/{skus[0]}")
    assert told(other, f"/favourites/{skus[1]}")["favourites"] == [skus[1]]


def test_goods_looked_at_are_noted_newest_first(client: FlaskClient, runtime: Runtime, skus: list[str]) -> None:
    for sku in (*skus, skus[0]):
        assert client.post("/recent", data={"sku": sku}, headers=JSON).status_code == 204
    with runtime.database.reader() as session:
        owner = session.scalars(select(KeptVariant.owner).distinct()).one()
        recent = wishlists.kept(session, owner, ListKind.recent)
        by_id = dict(session.execute(select(Variant.id, Variant.sku)).tuples().all())
    assert [by_id[one] for one in recent] == [skus[0], skus[2], skus[1]]


def test_goods_that_went_out_of_sale_are_not_shown_but_can_be_taken_off(
    client: FlaskClient, runtime: Runtime, skus: list[str]
) -> None:
    told(client, f"/favourites/{skus[0]}")
    with runtime.database.transaction() as session:
        session.scalars(select(Variant).where(Variant.sku == skus[0])).one().is_published = False
    assert told(client, f"/favourites/{skus[1]}")["favourites"] == [skus[1]]
    told(client, f"/favourites/{skus[0]}/remove")
    with runtime.database.reader() as session:
        assert session.scalar(select(func.count(KeptVariant.id))) == 1


def test_a_stranger_page_cannot_mark_goods(client: FlaskClient, skus: list[str]) -> None:
    answer = client.post(f"/favourites/{skus[0]}", headers={**JSON, "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_an_accounts_list_belongs_to_the_account_and_a_guests_to_the_browser(app: Flask) -> None:
    with app.test_request_context("/", method="GET"):
        assert visitor() is None
    with app.test_request_context("/", method="POST"):
        assert guest() is None
        assert visitor() == guest() == f"v:{browser_session['visitor']}"
        browser_session["account_id"] = 7
        assert visitor() == "a:7"
        assert guest() == f"v:{browser_session['visitor']}"


def test_at_sign_in_the_guests_goods_come_along(client: FlaskClient, runtime: Runtime, skus: list[str]) -> None:
    told(client, f"/favourites/{skus[0]}")
    with runtime.database.transaction() as session:
        account = Account(
            email="anna@example.ru", name="Анна", login_key="key", created_at=clock.now(), confirmed_at=clock.now(),
            password_hash=accounts.hash_password(PASSWORD),
        )  # fmt: skip
        session.add(account)
        session.flush()
        one = session.scalars(select(Variant.id).where(Variant.sku == skus[1])).one()
        wishlists.keep(session, f"a:{account.id}", ListKind.favourites, one, at=clock.now() - timedelta(days=1))
    form = client.get("/sign-in").text.partition('name="csrf_token"')[2]
    token = form.partition('value="')[2].partition('"')[0]
    data = {"email": "anna@example.ru", "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=data, headers={"Accept": "text/html"}).status_code == 303
    assert told(client, f"/compare/{skus[2]}")["favourites"] == [skus[0], skus[1]]
