"""Whether what a provider tells is about the very payment that was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from technomart.domain.payments.ports import ProviderPayment
from technomart.foundation.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A payment as we asked for it. `ref` is the provider's name for it, as far as we know it yet."""

    ref: str | None
    amount: Money
    account: str
    reference: str
    order_number: str


def mismatch(asked: Expected, seen: ProviderPayment) -> str | None:
    """What of the provider's answer is not what was asked for; None if it is our payment in every respect."""
    pairs = {
        "reference": (asked.reference, seen.reference),
        "ref": (asked.ref or seen.ref, seen.ref),
        "account": (asked.account, seen.account),
        "order": (asked.order_number, seen.order_number),
        "currency": (asked.amount.currency, seen.amount.currency),
        "amount": (asked.amount.minor, seen.amount.minor),
    }
    return next((name for name, (ours, theirs) in pairs.items() if ours != theirs), None)
