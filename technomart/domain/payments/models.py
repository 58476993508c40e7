"""Money on its way: attempts to pay, what their providers told of them, money going back, receipts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from technomart.domain.payments.ports import ReceiptMode
from technomart.domain.payments.rules import PaymentState, ReceiptKind, ReceiptState, RefundState
from technomart.foundation.columns import (
    Code,
    Currency,
    Instant,
    Key,
    Kopecks,
    Moment,
    State,
    Whole,
    check,
    one_of,
)
from technomart.foundation.database import Base


class Payment(Base):
    """One attempt to pay an order. `token` opens its page; `key` makes asking the provider again harmless.

    `draft` is the receipt that goes with it, as it was when it was begun: asking again says the same.
    `provider_ref` is the provider's name for it, once known. `next_look_at`: when to ask the provider again.
    `source_id` and `source_ref` are of the payment this money first came by, if it was carried over from an order.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index(None, "order_id"),
        Index(None, "next_look_at"),
        one_of("status", PaymentState),
        check("amount_positive", "amount_kopecks > 0"),
        check("refunded_in_bounds", "refunded_kopecks >= 0 AND refunded_kopecks <= amount_kopecks"),
        check("only_what_was_paid_goes_back", "refunded_kopecks = 0 OR status = 'paid'"),
    )

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id"))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    method: Mapped[Code]
    provider: Mapped[Code]
    status: Mapped[PaymentState] = mapped_column(State(PaymentState), default=PaymentState.opening)
    amount_kopecks: Mapped[Kopecks]
    refunded_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    currency: Mapped[Currency]
    two_stage: Mapped[bool] = mapped_column(default=False)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    provider_ref: Mapped[str | None] = mapped_column(String(64), unique=True)
    source_id: Mapped[Whole | None] = mapped_column(ForeignKey("payment.id"), index=True)
    source_ref: Mapped[str | None] = mapped_column(String(64))
    confirmation_url: Mapped[str | None] = mapped_column(String(2048))
    opened_at: Mapped[Instant]
    expires_at: Mapped[Instant | None] = mapped_column(Moment())
    next_look_at: Mapped[Instant | None] = mapped_column(Moment())
    attempts: Mapped[Whole] = mapped_column(default=0)
    cancel_reason: Mapped[str | None] = mapped_column(String(80))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    @property
    def paid_as(self) -> str:
        """What the provider calls the payment whose money this is: there it goes home."""
        return self.provider_ref or self.source_ref or ""


class PaymentEvent(Base):
    """One fact a provider told of a payment, once; append-only. `source`: who asked when it was first heard."""

    __tablename__ = "payment_event"
    __table_args__ = (Index(None, "payment_id", "at"),)

    id: Mapped[Key]
    payment_id: Mapped[Whole] = mapped_column(ForeignKey("payment.id"))
    provider_event: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Code]
    amount_kopecks: Mapped[Kopecks]
    source: Mapped[Code]
    raw: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[Instant]


class Refund(Base):
    """Money going back. Its sum was taken from its payment by a conditional UPDATE before this row was written.

    `mode` is what the money was for when it was granted, `draft` what the receipt says it is given back for: whoever
    asks the provider again says the same once more. `carried_to_id`: it went no further than another order, as that
    payment of it; then its receipt goes alone.
    """

    __tablename__ = "refund"
    __table_args__ = (
        Index(None, "payment_id"),
        Index(None, "status"),
        one_of("status", RefundState),
        one_of("mode", ReceiptMode),
        check("amount_positive", "amount_kopecks > 0"),
    )

    id: Mapped[Key]
    payment_id: Mapped[Whole] = mapped_column(ForeignKey("payment.id"))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    amount_kopecks: Mapped[Kopecks]
    mode: Mapped[ReceiptMode] = mapped_column(State(ReceiptMode))
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(200))
    granted_by: Mapped[str] = mapped_column(String(160))
    status: Mapped[RefundState] = mapped_column(State(RefundState), default=RefundState.queued)
    provider_ref: Mapped[str | None] = mapped_column(String(64), unique=True)
    carried_to_id: Mapped[Whole | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    granted_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    fault: Mapped[str | None] = mapped_column(String(200))


class Receipt(Base):
    """One receipt by 54-FZ, of a payment or of a refund; the ledger of what was registered and what failed."""

    __tablename__ = "receipt"
    __table_args__ = (
        Index(None, "payment_id"),
        Index(None, "status"),
        one_of("kind", ReceiptKind),
        one_of("status", ReceiptState),
        check("of_one_thing", "(payment_id IS NULL) <> (refund_id IS NULL)"),
        check("refund_by_its_kind", "(kind = 'refund') = (refund_id IS NOT NULL)"),
    )

    id: Mapped[Key]
    payment_id: Mapped[Whole | None] = mapped_column(ForeignKey("payment.id"))
    refund_id: Mapped[Whole | None] = mapped_column(ForeignKey("refund.id"), unique=True)
    kind: Mapped[ReceiptKind] = mapped_column(State(ReceiptKind))
    status: Mapped[ReceiptState] = mapped_column(State(ReceiptState), default=ReceiptState.queued)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    draft: Mapped[dict[str, Any]] = mapped_column(JSON)
    provider_ref: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[Whole] = mapped_column(default=0)
    fault: Mapped[str | None] = mapped_column(String(200))
    queued_at: Mapped[Instant]
    changed_at: Mapped[Instant]
