"""What people do with their account, on both databases."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain import accounts
from technomart.domain.accounts.models import Consent, EmailedToken, SignInAttempt
from technomart.foundation.audit import AuditEntry
from technomart.foundation.database import Database
from tests.domain.accounts.people import EMAIL, NAME, OTHER_PASSWORD, PASSWORD, hash_of, open_account

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SEEN = accounts.Circumstances(ip="203.0.113.7", user_agent="Firefox", form="sign_up")
TEXT = accounts.ConsentText(
    purpose="account", document_slug="consent-account", document_version=2, text_hash="f" * 64
)
PLACE = accounts.Place(city="Москва", street="Ленинский проспект, 42")


def an_account(session: Session, email: str = EMAIL) -> accounts.Account:
    account = accounts.open_account(session, name=NAME, email=email, password_hash=hash_of(PASSWORD))
    session.flush()
    return account


def asked(session: Session, password: str = PASSWORD) -> accounts.Registration:
    return accounts.register(session, name=NAME, email=EMAIL, password_hash=hash_of(password), consents=[TEXT])


def test_a_registration_is_nothing_until_it_is_confirmed(session: Session) -> None:
    registration = asked(session)
    assert registration.link
    assert accounts.credentials_of_email(session, EMAIL).password_hash is None
    account = accounts.confirm(session, registration.link, SEEN)
    checked = accounts.credentials_of_email(session, EMAIL)
    assert accounts.is_right(checked.password_hash, PASSWORD)
    assert accounts.sign_in(session, checked, email=EMAIL, ip="203.0.113.7").id == account.id
    (consent,) = accounts.consents_of(session, account.id)
    assert (consent.document_version, consent.text_hash, consent.ip, consent.form) == (
        2,
        "f" * 64,
        SEEN.ip,
        "sign_up",
    )


def test_a_confirmed_address_gets_no_second_link(session: Session) -> None:
    an_account(session)
    assert asked(session).link is None


def test_links_work_once_and_in_time(session: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        registration = asked(session)
        account = an_account(session, "other@example.ru")
        known = accounts.request_reset(session, account.email)
    assert known is not None
    with time_machine.travel(NOW + timedelta(minutes=59), tick=False):
        assert accounts.owner_of_reset(session, known[1]).id == account.id
    with time_machine.travel(NOW + timedelta(minutes=60), tick=False), pytest.raises(accounts.LinkExpired):
        accounts.reset_password(session, known[1], password_hash=hash_of(OTHER_PASSWORD))
    assert registration.link
    with time_machine.travel(NOW + timedelta(hours=24), tick=False), pytest.raises(accounts.LinkExpired):
        accounts.confirm(session, registration.link, SEEN)
    with time_machine.travel(NOW + timedelta(hours=23), tick=False):
        accounts.confirm(session, registration.link, SEEN)
        with pytest.raises(accounts.LinkExpired):
            accounts.confirm(session, registration.link, SEEN)


def test_a_link_is_good_for_its_own_purpose_only(session: Session) -> None:
    registration = asked(session)
    assert registration.link
    for attempt in (
        lambda: accounts.reset_password(session, registration.link or "", password_hash="x"),
        lambda: accounts.finish_email_change(session, registration.link or ""),
        lambda: accounts.confirm(session, "", SEEN),
        lambda: accounts.confirm(session, "nonsense", SEEN),
    ):
        with pytest.raises(accounts.LinkExpired):
            attempt()


def test_only_hashes_of_links_are_kept(session: Session) -> None:
    registration = asked(session)
    kept = session.scalars(select(EmailedToken.token_hash)).all()
    assert registration.link not in kept
    assert all(len(value) == 64 for value in kept)


def test_a_reset_proves_the_mailbox_too(session: Session) -> None:
    asked(session)
    known = accounts.request_reset(session, EMAIL)
    assert known is not None
    accounts.reset_password(session, known[1], password_hash=hash_of(OTHER_PASSWORD))
    checked = accounts.credentials_of_email(session, EMAIL)
    assert accounts.sign_in(session, checked, email=EMAIL, ip="").confirmed_at is not None
    assert accounts.request_reset(session, "nobody@example.ru") is None


def test_a_password_changed_while_it_is_checked_lets_nobody_in(session: Session) -> None:
    account = an_account(session)
    checked = accounts.credentials_of_email(session, EMAIL)
    accounts.change_password(session, checked, password_hash=hash_of(OTHER_PASSWORD))
    with pytest.raises(accounts.WrongEmailOrPassword):
        accounts.sign_in(session, checked, email=EMAIL, ip="")
    with pytest.raises(accounts.WrongPassword):
        accounts.change_password(session, checked, password_hash=hash_of(PASSWORD))
    accounts.close_account(session, account.id)
    assert accounts.credentials_of_email(session, EMAIL).account_id is None


def test_two_people_use_one_link_and_one_of_them_wins(database: Database) -> None:
    open_account(database)
    with database.transaction() as session:
        known = accounts.request_reset(session, EMAIL)
    assert known is not None
    outcomes: list[str] = []

    def use() -> None:
        try:
            with database.transaction() as session:
                accounts.reset_password(session, known[1], password_hash=hash_of(OTHER_PASSWORD))
            outcomes.append("set")
        except accounts.LinkExpired:
            outcomes.append("refused")

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused"] * 5 + ["set"]


def test_the_address_book_keeps_one_usual_address_and_has_an_end(session: Session) -> None:
    account, other = an_account(session), an_account(session, "other@example.ru")
    for _ in range(20):
        accounts.add_address(session, account.id, PLACE)
        session.flush()
    with pytest.raises(accounts.TooManyAddresses):
        accounts.add_address(session, account.id, PLACE)
    book = accounts.addresses_of(session, account.id)
    assert [entry.is_usual for entry in book] == [True] + [False] * 19
    accounts.make_usual(session, account.id, book[7].public_id)
    assert accounts.addresses_of(session, account.id)[0].public_id == book[7].public_id
    accounts.remove_address(session, account.id, book[7].public_id)
    assert accounts.addresses_of(session, account.id)[0].public_id == book[0].public_id
    for attempt in (
        lambda: accounts.remove_address(session, other.id, book[0].public_id),
        lambda: accounts.make_usual(session, other.id, book[0].public_id),
        lambda: accounts.change_address(session, other.id, book[0].public_id, PLACE),
        lambda: accounts.get_address_of(session, other.id, book[0].public_id),
    ):
        with pytest.raises(accounts.UnknownAddress):
            attempt()


def test_consents_are_only_ever_added(session: Session) -> None:
    account = an_account(session)
    accounts.record_consent(session, TEXT, SEEN, subject=EMAIL, account_id=account.id)
    session.flush()
    accounts.withdraw_consent(session, account.id, "account", subject=EMAIL, seen=SEEN)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Consent)) == 2
    assert not accounts.standing_consents(session, account.id)["account"].is_given
    with pytest.raises(accounts.NoConsentToWithdraw):
        accounts.withdraw_consent(session, account.id, "account", subject=EMAIL, seen=SEEN)


def test_a_key_opens_until_it_is_over(session: Session) -> None:
    account, other = an_account(session), an_account(session, "other@example.ru")
    with time_machine.travel(NOW, tick=False):
        value, row = accounts.issue_api_token(
            session, account.id, name="Касса", scopes=["orders:read"], expires_at=NOW + timedelta(days=1)
        )
        session.flush()
        bearer = accounts.find_bearer(session, value)
        assert bearer is not None
        assert (bearer.account_id, bearer.scopes) == (account.id, {"orders:read"})
        assert accounts.is_due_to_be_noted(bearer)
        accounts.note_api_token_use(session, bearer)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert accounts.find_bearer(session, value) is None
    with time_machine.travel(NOW, tick=False):
        with pytest.raises(accounts.UnknownApiToken):
            accounts.revoke_api_token(session, other.id, row.public_id)
        accounts.revoke_api_token(session, account.id, row.public_id)
        assert accounts.find_bearer(session, value) is None
        for scopes in ([], ["everything"], ["orders:read", "root"]):
            with pytest.raises(accounts.UnknownScope):
                accounts.issue_api_token(session, account.id, name="x", scopes=scopes)


def test_roles_are_granted_and_taken_and_written_down(session: Session) -> None:
    account = an_account(session)
    assert accounts.permissions_of(session, account.id) == frozenset()
    accounts.grant_role(session, account.id, "cashier", granted_by="owner@example.ru")
    session.flush()
    accounts.grant_role(session, account.id, "cashier", granted_by="owner@example.ru")
    assert accounts.Permission.take_payment in accounts.permissions_of(session, account.id)
    accounts.take_role(session, account.id, "cashier", taken_by="owner@example.ru")
    assert accounts.permissions_of(session, account.id) == frozenset()
    with pytest.raises(accounts.UnknownRole):
        accounts.grant_role(session, account.id, "emperor", granted_by="owner@example.ru")
    changes = session.execute(select(AuditEntry.before, AuditEntry.after).order_by(AuditEntry.id)).all()
    assert changes == [({"roles": []}, {"roles": ["cashier"]}), ({"roles": ["cashier"]}, {"roles": []})]


def test_a_right_password_makes_good_the_wrong_ones_before_it(session: Session) -> None:
    an_account(session)
    for _ in range(8):
        accounts.take_sign_in_try(session, EMAIL, "203.0.113.7")
        session.flush()
    accounts.take_sign_in_try(session, EMAIL, "203.0.113.7")
    session.flush()
    with pytest.raises(accounts.TooManyTries):
        accounts.take_sign_in_try(session, EMAIL, "203.0.113.7")
    accounts.sign_in(session, accounts.credentials_of_email(session, EMAIL), email=EMAIL, ip="203.0.113.7")
    accounts.take_sign_in_try(session, EMAIL, "203.0.113.7")


def test_a_mailbox_is_not_flooded(session: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        for number in range(5):
            accounts.take_letter_try(session, EMAIL, f"203.0.113.{number}")
            session.flush()
        with pytest.raises(accounts.TooManyTries) as refusal:
            accounts.take_letter_try(session, EMAIL, "198.51.100.1")
    assert refusal.value.details["retry_after"] == 3601
    with time_machine.travel(NOW + timedelta(hours=1, seconds=1), tick=False):
        accounts.take_letter_try(session, EMAIL, "198.51.100.1")
        session.flush()
        accounts.forget_old_tries(session, 100)
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 2


def test_not_more_than_two_passwords_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from technomart.domain.accounts.commands import hashing

    busy, most, lock = [0], [0], threading.Lock()
    real = hashing._hasher.hash

    class Watched:
        def hash(self, password: bytes) -> str:
            with lock:
                busy[0] += 1
                most[0] = max(most[0], busy[0])
            try:
                return real(password)
            finally:
                with lock:
                    busy[0] -= 1

    monkeypatch.setattr(hashing, "_hasher", Watched())
    threads = [threading.Thread(target=hashing.hash_password, args=("медленный трамвай",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 2
