"""What a taxpayer's numbers look like: INN with its check digits, KPP, and how an organisation is written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from technomart.foundation.words import one_line

LONGEST_NAME = 160
LONGEST_ADDRESS = 300
INN = re.compile(r"(?!00)(?:\d{10}|\d{12})", re.ASCII)
KPP = re.compile(r"(?!0000)\d{4}[0-9A-Z]{2}\d{3}", re.ASCII)
"""`NNNNPPXXX`: the tax office, the reason in digits or capital Latin letters, a number."""

OF_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
OF_TWELVE = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
PERSON_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Company:
    """Who pays an invoice: an organisation (INN of ten digits, with a KPP) or an entrepreneur (twelve, without)."""

    name: str
    inn: str
    kpp: str
    address: str


def is_inn(text: str) -> bool:
    """Whether the last digit (of ten) or the last two (of twelve) are those the others demand."""
    if not INN.fullmatch(text):
        return False
    digits = [int(digit) for digit in text]
    if len(digits) == PERSON_DIGITS:
        return digits[10] == _control(digits, OF_TWELVE[0]) and digits[11] == _control(digits, OF_TWELVE[1])
    return digits[9] == _control(digits, OF_TEN)


def is_kpp(text: str) -> bool:
    return KPP.fullmatch(text) is not None


def needs_kpp(inn: str) -> bool:
    """An organisation has a KPP, an entrepreneur has none."""
    return len(inn) != PERSON_DIGITS


def read_company(given: Company) -> tuple[Company, dict[str, str]]:
    """The company in one form, and what is wrong with it by field of the checkout, in the order of the form."""
    company = Company(one_line(given.name), _close(given.inn), _close(given.kpp).upper(), one_line(given.address))
    wrong: dict[str, str] = {}
    if not company.name:
        wrong["company_name"] = "company_name_missing"
    elif len(company.name) > LONGEST_NAME:
        wrong["company_name"] = "text_too_long"
    if not is_inn(company.inn):
        wrong["company_inn"] = "inn_wrong" if company.inn else "inn_missing"
    elif needs_kpp(company.inn) and not is_kpp(company.kpp):
        wrong["company_kpp"] = "kpp_wrong" if company.kpp else "kpp_missing"
    elif not needs_kpp(company.inn) and company.kpp:
        wrong["company_kpp"] = "kpp_of_a_person"
    if not company.address:
        wrong["company_address"] = "company_address_missing"
    elif len(company.address) > LONGEST_ADDRESS:
        wrong["company_address"] = "text_too_long"
    return company, wrong


def _close(text: str) -> str:
    """A number without the spaces people put into it."""
    return one_line(text).replace(" ", "")


def _control(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
