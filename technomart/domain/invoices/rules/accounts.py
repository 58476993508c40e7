"""The seller's account at a bank: whether its numbers are whole and belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from technomart.domain.invoices.rules.taxpayers import is_kpp

BIK = re.compile(r"\d{9}", re.ASCII)
ACCOUNT = re.compile(r"\d{20}", re.ASCII)
WEIGHTS = (7, 1, 3)
CORRESPONDENT = "301"
LONGEST_BANK = 45
"""What the payment code holds of the bank's name (GOST R 56042-2014)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerAccount:
    """Where invoices are paid to. `is_sample`: invented, so that a shop in development can be looked at."""

    bank: str
    bik: str
    account: str
    correspondent: str
    kpp: str = ""
    is_sample: bool = False

    @property
    def faults(self) -> tuple[str, ...]:
        """What keeps it from being paid to, by field; nothing if it is complete and its keys are right."""
        is_right = {
            "bank": 0 < len(self.bank) <= LONGEST_BANK,
            "bik": BIK.fullmatch(self.bik) is not None,
            "account": is_account(self.account, self.bik),
            "correspondent": is_correspondent(self.correspondent, self.bik),
            "kpp": not self.kpp or is_kpp(self.kpp),
        }
        return tuple(name for name, right in is_right.items() if not right)


def is_account(account: str, bik: str) -> bool:
    """Whether the account's key digit is that of this bank: it follows from the last three digits of the BIK."""
    return bool(ACCOUNT.fullmatch(account) and BIK.fullmatch(bik)) and _adds_up(bik[-3:] + account)


def is_correspondent(account: str, bik: str) -> bool:
    """The same for a bank's own account at the Bank of Russia: by the fifth and sixth digit of the BIK."""
    if not ACCOUNT.fullmatch(account) or not BIK.fullmatch(bik) or not account.startswith(CORRESPONDENT):
        return False
    return account[-3:] == bik[-3:] and _adds_up("0" + bik[4:6] + account)


def _adds_up(digits: str) -> bool:
    weighed = sum(int(digit) * WEIGHTS[place % 3] % 10 for place, digit in enumerate(digits))
    return weighed % 10 == 0


SAMPLE = SellerAccount(
    bank="Банк Примерный",
    bik="040000999",
    account="40702810600000000001",
    correspondent="30101810500000000999",
    kpp="770001001",
    is_sample=True,
)
"""A bank and an account that do not exist: no region has the code 00. Their keys are right."""
