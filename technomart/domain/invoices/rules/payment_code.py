"""The code on an invoice that a bank's program reads, so that nobody types (GOST R 56042-2014)."""

from __future__ import annotations

from technomart.domain.invoices.rules.accounts import SellerAccount
from technomart.foundation.money import Money

HEAD = "ST00012"
"""The standard's mark, its version 0001, and 2 for UTF-8."""

SEPARATOR = "|"
LONGEST = {"Name": 160, "BankName": 45, "Purpose": 210}


def payment_code(account: SellerAccount, *, name: str, inn: str, total: Money, purpose: str) -> str:
    """What the square says: whom to pay how much for what. The separator cannot stand in a value and is left out."""
    values = {
        "Name": name,
        "PersonalAcc": account.account,
        "BankName": account.bank,
        "BIC": account.bik,
        "CorrespAcc": account.correspondent,
        "Sum": str(total.minor),
        "Purpose": purpose,
        "PayeeINN": inn,
        "KPP": account.kpp,
    }
    told = [f"{key}={value.replace(SEPARATOR, ' ')[: LONGEST.get(key)]}" for key, value in values.items() if value]
    return SEPARATOR.join([HEAD, *told])
