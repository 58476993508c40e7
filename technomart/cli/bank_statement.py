"""`technomart payments bank`: look through a bank's statement for the money of invoices, and book what fits."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from technomart.domain import invoices
from technomart.domain.invoices import Match, Outcome, StatementBroken
from technomart.runtime import Runtime, build

ACTOR = "technomart payments bank"
QUIET = (Outcome.exact, Outcome.booked)
"""What needs nobody's eye."""


def run(chosen: argparse.Namespace) -> int:
    """Print what each credit is; 1 if one is left for people, 2 for a file that cannot be trusted."""
    try:
        with chosen.file.open("rb") as file:
            data = file.read(invoices.LARGEST_BYTES + 1)
    except OSError as error:
        print(f"bank: {chosen.file}: {error.strerror}")
        return 2
    runtime = build()
    try:
        return report(runtime, data, book=chosen.book)
    finally:
        runtime.close()


def report(runtime: Runtime, data: bytes, *, book: bool) -> int:
    """Look through the statement and say what it is; with `book`, book what fits, one credit a transaction."""
    account = runtime.seller_account
    if account is None:
        print("bank: the seller's account is not set (TECHNOMART_BANK_…)")
        return 2
    try:
        found = invoices.credits_in(data, account.account)
    except StatementBroken as broken:
        where = f"line {broken.details['line']}, column {broken.details['column']}"
        print(f"bank: {broken.code} at {where}: nothing was booked")
        return 2
    with runtime.database.reader() as session:
        matches = invoices.look_through(session, found)
    if book:
        matches = [_booked(runtime, match, account.account) for match in matches]
    for sentence in _sentences(matches):
        print(sentence)
    left = sum(match.outcome not in QUIET for match in matches)
    exact = sum(match.outcome is Outcome.exact for match in matches)
    more = f", {exact} to be booked with --book" if exact else ""
    print(f"bank: {len(matches)} credits, {left} left for people{more}")
    return 1 if left else 0


def _booked(runtime: Runtime, match: Match, account: str) -> Match:
    if match.outcome not in invoices.TOLD:
        return match
    with runtime.database.transaction() as session:
        return invoices.book(session, match.credit, account=account, actor=ACTOR, faults=runtime.faults)


def _sentences(matches: Iterable[Match]) -> Iterable[str]:
    for match in matches:
        credit, invoice = match.credit, match.invoice
        order = f", order {invoice.order_number}, invoice of {invoice.amount.amount}" if invoice else ""
        payer = f"{credit.payer} ({credit.payer_inn})"
        yield f"{match.outcome}: {credit.day} № {credit.number}, {credit.amount.amount} from {payer}{order}"
