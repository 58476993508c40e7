"""Favourites, comparison and goods looked at: lists of guests and accounts, with and without script."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from technomart.domain import wishlists
from technomart.domain.catalog.models import Variant
from technomart.domain.wishlists import LONGEST, ListKind
from technomart.domain.wishlists.models import KeptVariant
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.factories.catalog import a_category, a_variant
from tests.web.neighbours import add_neighbours

JSON = {"Accept": "application/json"}


@pytest.fixture
def app(app: Flask) -> Flask:
    return add_neighbours(app)


@pytest.fixture
def skus(runtime: Runtime) -> list[str]:
    with runtime.database.transaction() as session:
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


def test_looking_leaves_no_trace(client: FlaskClient, runtime: Runtime) -> None:
    client.get("/favourites")
    with client.session_transaction() as browser:
        assert "visitor" not in browser
    with runtime.database.reader() as session:
        assert session.scalar(select(func.count(KeptVariant.id))) == 0


def test_two_visitors_have_lists_of_their_own(app: Flask, skus: list[str]) -> None:
    one, other = app.test_client(), app.test_client()
    told(one, f"/favourites/{skus[0]}")
    assert told(other, f"/favourites/{skus[1]}")["favourites"] == [skus[1]]


def test_goods_looked_at_are_noted_newest_first(client: FlaskClient, runtime: Runtime, skus: list[str]) -> None:
    for sku in (*skus, skus[0]):
        assert client.post("/recent", data={"sku": sku}, headers=JSON).status_code == 204
    with client.session_transaction() as browser:
        owner = f"v:{browser['visitor']}"
    with runtime.database.reader() as session:
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


def test_an_accounts_list_is_found_on_every_device(app: Flask, runtime: Runtime, skus: list[str]) -> None:
    from technomart.web.context import guest, visitor

    with app.test_request_context("/", method="POST"):
        from flask import session as browser

        assert guest() is None
        assert visitor() == guest() == f"v:{browser['visitor']}"
        browser["account_id"] = 7
        assert visitor() == "a:7"
        assert guest() == f"v:{browser['visitor']}"
    with runtime.database.transaction() as session:
        one = session.scalars(select(Variant.id).where(Variant.sku == skus[0])).one()
        wishlists.keep(session, "a:7", ListKind.favourites, one, at=clock.now())
