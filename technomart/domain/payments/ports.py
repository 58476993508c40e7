"""What money needs from outside: somebody who takes it from the shopper and gives it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from technomart.foundation.money import Money


class ProviderStatus(StrEnum):
    """How far a payment is at its provider; `succeeded` and `cancelled` are final."""

    pending = "pending"
    held = "held"
    succeeded = "succeeded"
    cancelled = "cancelled"


class RefundStatus(StrEnum):
    """How far a refund or a receipt is at its provider; `succeeded` and `cancelled` are final."""

    pending = "pending"
    succeeded = "succeeded"
    cancelled = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptItem:
    """One line of a receipt (54-FZ): so many pieces at one price, VAT included. `price` is of one (tag 1079)."""

    description: str
    quantity: int
    price: Money
    vat_basis_points: int
    is_service: bool = False
    mark_code: str | None = None


class ReceiptMode(StrEnum):
    """What the money is for (tag 1214): goods still to come, or goods that are handed over."""

    full_prepayment = "full_prepayment"
    full_payment = "full_payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDraft:
    """What a receipt says; its items add up to the money it is for."""

    email: str
    mode: ReceiptMode
    items: tuple[ReceiptItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A payment as it is asked for. `key` makes repeating harmless; `reference` is our unguessable name for it."""

    key: str
    reference: str
    order_number: str
    method: str
    amount: Money
    two_stage: bool
    description: str
    return_url: str
    lang: str
    receipt: ReceiptDraft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPayment:
    """A payment as its provider tells it: the only truth about it.

    `reference` and `order_number` are ours, given back; `account` is the shop's name at the provider. Whoever
    believes this compares amount, currency, account, reference and order with what was asked for.
    """

    ref: str
    status: ProviderStatus
    amount: Money
    refunded: Money
    account: str
    reference: str
    order_number: str
    created_at: datetime
    expires_at: datetime | None = None
    confirmation_url: str | None = None
    cancel_reason: str | None = None
    receipt_status: RefundStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOrder:
    """Money to be given back, whole or in part, with the receipt that goes with it."""

    key: str
    payment_ref: str
    amount: Money
    description: str
    receipt: ReceiptDraft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRefund:
    """A refund as its provider tells it."""

    ref: str
    payment_ref: str
    status: RefundStatus
    amount: Money
    created_at: datetime
    cancel_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondReceipt:
    """A receipt of goods for which no money moves: what was paid before is settled by them.

    At their hand-over the prepayment is used up; with `is_return` they have come back, and it is there again for
    others.
    """

    key: str
    payment_ref: str
    settled: Money
    draft: ReceiptDraft
    is_return: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderReceipt:
    """A receipt as its provider tells it."""

    ref: str
    status: RefundStatus
    fault: str | None = None


class PaymentProvider(Protocol):
    """Takes money from the shopper on a page of its own and gives it back.

    Every call goes over the network, is bounded in time, and is never made inside a transaction. It refuses with
    ProviderAway (the outcome is unknown: ask again with the same key), ProviderRefused (final: nothing has
    happened) or ProviderUnknown (there is no such thing there). The same key with the same content gives the same
    answer, however often it is asked.
    """

    code: str

    def open(self, opening: Opening) -> ProviderPayment:
        """Begin a payment; its `confirmation_url` is where the shopper pays."""
        ...

    def look(self, ref: str) -> ProviderPayment:
        """How the payment stands."""
        ...

    def capture(self, ref: str, *, key: str, amount: Money, receipt: ReceiptDraft | None) -> ProviderPayment:
        """Take held money, all or less of it; the rest goes back by itself."""
        ...

    def cancel(self, ref: str, *, key: str) -> ProviderPayment:
        """Let go of held money."""
        ...

    def refund(self, order: RefundOrder) -> ProviderRefund:
        """Give money back."""
        ...

    def look_refund(self, ref: str) -> ProviderRefund:
        """How the refund stands."""
        ...

    def send_receipt(self, receipt: SecondReceipt) -> ProviderReceipt:
        """Register the receipt of the hand-over."""
        ...

    def look_receipt(self, ref: str) -> ProviderReceipt:
        """How the receipt stands."""
        ...

    def payments_between(self, since: datetime, until: datetime) -> Iterator[ProviderPayment]:
        """Every payment created from `since` (included) to `until` (excluded), for the books to be compared."""
        ...

    def refunds_between(self, since: datetime, until: datetime) -> Iterator[ProviderRefund]:
        """Every refund created from `since` (included) to `until` (excluded)."""
        ...
