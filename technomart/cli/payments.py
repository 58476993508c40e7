"""`technomart payments`: compare the books with the providers; list what failed."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.cli import bank_statement, money_books
from technomart.domain import payments
from technomart.domain.payments import (
    Payment,
    PaymentProvider,
    PaymentState,
    ProviderAway,
    ProviderStatus,
    Refund,
    RefundState,
    RefundStatus,
)
from technomart.foundation import clock
from technomart.runtime import Runtime, build

USUAL_DAYS = 3
SETTLING = timedelta(minutes=10)
"""What is younger may still be on its way between provider and shop."""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`payments reconcile [--days N]` and `payments bank FILE [--book]`."""
    parser = commands.add_parser("payments", help="compare payments, refunds and receipts with their providers")
    tasks = parser.add_subparsers(dest="what", required=True, metavar="TASK")
    task = tasks.add_parser("reconcile", help="print every mismatch between providers, payments, orders and receipts")
    task.add_argument("--days", type=int, default=USUAL_DAYS, help=f"how far back to look ({USUAL_DAYS})")
    task.set_defaults(run=run)
    bank = tasks.add_parser("bank", help="look through a bank's statement (1CClientBankExchange) for paid invoices")
    bank.add_argument("file", type=Path, help="the statement")
    bank.add_argument("--book", action="store_true", help="book what fits exactly; without it nothing is changed")
    bank.set_defaults(run=bank_statement.run)


def run(chosen: argparse.Namespace) -> int:
    """Print every mismatch; 1 if there is any, also when a provider could not be asked."""
    runtime = build()
    try:
        found = list(reconcile(runtime, days=chosen.days))
    finally:
        runtime.close()
    for sentence in found:
        print(sentence)
    print(f"reconcile: {len(found)} mismatches" if found else "reconcile: everything agrees")
    return 1 if found else 0


def reconcile(runtime: Runtime, *, days: int) -> Iterable[str]:
    """Every mismatch of the last days as a sentence: provider against books both ways, books, failed receipts."""
    until = clock.now() - SETTLING
    since = until - timedelta(days=days)
    for provider in {one.code: one for one in runtime.payments.values()}.values():
        try:
            yield from _with_provider(runtime, provider, since, until)
        except ProviderAway:
            yield f"{provider.code}: could not be asked"
    with runtime.database.reader() as session:
        yield from money_books.violations(session)
        for receipt in payments.failed_receipts(session):
            yield f"receipt {receipt.id} ({receipt.kind}): {receipt.fault or 'failed'}"
        for refund in payments.failed_refunds(session):
            yield f"refund {refund.id} of {refund.amount_kopecks}: {refund.fault or 'failed'}"


def _with_provider(runtime: Runtime, provider: PaymentProvider, since: datetime, until: datetime) -> Iterable[str]:
    told = {one.ref: one for one in provider.payments_between(since, until)}
    back = {one.ref: one for one in provider.refunds_between(since, until)}
    with runtime.database.reader() as session:
        ours = _payments(session, provider.code)
        returned = _refunds(session, provider.code)
    for ref, seen in told.items():
        kept = ours.get(ref)
        if kept is None:
            if seen.status in (ProviderStatus.held, ProviderStatus.succeeded):
                yield f"{provider.code} {ref}: {seen.status} {seen.amount.amount}, unknown to the shop"
            continue
        if payments.STATE_OF[seen.status] is not kept.status:
            yield f"{provider.code} {ref}: {seen.status} there, {kept.status} here"
        if (seen.amount.minor, seen.amount.currency) != (kept.amount_kopecks, kept.currency):
            yield f"{provider.code} {ref}: {seen.amount.amount} there, {kept.amount_kopecks} kopecks here"
        done = sum(
            one.amount_kopecks
            for one, first_id in returned.values()
            if first_id == kept.id and one.status is RefundState.done
        )
        if seen.refunded.minor != done:
            yield f"{provider.code} {ref}: {seen.refunded.minor} kopecks given back there, {done} here"
    for ref, payment in ours.items():
        if since <= payment.opened_at < until and ref not in told and payment.status is not PaymentState.cancelled:
            yield f"{provider.code} {ref}: {payment.status} here, unknown there"
    for ref, refund in back.items():
        if ref not in returned and refund.status is RefundStatus.succeeded:
            yield f"{provider.code} refund {ref}: {refund.amount.amount} there, unknown to the shop"


def _payments(session: Session, provider: str) -> dict[str, Payment]:
    rows = session.scalars(select(Payment).where(Payment.provider == provider, Payment.provider_ref.is_not(None)))
    return {payment.provider_ref: payment for payment in rows if payment.provider_ref}


def _refunds(session: Session, provider: str) -> dict[str, tuple[Refund, int]]:
    """By their names there: refunds, each with the payment its money first came by, also if it was carried over."""
    rows = session.execute(
        select(Refund, func.coalesce(Payment.source_id, Payment.id))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Payment.provider == provider, Refund.provider_ref.is_not(None))
    )
    return {refund.provider_ref: (refund, first_id) for refund, first_id in rows if refund.provider_ref}
