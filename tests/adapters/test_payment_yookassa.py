"""YooKassa is asked in its own words, believed only in its own shape, and never waited for longer than promised."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pydantic import SecretStr
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from technomart.adapters import understanding
from technomart.adapters.payment_yookassa import YooKassa, reading, saying
from technomart.domain.payments import (
    PaymentProvider,
    ProviderAway,
    ProviderPayment,
    ProviderRefused,
    ProviderStatus,
    ProviderUnknown,
    ReceiptDraft,
    ReceiptItem,
    ReceiptMode,
    RefundOrder,
    RefundStatus,
    SecondReceipt,
)
from technomart.foundation import clock
from technomart.foundation.money import Money
from tests.adapters.test_letter_carriers import self_signed
from tests.adapters.test_payment_providers import DELIVERY, OPENING, PHONE, PREPAID, TOTAL
from tests.simulators.yookassa import Simulator, checks, running
from tests.simulators.yookassa.spec import NAMED_BY, judge_at, spec_path

HANDED_OVER = replace(PREPAID, mode=ReceiptMode.full_payment)
REFUND = RefundOrder(key="refund-1", payment_ref="", amount=Money(301), description="Доставка не нужна", receipt=None)
PATIENT = {"connect_timeout": 5.0, "read_timeout": 10.0}
"""Where nothing is slow on purpose, a busy machine may be."""
AS_SHIPPED = {"connect_timeout": 1.0, "read_timeout": 2.0}
QUICK = {"connect_timeout": 0.4, "read_timeout": 0.4}
MOST_SECONDS = 0.8
ALLOWANCE = 0.5
"""For a busy machine; a test that waited for the fault to end would take ten seconds."""


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with running() as simulator:
        yield simulator


@pytest.fixture
def sim(simulator: Simulator) -> Iterator[Simulator]:
    simulator.reset()
    simulator.ends()
    yield simulator
    assert simulator.spec_faults == []


@pytest.fixture
def yookassa(sim: Simulator) -> PaymentProvider:
    return asking(sim)


def asking(sim: Simulator, **wishes: Any) -> YooKassa:
    return YooKassa(
        shop_id=sim.shop_id, secret_key=SecretStr(sim.secret_key), api_url=sim.api_url, **PATIENT | wishes
    )


def opened(yookassa: PaymentProvider, **wishes: Any) -> ProviderPayment:
    return yookassa.open(replace(OPENING, **wishes))


def paid(sim: Simulator, yookassa: PaymentProvider, **wishes: Any) -> ProviderPayment:
    payment = opened(yookassa, two_stage=False, **wishes)
    sim.books.pay(payment.ref)
    return payment


def test_the_judge_is_there() -> None:
    if spec_path() is None:
        pytest.skip(f"{NAMED_BY} names no OpenAPI file: requests and answers are judged by our own checks alone")
    with running() as sim:
        assert sim.spec is not None


def test_a_payment_is_opened_held_and_taken(sim: Simulator, yookassa: PaymentProvider) -> None:
    begun = opened(yookassa)
    assert (begun.status, begun.amount, begun.refunded) == (ProviderStatus.pending, TOTAL, Money(0))
    assert (begun.account, begun.reference, begun.order_number) == (sim.shop_id, "pay-7f3a9c", "TM-260412-7K3F9")
    assert begun.confirmation_url is not None
    assert begun.receipt_status is RefundStatus.pending
    sim.books.pay(begun.ref)
    held = yookassa.look(begun.ref)
    assert (held.status, held.confirmation_url) == (ProviderStatus.held, None)
    assert held.expires_at is not None
    assert timedelta(days=6) < held.expires_at - held.created_at < timedelta(days=8)
    taken = yookassa.capture(begun.ref, key="capture-1", amount=TOTAL, receipt=PREPAID)
    assert (taken.status, taken.amount, taken.receipt_status) == (
        ProviderStatus.succeeded, TOTAL, RefundStatus.succeeded,
    )  # fmt: skip
    assert yookassa.look(begun.ref) == taken


def test_sbp_is_taken_at_once_whatever_is_wished(sim: Simulator, yookassa: PaymentProvider) -> None:
    begun = opened(yookassa, method="sbp", two_stage=True)
    sim.books.pay(begun.ref)
    assert yookassa.look(begun.ref).status is ProviderStatus.succeeded


@pytest.mark.parametrize("reason", ["3d_secure_failed", "insufficient_funds"])
def test_a_decline_is_told_with_its_reason(sim: Simulator, yookassa: PaymentProvider, reason: str) -> None:
    begun = opened(yookassa)
    sim.books.decline(begun.ref, reason)
    declined = yookassa.look(begun.ref)
    assert (declined.status, declined.cancel_reason) == (ProviderStatus.cancelled, reason)


def test_time_ends_what_nobody_ends(sim: Simulator, yookassa: PaymentProvider) -> None:
    left, held = opened(yookassa, method="sbp"), opened(yookassa, key="open-2")
    sim.books.pay(held.ref)
    sim.advance(timedelta(hours=1))
    assert yookassa.look(left.ref).cancel_reason == "expired_on_confirmation"
    assert yookassa.look(held.ref).status is ProviderStatus.held
    sim.advance(timedelta(days=7))
    assert yookassa.look(held.ref).cancel_reason == "expired_on_capture"


def test_money_goes_back_in_parts_and_never_more_than_came(sim: Simulator, yookassa: PaymentProvider) -> None:
    payment = paid(sim, yookassa)
    first = yookassa.refund(replace(REFUND, payment_ref=payment.ref))
    assert (first.status, first.amount, first.payment_ref) == (RefundStatus.succeeded, Money(301), payment.ref)
    assert yookassa.look(payment.ref).refunded == Money(301)
    with pytest.raises(ProviderRefused) as refused:
        yookassa.refund(replace(REFUND, key="refund-2", payment_ref=payment.ref, amount=TOTAL))
    assert refused.value.parameter == "amount.value"
    rest = replace(
        REFUND,
        key="refund-3",
        payment_ref=payment.ref,
        amount=Money(4999_00),
        receipt=replace(PREPAID, items=(PHONE,)),
    )
    yookassa.refund(rest)
    assert yookassa.look(payment.ref).refunded == TOTAL


def test_a_refund_can_take_its_time_and_fail(sim: Simulator, yookassa: PaymentProvider) -> None:
    payment = paid(sim, yookassa)
    sim.ends(refunds="pending")
    order = replace(REFUND, payment_ref=payment.ref)
    waiting = yookassa.refund(order)
    assert waiting.status is RefundStatus.pending
    assert yookassa.look(payment.ref).refunded == Money(0)
    sim.books.settle_refund(waiting.ref, "canceled", "rejected_by_payee")
    failed = yookassa.look_refund(waiting.ref)
    assert (failed.status, failed.cancel_reason) == (RefundStatus.cancelled, "rejected_by_payee")
    again = yookassa.refund(replace(order, key="refund-2"))
    sim.books.settle_refund(again.ref, "succeeded")
    assert yookassa.look(payment.ref).refunded == Money(301)


def test_the_second_receipt_settles_what_was_paid_before(sim: Simulator, yookassa: PaymentProvider) -> None:
    payment = paid(sim, yookassa)
    sim.ends(receipts="pending")
    second = SecondReceipt(key="receipt-1", payment_ref=payment.ref, settled=TOTAL, draft=HANDED_OVER)
    sent = yookassa.send_receipt(second)
    assert sent.status is RefundStatus.pending
    assert yookassa.send_receipt(second) == sent
    sim.books.settle_receipt(sent.ref, "succeeded")
    assert yookassa.look_receipt(sent.ref).status is RefundStatus.succeeded
    sim.books.settle_receipt(sent.ref, "canceled")
    failed = yookassa.look_receipt(sent.ref)
    assert (failed.status, failed.fault) == (RefundStatus.cancelled, "not_registered")


def test_goods_that_came_back_for_others_are_told_without_a_refund(sim: Simulator, yookassa: PaymentProvider) -> None:
    payment = paid(sim, yookassa)
    back = SecondReceipt(key="receipt-2", payment_ref=payment.ref, settled=TOTAL, draft=HANDED_OVER, is_return=True)
    said = sim.books.receipts[yookassa.send_receipt(back).ref].asked
    assert (said["type"], said["payment_id"]) == ("refund", payment.ref)
    assert said["settlements"] == [{"type": "prepayment", "amount": saying.sum_of(TOTAL)}]
    assert yookassa.look(payment.ref).refunded == Money(0)


def test_a_marked_piece_is_named_at_the_hand_over_and_not_before(sim: Simulator, yookassa: PaymentProvider) -> None:
    code = '0104604060006000215=-"Nq\x1d93dGVz'
    piece = ReceiptItem(description="Телефон", quantity=1, price=TOTAL, vat_basis_points=2200, mark_code=code)
    payment = paid(sim, yookassa, receipt=replace(PREPAID, items=(piece,)))
    assert "mark_code_info" not in sim.books.payments[payment.ref].asked["receipt"]["items"][0]
    second = SecondReceipt(
        key="receipt-1", payment_ref=payment.ref, settled=TOTAL, draft=replace(HANDED_OVER, items=(piece,))
    )
    sent = yookassa.send_receipt(second)
    (line,) = sim.books.receipts[sent.ref].asked["items"]
    assert (line["payment_subject"], line["mark_mode"]) == ("marked", "0")
    assert base64.b64decode(line["mark_code_info"]["gs_1m"]).decode() == code
    two = replace(piece, quantity=2, price=Money(2501_00))
    with pytest.raises(ProviderRefused):
        saying.receipt(replace(HANDED_OVER, items=(two,)), Money(5002_00))


@pytest.mark.parametrize(
    "ask",
    [
        lambda provider, ref: provider.look(ref),
        lambda provider, ref: provider.look_refund(ref),
        lambda provider, ref: provider.look_receipt(ref),
        lambda provider, ref: provider.capture(ref, key="k", amount=TOTAL, receipt=None),
        lambda provider, ref: provider.cancel(ref, key="k"),
        lambda provider, ref: provider.refund(replace(REFUND, payment_ref=ref)),
    ],
)
def test_what_is_not_there_is_unknown(
    sim: Simulator, yookassa: PaymentProvider, ask: Callable[[PaymentProvider, str], object]
) -> None:
    with pytest.raises(ProviderUnknown):
        ask(yookassa, "1da5c87d-0984-50e8-a7f3-8de646dd9ec9")
    asked = len(sim.asked)
    for odd in ("", ".", "../payments", "a/b", "a?b", "a\r\nb", "ы" * 36, "a" * 65):
        with pytest.raises(ProviderUnknown):
            ask(yookassa, odd)
    assert len(sim.asked) == asked, "what is no reference is not asked about"


# --- once, whatever happens


LOST_ANSWERS = (
    "500_after",
    "reset_after",
    "garbage",
    "truncated",
    "empty",
    "deep",
    "endless",
    "drip",
    "drip_head",
    "redirect",
)


@pytest.mark.parametrize("fault", LOST_ANSWERS)
def test_an_answer_that_is_lost_after_the_deed_leaves_one_payment(sim: Simulator, fault: str) -> None:
    yookassa = asking(sim, **QUICK)
    sim.faults.add("POST /payments", fault)
    started = time.monotonic()
    with pytest.raises(ProviderAway):
        opened(yookassa)
    assert time.monotonic() - started < MOST_SECONDS + ALLOWANCE
    again = opened(asking(sim))
    assert list(sim.books.payments) == [again.ref]


def test_without_its_key_a_lost_answer_would_make_two_payments(sim: Simulator, yookassa: PaymentProvider) -> None:
    sim.faults.add("POST /payments", "500_after")
    with pytest.raises(ProviderAway):
        opened(yookassa)
    opened(yookassa, key="open-2")
    assert len(sim.books.payments) == 2


@pytest.mark.parametrize("fault", ["429", "500", "503", "reset"])
def test_what_was_not_done_is_done_by_the_next_try(sim: Simulator, yookassa: PaymentProvider, fault: str) -> None:
    sim.faults.add("POST /payments", fault, retry_after=1800)
    with pytest.raises(ProviderAway) as away:
        opened(yookassa)
    assert away.value.retry_after == (None if fault == "reset" else timedelta(seconds=1.8))
    assert sim.books.payments == {}
    again = opened(yookassa)
    assert list(sim.books.payments) == [again.ref]


@pytest.mark.parametrize("what", ["capture", "refund", "receipt"])
def test_a_repeated_deed_is_done_once(sim: Simulator, yookassa: PaymentProvider, what: str) -> None:
    payment = paid(sim, yookassa) if what != "capture" else opened(yookassa)
    if what == "capture":
        sim.books.pay(payment.ref)
    deeds: dict[str, Callable[[], object]] = {
        "capture": lambda: yookassa.capture(payment.ref, key="again", amount=TOTAL, receipt=PREPAID),
        "refund": lambda: yookassa.refund(replace(REFUND, key="again", payment_ref=payment.ref)),
        "receipt": lambda: yookassa.send_receipt(
            SecondReceipt(key="again", payment_ref=payment.ref, settled=TOTAL, draft=HANDED_OVER)
        ),
    }
    sim.faults.add("POST *", "500_after")
    with pytest.raises(ProviderAway):
        deeds[what]()
    assert deeds[what]() == deeds[what]()
    assert len(sim.books.refunds) + len(sim.books.receipts) == (0 if what == "capture" else 1)


def test_still_at_it_is_asked_again_with_the_same_key(sim: Simulator, yookassa: PaymentProvider) -> None:
    sim.faults.add("POST /payments", "202", times=2, retry_after=50)
    payment = opened(yookassa)
    assert list(sim.books.payments) == [payment.ref]
    assert [what for what, _ in sim.asked] == ["POST /payments"] * 3


def test_still_at_it_for_too_long_means_later(sim: Simulator) -> None:
    sim.faults.add("POST /payments", "202", retry_after=60_000)
    started = time.monotonic()
    with pytest.raises(ProviderAway) as away:
        opened(asking(sim, **AS_SHIPPED))
    assert time.monotonic() - started < ALLOWANCE, "nobody waits for what cannot come in time"
    assert away.value.retry_after == timedelta(minutes=1)
    sim.faults.add("POST /payments", "202", times=100, retry_after=10)
    with pytest.raises(ProviderAway):
        opened(asking(sim, **QUICK), key="open-2")
    assert time.monotonic() - started < MOST_SECONDS + 2 * ALLOWANCE


def test_two_who_ask_for_the_same_at_once_get_the_same(sim: Simulator, yookassa: PaymentProvider) -> None:
    sim.faults.add("POST /payments", "slow", seconds=0.3)
    with ThreadPoolExecutor(4) as together:
        payments = list(together.map(lambda _: opened(yookassa), range(4)))
    assert {payment.ref for payment in payments} == set(sim.books.payments)
    assert len(sim.books.payments) == 1


def test_one_key_is_not_used_for_two_things(sim: Simulator, yookassa: PaymentProvider) -> None:
    opened(yookassa)
    with pytest.raises(ProviderRefused) as refused:
        opened(yookassa, description="Другой заказ")
    assert refused.value.parameter == "Idempotence-Key"
    for odd in ("", "a" * 65, "a b", "ключ", "a\r\nX: y"):
        with pytest.raises(ValueError, match="idempotence key"):
            opened(yookassa, key=odd)


# --- bounded


def test_a_slow_provider_is_not_waited_for(sim: Simulator) -> None:
    sim.faults.add("*", "slow", seconds=8)
    started = time.monotonic()
    with pytest.raises(ProviderAway):
        opened(asking(sim, **AS_SHIPPED))
    assert time.monotonic() - started < 3 + ALLOWANCE
    assert len(sim.books.payments) == 1, "it was done all the same; the key will tell"


def test_nobody_there_means_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        for listens in (False, True):
            if listens:
                taken.listen()
            nobody = YooKassa(
                shop_id="1", secret_key="x", api_url=f"http://127.0.0.1:{taken.getsockname()[1]}", **QUICK
            )
            with pytest.raises(ProviderAway):
                nobody.look("1da5c87d-0984-50e8-a7f3-8de646dd9ec9")


def test_a_name_that_cannot_be_found_is_not_looked_up_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: hanging.wait(5) and [])
    yookassa = YooKassa(shop_id="1", secret_key="x", api_url="https://api.yookassa.example/v3", **QUICK)
    started = time.monotonic()
    with pytest.raises(ProviderAway):
        opened(yookassa)
    hanging.set()
    assert time.monotonic() - started < MOST_SECONDS + ALLOWANCE


def test_an_address_that_leads_nowhere_does_not_hide_the_next(
    sim: Simulator, yookassa: PaymentProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as hole, socket.socket() as first, socket.socket() as second:
        hole.bind(("127.0.0.1", 0))
        hole.listen(0)
        for filling in (first, second):  # the queue is full: a third is left waiting
            filling.setblocking(False)
            filling.connect_ex(hole.getsockname())
        stream = (socket.SOCK_STREAM, 6, "")
        addresses = [
            (9999, *stream, ("::1", 443, 0, 0)),
            (socket.AF_INET, *stream, hole.getsockname()),
            (socket.AF_INET, *stream, ("127.0.0.1", int(sim.url.rpartition(":")[2]))),
        ]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: addresses)
        assert opened(yookassa).ref in sim.books.payments


def test_no_proxy_of_the_surroundings_hears_anything(
    sim: Simulator, yookassa: PaymentProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert opened(yookassa).ref in sim.books.payments


def test_only_a_certificate_that_can_be_checked_is_spoken_to(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate, key)
    with running(host="localhost", tls=inside) as sim:
        with pytest.raises(ProviderAway):
            opened(asking(sim))
        assert sim.asked == []
        trusted = ssl.create_default_context(cafile=str(certificate))
        assert opened(asking(sim, tls=trusted)).status is ProviderStatus.pending
        sim.faults.add("GET *", "drip", seconds=9)
        started = time.monotonic()
        with pytest.raises(ProviderAway):
            asking(sim, tls=trusted, **QUICK).look(next(iter(sim.books.payments)))
        assert time.monotonic() - started < MOST_SECONDS + ALLOWANCE


@pytest.mark.parametrize(
    "url",
    ["", "api.yookassa.ru", "http://api.yookassa.ru/v3", "http://10.0.0.1/v3", "ftp://127.0.0.1", "https://",
     "https://user:pass@api.yookassa.ru/v3", "https://api.yookassa.ru/v3?x=1", "http://127.0.0.1.evil.example/"],
)  # fmt: skip
def test_the_key_is_not_carried_over_an_open_line(url: str) -> None:
    with pytest.raises(ValueError, match="address of a server") as refused:
        YooKassa(shop_id="1", secret_key="sesame-open", api_url=url)
    assert "pass@" not in str(refused.value)


# --- believed only in its own shape


@dataclass
class Answering:
    """A server that says whatever it is told to, to everything."""

    status: int = 200
    body: bytes = b"{}"
    url: str = ""
    asked: int = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        self.asked += 1
        Request(environ).get_data()
        return Response(self.body, self.status, mimetype="application/json")(environ, start)


@pytest.fixture(scope="module")
def answering_server() -> Iterator[Answering]:
    answering = Answering()
    server = make_server("127.0.0.1", 0, answering, threaded=True)
    answering.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield answering
    server.shutdown()
    server.server_close()


@pytest.fixture
def answering(answering_server: Answering) -> Answering:
    answering_server.asked = 0
    answering_server.status = 200
    return answering_server


REF = "1da5c87d-0984-50e8-a7f3-8de646dd9ec9"
SOUND = {
    "id": REF,
    "status": "pending",
    "amount": {"value": "5002.01", "currency": "RUB"},
    "recipient": {"account_id": "1", "gateway_id": "2"},
    "created_at": "2026-11-03T11:52:31.827Z",
    "metadata": {"reference": "r", "order_number": "n"},
    "something": {"new": [1, 2]},
}


def stranger(answering: Answering) -> YooKassa:
    return YooKassa(shop_id="1", secret_key="sesame-open", api_url=answering.url)


def test_a_sound_answer_with_something_new_in_it_is_believed(answering: Answering) -> None:
    answering.body = json.dumps(SOUND).encode()
    payment = stranger(answering).look(REF)
    assert payment.amount == TOTAL
    assert payment.created_at.isoformat() == "2026-11-03T11:52:31.827000+00:00"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "another-one"},
        {"id": 7},
        {"status": "paid"},
        {"status": None},
        {"amount": {"value": 5002.01, "currency": "RUB"}},
        {"amount": {"value": "5002,01", "currency": "RUB"}},
        {"amount": {"value": "5002.015", "currency": "RUB"}},
        {"amount": {"value": "-5002.01", "currency": "RUB"}},
        {"amount": {"value": "9" * 400 + ".00", "currency": "RUB"}},
        {"amount": {"value": "NaN", "currency": "RUB"}},
        {"amount": {"value": "٥٠٠٢.٠١", "currency": "RUB"}},
        {"amount": {"value": "5002.01\n", "currency": "RUB"}},
        {"amount": {"value": "5002.01", "currency": "rub"}},
        {"amount": None},
        {"recipient": {}},
        {"created_at": "2026-11-03T11:52:31"},
        {"created_at": "yesterday"},
        {"metadata": []},
        {"confirmation": {"confirmation_url": "javascript:alert(1)"}},
        {"confirmation": {"confirmation_url": "//evil.example/pay"}},
        {"confirmation": {"confirmation_url": "http://[::1"}},
        {"cancellation_details": {"reason": "x" * 5000}},
    ],
    ids=str,
)
def test_another_shape_means_that_nothing_is_known(answering: Answering, change: dict[str, Any]) -> None:
    answering.body = json.dumps(SOUND | change).encode()
    with pytest.raises(ProviderAway):
        stranger(answering).look(REF)


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b'"yes"', b"NaN", b"1e999", b"<html>"])
@pytest.mark.parametrize("status", [200, 201, 204, 301, 400, 404, 418, 429, 500, 502, 504, 599])
def test_no_answer_breaks_the_shop(answering: Answering, status: int, body: bytes) -> None:
    answering.status, answering.body = status, body
    final = {400: ProviderRefused, 418: ProviderRefused, 404: ProviderUnknown}
    with pytest.raises(final.get(status, ProviderAway)):
        stranger(answering).look(REF)


def test_a_list_that_leads_back_to_itself_ends(answering: Answering) -> None:
    answering.body = json.dumps({"type": "list", "items": [], "next_cursor": "again"}).encode()
    with pytest.raises(ProviderAway):
        list(stranger(answering).payments_between(clock.now(), clock.now()))
    assert answering.asked == 2


anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(sorted(SOUND)), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(body=anything | some.dictionaries(some.sampled_from(sorted(SOUND)), anything).map(lambda odd: SOUND | odd))
def test_whatever_is_said_is_read_or_refused(body: object) -> None:
    said = json.dumps(body).encode()
    reading.read_fault(said)
    for shape in (reading.Payment, reading.Refund, reading.Receipt, reading.PaymentList):
        with suppress(understanding.Garbled):
            understanding.read(shape, said)


@pytest.mark.parametrize("retry_after", [-1, 10**30, "soon", None, 1.5])
def test_an_odd_pause_is_no_pause(answering: Answering, retry_after: object) -> None:
    answering.status, answering.body = 429, json.dumps({"retry_after": retry_after}).encode()
    with pytest.raises(ProviderAway) as away:
        stranger(answering).look(REF)
    assert away.value.retry_after is None or away.value.retry_after <= timedelta(hours=1)


def test_an_address_where_nothing_is_does_not_pass_for_an_unknown_payment(answering: Answering) -> None:
    answering.status, answering.body = 404, b"{}"
    with structlog.testing.capture_logs() as diary, pytest.raises(ProviderAway):
        opened(stranger(answering))
    assert [(entry["event"], entry["log_level"]) for entry in diary] == [("payment_provider_set_up_wrongly", "error")]


# --- secrets and people stay out of the diary


def test_a_wrong_key_is_loud_and_names_no_secret(sim: Simulator) -> None:
    wrong = YooKassa(shop_id=sim.shop_id, secret_key="sesame-open", api_url=sim.api_url)
    login = base64.b64encode(f"{sim.shop_id}:sesame-open".encode()).decode()
    with structlog.testing.capture_logs() as diary, pytest.raises(ProviderAway) as away:
        opened(wrong)
    (entry,) = diary
    assert (entry["log_level"], entry["status"]) == ("error", 401)
    told = "".join(traceback.format_exception(away.value)) + repr(diary) + repr(wrong) + repr(vars(wrong))
    assert "sesame-open" not in told
    assert login not in told


KEPT = ("key-kept-to-ourselves-", "anna at example", PREPAID.email, PHONE.description, OPENING.reference)


def test_no_refusal_says_who_is_buying_or_with_what(sim: Simulator) -> None:
    told = ""
    for number, fault in enumerate(["500_after", "reset", "garbage", "429", "truncated", "redirect"]):
        sim.faults.add("POST *", fault)
        with structlog.testing.capture_logs() as diary, pytest.raises(ProviderAway) as away:
            opened(asking(sim), key=KEPT[0] + str(number))
        told += "".join(traceback.format_exception(away.value)) + repr(diary)
    with structlog.testing.capture_logs() as diary, pytest.raises(ProviderRefused) as refused:
        opened(asking(sim), receipt=replace(PREPAID, email=KEPT[1]))
    assert refused.value.parameter == "receipt.customer.email"
    told += "".join(traceback.format_exception(refused.value)) + repr(diary)
    assert [kept for kept in (sim.secret_key, *KEPT) if kept in told] == []


# --- lists


def test_every_payment_of_the_span_is_listed_once(sim: Simulator, yookassa: PaymentProvider) -> None:
    asked = saying.payment(replace(OPENING, receipt=None))
    for _ in range(230):
        sim.books.open(asked, sim.url)
        sim.advance(timedelta(seconds=1))
    moments = [payment.created_at for payment in sim.books.payments.values()]
    listed = [payment.ref for payment in yookassa.payments_between(moments[5], moments[225])]
    assert listed == list(sim.books.payments)[5:225][::-1]
    assert [what for what, _ in sim.asked] == ["GET /payments"] * 3
    finer = timedelta(microseconds=300)
    listed = [payment.ref for payment in yookassa.payments_between(moments[5] + finer, moments[7] + finer)]
    assert listed == list(sim.books.payments)[6:8][::-1]


def test_a_list_that_is_cut_off_says_so(sim: Simulator, yookassa: PaymentProvider) -> None:
    for _ in range(101):
        sim.books.open(saying.payment(OPENING), sim.url)
    since = clock.now() - timedelta(hours=1)
    listed = yookassa.payments_between(since, since + timedelta(hours=2))
    next(listed)
    sim.faults.add("GET *", "500")
    with pytest.raises(ProviderAway):
        list(listed)


# --- the receipt says the money


kopecks = some.integers(1, 10**9)
items = some.builds(
    ReceiptItem,
    description=some.text(max_size=300),
    quantity=some.integers(1, 999),
    price=kopecks.map(Money),
    vat_basis_points=some.sampled_from(sorted(saying.VAT_CODES)),
    is_service=some.booleans(),
)
drafts = some.builds(
    ReceiptDraft,
    email=some.just("anna@example.ru"),
    mode=some.sampled_from(ReceiptMode),
    items=some.lists(items, min_size=1, max_size=80).map(tuple),
)


def total_of(draft: ReceiptDraft) -> Money:
    return sum((item.price * item.quantity for item in draft.items), Money(0))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(draft=drafts)
def test_a_receipt_adds_up_to_the_kopeck(draft: ReceiptDraft) -> None:
    amount = total_of(draft)
    said = json.loads(json.dumps(saying.capture(amount, draft)))
    lines = said["receipt"]["items"]
    assert sum(Decimal(line["amount"]["value"]) * line["quantity"] for line in lines) == Decimal(
        said["amount"]["value"]
    )
    checks.a_capture(said)
    if (path := spec_path()) is not None:
        assert judge_at(path).faults_of_request("POST", f"/payments/{REF}/capture", said) == []


@settings(max_examples=25, deadline=None)
@given(draft=drafts, off=some.integers(-100, 100).filter(bool))
def test_a_receipt_for_another_sum_is_not_sent(draft: ReceiptDraft, off: int) -> None:
    with pytest.raises(ProviderRefused) as refused:
        saying.capture(total_of(draft) + Money(off), draft)
    assert refused.value.reason == "receipt_does_not_add_up"


def test_what_cannot_be_said_is_refused_before_anybody_is_asked(sim: Simulator, yookassa: PaymentProvider) -> None:
    with pytest.raises(ProviderRefused):
        opened(yookassa, method="cheque")
    odd = replace(DELIVERY, price=TOTAL, vat_basis_points=1800)
    with pytest.raises(ProviderRefused):
        opened(yookassa, receipt=replace(PREPAID, items=(odd,)))
    assert sim.asked == []


@pytest.mark.parametrize(
    ("text", "said"),
    [("  Чайник\nэлектрический\t ", "Чайник электрический"), ("\x00", "—"), ("я" * 300, "я" * 127 + "…")],
)
def test_a_line_is_printed_as_a_register_can(text: str, said: str) -> None:
    assert saying.one_line(text, 128) == said


def test_english_shoppers_pay_on_an_english_page(sim: Simulator, yookassa: PaymentProvider) -> None:
    payment = opened(yookassa, lang="en")
    assert sim.books.payments[payment.ref].asked["confirmation"]["locale"] == "en_US"
