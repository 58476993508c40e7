"""What YooKassa says, believed only if it has the shape its documentation promises."""

from __future__ import annotations

from datetime import UTC, timedelta
from types import MappingProxyType
from typing import Final, Literal

from pydantic import AwareDatetime, Field, ValidationError

from technomart.adapters.understanding import Said
from technomart.domain.payments import (
    ProviderPayment,
    ProviderReceipt,
    ProviderRefund,
    ProviderStatus,
    RefundStatus,
)
from technomart.foundation.money import Money

STATUSES: Final = MappingProxyType(
    {
        "pending": ProviderStatus.pending,
        "waiting_for_capture": ProviderStatus.held,
        "succeeded": ProviderStatus.succeeded,
        "canceled": ProviderStatus.cancelled,
    }
)
OUTCOMES: Final = MappingProxyType(
    {"pending": RefundStatus.pending, "succeeded": RefundStatus.succeeded, "canceled": RefundStatus.cancelled}
)
LONGEST_PAUSE: Final = timedelta(hours=1)
LONGEST_WORD: Final = 100
Outcome = Literal["pending", "succeeded", "canceled"]


class Sum(Said):
    value: str = Field(pattern=r"^[0-9]{1,12}\.[0-9]{2}$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    def as_money(self) -> Money:
        return Money.of(self.value, self.currency)


class Recipient(Said):
    account_id: str


class Confirmation(Said):
    confirmation_url: str | None = None


class Reason(Said):
    reason: str = Field(max_length=LONGEST_WORD)


class Payment(Said):
    id: str
    status: Literal["pending", "waiting_for_capture", "succeeded", "canceled"]
    amount: Sum
    recipient: Recipient
    created_at: AwareDatetime
    expires_at: AwareDatetime | None = None
    refunded_amount: Sum | None = None
    confirmation: Confirmation | None = None
    cancellation_details: Reason | None = None
    receipt_registration: Outcome | None = None
    metadata: dict[str, str | None] = Field(default_factory=dict)

    def told(self) -> ProviderPayment:
        amount = self.amount.as_money()
        return ProviderPayment(
            ref=self.id,
            status=STATUSES[self.status],
            amount=amount,
            refunded=self.refunded_amount.as_money() if self.refunded_amount else Money(0, amount.currency),
            account=self.recipient.account_id,
            reference=self.metadata.get("reference") or "",
            order_number=self.metadata.get("order_number") or "",
            created_at=self.created_at.astimezone(UTC),
            expires_at=self.expires_at.astimezone(UTC) if self.expires_at else None,
            confirmation_url=self.confirmation.confirmation_url if self.confirmation else None,
            cancel_reason=self.cancellation_details.reason if self.cancellation_details else None,
            receipt_status=OUTCOMES[self.receipt_registration] if self.receipt_registration else None,
        )


class Refund(Said):
    id: str
    payment_id: str
    status: Outcome
    amount: Sum
    created_at: AwareDatetime
    cancellation_details: Reason | None = None

    def told(self) -> ProviderRefund:
        return ProviderRefund(
            ref=self.id,
            payment_ref=self.payment_id,
            status=OUTCOMES[self.status],
            amount=self.amount.as_money(),
            created_at=self.created_at.astimezone(UTC),
            cancel_reason=self.cancellation_details.reason if self.cancellation_details else None,
        )


class Receipt(Said):
    id: str
    status: Outcome

    def told(self) -> ProviderReceipt:
        """YooKassa gives no reason when a receipt fails; its cabinet does."""
        fault = "not_registered" if self.status == "canceled" else None
        return ProviderReceipt(ref=self.id, status=OUTCOMES[self.status], fault=fault)


class PaymentList(Said):
    type: Literal["list"]
    items: list[Payment]
    next_cursor: str | None = None


class RefundList(Said):
    type: Literal["list"]
    items: list[Refund]
    next_cursor: str | None = None


class Fault(Said):
    """An error, or the note that a request is still being worked on."""

    code: str = "unknown"
    parameter: str | None = None
    retry_after: int | None = None

    @property
    def pause(self) -> timedelta | None:
        """How long to wait, within reason; it comes in milliseconds."""
        if self.retry_after is None or self.retry_after < 0:
            return None
        return min(timedelta(milliseconds=min(self.retry_after, 10**9)), LONGEST_PAUSE)


def read_fault(body: bytes) -> Fault:
    """The error, as far as it can be read: a gateway's page of HTML is one without words."""
    try:
        fault = Fault.model_validate_json(body)
    except ValidationError:
        return Fault()
    return fault.model_copy(
        update={"code": fault.code[:LONGEST_WORD], "parameter": (fault.parameter or "")[:LONGEST_WORD]}
    )
