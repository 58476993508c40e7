"""Asks YooKassa, and turns each of its answers into a value or one of three refusals."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar
from urllib.parse import urlencode, urlsplit

from pydantic import SecretStr

from technomart.adapters.asking import Answer, Server, Unanswered
from technomart.adapters.payment_yookassa import reading, saying
from technomart.adapters.understanding import Garbled, read
from technomart.domain.payments import (
    Opening,
    ProviderAway,
    ProviderPayment,
    ProviderReceipt,
    ProviderRefund,
    ProviderRefused,
    ProviderUnknown,
    ReceiptDraft,
    RefundOrder,
    SecondReceipt,
)
from technomart.foundation.logs import log
from technomart.foundation.money import Money

if TYPE_CHECKING:
    import ssl

API: Final = "https://api.yookassa.ru/v3"
A_KEY: Final = re.compile(r"[0-9a-zA-Z+\-_.]{1,64}")
A_REF: Final = re.compile(r"[0-9a-zA-Z-]{1,64}")
SAID_YES: Final = 200
STILL_WORKING: Final = 202
SHORTEST_PAUSE: Final = 0.1
MOST_PAGES: Final = 10_000
S = TypeVar("S", bound=reading.Said)


class _Dated(Protocol):
    @property
    def created_at(self) -> datetime: ...


D = TypeVar("D", bound=_Dated)


@dataclass(frozen=True, slots=True)
class _Question:
    """One request. Its name, for the diary, has no query and no key."""

    method: str
    path: str
    key: str | None = None
    body: bytes | None = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.path.partition('?')[0]}"

    @property
    def headers(self) -> dict[str, str]:
        always = {"Accept": "application/json", "User-Agent": "technomart"}
        sent = {"Content-Type": "application/json"} if self.body is not None else {}
        return always | sent | ({"Idempotence-Key": self.key} if self.key is not None else {})


class YooKassa:
    """The payment provider YooKassa; the promises are those of PaymentProvider.

    A call lasts `connect_timeout + read_timeout` seconds at most, names looked up and bodies read. YooKassa's 202
    ("still at it") is asked again with the same key within that time. A wrong key (401) is ProviderAway: nothing has
    been refused to the shopper, and what waits goes on by itself once the key is mended; the diary is loud about it.
    """

    code = "yookassa"

    def __init__(
        self,
        *,
        shop_id: str,
        secret_key: SecretStr | str,
        api_url: str = API,
        connect_timeout: float = 1.0,
        read_timeout: float = 2.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Refuses (ValueError) an address that is not https, unless it is this machine's own, and an empty key."""
        secret = secret_key.get_secret_value() if isinstance(secret_key, SecretStr) else secret_key
        if not shop_id or not secret:
            raise ValueError("YooKassa wants a shop id and a secret key")
        self.server = Server(api_url, connect_timeout=connect_timeout, read_timeout=read_timeout, tls=tls)
        self.shop_id = shop_id
        self._login = SecretStr(base64.b64encode(f"{shop_id}:{secret}".encode()).decode())

    def __repr__(self) -> str:
        return f"YooKassa(shop_id={self.shop_id!r}, host={self.server.host!r})"

    def open(self, opening: Opening) -> ProviderPayment:
        begun = self._do("/payments", saying.payment(opening), key=opening.key, shape=reading.Payment)
        return self._payment(begun)

    def look(self, ref: str) -> ProviderPayment:
        return self._payment(self._look(f"/payments/{_checked(ref)}", reading.Payment), ref)

    def capture(self, ref: str, *, key: str, amount: Money, receipt: ReceiptDraft | None) -> ProviderPayment:
        path = f"/payments/{_checked(ref)}/capture"
        return self._payment(self._do(path, saying.capture(amount, receipt), key=key, shape=reading.Payment), ref)

    def cancel(self, ref: str, *, key: str) -> ProviderPayment:
        path = f"/payments/{_checked(ref)}/cancel"
        return self._payment(self._do(path, {}, key=key, shape=reading.Payment), ref)

    def refund(self, order: RefundOrder) -> ProviderRefund:
        _checked(order.payment_ref)
        told = self._do("/refunds", saying.refund(order), key=order.key, shape=reading.Refund).told()
        self._is_about(told.payment_ref, order.payment_ref)
        return told

    def look_refund(self, ref: str) -> ProviderRefund:
        told = self._look(f"/refunds/{_checked(ref)}", reading.Refund).told()
        self._is_about(told.ref, ref)
        return told

    def send_receipt(self, receipt: SecondReceipt) -> ProviderReceipt:
        _checked(receipt.payment_ref)
        body = saying.second_receipt(receipt)
        return self._do("/receipts", body, key=receipt.key, shape=reading.Receipt).told()

    def look_receipt(self, ref: str) -> ProviderReceipt:
        told = self._look(f"/receipts/{_checked(ref)}", reading.Receipt).told()
        self._is_about(told.ref, ref)
        return told

    def payments_between(self, since: datetime, until: datetime) -> Iterator[ProviderPayment]:
        pages = self._pages("/payments", since, until, reading.PaymentList)
        return _within(since, until, (self._payment(one) for page in pages for one in page.items))

    def refunds_between(self, since: datetime, until: datetime) -> Iterator[ProviderRefund]:
        pages = self._pages("/refunds", since, until, reading.RefundList)
        return _within(since, until, (one.told() for page in pages for one in page.items))

    def _pages(self, path: str, since: datetime, until: datetime, shape: type[S]) -> Iterator[S]:
        """Page after page, each bounded in time by itself. A list that leads back to itself is no list."""
        query, seen = saying.span(since, until), set[str]()
        while len(seen) < MOST_PAGES:
            page = self._look(f"{path}?{urlencode(query)}", shape)
            yield page
            cursor = getattr(page, "next_cursor", None)
            if not cursor:
                return
            if cursor in seen:
                break
            seen.add(cursor)
            query["cursor"] = cursor
        log().warning("payment_provider_away", provider=self.code, did=f"GET {path}", why="a list without end")
        raise ProviderAway

    def _do(self, path: str, body: dict[str, Any], *, key: str, shape: type[S]) -> S:
        if not A_KEY.fullmatch(key):
            raise ValueError("an idempotence key has 1 to 64 letters, digits or +-_.")
        sent = json.dumps(body, ensure_ascii=True, allow_nan=False).encode()
        return self._asked(_Question("POST", path, key=key, body=sent), shape)

    def _look(self, path: str, shape: type[S]) -> S:
        return self._asked(_Question("GET", path), shape)

    def _asked(self, question: _Question, shape: type[S]) -> S:
        said = self._answered(question)
        if said.status != SAID_YES:
            raise self._refusal(said, question.name)
        try:
            return read(shape, said.body)
        except Garbled as error:
            raise self._away(question.name, str(error)) from None

    def _answered(self, question: _Question) -> Answer:
        """Its answer other than "still at it", if there is one before the time is up."""
        until = time.monotonic() + self.server.patience
        headers = question.headers | {"Authorization": f"Basic {self._login.get_secret_value()}"}
        while True:
            try:
                answer = self.server.ask(
                    question.method, question.path, headers=headers, body=question.body, until=until
                )
            except Unanswered as error:
                raise self._away(question.name, str(error)) from None
            if answer.status != STILL_WORKING:
                return answer
            pause = reading.read_fault(answer.body).pause
            wait = max(pause.total_seconds() if pause else 0.0, SHORTEST_PAUSE)
            if time.monotonic() + wait >= until:
                raise self._away(question.name, "still working on it", retry_after=pause)
            time.sleep(wait)

    def _refusal(self, said: Answer, did: str) -> Exception:
        """Which of the three refusals this is. The error's description may name people: it is not noted."""
        fault = reading.read_fault(said.body)
        if said.status == 404 and did not in NEVER_ABSENT:
            return ProviderUnknown()
        if said.status in (401, 404):
            log().error("payment_provider_set_up_wrongly", provider=self.code, did=did, status=said.status)
            return ProviderAway(fault.pause)
        if said.status in (408, 429) or not 400 <= said.status < 500:
            return self._away(did, f"status {said.status}", retry_after=fault.pause)
        if said.status == 403:
            log().error("payment_provider_set_up_wrongly", provider=self.code, did=did, status=said.status)
        log().warning(
            "payment_provider_refused", provider=self.code, did=did, reason=fault.code, parameter=fault.parameter
        )
        return ProviderRefused(fault.code, fault.parameter or "")

    def _away(self, did: str, why: str, *, retry_after: timedelta | None = None) -> ProviderAway:
        log().warning("payment_provider_away", provider=self.code, did=did, why=why)
        return ProviderAway(retry_after)

    def _payment(self, payment: reading.Payment, ref: str | None = None) -> ProviderPayment:
        """Refuses (ProviderAway) an answer about another payment, and a page to pay at that is no safe address."""
        told = payment.told()
        self._is_about(told.ref, ref or told.ref)
        if told.confirmation_url is not None and not self._leads_somewhere_safe(told.confirmation_url):
            raise self._away("read a payment", "an address that is not https")
        return told

    def _is_about(self, told: str, asked: str) -> None:
        if told != asked:
            raise self._away("read an answer", "it is about something else")

    def _leads_somewhere_safe(self, url: str) -> bool:
        """https; or, where the provider itself is this machine's simulator, http."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        schemes = ("https",) if self.server.tls is not None else ("https", "http")
        return parts.scheme in schemes and bool(parts.hostname)


NEVER_ABSENT: Final = frozenset({"POST /payments", "GET /payments", "GET /refunds"})
"""Addresses that always exist: a 404 there means that we ask in the wrong place."""


def _checked(ref: str) -> str:
    """Refuses (ProviderUnknown) what is no reference of YooKassa's; it may come from a forged notice."""
    if not A_REF.fullmatch(ref):
        raise ProviderUnknown
    return ref


def _within(since: datetime, until: datetime, many: Iterator[D]) -> Iterator[D]:
    return (one for one in many if since <= one.created_at < until)
