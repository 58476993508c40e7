"""Rules about people: passwords, contacts, limits, roles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from technomart.domain import accounts
from technomart.domain.accounts.rules import Limit, permissions_of_roles
from technomart.domain.accounts.rules.times import session_expires

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ABOUT = ("Мария Соколова", "m.sokolova@example.ru")


@pytest.mark.parametrize(
    "password",
    [
        "тихая река за домом",
        "correct horse battery",
        "кот у5пл",
        "🦊🐻🐼🐨🐯🦁🐮🐷",
        "        x y z w     ",
        "d" * 30 + "не только буква",
        "ю1" * 5 + "много разного дальше" * 10,
        "п" * 500 + "ривет тебе",
        "k7F-9xq2L",
    ],
)
def test_any_long_enough_password_is_welcome(password: str) -> None:
    accounts.require_good(password, about=ABOUT)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "password_too_short"),
        ("f8#kq2z", "password_too_short"),
        ("🦊🐻🐼🐨🐯🦁🐮", "password_too_short"),
        ("я" * 513, "password_too_long"),
        ("x1" * 500_000, "password_too_long"),
        ("nul\x00inside it", "password_unreadable"),
        ("12345678", "password_obvious"),
        ("87654321", "password_obvious"),
        ("19851012", "password_obvious"),
        ("11223344", "password_obvious"),
        ("aaaaaaaa", "password_obvious"),
        ("12121212", "password_obvious"),
        ("abcdabcd", "password_obvious"),
        ("qwertyui", "password_obvious"),
        ("poiuytrewq", "password_obvious"),
        ("qwerty123456", "password_obvious"),
        ("1q2w3e4r", "password_obvious"),
        ("zaq12wsx", "password_obvious"),
        ("йцукенгш", "password_obvious"),
        ("ЙЦУКЕН123", "password_obvious"),
        ("абвгдеёж", "password_obvious"),
        ("Password1!", "password_obvious"),
        ("P@ssw0rd!", "password_obvious"),
        ("пароль123", "password_obvious"),
        ("gfhjkm12", "password_obvious"),
        ("technomart", "password_is_about_you"),
        ("Техномарт2026", "password_is_about_you"),
        ("technomart123456", "password_is_about_you"),
        ("Соколова1", "password_is_about_you"),
        ("m.sokolova@example.ru", "password_is_about_you"),
        ("sokolova99", "password_is_about_you"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, code: str) -> None:
    with pytest.raises(accounts.WeakPassword) as refusal:
        accounts.require_good(password, about=ABOUT)
    assert refusal.value.code == code


def test_a_password_counts_to_its_last_byte() -> None:
    long = "очень длинная фраза без конца " * 6
    kept = accounts.hash_password(long + "а")
    assert accounts.is_right(kept, long + "а")
    assert not accounts.is_right(kept, long + "б")
    full = "z" * 1024
    kept = accounts.hash_password(full)
    assert accounts.is_right(kept, full)
    assert not accounts.is_right(kept, full + "z")
    assert not accounts.is_right(None, full)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Maria@Example.RU ", "maria@example.ru"),
        ("first.last+shop@mail.example.com", "first.last+shop@mail.example.com"),
        ("ivan@почта.рф", "ivan@xn--80a1acny.xn--p1ai"),
    ],
)
def test_an_address_is_always_written_the_same(written: str, kept: str) -> None:
    assert accounts.normal_email(written) == kept


@pytest.mark.parametrize(
    "text", ["", "@", "a@", "@b.ru", "a b@c.ru", "a@b", "a@b..ru", "a\n@b.ru", "a@b.ru,c@d.ru", "x" * 300 + "@b.ru"]
)
def test_what_no_letter_can_reach_is_no_address(text: str) -> None:
    with pytest.raises(accounts.InvalidEmail):
        accounts.normal_email(text)


def test_a_telephone_number_is_always_written_the_same() -> None:
    for written in ("8 (915) 000-12-34", "+7 915 000 12 34", "9150001234"):
        assert accounts.normal_phone(written) == "+79150001234"
    assert accounts.normal_phone("  ") == ""
    for text in ("12", "call me", "+7 000", "8" * 40):
        with pytest.raises(accounts.InvalidPhone):
            accounts.normal_phone(text)


def test_a_network_is_an_address_or_a_64() -> None:
    assert accounts.network_of("203.0.113.7") == "203.0.113.7"
    assert accounts.network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert accounts.network_of("2001:db8:1:2:3::4") == accounts.network_of("2001:db8:1:2::9")
    assert accounts.network_of("2001:db8:1:3::4") != accounts.network_of("2001:db8:1:2::4")
    assert accounts.network_of("nonsense") == "unknown"


def test_a_limit_lets_the_next_one_through_when_the_oldest_is_out_of_sight() -> None:
    limit = Limit(most=3, within=timedelta(minutes=10))
    tries = [NOW - timedelta(minutes=9), NOW - timedelta(minutes=5), NOW - timedelta(minutes=1)]
    assert limit.retry_after(tries[:2], NOW) is None
    assert limit.retry_after(tries, NOW) == 61
    assert limit.retry_after(tries, NOW + timedelta(seconds=61)) is None
    assert limit.retry_after([NOW - timedelta(minutes=11), *tries[:2]], NOW) is None


def test_a_session_never_outlives_its_end() -> None:
    assert session_expires(NOW, NOW + timedelta(days=90)) == NOW + timedelta(days=14)
    assert session_expires(NOW, NOW + timedelta(days=3)) == NOW + timedelta(days=3)


def test_roles_allow_what_the_table_says_and_no_more() -> None:
    everything = set(accounts.Permission)
    assert permissions_of_roles(["owner"]) == everything
    assert permissions_of_roles([]) == permissions_of_roles(["gone"]) == frozenset()
    may = {role: permissions_of_roles([role]) for role in accounts.ROLES}
    assert set(may) == {"owner", "manager", "cashier", "picker", "content"}
    assert accounts.Permission.manage_staff not in may["manager"]
    assert accounts.Permission.refund not in may["cashier"] | may["picker"] | may["content"]
    assert accounts.Permission.see_customers not in may["content"]
    assert may["cashier"] | may["picker"] == permissions_of_roles(["cashier", "picker"]) <= may["manager"]
