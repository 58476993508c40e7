"""Which invoice a credit of the bank pays, and whether it does so exactly."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from technomart.domain.invoices.rules.statements import Credit
from technomart.domain.invoices.rules.taxpayers import Company
from technomart.foundation.money import Money

NUMBER = re.compile(r"(?<!\d)(\d{6})\s?[-\u2010-\u2015]?\s?(\d{5})(?!\d)", re.ASCII)


class Outcome(StrEnum):
    """What a credit is to the shop. Only `exact` becomes money by itself; the rest is for people."""

    exact = "exact"
    booked = "booked"
    other_sum = "other_sum"
    other_payer = "other_payer"
    paid_already = "paid_already"
    several = "several"
    unknown = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Billed:
    """An invoice as it waits for its money. `paid_by` is the document that has paid it."""

    number: str
    order_number: str
    order_id: int
    company: Company
    amount: Money
    paid_by: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A credit, the invoice it names, and what that makes of it."""

    credit: Credit
    invoice: Billed | None
    outcome: Outcome


def new_number(day: date) -> str:
    """A number like `261126-48213`: digits alone, since an accountant types it; the day, then five random ones."""
    return f"{day:%y%m%d}-{secrets.randbelow(100_000):05d}"


def numbers_in(purpose: str) -> list[str]:
    """Everything in a purpose of payment that looks like the number of an invoice, each once."""
    return list(dict.fromkeys(f"{day}-{tail}" for day, tail in NUMBER.findall(purpose)))


def judge(credit: Credit, named: Sequence[Billed]) -> Match:
    """What becomes of a credit whose purpose names these invoices of the shop."""
    if len(named) != 1:
        return Match(credit, None, Outcome.several if named else Outcome.unknown)
    invoice = named[0]
    return Match(credit, invoice, _outcome(credit, invoice))


def _outcome(credit: Credit, invoice: Billed) -> Outcome:
    if invoice.paid_by is not None:
        return Outcome.booked if invoice.paid_by == credit.ref else Outcome.paid_already
    if credit.payer_inn != invoice.company.inn:
        return Outcome.other_payer
    return Outcome.exact if credit.amount == invoice.amount else Outcome.other_sum
