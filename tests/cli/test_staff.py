"""Who works in the shop, from the console: the first owner, roles given and taken, never a password of ours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from technomart.cli.main import main
from technomart.domain import accounts
from technomart.foundation.database import Database

BOSS = "boss@example.ru"
Console = Callable[..., str]


@pytest.fixture
def console(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    """Runs one command on the test's database; what it printed, with `!` in front if it was refused."""
    monkeypatch.setenv("TECHNOMART_DATABASE_URL", database.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TECHNOMART_PUBLIC_URL", "https://shop.example.ru")

    def run(*words: str) -> str:
        failed = main(["staff", *words])
        said = capsys.readouterr()
        return ("!" if failed else "") + said.out + said.err

    return run


def link_in(said: str) -> str:
    found = re.search(r"https://shop\.example\.ru/reset-password/([\w-]{40,})", said)
    assert found is not None, said
    return found[1]


def test_the_first_owner_chooses_a_password_by_a_link_that_works_once(console: Console, database: Database) -> None:
    link = link_in(console("owner", "Boss@Example.ru"))
    with database.transaction() as session:
        assert accounts.owner_of_reset(session, link).email == BOSS
        account = accounts.reset_password(session, link, password_hash=accounts.hash_password("a fine long phrase"))
        assert accounts.roles_of(session, account.id) == ["owner"]
    with database.reader() as session, pytest.raises(accounts.LinkExpired):
        accounts.owner_of_reset(session, link)


def test_asked_again_nothing_changes_and_no_link_is_shown(console: Console) -> None:
    console("owner", BOSS)
    again = console("owner", BOSS)
    assert "has an account already" in again
    assert "reset-password" not in again
    assert link_in(console("owner", BOSS, "--link"))
    assert console("list").splitlines() == [f"{BOSS}: owner"]


def test_roles_are_given_and_taken(console: Console) -> None:
    link_in(console("invite", "kassa@example.ru", "cashier"))
    assert "cashier, picker" in console("grant", "kassa@example.ru", "picker")
    assert "no role" not in console("take", "kassa@example.ru", "cashier")
    assert console("list").splitlines() == ["kassa@example.ru: picker"]


def test_strangers_and_nonsense_are_refused(console: Console) -> None:
    assert console("grant", "nobody@example.ru", "manager").startswith("!")
    assert console("owner", "not an address").startswith("!")
    assert console("list") == ""
    with pytest.raises(SystemExit):
        main(["staff", "grant", BOSS, "emperor"])


def test_a_password_may_be_typed_but_not_a_poor_one(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["12345678", "long enough for me", "long enough for you", "a phrase of mine", "a phrase of mine"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    assert console("owner", BOSS, "--ask").startswith("!")
    with pytest.raises(SystemExit):
        main(["staff", "owner", BOSS, "--ask"])
    assert console("list") == ""
    said = console("owner", BOSS, "--ask")
    assert "reset-password" not in said
    assert console("list") == f"{BOSS}: owner\n"
