"""Taxpayers' numbers, accounts, sums in words, the payment code: each by its rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain.invoices import SAMPLE, Company, in_words, payment_code, read_company
from technomart.domain.invoices.rules import SellerAccount, is_account, is_correspondent, is_inn, is_kpp, numbers_in
from technomart.foundation.money import Money
from tests.factories.invoicing import PERSON, ROMASHKA


def closed(nine: str) -> str:
    """The INN of an organisation that begins with these nine digits: worked out here once more, in another way."""
    weighed = 2 * int(nine[0]) + 4 * int(nine[1]) + 10 * int(nine[2]) + 3 * int(nine[3]) + 5 * int(nine[4])
    weighed += 9 * int(nine[5]) + 4 * int(nine[6]) + 6 * int(nine[7]) + 8 * int(nine[8])
    return nine + str(weighed % 11 % 10)


@given(st.from_regex(r"0[1-9][0-9]{7}|[1-9][0-9]{8}", fullmatch=True), st.integers(1, 9))
def test_one_digit_closes_an_inn(nine: str, off: int) -> None:
    inn = closed(nine)
    assert is_inn(inn)
    assert not is_inn(nine + str((int(inn[9]) + off) % 10))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (ROMASHKA.inn, True),
        (PERSON.inn, True),
        ("770000000083", False),
        ("770000000092", False),
        ("7700000008", False),
        ("0000000000", False),
        ("77000000", False),
        ("", False),
        ("٧٧٠٠٠٠٠٠٠٩", False),
        ("7700000009\n", False),
    ],
)
def test_an_inn_has_ten_or_twelve_digits_that_fit(text: str, right: bool) -> None:
    assert is_inn(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [("770001001", True), ("7700AB001", True), ("7700ab001", False), ("77000100", False), ("000001001", False)],
)
def test_a_kpp_names_an_office_a_reason_and_a_number(text: str, right: bool) -> None:
    assert is_kpp(text) is right


def test_a_company_is_read_in_one_form_and_every_wrong_field_is_told() -> None:
    typed = Company("  ООО «Ромашка» ", "77 0000 0009", "7700 01001", ROMASHKA.address)
    assert read_company(typed) == (ROMASHKA, {})
    assert read_company(PERSON) == (PERSON, {})
    assert read_company(Company("", "", "", ""))[1] == {
        "company_name": "company_name_missing",
        "company_inn": "inn_missing",
        "company_address": "company_address_missing",
    }
    for inn, kpp, wrong in (
        ("7700000008", "770001001", {"company_inn": "inn_wrong"}),
        (ROMASHKA.inn, "", {"company_kpp": "kpp_missing"}),
        (ROMASHKA.inn, "12345", {"company_kpp": "kpp_wrong"}),
        (PERSON.inn, "770001001", {"company_kpp": "kpp_of_a_person"}),
    ):
        assert read_company(Company("Ф", inn, kpp, "А"))[1] == wrong
    long = read_company(Company("Ф" * 161, ROMASHKA.inn, ROMASHKA.kpp, "А" * 301))[1]
    assert long == {"company_name": "text_too_long", "company_address": "text_too_long"}


def test_an_account_has_the_key_of_its_bank() -> None:
    assert SAMPLE.faults == ()
    assert not is_account(SAMPLE.account, "040000998")
    assert not is_account("40702810700000000001", SAMPLE.bik)
    assert not is_correspondent("30101810600000000999", SAMPLE.bik)
    assert not is_correspondent(SAMPLE.account, SAMPLE.bik)
    empty = SellerAccount(bank="", bik="", account="", correspondent="", kpp="77")
    assert empty.faults == ("bank", "bik", "account", "correspondent", "kpp")


@pytest.mark.parametrize(
    ("kopecks", "words"),
    [
        (0, "Ноль рублей 00 копеек"),
        (101, "Один рубль 01 копейка"),
        (202, "Два рубля 02 копейки"),
        (1_111, "Одиннадцать рублей 11 копеек"),
        (100_000, "Одна тысяча рублей 00 копеек"),
        (220_140, "Две тысячи двести один рубль 40 копеек"),
        (1_201_300, "Двенадцать тысяч тринадцать рублей 00 копеек"),
        (2_100_000, "Двадцать одна тысяча рублей 00 копеек"),
        (99_999_999, "Девятьсот девяносто девять тысяч девятьсот девяносто девять рублей 99 копеек"),
        (100_000_100, "Один миллион один рубль 00 копеек"),
        (500_200_000_000, "Пять миллиардов два миллиона рублей 00 копеек"),
    ],
)
def test_a_sum_is_said_in_words(kopecks: int, words: str) -> None:
    assert in_words(Money(kopecks)) == words


def test_the_payment_code_says_whom_to_pay_and_a_bar_cannot_break_it() -> None:
    code = payment_code(SAMPLE, name="ООО «А|Б»", inn="7700000009", total=Money(123_45), purpose="Счёт|Sum=1")
    head, *pairs = code.split("|")
    told = dict(pair.split("=", 1) for pair in pairs)
    assert head == "ST00012"
    assert list(told)[:5] == ["Name", "PersonalAcc", "BankName", "BIC", "CorrespAcc"]
    assert (told["Name"], told["Sum"], told["Purpose"]) == ("ООО «А Б»", "12345", "Счёт Sum=1")
    assert (told["PayeeINN"], told["KPP"]) == ("7700000009", SAMPLE.kpp)


@pytest.mark.parametrize(
    ("purpose", "numbers"),
    [
        ("Оплата по счету № 261126-48213 от 26.11.2026", ["261126-48213"]),
        ("сч.26112648213,261126 – 48214", ["261126-48213", "261126-48214"]),
        ("счета 261126-48213 и 261126-48213", ["261126-48213"]),
        ("ИНН 7700000009, тел. 79150001234567", []),
        ("", []),
    ],
)
def test_the_numbers_of_invoices_are_found_as_people_write_them(purpose: str, numbers: list[str]) -> None:
    assert numbers_in(purpose) == numbers
