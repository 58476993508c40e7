"""A bank for development: takes no money, has a page of its own, and remembers everything in files."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from technomart.domain.payments import (
    Opening,
    ProviderAway,
    ProviderPayment,
    ProviderReceipt,
    ProviderRefund,
    ProviderRefused,
    ProviderStatus,
    ProviderUnknown,
    ReceiptDraft,
    RefundOrder,
    RefundStatus,
    SecondReceipt,
)
from technomart.foundation import clock
from technomart.foundation.money import Money

ACCOUNT: Final = "sandbox"
LIVES: Final = timedelta(hours=1)
"""How long the bank waits for the shopper."""

LATE: Final = timedelta(minutes=65)
"""When somebody who pays late has paid: after the time of every way to pay at once."""

REF: Final = re.compile(r"sb-[0-9a-f]{24}")
Facts = dict[str, Any]


class Sandbox:
    """Keeps payments, refunds and receipts in a folder that all processes of the shop share.

    Names are made from the keys, so the same key gives the same thing. It belongs to development: a shop in
    production never builds one (`runtime.payment_providers`).
    """

    code = "sandbox"

    def __init__(self, folder: Path, public_url: str) -> None:
        self.folder = folder
        self.public_url = public_url.rstrip("/")

    def open(self, opening: Opening) -> ProviderPayment:
        at = clock.now()
        fresh = {
            "kind": "payment",
            "status": ProviderStatus.pending.value,
            "amount": opening.amount.minor,
            "currency": opening.amount.currency,
            "refunded": 0,
            "two_stage": opening.two_stage,
            "method": opening.method,
            "reference": opening.reference,
            "order": opening.order_number,
            "return_url": opening.return_url,
            "has_receipt": opening.receipt is not None,
            "created_at": at.isoformat(),
            "expires_at": (at + LIVES).isoformat(),
        }
        return self._payment(self._once(opening.key, fresh))

    def look(self, ref: str) -> ProviderPayment:
        return self._payment(self._known(ref, "payment"))

    def capture(self, ref: str, *, key: str, amount: Money, receipt: ReceiptDraft | None) -> ProviderPayment:
        def take(facts: Facts) -> None:
            if _is_done(facts, key):
                return
            if facts["status"] != ProviderStatus.held or amount.minor > facts["amount"]:
                raise ProviderRefused("invalid_request", "status")
            facts |= {"status": ProviderStatus.succeeded.value, "amount": amount.minor}
            facts["done"] = [*facts.get("done", []), key]

        return self._payment(self._change(ref, take))

    def cancel(self, ref: str, *, key: str) -> ProviderPayment:
        def let_go(facts: Facts) -> None:
            if _is_done(facts, key):
                return
            if facts["status"] != ProviderStatus.held:
                raise ProviderRefused("invalid_request", "status")
            facts |= {"status": ProviderStatus.cancelled.value, "reason": "canceled_by_merchant"}
            facts["done"] = [*facts.get("done", []), key]

        return self._payment(self._change(ref, let_go))

    def refund(self, order: RefundOrder) -> ProviderRefund:
        name = self._name(order.key)
        known = self._find(name)
        if known is None:
            self._change(order.payment_ref, lambda facts: _pay_back(facts, name, order.amount.minor))
            fresh = {
                "kind": "refund",
                "payment": order.payment_ref,
                "status": RefundStatus.succeeded.value,
                "amount": order.amount.minor,
                "currency": order.amount.currency,
                "created_at": clock.now().isoformat(),
            }
            known = self._once(order.key, fresh)
        return self._refund(known)

    def look_refund(self, ref: str) -> ProviderRefund:
        return self._refund(self._known(ref, "refund"))

    def send_receipt(self, receipt: SecondReceipt) -> ProviderReceipt:
        self._known(receipt.payment_ref, "payment")
        fresh = {"kind": "receipt", "payment": receipt.payment_ref, "created_at": clock.now().isoformat()}
        return ProviderReceipt(ref=self._once(receipt.key, fresh)["ref"], status=RefundStatus.succeeded)

    def look_receipt(self, ref: str) -> ProviderReceipt:
        return ProviderReceipt(ref=self._known(ref, "receipt")["ref"], status=RefundStatus.succeeded)

    def payments_between(self, since: datetime, until: datetime) -> Iterator[ProviderPayment]:
        return (self._payment(facts) for facts in self._all("payment", since, until))

    def refunds_between(self, since: datetime, until: datetime) -> Iterator[ProviderRefund]:
        return (self._refund(facts) for facts in self._all("refund", since, until))

    def find(self, ref: str) -> Facts | None:
        """Everything about a payment for the bank's own page; None if there is none."""
        facts = self._find(ref)
        return facts if facts is not None and facts["kind"] == "payment" else None

    def pay(self, ref: str) -> None:
        """The shopper has paid."""
        self._change(ref, _pay)

    def decline(self, ref: str, reason: str = "insufficient_funds") -> None:
        """The shopper's bank has said no."""
        self._change(ref, lambda facts: _decline(facts, reason))

    def pay_late(self, ref: str, at: datetime | None = None) -> None:
        """The shopper's money will be here after the order's time is over."""

        def promise(facts: Facts) -> None:
            if facts["status"] == ProviderStatus.pending:
                moment = at or datetime.fromisoformat(facts["created_at"]) + LATE
                facts |= {"pays_at": moment.isoformat()}

        self._change(ref, promise)

    def _payment(self, facts: Facts) -> ProviderPayment:
        paid = facts["status"] == ProviderStatus.succeeded and facts["has_receipt"]
        return ProviderPayment(
            ref=facts["ref"],
            status=ProviderStatus(facts["status"]),
            amount=Money(facts["amount"], facts["currency"]),
            refunded=Money(facts["refunded"], facts["currency"]),
            account=ACCOUNT,
            reference=facts["reference"],
            order_number=facts["order"],
            created_at=datetime.fromisoformat(facts["created_at"]),
            expires_at=datetime.fromisoformat(facts["expires_at"]),
            confirmation_url=f"{self.public_url}/dev/bank/{facts['ref']}",
            cancel_reason=facts.get("reason"),
            receipt_status=RefundStatus.succeeded if paid else None,
        )

    def _refund(self, facts: Facts) -> ProviderRefund:
        return ProviderRefund(
            ref=facts["ref"],
            payment_ref=facts["payment"],
            status=RefundStatus(facts["status"]),
            amount=Money(facts["amount"], facts["currency"]),
            created_at=datetime.fromisoformat(facts["created_at"]),
        )

    @staticmethod
    def _name(key: str) -> str:
        return "sb-" + hashlib.sha256(key.encode()).hexdigest()[:24]

    def _once(self, key: str, fresh: Facts) -> Facts:
        name = self._name(key)
        with self._locked():
            known = self._read(name)
            if known is None:
                known = {"ref": name} | fresh
                self._write(known)
        return known

    def _find(self, ref: str) -> Facts | None:
        with self._locked():
            facts = self._read(ref)
            if facts is not None and facts["kind"] == "payment" and _let_time_pass(facts, clock.now()):
                self._write(facts)
        return facts

    def _known(self, ref: str, kind: str) -> Facts:
        facts = self._find(ref)
        if facts is None or facts["kind"] != kind:
            raise ProviderUnknown()
        return facts

    def _change(self, ref: str, change: Callable[[Facts], None]) -> Facts:
        with self._locked():
            facts = self._read(ref)
            if facts is None or facts["kind"] != "payment":
                raise ProviderUnknown()
            _let_time_pass(facts, clock.now())
            change(facts)
            self._write(facts)
        return facts

    def _all(self, kind: str, since: datetime, until: datetime) -> Iterator[Facts]:
        for path in sorted(self.folder.glob("sb-*.json")):
            facts = self._find(path.stem)
            if facts is None or facts["kind"] != kind:
                continue
            if since <= datetime.fromisoformat(facts["created_at"]) < until:
                yield facts

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One process and one thread at a time."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise ProviderAway() from error

    def _read(self, ref: str) -> Facts | None:
        path = self.folder / f"{ref}.json"
        if not REF.fullmatch(ref) or not path.is_file():
            return None
        return dict(json.loads(path.read_text()))

    def _write(self, facts: Facts) -> None:
        handle, draft = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".draft")
        with os.fdopen(handle, "w") as file:
            json.dump(facts, file, ensure_ascii=False)
        Path(draft).replace(self.folder / f"{facts['ref']}.json")


def _let_time_pass(facts: Facts, at: datetime) -> bool:
    """Whoever promised to pay late has paid when that moment has come; whoever did not pay at all is given up."""
    if facts["status"] != ProviderStatus.pending:
        return False
    if "pays_at" in facts:
        if datetime.fromisoformat(facts["pays_at"]) > at:
            return False
        _pay(facts)
        return True
    if datetime.fromisoformat(facts["expires_at"]) > at:
        return False
    _decline(facts, "expired_on_confirmation")
    return True


def _is_done(facts: Facts, key: str) -> bool:
    """Whether this very thing was asked for and done before."""
    return key in facts.get("done", [])


def _pay(facts: Facts) -> None:
    if facts["status"] == ProviderStatus.pending:
        after = ProviderStatus.held if facts["two_stage"] else ProviderStatus.succeeded
        facts["status"] = after.value


def _decline(facts: Facts, reason: str) -> None:
    if facts["status"] == ProviderStatus.pending:
        facts |= {"status": ProviderStatus.cancelled.value, "reason": reason}


def _pay_back(facts: Facts, name: str, amount: int) -> None:
    """Count a refund, once: whoever asks again after a crash finds its name among those that are counted."""
    counted = facts.setdefault("refunds", [])
    if name in counted:
        return
    if facts["status"] != ProviderStatus.succeeded or facts["refunded"] + amount > facts["amount"]:
        raise ProviderRefused("invalid_request", "amount")
    facts["refunded"] += amount
    counted.append(name)
