"""What the simulator knows: payments, refunds and receipts, how they change, and who is told."""

from __future__ import annotations

import secrets
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from tests.simulators.yookassa.checks import kopecks
from tests.simulators.yookassa.clock import Clock, as_wire
from tests.simulators.yookassa.refusals import Refusal

TO_CONFIRM = timedelta(hours=1)
TO_CAPTURE = timedelta(days=7)
TO_REFUND = timedelta(days=3 * 365)
FEE_PER_MILLE = 35
T = TypeVar("T")
ENDS = ("pending", "succeeded", "canceled")


def amount_of(minor: int, currency: str) -> dict[str, str]:
    return {"value": f"{minor // 100}.{minor % 100:02d}", "currency": currency}


@dataclass
class Payment:
    id: str
    asked: dict[str, Any]
    created_at: datetime
    page: str
    account: str
    status: str = "pending"
    minor: int = 0
    refunded: int = 0
    pending_refunds: int = 0
    expires_at: datetime | None = None
    captured_at: datetime | None = None
    cancelled: tuple[str, str] | None = None
    receipt: str | None = None
    twist: dict[str, Any] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        return str(self.asked["amount"]["currency"])

    @property
    def method(self) -> str:
        return str(self.asked.get("payment_method_data", {}).get("type", "bank_card"))

    @property
    def is_paid(self) -> bool:
        return self.status in ("waiting_for_capture", "succeeded")

    def said(self) -> dict[str, Any]:
        confirmation = self.asked["confirmation"]
        said = {
            "id": self.id,
            "status": self.status,
            "amount": amount_of(self.minor, self.currency),
            "recipient": {"account_id": self.account, "gateway_id": f"{self.account}0"},
            "created_at": as_wire(self.created_at),
            "test": True,
            "paid": self.is_paid,
            "refundable": self.status == "succeeded" and self.refunded < self.minor,
            "metadata": self.asked.get("metadata", {}),
            "payment_method": self._method_said(),
        }
        if "description" in self.asked:
            said["description"] = self.asked["description"]
        if self.status == "pending":
            said["confirmation"] = {
                "type": "redirect",
                "confirmation_url": self.page,
                "return_url": confirmation["return_url"],
            }
        if self.status == "succeeded":
            said["income_amount"] = amount_of(self.minor - self.minor * FEE_PER_MILLE // 1000, self.currency)
            said["refunded_amount"] = amount_of(self.refunded, self.currency)
        if self.expires_at and self.status == "waiting_for_capture":
            said["expires_at"] = as_wire(self.expires_at)
        if self.captured_at:
            said["captured_at"] = as_wire(self.captured_at)
        if self.cancelled:
            said["cancellation_details"] = dict(zip(("party", "reason"), self.cancelled, strict=True))
        if self.receipt:
            said["receipt_registration"] = self.receipt
        return said | self.twist

    def _method_said(self) -> dict[str, Any]:
        said: dict[str, Any] = {"type": self.method, "id": self.id, "saved": False, "status": "inactive"}
        if self.method == "bank_card" and self.is_paid:
            said["title"] = "Bank card *4444"
            said["card"] = {"first6": "555555", "last4": "4444", "expiry_month": "12", "expiry_year": "2030",
                            "card_type": "MasterCard", "issuer_country": "RU"}  # fmt: skip
        if self.method == "sbp" and self.is_paid:
            said["sbp_operation_id"] = self.id.replace("-", "").upper()
        return said


@dataclass
class Refund:
    id: str
    payment: Payment
    minor: int
    created_at: datetime
    description: str | None
    status: str = "pending"
    receipt: str | None = None
    cancelled: tuple[str, str] | None = None

    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "id": self.id,
            "payment_id": self.payment.id,
            "status": self.status,
            "amount": amount_of(self.minor, self.payment.currency),
            "created_at": as_wire(self.created_at),
        }
        if self.description is not None:
            said["description"] = self.description
        if self.receipt:
            said["receipt_registration"] = self.receipt
        if self.cancelled:
            said["cancellation_details"] = dict(zip(("party", "reason"), self.cancelled, strict=True))
        return said


@dataclass
class Receipt:
    id: str
    asked: dict[str, Any]
    created_at: datetime
    status: str = "pending"

    def said(self) -> dict[str, Any]:
        said = {"id": self.id, "status": self.status, "tax_system_code": 1}
        said |= {name: self.asked[name] for name in ("type", "payment_id", "refund_id", "items", "settlements")
                 if name in self.asked}  # fmt: skip
        if self.status == "succeeded":
            said |= {"fiscal_document_number": "3986", "fiscal_storage_number": "9288000100115785",
                     "fiscal_attribute": "2617603921", "registered_at": as_wire(self.created_at)}  # fmt: skip
        return said


class Books:
    """All of it under one lock; time passes whenever somebody looks."""

    def __init__(self, clock: Clock, account: str, tell: Callable[[str, dict[str, Any]], None]) -> None:
        self.clock = clock
        self.account = account
        self.tell = tell
        self.lock = threading.RLock()
        self.payments: dict[str, Payment] = {}
        self.refunds: dict[str, Refund] = {}
        self.receipts: dict[str, Receipt] = {}
        self.refunds_end = "succeeded"
        self.receipts_end = "succeeded"

    def open(self, asked: dict[str, Any], origin: str) -> Payment:
        with self.lock:
            ref = str(uuid.uuid4())
            page = f"{origin}/checkout/payments/v2/contract?orderId={ref}"
            payment = Payment(ref, asked, self.clock.now(), page, self.account, minor=kopecks(asked["amount"]))
            payment.receipt = "pending" if "receipt" in asked else None
            self.payments[ref] = payment
            return payment

    def pass_time(self) -> None:
        for payment in self.payments.values():
            if payment.status == "pending" and self.clock.now() >= payment.created_at + TO_CONFIRM:
                self._cancel(payment, "yoo_money", "expired_on_confirmation")
            elif payment.status == "waiting_for_capture" and self.clock.now() >= (payment.expires_at or datetime.max):
                self._cancel(payment, "yoo_money", "expired_on_capture")

    def payment(self, ref: str) -> Payment:
        with self.lock:
            self.pass_time()
            return found(self.payments, ref)

    def pay(self, ref: str) -> Payment:
        """The shopper agrees: the money is taken, or held."""
        with self.lock:
            payment = self._in_state(ref, "pending")
            if payment.asked.get("capture", False):
                self._take(payment, payment.minor)
            else:
                payment.status = "waiting_for_capture"
                payment.expires_at = self.clock.now() + TO_CAPTURE
                self.tell("payment.waiting_for_capture", payment.said())
            return payment

    def decline(self, ref: str, reason: str = "insufficient_funds") -> Payment:
        with self.lock:
            return self._cancel(self._in_state(ref, "pending"), "payment_network", reason)

    def capture(self, ref: str, asked: dict[str, Any]) -> Payment:
        with self.lock:
            payment = self._in_state(ref, "waiting_for_capture")
            minor = kopecks(asked["amount"]) if "amount" in asked else payment.minor
            if not 0 < minor <= payment.minor or asked.get("amount", {}).get("currency", "RUB") != payment.currency:
                raise Refusal(400, "not more than what is held", "amount.value")
            if "receipt" in asked:
                payment.receipt = "pending"
            elif payment.receipt and minor != payment.minor:
                raise Refusal(400, "the sum is another: so must be the receipt", "receipt")
            self._take(payment, minor)
            return payment

    def cancel(self, ref: str) -> Payment:
        with self.lock:
            return self._cancel(self._in_state(ref, "waiting_for_capture"), "merchant", "canceled_by_merchant")

    def refund(self, asked: dict[str, Any]) -> Refund:
        with self.lock:
            payment = self._in_state(asked["payment_id"], "succeeded", named="payment_id")
            minor = kopecks(asked["amount"])
            if self.clock.now() > payment.created_at + TO_REFUND:
                raise Refusal(400, "the payment is too old", "payment_id")
            if minor > payment.minor - payment.refunded - payment.pending_refunds:
                raise Refusal(400, "more than what is left", "amount.value")
            refund = Refund(str(uuid.uuid4()), payment, minor, self.clock.now(), asked.get("description"))
            refund.receipt = self.receipts_end if "receipt" in asked else None
            payment.pending_refunds += minor
            self.refunds[refund.id] = refund
            if self.refunds_end != "pending":
                self.settle_refund(refund.id, self.refunds_end)
            return refund

    def settle_refund(self, ref: str, status: str, reason: str = "general_decline") -> Refund:
        with self.lock:
            refund = found(self.refunds, ref)
            if refund.status != "pending" or status not in ENDS[1:]:
                raise Refusal(400, "this refund has ended, or cannot end so", "status")
            refund.status = status
            refund.payment.pending_refunds -= refund.minor
            if status == "succeeded":
                refund.payment.refunded += refund.minor
                self.tell("refund.succeeded", refund.said())
            else:
                refund.cancelled = ("refund_network", reason)
            return refund

    def register(self, asked: dict[str, Any]) -> Receipt:
        """The receipt that comes on its own, as at the hand-over."""
        with self.lock:
            if "payment_id" in asked:
                self._in_state(asked["payment_id"], "succeeded", named="payment_id")
            else:
                found(self.refunds, asked["refund_id"])
            receipt = Receipt(f"rt-{uuid.uuid4()}", asked, self.clock.now(), self.receipts_end)
            self.receipts[receipt.id] = receipt
            return receipt

    def settle_receipt(self, ref: str, status: str) -> None:
        """End a receipt that came by itself, or the one that came with a payment or refund (by that one's id)."""
        with self.lock:
            if status not in ENDS:
                raise Refusal(400, "cannot end so", "status")
            if ref in self.receipts:
                self.receipts[ref].status = status
            else:
                together: dict[str, Payment | Refund] = {**self.payments, **self.refunds}
                found(together, ref).receipt = status

    def _in_state(self, ref: str, status: str, named: str = "payment_id") -> Payment:
        self.pass_time()
        payment = found(self.payments, ref)
        if payment.status != status:
            raise Refusal(400, f"the payment is {payment.status}, not {status}", named)
        return payment

    def _take(self, payment: Payment, minor: int) -> None:
        payment.status, payment.minor, payment.captured_at = "succeeded", minor, self.clock.now()
        if payment.receipt:
            payment.receipt = self.receipts_end
        self.tell("payment.succeeded", payment.said())

    def _cancel(self, payment: Payment, party: str, reason: str) -> Payment:
        payment.status, payment.cancelled = "canceled", (party, reason)
        if payment.receipt:
            payment.receipt = "canceled"
        self.tell("payment.canceled", payment.said())
        return payment


def found(things: dict[str, T], ref: str) -> T:
    if ref not in things:
        raise Refusal(404, "there is no such thing")
    return things[ref]


def new_secret() -> str:
    return f"test_{secrets.token_urlsafe(24)}"
