"""How a person gets an account: asks for it, proves the mailbox with the link and the same password, is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from technomart.domain.accounts.commands.consents import Circumstances, ConsentText, record_consent
from technomart.domain.accounts.commands.links import Purpose, kill_links, send_link, use_link
from technomart.domain.accounts.errors import LinkExpired
from technomart.domain.accounts.models import Account
from technomart.domain.accounts.queries import Credentials, find_account_by_email, find_link, lock_account
from technomart.domain.accounts.rules import normal_email
from technomart.domain.accounts.rules.times import CONFIRM_FOR
from technomart.foundation import clock
from technomart.foundation.ids import token


@dataclass(frozen=True, slots=True)
class Registration:
    """What came of asking: a link to send, or None when the address already has a confirmed account."""

    account_id: int
    email: str
    name: str
    link: str | None


def register(
    session: Session,
    *,
    name: str,
    email: str,
    password_hash: str,
    lang: str = "ru",
    consents: Iterable[ConsentText] = (),
) -> Registration:
    """Note a wish for an account; nothing can be done with it before `confirm`.

    Name, password and consents wait inside the link, not in the account: whoever else registers the same address
    before its owner confirms gets another link with another password, and cannot slip his own in.
    """
    address = normal_email(email)
    account = find_account_by_email(session, address)
    if account is not None and (account.confirmed_at is not None or not account.is_active):
        return Registration(account.id, account.email, account.name, None)
    if account is None:
        account = _new_account(session, name=name, email=address, lang=lang)
    details = {
        "name": name.strip(),
        "password_hash": password_hash,
        "lang": lang,
        "consents": [asdict(text) for text in consents],
    }
    link = send_link(session, account.id, Purpose.confirm, lasts=CONFIRM_FOR, details=details)
    return Registration(account.id, address, name.strip(), link)


def is_registration(session: Session, link: str) -> bool:
    """Whether the living link is about a registration."""
    return find_link(session, link, [Purpose.confirm]) is not None


def credentials_of_registration(session: Session, link: str) -> Credentials:
    """What the password typed on the confirmation page is checked against; LinkExpired for a dead link."""
    found = find_link(session, link, [Purpose.confirm])
    if found is None:
        raise LinkExpired()
    return Credentials(found.account_id, found.details["password_hash"], "")


def confirm(session: Session, link: str, seen: Circumstances) -> Account:
    """The mailbox is proven and the password is right: open the account. All its other links die.

    The consents given with the registration become the account's own, under these circumstances.
    """
    used = use_link(session, link, [Purpose.confirm])
    account = lock_account(session, used.account_id)
    account.name = used.details["name"]
    account.lang = used.details["lang"]
    account.password_hash = used.details["password_hash"]
    account.login_key = token()
    account.confirmed_at = clock.now()
    kill_links(session, account.id)
    for text in used.details["consents"]:
        record_consent(session, ConsentText(**text), seen, subject=account.email, account_id=account.id)
    return account


def open_account(session: Session, *, name: str, email: str, password_hash: str, lang: str = "ru") -> Account:
    """An account that needs no letter: for staff, the demo and tests. UNIQUE e-mail refuses a second one."""
    account = _new_account(session, name=name, email=normal_email(email), lang=lang)
    account.password_hash = password_hash
    account.confirmed_at = clock.now()
    return account


def _new_account(session: Session, *, name: str, email: str, lang: str) -> Account:
    account = Account(email=email, name=name.strip(), login_key=token(), lang=lang, created_at=clock.now())
    session.add(account)
    session.flush()  # its id is needed by the link
    return account
