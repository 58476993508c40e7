"""The door: journeys of people who sign up, sign in, go, forget and come back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from technomart.domain import accounts
from technomart.runtime import Runtime
from tests.conftest import count_queries
from tests.domain.accounts.people import (
    EMAIL,
    OTHER_PASSWORD,
    PASSWORD,
    form_token,
    is_in,
    letter_link,
    letters,
    open_account,
    publish_documents,
    send,
    sign_in,
    sign_up,
)


def test_a_person_signs_up_confirms_and_is_in(client: FlaskClient, runtime: Runtime) -> None:
    publish_documents(runtime.database)
    answer = sign_up(client, consent_marketing="y")
    assert (answer.status_code, answer.location) == (303, "/letter-sent/confirm")
    assert "Мы отправили письмо" in client.get(answer.location).text
    assert sign_in(client).status_code == 422, "nothing opens before the mailbox is proven"
    link = letter_link(runtime.database)
    answer = send(client, f"/confirm/{link}", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/account/")
    assert "Почта подтверждена" in client.get("/account/").text
    with runtime.database.reader() as session:
        account = accounts.find_account_by_email(session, EMAIL)
        assert account is not None
        assert account.confirmed_at is not None
        given = accounts.standing_consents(session, account.id)
    assert {purpose for purpose, consent in given.items() if consent.is_given} == {"account", "marketing"}


def test_opening_the_link_alone_confirms_nothing(client: FlaskClient, runtime: Runtime) -> None:
    publish_documents(runtime.database)
    sign_up(client)
    page = client.get(f"/confirm/{letter_link(runtime.database)}")
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert sign_in(client).status_code == 422


def test_nobody_slips_his_own_password_into_another_ones_registration(app: Flask, runtime: Runtime) -> None:
    publish_documents(runtime.database)
    owner, stranger = app.test_client(), app.test_client()
    sign_up(owner)
    own_link = letter_link(runtime.database)
    sign_up(stranger, password=OTHER_PASSWORD)
    strange_link = letter_link(runtime.database)
    assert send(owner, f"/confirm/{strange_link}", password=PASSWORD).status_code == 422
    assert send(owner, f"/confirm/{own_link}", password=PASSWORD).status_code == 303
    assert sign_in(stranger, password=OTHER_PASSWORD).status_code == 422
    assert stranger.get(f"/confirm/{strange_link}").status_code == 404, "the other link died with the first"


def test_whoever_may_register_no_more_keeps_nobody_from_signing_in(
    client: FlaskClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password is hashed slowly and two at a time: a refusal must not take one of the two seats."""
    publish_documents(runtime.database)
    for _ in range(5):
        assert sign_up(client, "flood@example.ru").status_code == 303
    monkeypatch.setattr(accounts, "hash_password", lambda password: pytest.fail("a seat was taken"))
    assert sign_up(client, "flood@example.ru").status_code == 429


def test_without_the_consent_there_is_no_account(client: FlaskClient, runtime: Runtime) -> None:
    publish_documents(runtime.database)
    answer = sign_up(client, consent_account="")
    assert answer.status_code == 422
    assert "Без этого согласия" in answer.text
    assert letters(runtime.database) == []
    page = client.get("/sign-up").text
    assert "checked" not in page
    assert "/pages/consent-account" in page
    assert "/pages/consent-marketing" in page


def test_sign_in_leads_back_to_where_one_was(client: FlaskClient, runtime: Runtime) -> None:
    open_account(runtime.database)
    answer = client.get("/account/addresses")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/account/addresses")
    page = client.get(answer.location)
    answer = client.post(
        "/sign-in",
        data={
            "csrf_token": form_token(page),
            "email": EMAIL.upper(),
            "password": PASSWORD,
            "next": "/account/addresses",
        },
    )
    assert (answer.status_code, answer.location) == (303, "/account/addresses")


@pytest.mark.parametrize(
    "target",
    [
        "//e",
        "/\\e",
        "///e",
        "https:e",
        "/%09/e",
        "/..//e",
        "javascript:alert(1)",
        "http://shop@e",
        "%0d%0aLocation: e",
        "/%0d%0aX: y",
        "/%2f/e",
        "/%5ce",
        "/%252f/e",
        "\t//e",
        "/a b",
        "/" + "a" * 3000,
    ],
)
def test_next_never_leads_away(client: FlaskClient, runtime: Runtime, target: str) -> None:
    open_account(runtime.database)
    assert send(client, "/sign-in", email=EMAIL, password=PASSWORD, next=target).location == "/"
    assert client.get("/sign-in", query_string={"next": target}).location == "/"
    raw = client.get("/sign-in?next=" + target.replace(" ", "+").replace("\t", "%09"))
    assert raw.location in ("/", "/account/") or raw.status_code == 400


def test_sign_out_kills_the_session_itself(client: FlaskClient, app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    sign_in(client)
    stolen = client.get_cookie("__Host-session", domain="shop.test")
    assert stolen is not None
    assert client.get("/sign-out").status_code == 405
    answer = send(client, "/sign-out", page="/account/profile")
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (303, '"cache"')
    thief = app.test_client()
    thief.set_cookie("__Host-session", stolen.value, domain="shop.test", secure=True)
    assert not is_in(thief)
    assert not is_in(client)


def test_a_forgotten_password_is_set_anew_once(client: FlaskClient, app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    elsewhere = app.test_client()
    sign_in(elsewhere)
    assert send(client, "/forgot-password", email=EMAIL).location == "/letter-sent/reset"
    link = letter_link(runtime.database)
    page = client.get(f"/reset-password/{link}")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert send(client, f"/reset-password/{link}", password="12345678").status_code == 422
    assert send(client, f"/reset-password/{link}", password=OTHER_PASSWORD).location == "/sign-in"
    assert client.get(f"/reset-password/{link}").status_code == 404
    assert not is_in(elsewhere)
    assert sign_in(client).status_code == 422
    assert sign_in(client, password=OTHER_PASSWORD).status_code == 303
    assert [letter.template for letter in letters(runtime.database)] == ["reset_password", "password_changed"]


def test_a_password_set_anew_by_letter_ends_the_keys_of_programs(client: FlaskClient, runtime: Runtime) -> None:
    """Whoever was in the account before may have made one; knowing the password and changing it leaves them."""
    account_id = open_account(runtime.database)
    with runtime.database.transaction() as session:
        key, _row = accounts.issue_api_token(session, account_id, name="чужой", scopes=["account:read"])
    send(client, "/forgot-password", email=EMAIL)
    send(client, f"/reset-password/{letter_link(runtime.database)}", password=OTHER_PASSWORD)
    with runtime.database.reader() as session:
        assert accounts.find_bearer(session, key) is None


def test_reset_links_die_by_a_newer_one_and_by_a_change_of_password(client: FlaskClient, runtime: Runtime) -> None:
    open_account(runtime.database)
    send(client, "/forgot-password", email=EMAIL)
    first = letter_link(runtime.database)
    send(client, "/forgot-password", email=EMAIL)
    second = letter_link(runtime.database)
    token = form_token(client.get("/forgot-password"))
    assert client.get(f"/reset-password/{first}").status_code == 404
    assert client.get(f"/reset-password/{second}").status_code == 200
    sign_in(client)
    send(client, "/account/password", password=PASSWORD, new_password=OTHER_PASSWORD)
    assert client.get(f"/reset-password/{second}").status_code == 404
    token = form_token(client.get("/account/password"))
    answer = client.post(f"/reset-password/{second}", data={"csrf_token": token, "password": PASSWORD})
    assert answer.status_code == 404
    assert client.get(f"/confirm/{second}").status_code == 404


def test_one_letter_off_is_no_link(client: FlaskClient, runtime: Runtime) -> None:
    open_account(runtime.database)
    send(client, "/forgot-password", email=EMAIL)
    link = letter_link(runtime.database)
    for place in range(len(link)):
        off = link[:place] + ("x" if link[place] != "x" else "y") + link[place + 1 :]
        assert client.get(f"/reset-password/{off}").status_code == 404
    assert client.get(f"/reset-password/{link}").status_code == 200


def test_the_tenth_wrong_password_waits_but_only_here(app: Flask, runtime: Runtime) -> None:
    open_account(runtime.database)
    guesser, owner = app.test_client(), app.test_client()
    guesser.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    owner.environ_base["REMOTE_ADDR"] = "198.51.100.9"
    token = form_token(guesser.get("/sign-in"))
    answers = [
        guesser.post(
            "/sign-in",
            data={"csrf_token": token, "email": EMAIL, "password": f"guess {n}"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        )
        for n in range(10)
    ]
    assert [answer.status_code for answer in answers] == [422] * 9 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60 + 1
    assert sign_in(guesser).status_code == 429, "even the right one waits here"
    assert sign_in(owner).status_code == 303


@pytest.mark.on_postgres_as_proof
def test_one_password_tried_on_many_accounts_is_stopped(client: FlaskClient) -> None:
    token = form_token(client.get("/sign-in"))
    statuses = [
        client.post(
            "/sign-in", data={"csrf_token": token, "email": f"p{n}@example.ru", "password": PASSWORD}
        ).status_code
        for n in range(62)
    ]
    assert statuses[:60] == [422] * 60
    assert statuses[60:] == [429] * 2


def test_a_sign_in_commits_at_most_twice(client: FlaskClient, runtime: Runtime) -> None:
    open_account(runtime.database)
    token = form_token(client.get("/sign-in"))
    commits: list[object] = []
    event.listen(runtime.database.writer, "commit", commits.append)
    with count_queries(runtime.database) as asked:
        answer = client.post("/sign-in", data={"csrf_token": token, "email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 303
    assert len(commits) <= 2
    assert len(asked) <= 20, asked


def test_the_english_door(client: FlaskClient, runtime: Runtime) -> None:
    open_account(runtime.database)
    answer = send(client, "/en/sign-in", email=EMAIL, password="wrong one")
    assert "Wrong e-mail or password." in answer.text
    assert send(client, "/en/sign-in", email=EMAIL, password=PASSWORD).location == "/en/account/"
