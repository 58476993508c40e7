"""The account pages: one's own data, and nobody else's."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from technomart.domain import accounts
from technomart.domain.accounts.models import Account, Address, ApiToken, Consent, WebSession
from technomart.runtime import Runtime
from technomart.web.storefront.account.forms import SCOPE_WORDS
from tests.domain.accounts.people import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    form_token,
    is_in,
    letter_link,
    letters,
    open_account,
    send,
    sign_in,
)

PAGES = ("", "profile", "password", "email", "addresses", "addresses/new", "devices", "consents", "alerts", "tokens")
PLACE = {"city": "Москва", "street": "Ленинский проспект, 42", "flat": "18", "comment": "Позвоните"}


@pytest.fixture
def owner(client: FlaskClient, runtime: Runtime) -> FlaskClient:
    open_account(runtime.database)
    assert sign_in(client).status_code == 303
    return client


@pytest.fixture
def stranger(app: Flask, runtime: Runtime, owner: FlaskClient) -> FlaskClient:
    open_account(runtime.database, "stranger@example.ru")
    other = app.test_client()
    assert sign_in(other, "stranger@example.ru").status_code == 303
    return other


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_to_its_owner_only(app: Flask, owner: FlaskClient, page: str) -> None:
    answer = owner.get(f"/account/{page}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Vary" in answer.headers
    guest = app.test_client().get(f"/account/{page}")
    assert (guest.status_code, guest.location) == (303, f"/sign-in?next=/account/{page}")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_english(owner: FlaskClient, page: str) -> None:
    desk = owner.get(f"/en/account/{page}").text.split('<div class="tm-acc">')[1].split("</main>")[0]
    assert re.findall(r"[А-Яа-яё]+", desk.replace("Мария Соколова", "")) == []


def test_name_and_telephone_are_changed(owner: FlaskClient, runtime: Runtime) -> None:
    assert send(owner, "/account/profile", name=" Мария ", phone="8 (915) 000-12-34").status_code == 303
    page = owner.get("/account/profile").text
    assert "+79150001234" in page
    assert "Данные сохранены" in page
    refused = send(owner, "/account/profile", name="Мария", phone="12")
    assert refused.status_code == 422
    assert "Проверьте номер телефона" in refused.text
    assert send(owner, "/account/profile", name="М\x00", phone="").status_code == 422


def test_a_changed_password_ends_the_other_sessions(app: Flask, owner: FlaskClient, runtime: Runtime) -> None:
    second, third = app.test_client(), app.test_client()
    sign_in(second)
    sign_in(third)
    wrong = send(owner, "/account/password", password="not this one", new_password=OTHER_PASSWORD)
    assert (wrong.status_code, is_in(second)) == (422, True)
    before = owner.get_cookie("__Host-session", domain="shop.test")
    assert send(owner, "/account/password", password=PASSWORD, new_password=OTHER_PASSWORD).status_code == 303
    after = owner.get_cookie("__Host-session", domain="shop.test")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert (is_in(owner), is_in(second), is_in(third)) == (True, False, False)
    assert letters(runtime.database)[-1].template == "password_changed"
    assert sign_in(app.test_client()).status_code == 422


def test_a_lost_session_cannot_guess_the_password(owner: FlaskClient) -> None:
    token = form_token(owner.get("/account/password"))
    fields = {"csrf_token": token, "new_password": OTHER_PASSWORD}
    statuses = [
        owner.post("/account/password", data={**fields, "password": f"guess {n}"}).status_code for n in range(10)
    ]
    assert statuses == [422] * 9 + [429]


def test_the_address_of_the_account_changes_when_the_new_mailbox_says_so(
    app: Flask, owner: FlaskClient, runtime: Runtime
) -> None:
    new = "new.address@example.ru"
    assert send(owner, "/account/email", email=new, password=PASSWORD).status_code == 303
    first = letter_link(runtime.database, new)
    assert send(owner, "/account/email", email=new, password=PASSWORD).status_code == 303
    link = letter_link(runtime.database, new)
    anybody = app.test_client()
    assert anybody.get(f"/confirm/{first}").status_code == 404, "a newer link kills the older"
    assert new in anybody.get(f"/confirm/{link}").text
    assert sign_in(app.test_client()).status_code == 303, "nothing has changed yet"
    assert send(anybody, f"/confirm/{link}").status_code == 303
    assert anybody.get(f"/confirm/{link}").status_code == 404
    assert sign_in(app.test_client()).status_code == 422
    assert sign_in(app.test_client(), new).status_code == 303
    assert letters(runtime.database, EMAIL)[-1].template == "email_changed"


def test_the_link_to_a_new_address_dies_with_a_changed_password(owner: FlaskClient, runtime: Runtime) -> None:
    send(owner, "/account/email", email="new@example.ru", password=PASSWORD)
    send(owner, "/account/password", password=PASSWORD, new_password=OTHER_PASSWORD)
    link = letter_link(runtime.database, "new@example.ru")
    assert owner.get(f"/confirm/{link}").status_code == 404
    token = form_token(owner.get("/account/password"))
    assert owner.post(f"/confirm/{link}", data={"csrf_token": token}).status_code == 404


def test_addresses_are_ones_own(owner: FlaskClient, stranger: FlaskClient, runtime: Runtime) -> None:
    assert send(owner, "/account/addresses/new", **PLACE).status_code == 303
    assert send(owner, "/account/addresses/new", **{**PLACE, "flat": "19"}).status_code == 303
    with runtime.database.reader() as reading:
        first, second = reading.scalars(select(Address.public_id).order_by(Address.id)).all()
    assert "Ленинский проспект, 42" in owner.get("/account/addresses").text
    assert stranger.get(f"/account/addresses/{first}").status_code == 404
    token = form_token(stranger.get("/account/addresses/new"))
    for act in ("", "/remove", "/usual"):
        answer = stranger.post(f"/account/addresses/{first}{act}", data={"csrf_token": token, **PLACE})
        assert answer.status_code == 404, act
    changed = send(owner, f"/account/addresses/{second}", **{**PLACE, "city": "Тверь"})
    assert changed.status_code == 303
    owner.post(f"/account/addresses/{second}/usual", data={"csrf_token": form_token(owner.get("/account/addresses"))})
    with runtime.database.reader() as reading:
        usual = reading.scalars(select(Address.city).where(Address.is_usual)).all()
    assert usual == ["Тверь"]
    owner.post(
        f"/account/addresses/{second}/remove", data={"csrf_token": form_token(owner.get("/account/addresses"))}
    )
    with runtime.database.reader() as reading:
        assert reading.scalars(select(Address.public_id).where(Address.is_usual)).all() == [first]


def test_devices_are_listed_and_ended(
    app: Flask, owner: FlaskClient, stranger: FlaskClient, runtime: Runtime
) -> None:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 16) Chrome/150.0 Mobile Safari/537.36"
    sign_in(phone)
    page = owner.get("/account/devices")
    assert "Chrome, Android" in page.text
    assert page.text.count("Это устройство") == 1
    (device,) = re.findall(r"/account/devices/([\w-]+)/end\"", page.text)
    token = form_token(stranger.get("/account/devices"))
    assert stranger.post(f"/account/devices/{device}/end", data={"csrf_token": token}).status_code == 404
    assert is_in(phone)
    assert owner.post(f"/account/devices/{device}/end", data={"csrf_token": form_token(page)}).status_code == 303
    assert not is_in(phone)
    sign_in(phone)
    owner.post("/account/devices/end-others", data={"csrf_token": form_token(owner.get("/account/devices"))})
    assert (is_in(owner), is_in(phone), is_in(stranger)) == (True, False, True)


def test_a_consent_is_given_and_taken_back_and_nothing_is_forgotten(owner: FlaskClient, runtime: Runtime) -> None:
    token = form_token(owner.get("/account/consents"))
    for act, status in (("withdraw", 409), ("give", 303), ("withdraw", 303), ("withdraw", 409)):
        answer = owner.post(f"/account/consents/marketing/{act}", data={"csrf_token": token})
        assert answer.status_code == status, act
    assert owner.post("/account/consents/order/give", data={"csrf_token": token}).status_code == 404
    with runtime.database.reader() as reading:
        acts = reading.execute(
            select(Consent.action, Consent.document_slug, Consent.text_hash, Consent.subject, Consent.form)
        ).all()
    assert [act.action.value for act in acts] == ["given", "withdrawn"]
    assert {(act.document_slug, act.subject, act.form) for act in acts} == {("consent-marketing", EMAIL, "account")}
    assert acts[0].text_hash == acts[1].text_hash
    assert len(acts[0].text_hash) == 64


def test_a_key_is_shown_once_and_revoked(owner: FlaskClient, stranger: FlaskClient, runtime: Runtime) -> None:
    fields = {"name": "Выгрузка", "scopes": ["catalogue:read", "orders:read"], "days": "30"}
    page = send(owner, "/account/tokens", **fields)
    (value,) = re.findall(r"tm_[\w-]{43}", page.text)
    assert value not in owner.get("/account/tokens").text
    with runtime.database.reader() as reading:
        bearer = accounts.find_bearer(reading, value)
        kept = reading.execute(select(ApiToken.token_hash, ApiToken.public_id)).one()
    assert bearer is not None
    assert bearer.scopes == {"catalogue:read", "orders:read"}
    assert value not in kept
    token = form_token(stranger.get("/account/tokens"))
    assert stranger.post(f"/account/tokens/{kept.public_id}/revoke", data={"csrf_token": token}).status_code == 404
    token = form_token(owner.get("/account/tokens"))
    assert owner.post(f"/account/tokens/{kept.public_id}/revoke", data={"csrf_token": token}).status_code == 303
    with runtime.database.reader() as reading:
        assert accounts.find_bearer(reading, value) is None
    assert send(owner, "/account/tokens", name="Без прав", days="30").status_code == 422
    assert send(owner, "/account/tokens", name="x", days="30", scopes=["everything"]).status_code == 422


def unsafe_routes(app: Flask) -> list[str]:
    personal = ("sign_in.", "account.")
    values = {"public_id": "x", "purpose": "marketing", "token": "x", "wish": "stock", "sku": "x"}
    with app.test_request_context():
        return sorted(
            app.url_map.bind("shop.test").build(rule.endpoint, {n: values[n] for n in rule.arguments}, method="POST")
            for rule in app.url_map.iter_rules()
            if rule.endpoint.startswith(personal) and "POST" in (rule.methods or ())
        )


def test_no_unsafe_route_works_without_the_sessions_own_token(
    app: Flask, owner: FlaskClient, stranger: FlaskClient, runtime: Runtime
) -> None:
    routes = unsafe_routes(app)
    assert len(routes) >= 17
    own = form_token(owner.get("/account/profile"))
    others = form_token(stranger.get("/account/profile"))

    def state() -> list[object]:
        with runtime.database.reader() as reading:
            counts = [
                reading.scalar(select(func.count()).select_from(kind)) for kind in (Address, ApiToken, WebSession)
            ]
            return [*counts, *reading.execute(select(Account.name, Account.password_hash, Account.email)).all()]

    before = state()
    fields = {"name": "Чужой", "phone": "", **PLACE, "password": PASSWORD, "new_password": OTHER_PASSWORD}
    for route in routes:
        for token, headers in (
            ("", {}),
            (others, {}),
            (own, {"Sec-Fetch-Site": "cross-site"}),
            (own, {"Sec-Fetch-Site": "none"}),
        ):
            answer = owner.post(route, data={"csrf_token": token, **fields}, headers=headers)
            assert answer.status_code in (400, 403), (route, headers)
        plain = owner.post(route, data='{"name": "x"}', headers={"Content-Type": "text/plain"})
        assert plain.status_code in (400, 403), route
    assert state() == before
    assert is_in(owner)


def test_every_thing_a_key_may_do_has_its_words() -> None:
    assert set(SCOPE_WORDS) == set(accounts.SCOPES)
