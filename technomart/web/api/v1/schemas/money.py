"""What the shop's own people send and get about money: refunds and receipts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from technomart.web.api.v1.schemas.buying import Payment
from technomart.web.api.v1.schemas.discounts import DAY
from technomart.web.api.v1.schemas.wire import Given, GivenSum, Moment, Sum, Told, line

Day = Annotated[str, Field(pattern=f"^{DAY}$")]
PaymentToken = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{20,64}$")]


class GiveBack(Given):
    """So much of one payment goes back to the shopper."""

    payment: PaymentToken
    amount: GivenSum
    reason: line(100, least=1)  # type: ignore[valid-type]


class BankMoney(Given):
    """What the bank has told of an invoice's money: the sum, and the number and day of the payer's document."""

    amount: GivenSum
    paid_on: Day
    document: line(20, least=1)  # type: ignore[valid-type]


class Refund(Told):
    """Money going back. `status`: queued, sent, done, cancelled."""

    amount: Sum
    reason: str
    status: str
    granted_by: str
    granted_at: Moment
    fault: str | None


class Receipt(Told):
    """One receipt by 54-FZ. `kind`: prepay, full, refund; `status`: queued, sent, done, error."""

    kind: str
    status: str
    fault: str | None


class StaffPayment(Payment):
    """A payment as the shop's people see it."""

    token: str
    provider: str
    provider_ref: str | None
    refunds: list[Refund]
    receipts: list[Receipt]


class OrderMoney(Told):
    """All about an order's money."""

    payment_status: str
    attention: str | None
    items: list[StaffPayment]
