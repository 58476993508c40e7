"""`technomart staff`: who works in the shop; opens the first owner's account, which never has a password of ours."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.adapters.links import link
from technomart.domain import accounts
from technomart.domain.accounts import RESET_FOR, Account, StaffRole
from technomart.foundation.database import Database
from technomart.foundation.errors import DomainError
from technomart.settings import Settings

ACTOR = "console"
OWNER = "owner"


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`staff owner | invite | grant | take | list`."""
    parser = commands.add_parser("staff", help="who works in the shop: invite, give and take roles")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    for task, sentence in (
        ("owner", "make this person an owner, with an account if there is none"),
        ("invite", "open an account in a role and print a link to choose its password"),
        ("grant", "give a role to somebody who has an account"),
        ("take", "take a role away"),
    ):
        one = tasks.add_parser(task, help=sentence)
        one.add_argument("email")
        if task != OWNER:
            one.add_argument("role", choices=list(accounts.ROLES))
        if task in {OWNER, "invite"}:
            one.add_argument("--name", default="", help="how to address this person (the e-mail's first part)")
            one.add_argument("--ask", action="store_true", help="ask for the password here, print no link")
            one.add_argument("--link", action="store_true", help="a fresh link for an account that exists, too")
    tasks.add_parser("list", help="everybody who has a role")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """0 when it is done; 1 with a sentence when it was refused, and then nothing has changed."""
    settings = Settings()
    database = Database(settings.database)
    try:
        return TASKS[chosen.task](chosen, settings, database)
    except DomainError as refused:
        print(f"refused: {refused.code}", file=sys.stderr)
        return 1
    finally:
        database.dispose()


def invite(chosen: argparse.Namespace, settings: Settings, database: Database) -> int:
    """An account in a role: its password is chosen by a one-time link or typed here, never made up by us."""
    role = getattr(chosen, "role", OWNER)
    email = accounts.normal_email(chosen.email)
    name = chosen.name or email.partition("@")[0]
    password = ask_password(name, email) if chosen.ask else secrets.token_urlsafe(48)
    password_hash = accounts.hash_password(password)
    with database.transaction() as session:
        account = accounts.find_account_by_email(session, email)
        is_open = account is not None and account.confirmed_at is not None
        if account is None:
            account = accounts.open_account(session, name=name, email=email, password_hash=password_hash)
        accounts.grant_role(session, account.id, role, granted_by=ACTOR)
        sends = chosen.link or not (is_open or (account.confirmed_at and chosen.ask))
        token = _fresh_link(session, email) if sends else None
    print(f"{email} has an account already, and is {role} now." if is_open else f"{email} is {role} now.")
    if token:
        minutes = int(RESET_FOR.total_seconds() // 60)
        print(f"To choose the password, within {minutes} minutes and once:")
        print(f"  {link(settings.public_url, 'ru', 'reset', token=token)}")
    elif chosen.ask and is_open:
        print("The password was left as it is.")
    return 0


def _fresh_link(session: Session, email: str) -> str | None:
    asked = accounts.request_reset(session, email)
    return asked[1] if asked else None


def ask_password(name: str, email: str) -> str:
    """A good password typed twice at the terminal. WeakPassword; ends the program if the two differ."""
    password = getpass.getpass("Password: ")
    accounts.require_good(password, about=(name, email))
    if getpass.getpass("Once more: ") != password:
        sys.exit("The two differ; nothing was changed.")
    return password


def change_role(chosen: argparse.Namespace, _settings: Settings, database: Database) -> int:
    """Give or take a role; both are written into the audit."""
    with database.transaction() as session:
        account = accounts.find_account_by_email(session, accounts.normal_email(chosen.email))
        if account is None:
            raise accounts.UnknownAccount()
        if chosen.task == "grant":
            accounts.grant_role(session, account.id, chosen.role, granted_by=ACTOR)
        else:
            accounts.take_role(session, account.id, chosen.role, taken_by=ACTOR)
        held = accounts.roles_of(session, account.id)
    print(f"{account.email}: {', '.join(held) or 'no role'}")
    return 0


def show(_chosen: argparse.Namespace, _settings: Settings, database: Database) -> int:
    """One line a person and role."""
    with database.reader() as session:
        people = select(Account.email, StaffRole.role).join(Account, Account.id == StaffRole.account_id)
        for email, role in session.execute(people.order_by(Account.email, StaffRole.role)):
            print(f"{email}: {role}")
    return 0


TASKS = {"owner": invite, "invite": invite, "grant": change_role, "take": change_role, "list": show}
