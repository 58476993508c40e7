"""What states money on its way can be in, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from technomart.domain.payments.ports import ProviderStatus, RefundStatus


class PaymentState(StrEnum):
    """How far a payment is. `opening`: decided by us, not yet known to be at the provider."""

    opening = "opening"
    pending = "pending"
    authorized = "authorized"
    paid = "paid"
    cancelled = "cancelled"


class RefundState(StrEnum):
    """How far a refund is. `sent`: the provider has taken it on."""

    queued = "queued"
    sent = "sent"
    done = "done"
    cancelled = "cancelled"


class ReceiptState(StrEnum):
    """How far a receipt is. `error`: somebody must look."""

    queued = "queued"
    sent = "sent"
    done = "done"
    error = "error"


class ReceiptKind(StrEnum):
    """With the money before the goods; at the hand-over of what was paid before; with money given back."""

    prepay = "prepay"
    full = "full"
    refund = "refund"


STATE_MOVES: Mapping[PaymentState, frozenset[PaymentState]] = {
    PaymentState.opening: frozenset(
        {PaymentState.pending, PaymentState.authorized, PaymentState.paid, PaymentState.cancelled}
    ),
    PaymentState.pending: frozenset({PaymentState.authorized, PaymentState.paid, PaymentState.cancelled}),
    PaymentState.authorized: frozenset({PaymentState.paid, PaymentState.cancelled}),
    PaymentState.paid: frozenset(),
    PaymentState.cancelled: frozenset(),
}
"""Forward only: news that comes late or in the wrong order changes nothing. Money given back is counted beside it."""

REFUND_MOVES: Mapping[RefundState, frozenset[RefundState]] = {
    RefundState.queued: frozenset({RefundState.sent, RefundState.done, RefundState.cancelled}),
    RefundState.sent: frozenset({RefundState.done, RefundState.cancelled}),
    RefundState.done: frozenset(),
    RefundState.cancelled: frozenset(),
}

RECEIPT_MOVES: Mapping[ReceiptState, frozenset[ReceiptState]] = {
    ReceiptState.queued: frozenset({ReceiptState.sent, ReceiptState.done, ReceiptState.error}),
    ReceiptState.sent: frozenset({ReceiptState.done, ReceiptState.error}),
    ReceiptState.done: frozenset(),
    ReceiptState.error: frozenset({ReceiptState.queued}),
}
"""A receipt that failed may be queued again by the staff."""

STATE_OF: Mapping[ProviderStatus, PaymentState] = {
    ProviderStatus.pending: PaymentState.pending,
    ProviderStatus.held: PaymentState.authorized,
    ProviderStatus.succeeded: PaymentState.paid,
    ProviderStatus.cancelled: PaymentState.cancelled,
}
REFUND_STATE_OF: Mapping[RefundStatus, RefundState] = {
    RefundStatus.pending: RefundState.sent,
    RefundStatus.succeeded: RefundState.done,
    RefundStatus.cancelled: RefundState.cancelled,
}
RECEIPT_STATE_OF: Mapping[RefundStatus, ReceiptState] = {
    RefundStatus.pending: ReceiptState.sent,
    RefundStatus.succeeded: ReceiptState.done,
    RefundStatus.cancelled: ReceiptState.error,
}
LIVE = (PaymentState.opening, PaymentState.pending)
"""The shopper may still pay it."""

WITH_MONEY = (PaymentState.authorized, PaymentState.paid)

AXES = (
    ("One payment", "One attempt to pay, as its provider tells it", STATE_MOVES),
    ("One refund", "Money on its way back", REFUND_MOVES),
    ("One receipt", "A receipt by 54-FZ on its way to the register", RECEIPT_MOVES),
)
"""What docs/states.md says of them."""


def may_follow(before: PaymentState, after: PaymentState) -> bool:
    """Whether a payment's news leads on; the same again leads nowhere."""
    return after in STATE_MOVES[before]
