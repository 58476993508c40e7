"""Asking to be told: by guests and by account holders, the same answer for everybody, ended by link or by hand."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from technomart.domain import accounts, checkout, inventory
from technomart.domain.accounts.models import Consent
from technomart.domain.alerts import Alert
from technomart.domain.catalog.models import Variant
from technomart.domain.search.watch import POLL_SECONDS
from technomart.foundation import clock
from technomart.runtime import Runtime
from tests.domain.accounts.people import EMAIL, open_account, send, sign_in
from tests.factories.buying import ACTOR, a_cart
from tests.web.storefront.shop import HTML, OpenShop, open_shop

GUEST = "guest@example.ru"


@pytest.fixture
def shop(runtime: Runtime) -> OpenShop:
    return open_shop(runtime)


@pytest.fixture
def slug(shop: OpenShop) -> str:
    """The address of the phone."""
    with shop.runtime.database.reader() as session:
        return session.scalars(select(Variant.slug).where(Variant.sku == shop.phone)).one()


def sell_out(shop: OpenShop) -> None:
    with shop.runtime.database.transaction() as session:
        place = inventory.get_location(session, "central")
        inventory.adjust(session, shop.ids[shop.phone], place.id, 0, cause="count", actor=ACTOR)
    time.sleep(POLL_SECONDS)  # PostgreSQL is asked for news no more often


def ask(client: FlaskClient, slug: str, **changed: Any) -> Any:
    fields = {"kind": "stock", "email": GUEST, "consent": "y"} | changed
    return client.post(f"/product/{slug}/alert", data=fields, headers=HTML)


def wishes(runtime: Runtime) -> list[tuple[str, str, int | None]]:
    with runtime.database.reader() as session:
        rows = session.scalars(select(Alert).where(Alert.told_at.is_(None)).order_by(Alert.id))
        return [(row.kind.value, row.email, row.account_id) for row in rows]


def link_of(runtime: Runtime) -> str:
    with runtime.database.reader() as session:
        return f"/unsubscribe/{session.scalars(select(Alert.token)).one()}"


def test_sold_out_goods_offer_to_tell_and_goods_on_the_shelf_to_watch_the_price(
    client: FlaskClient, shop: OpenShop, slug: str
) -> None:
    page = client.get(f"/product/{slug}/").text
    assert f'action="/product/{slug}/alert"' in page
    assert 'name="kind" value="price"' in page
    sell_out(shop)
    page = client.get(f"/product/{slug}/").text
    assert 'name="kind" value="stock"' in page
    assert "csrf" not in page.partition("tm-tellme")[2].partition("</form>")[0]
    leaf = re.findall(r'href="(/catalog/[^"/]+/)"', page)[-1]
    assert f'href="/product/{slug}/#alert"' in client.get(leaf).text


def test_a_guest_asks_once_or_twice_and_hears_the_same(client: FlaskClient, runtime: Runtime, slug: str) -> None:
    answers = [ask(client, slug), ask(client, slug)]
    assert {(answer.status_code, answer.location) for answer in answers} == {
        (303, f"/product/{slug}/alert?kind=stock&noted=1")
    }
    assert "Напишем один раз" in client.get(answers[0].location).text
    assert wishes(runtime) == [("stock", GUEST, None)]
    with runtime.database.reader() as session:
        consents = session.scalars(select(Consent)).all()
    assert {(one.purpose, one.document_slug, one.subject) for one in consents} == {
        ("alerts", "consent-alerts", GUEST)
    }


REFUSED = (
    ({"email": ""}, "Проверьте адрес почты"),
    ({"email": "not an address"}, "Проверьте адрес почты"),
    ({"email": "a\x00@b.ru"}, "Здесь есть знаки"),
    ({"consent": ""}, "Без этого согласия"),
)


def test_without_an_address_or_a_consent_nothing_is_noted(client: FlaskClient, runtime: Runtime, slug: str) -> None:
    for changed, told in REFUSED:
        answer = ask(client, slug, **changed)
        assert (answer.status_code, told in answer.text) == (422, True), changed
    assert wishes(runtime) == []


def test_a_form_on_a_foreign_page_is_refused(app: Flask, runtime: Runtime, slug: str) -> None:
    fields = {"email": GUEST, "consent": "y"}
    client = app.test_client()
    answer = client.post(f"/product/{slug}/alert", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert wishes(runtime) == []


def test_an_address_is_not_flooded_with_wishes(
    client: FlaskClient, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = accounts.rules.Limit(most=2, within=accounts.rules.times.ALERTS_OF_ONE.within)
    monkeypatch.setattr("technomart.domain.accounts.commands.tries.ALERTS_OF_ONE", limit)
    answers = [ask(client, slug) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert ask(client, slug, email="other@example.ru").status_code == 303


def test_an_unknown_product_has_no_such_page(client: FlaskClient, slug: str) -> None:
    assert client.get("/product/nothing/alert", headers=HTML).status_code == 404
    assert ask(client, "nothing").status_code == 404


def test_an_account_need_not_type_its_address_and_sees_what_it_waits_for(
    client: FlaskClient, runtime: Runtime, shop: OpenShop, slug: str
) -> None:
    owner = open_account(runtime.database)
    sign_in(client)
    assert EMAIL in client.get(f"/product/{slug}/alert?kind=price").text
    ask(client, slug, kind="price", email="")
    ask(client, slug, email=GUEST)
    assert wishes(runtime) == [("price", EMAIL, owner), ("stock", GUEST, None)]
    page = client.get("/account/alerts").text
    assert "Ждёте цены ниже" in page
    assert "Ждёте поступления" not in page, "another address's wish is not shown"
    ended = f"/account/alerts/price/{shop.phone}/end"
    assert send(client, ended, page="/account/alerts").status_code == 303
    assert wishes(runtime) == [("stock", GUEST, None)]
    for nothing in (ended, "/account/alerts/anything/x/end", "/account/alerts/stock/x/end"):
        assert send(client, nothing, page="/account/profile").status_code == 404


def test_taking_the_consent_back_ends_what_rested_on_it(client: FlaskClient, runtime: Runtime, slug: str) -> None:
    open_account(runtime.database)
    sign_in(client)
    ask(client, slug, email="")
    assert "Письма о поступлении" in client.get("/account/consents").text
    send(client, "/account/consents/alerts/withdraw", page="/account/consents")
    assert wishes(runtime) == []


def test_the_link_of_a_letter_shows_a_page_and_ends_by_a_button(
    client: FlaskClient, runtime: Runtime, slug: str
) -> None:
    ask(client, slug)
    page = client.get(link_of(runtime))
    assert "Больше не писать об этом товаре?" in page.text
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert wishes(runtime) != [], "looking ends nothing: mail programs look at links by themselves"
    done = client.post(link_of(runtime))
    assert "писем больше не будет" in done.text
    assert wishes(runtime) == []


def test_a_mail_program_ends_letters_without_cookie_and_origin(app: Flask, runtime: Runtime, slug: str) -> None:
    ask(app.test_client(), slug)
    address = link_of(runtime)
    bare = app.test_client(use_cookies=False)
    one_click = {"List-Unsubscribe": "One-Click"}
    for _ in range(2):
        answer = bare.post(address, data=one_click, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert wishes(runtime) == []


def test_an_invented_link_ends_nothing_and_breaks_nothing(client: FlaskClient, slug: str) -> None:
    for token in ("nothing", "%00", "x" * 3000, "%ED%A0%80"):
        for answer in (client.get(f"/unsubscribe/{token}"), client.post(f"/unsubscribe/{token}")):
            assert answer.status_code in (200, 400), token


def test_the_link_of_a_reminder_takes_back_the_consent_to_such_letters(
    client: FlaskClient, runtime: Runtime, shop: OpenShop
) -> None:
    owner = open_account(runtime.database)
    sign_in(client)
    send(client, "/account/consents/marketing/give", page="/account/consents")
    with runtime.database.transaction() as session:
        phone = session.scalars(select(Variant).where(Variant.sku == shop.phone)).one()
        cart = a_cart(session, (phone, 1), account_id=owner)
        assert checkout.remind(session, cart.token, version=cart.version, at=clock.now())
        token = session.scalars(select(checkout.models.CartReminder.token)).one()
    assert "Отписаться от писем о скидках" in client.get(f"/unsubscribe/{token}").text
    client.post(f"/unsubscribe/{token}")
    with runtime.database.reader() as session:
        assert not accounts.agrees(session, "marketing", subject=EMAIL, account_id=owner)


def test_a_told_wish_is_no_longer_shown_in_the_account(client: FlaskClient, runtime: Runtime, slug: str) -> None:
    open_account(runtime.database)
    sign_in(client)
    ask(client, slug, email="")
    with runtime.database.transaction() as session:
        session.execute(update(Alert).values(told_at=clock.now()))
    assert "Сейчас вы ничего не ждёте" in client.get("/account/alerts").text
