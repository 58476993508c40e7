"""Looking people up: accounts, their addresses, devices, consents, keys and roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import UnknownAccount, UnknownAddress
from technomart.domain.accounts.models import (
    Account,
    Address,
    ApiToken,
    Consent,
    ConsentAction,
    EmailedToken,
    SignInAttempt,
    StaffRole,
    WebSession,
)
from technomart.domain.accounts.rules import Limit, Permission, normal_email, permissions_of_roles
from technomart.foundation import clock
from technomart.foundation.ids import token_hash

UNPROVEN_FORM = "sign_up"
"""The form whose consents wait for the mailbox to be proven; then they are written down anew."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is checked against, read before the slow check and compared again after it."""

    account_id: int | None
    password_hash: str | None
    login_key: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Who somebody is, to be shown."""

    id: int
    email: str
    name: str
    phone: str
    lang: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class AddressEntry:
    """One address of the book, to be shown."""

    public_id: str
    city: str
    postal_code: str
    street: str
    flat: str
    entrance: str
    floor: str
    intercom: str
    comment: str
    is_usual: bool


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One working key for programs, to be shown; its text is known to nobody but its owner."""

    public_id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Device:
    """One browser that is signed in."""

    public_id: str
    user_agent: str
    ip: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser's session as the web reads it."""

    id: int
    public_id: str
    account_id: int | None
    data: bytes
    seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a program acts for, and what it may do."""

    token_id: int
    public_id: str
    account_id: int
    scopes: frozenset[str]
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class StandingConsent:
    """The latest word on one purpose."""

    purpose: str
    is_given: bool
    document_slug: str
    document_version: int
    at: datetime


def get_account(session: Session, account_id: int) -> Account:
    """The open account with this id; UnknownAccount otherwise."""
    account = session.get(Account, account_id)
    if account is None or not account.is_active:
        raise UnknownAccount()
    return account


def usual_city(session: Session, account_id: int) -> str | None:
    """The city of the account's usual address, if it has one."""
    return session.scalar(select(Address.city).where(Address.account_id == account_id, Address.is_usual).limit(1))


def find_account_by_email(session: Session, email: str) -> Account | None:
    """The account with this address, open or closed."""
    return session.scalar(select(Account).where(Account.email == normal_email(email)))


def find_open_account(session: Session, account_id: int) -> Account | None:
    """The account with this id, unless it is closed."""
    account = session.get(Account, account_id)
    return account if account is not None and account.is_active else None


def lock_account(session: Session, account_id: int) -> Account:
    """The open account, held until the transaction ends."""
    account = session.scalar(select(Account).where(Account.id == account_id).with_for_update())
    if account is None or not account.is_active:
        raise UnknownAccount()
    return account


def credentials_of_email(session: Session, email: str) -> Credentials:
    """What to check a password against; for unknown and closed accounts something no password fits."""
    row = session.execute(
        select(Account.id, Account.password_hash, Account.login_key).where(Account.email == email, Account.is_active)
    ).one_or_none()
    return Credentials(*row) if row else Credentials(None, None, "")


def credentials_of(session: Session, account_id: int) -> Credentials:
    """What the signed-in person's password is checked against when it is asked for again."""
    account = get_account(session, account_id)
    return Credentials(account.id, account.password_hash, account.login_key)


def find_link(session: Session, value: str, purposes: Iterable[str]) -> EmailedToken | None:
    """The unused, unexpired link with this token, for one of these purposes, of an open account."""
    return session.scalar(
        select(EmailedToken)
        .join(Account, Account.id == EmailedToken.account_id)
        .where(
            EmailedToken.token_hash == token_hash(value),
            EmailedToken.purpose.in_([str(purpose) for purpose in purposes]),
            EmailedToken.used_at.is_(None),
            EmailedToken.expires_at > clock.now(),
            Account.is_active,
        )
    )


def seconds_to_wait(session: Session, key: str, limit: Limit) -> int | None:
    """How long until one more try under this key is taken; None when at once."""
    at = clock.now()
    tries = session.scalars(
        select(SignInAttempt.at)
        .where(SignInAttempt.key_hash == token_hash(key), SignInAttempt.at > at - limit.within)
        .order_by(SignInAttempt.at)
    )
    return limit.retry_after(list(tries), at)


def profile_of(session: Session, account_id: int) -> Profile:
    """The open account as it is shown; UnknownAccount otherwise."""
    account = get_account(session, account_id)
    return Profile(
        account.id, account.email, account.name, account.phone, account.lang, account.confirmed_at is not None
    )


def addresses_of(session: Session, account_id: int) -> list[AddressEntry]:
    """The address book, the usual one first."""
    rows = session.scalars(
        select(Address).where(Address.account_id == account_id).order_by(Address.is_usual.desc(), Address.id)
    )
    return [_entry(row) for row in rows]


def get_address_of(session: Session, account_id: int, public_id: str) -> AddressEntry:
    """One of the account's own addresses; UnknownAddress for anything else."""
    return _entry(address_row(session, account_id, public_id))


def address_row(session: Session, account_id: int, public_id: str) -> Address:
    """The same as a row, to be changed."""
    address = session.scalar(select(Address).where(Address.account_id == account_id, Address.public_id == public_id))
    if address is None:
        raise UnknownAddress()
    return address


def _entry(row: Address) -> AddressEntry:
    return AddressEntry(
        row.public_id,
        row.city,
        row.postal_code,
        row.street,
        row.flat,
        row.entrance,
        row.floor,
        row.intercom,
        row.comment,
        row.is_usual,
    )


def consents_of(session: Session, account_id: int) -> list[Consent]:
    """Every act of consent, oldest first."""
    return list(session.scalars(select(Consent).where(Consent.account_id == account_id).order_by(Consent.id)))


def standing_consents(session: Session, account_id: int) -> dict[str, StandingConsent]:
    """The latest word on each purpose the account was ever asked about."""
    return {
        act.purpose: StandingConsent(
            act.purpose, act.action is ConsentAction.given, act.document_slug, act.document_version, act.at
        )
        for act in consents_of(session, account_id)
    }


def latest_word(purpose: str, *, subject: str, account_id: int | None) -> Select[Consent]:
    """The last act about this purpose as a query: of the account, or of an address that has none.

    Where there is an account, its word alone counts: anybody may type its address into a guest's form. For the same
    reason what was ticked at a sign-up counts only once the mailbox is proven, when it is written down anew.
    """
    if account_id is not None:
        said_by = Consent.account_id == account_id
    else:
        said_by = (Consent.subject == subject) & Consent.account_id.is_(None) & (Consent.form != UNPROVEN_FORM)
    return select(Consent).where(Consent.purpose == purpose, said_by).order_by(Consent.id.desc()).limit(1)


def agrees(session: Session, purpose: str, *, subject: str, account_id: int | None) -> bool:
    """Whether a consent to this purpose stands, given and not taken back."""
    latest = session.scalar(latest_word(purpose, subject=subject, account_id=account_id))
    return latest is not None and latest.action is ConsentAction.given


def api_tokens_of(session: Session, account_id: int) -> list[ApiKey]:
    """The account's keys that have not been revoked, newest first."""
    rows = session.scalars(
        select(ApiToken)
        .where(ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None))
        .order_by(ApiToken.id.desc())
    )
    return [
        ApiKey(row.public_id, row.name, tuple(row.scopes), row.created_at, row.expires_at, row.seen_at)
        for row in rows
    ]


def find_bearer(session: Session, value: str) -> Bearer | None:
    """Who this key belongs to; None when it is unknown, revoked, expired or its account is closed."""
    at = clock.now()
    row = session.execute(
        select(ApiToken)
        .join(Account, Account.id == ApiToken.account_id)
        .where(ApiToken.token_hash == token_hash(value), ApiToken.revoked_at.is_(None), Account.is_active)
    ).scalar_one_or_none()
    if row is None or (row.expires_at is not None and row.expires_at <= at):
        return None
    return Bearer(row.id, row.public_id, row.account_id, frozenset(row.scopes), row.seen_at)


def roles_of(session: Session, account_id: int) -> list[str]:
    """The roles the account holds at the shop."""
    return list(
        session.scalars(select(StaffRole.role).where(StaffRole.account_id == account_id).order_by(StaffRole.role))
    )


def permissions_of(session: Session, account_id: int) -> frozenset[Permission]:
    """All that the account may do in the office; nothing for a shopper."""
    return permissions_of_roles(roles_of(session, account_id))


def sessions_of(session: Session, account_id: int) -> list[Device]:
    """The browsers signed in to the account, the latest seen first."""
    at = clock.now()
    rows: Iterable[Any] = session.execute(
        select(WebSession.public_id, WebSession.user_agent, WebSession.ip, WebSession.created_at, WebSession.seen_at)
        .where(WebSession.account_id == account_id, WebSession.expires_at > at, WebSession.ends_at > at)
        .order_by(WebSession.seen_at.desc(), WebSession.id.desc())
    )
    return [Device(*row) for row in rows]


@cache
def _living_session() -> Select[*tuple[Any, ...]]:
    """Asked with nearly every request: the browser's session with this `hash` that has not ended at this moment."""
    at: ColumnElement[Any] = bindparam("at")
    return (
        select(
            WebSession.id,
            WebSession.public_id,
            WebSession.account_id,
            WebSession.data,
            WebSession.seen_at,
            WebSession.ends_at,
            Account.is_active,
        )
        .outerjoin(Account, Account.id == WebSession.account_id)
        .where(WebSession.token_hash == bindparam("hash"), WebSession.expires_at > at, WebSession.ends_at > at)
    )


def find_visit(session: Session | Connection, value: str) -> Visit | None:
    """The living session with this token. None when unknown, idle too long, too old, or its account is closed."""
    row = session.execute(_living_session(), {"hash": token_hash(value), "at": clock.now()}).one_or_none()
    if row is None or (row.account_id is not None and not row.is_active):
        return None
    return Visit(row.id, row.public_id, row.account_id, row.data, row.seen_at, row.ends_at)
