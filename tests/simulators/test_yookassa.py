"""The simulator is a fair judge of the shop: strict where YooKassa is, and as unreliable as the net."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.simulators.yookassa import Simulator, running
from tests.simulators.yookassa.spec import NAMED_BY, judge_at, spec_path

ROOT = Path(__file__).resolve().parents[2]
LINE = {
    "description": "Смартфон",
    "quantity": 2,
    "amount": {"value": "2500.50", "currency": "RUB"},
    "vat_code": 11,
    "payment_subject": "commodity",
    "payment_mode": "full_prepayment",
    "measure": "piece",
}
PAYMENT: dict[str, Any] = {
    "amount": {"value": "5001.00", "currency": "RUB"},
    "capture": True,
    "payment_method_data": {"type": "bank_card"},
    "confirmation": {"type": "redirect", "return_url": "http://127.0.0.1:9/back"},
    "receipt": {"customer": {"email": "anna@example.ru"}, "items": [LINE]},
}


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


def post(sim: Simulator, path: str, body: object, key: str | None = "key-1", **more: Any) -> requests.Response:
    headers = {} if key is None else {"Idempotence-Key": key}
    more.setdefault("auth", (sim.shop_id, sim.secret_key))
    return requests.post(sim.api_url + path, json=body, headers=headers, timeout=5, **more)


def told(sim: Simulator, path: str, **wish: Any) -> requests.Response:
    return requests.post(f"{sim.url}/_sim/{path}", json=wish, timeout=5)


def begun(sim: Simulator, **changes: Any) -> dict[str, Any]:
    answer = post(sim, "/payments", PAYMENT | changes)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


@pytest.mark.parametrize("pair", [("100500", "wrong"), ("1", "test"), ("", ""), None])
def test_strangers_are_turned_away(sim: Simulator, pair: tuple[str, str] | None) -> None:
    answer = post(sim, "/payments", PAYMENT, auth=pair)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")


@pytest.mark.parametrize("key", [None, "", "a" * 65, "a b", "a/b"])
def test_a_key_is_wanted_for_every_deed(sim: Simulator, key: str | None) -> None:
    answer = post(sim, "/payments", PAYMENT, key)
    assert (answer.status_code, answer.json()["parameter"]) == (400, "Idempotence-Key")


def changed(path: str, value: object) -> dict[str, Any]:
    """The payment with one thing else; `...` takes it away."""
    body = json.loads(json.dumps(PAYMENT))
    *way, last = path.split(".")
    at = body
    for step in way:
        at = at[int(step)] if step.isdecimal() else at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return body


@pytest.mark.parametrize(
    ("path", "value", "parameter"),
    [
        ("amount", ..., "amount"),
        ("amount.value", 5001.0, "amount.value"),
        ("amount.value", "5001", "amount.value"),
        ("amount.value", "5001.000", "amount.value"),
        ("amount.value", "-5001.00", "amount.value"),
        ("amount.value", "5001.01", "receipt.items"),
        ("amount.value", "0.50", "amount.value"),
        ("amount.currency", "GOLD", "amount.currency"),
        ("unheard_of", 1, "unheard_of"),
        ("description", "x" * 129, "description"),
        ("metadata", {str(number): "x" for number in range(17)}, "metadata"),
        ("metadata", {"order": 7}, "metadata.order"),
        ("metadata", {"k" * 33: "x"}, "metadata"),
        ("confirmation.return_url", ..., "confirmation.return_url"),
        ("confirmation.type", "telepathy", "confirmation.type"),
        ("payment_method_data.type", "seashells", "payment_method_data.type"),
        ("receipt.customer", {}, "receipt.customer.email"),
        ("receipt.items", [], "receipt.items"),
        ("receipt.items", [LINE] * 81, "receipt.items"),
        ("receipt.items.0.vat_code", 13, "receipt.items[0].vat_code"),
        ("receipt.items.0.vat_code", "11", "receipt.items[0].vat_code"),
        ("receipt.items.0.quantity", 0, "receipt.items[0].quantity"),
        ("receipt.items.0.quantity", 3, "receipt.items"),
        ("receipt.items.0.description", "", "receipt.items[0].description"),
        ("receipt.items.0.description", "x" * 129, "receipt.items[0].description"),
        ("receipt.items.0.payment_mode", "some_time", "receipt.items[0].payment_mode"),
        ("receipt.items.0.measure", ..., "receipt.items[0].measure"),
    ],
)
def test_a_body_that_yookassa_would_not_take_is_refused(
    sim: Simulator, path: str, value: object, parameter: str
) -> None:
    answer = post(sim, "/payments", changed(path, value))
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert answer.json()["parameter"] == parameter
    assert sim.books.payments == {}


def test_the_openapi_file_judges_alike() -> None:
    path = spec_path()
    if path is None:
        pytest.skip(f"{NAMED_BY} names no OpenAPI file")
    spec = judge_at(path)
    assert spec.faults_of_request("POST", "/payments", PAYMENT) == []
    for where, value in (
        ("amount", ...),
        ("amount.value", 5001.0),
        ("amount.currency", "GOLD"),
        ("description", "x" * 129),
        ("metadata", {"order": 7}),
        ("confirmation.return_url", ...),
        ("confirmation.type", "telepathy"),
        ("payment_method_data.type", "seashells"),
        ("receipt.customer", {"email": 7}),
        ("receipt.items.0.vat_code", 13),
        ("receipt.items.0.payment_mode", "some_time"),
    ):
        assert spec.faults_of_request("POST", "/payments", changed(where, value)), where


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"7", b"\xff"])
def test_what_is_no_object_is_refused(sim: Simulator, body: bytes) -> None:
    answer = requests.post(
        sim.api_url + "/payments", data=body, auth=(sim.shop_id, sim.secret_key), timeout=5,
        headers={"Idempotence-Key": "k", "Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 400


def test_sbp_knows_no_holding_and_no_large_sums(sim: Simulator) -> None:
    by_sbp = PAYMENT | {"payment_method_data": {"type": "sbp"}}
    assert post(sim, "/payments", by_sbp | {"capture": False}).json()["parameter"] == "capture"
    large = {name: value for name, value in by_sbp.items() if name != "receipt"} | {
        "amount": {"value": "700000.01", "currency": "RUB"}
    }
    assert post(sim, "/payments", large).json()["parameter"] == "amount.value"


def test_a_key_is_remembered_for_a_day(sim: Simulator) -> None:
    first = begun(sim)
    assert begun(sim) == first
    assert post(sim, "/payments", PAYMENT | {"description": "another"}).json()["parameter"] == "Idempotence-Key"
    sim.advance(timedelta(hours=24, seconds=1))
    assert begun(sim)["id"] != first["id"]


def test_what_was_refused_may_be_tried_again_under_its_key(sim: Simulator) -> None:
    assert post(sim, "/payments", {}).status_code == 400
    assert post(sim, "/payments", PAYMENT).status_code == 200


def test_another_sum_wants_another_receipt(sim: Simulator) -> None:
    payment = begun(sim, capture=False)
    sim.books.pay(payment["id"])
    less = {"amount": {"value": "2500.50", "currency": "RUB"}}
    answer = post(sim, f"/payments/{payment['id']}/capture", less, "key-2")
    assert answer.json()["parameter"] == "receipt"
    more = {"amount": {"value": "5001.01", "currency": "RUB"}}
    assert post(sim, f"/payments/{payment['id']}/capture", more, "key-2").json()["parameter"] == "amount.value"


def test_lists_are_read_by_cursor_and_refuse_odd_wishes(sim: Simulator) -> None:
    for number in range(25):
        post(sim, "/payments", PAYMENT, f"key-{number}")
    seen: list[str] = []
    query: dict[str, str] = {"limit": "10"}
    while True:
        page = requests.get(f"{sim.api_url}/payments", query, auth=(sim.shop_id, sim.secret_key), timeout=5).json()
        seen += [one["id"] for one in page["items"]]
        if "next_cursor" not in page:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == list(sim.books.payments)[::-1]
    for odd in ({"limit": "101"}, {"limit": "0"}, {"cursor": "x"}, {"created_at.gte": "soon"}, {"colour": "red"}):
        answer = requests.get(f"{sim.api_url}/payments", odd, auth=(sim.shop_id, sim.secret_key), timeout=5)
        assert answer.status_code == 400


# --- the page to pay at


@pytest.mark.parametrize(
    ("action", "status"),
    [("pay", "succeeded"), ("3ds", "canceled"), ("poor", "canceled"), ("leave", "pending"), ("???", "pending")],
)
def test_each_button_leads_back_to_the_shop(sim: Simulator, action: str, status: str) -> None:
    payment = begun(sim)
    page = payment["confirmation"]["confirmation_url"]
    shown = requests.get(page, timeout=5).text
    assert "5\u202f001,00" in shown
    answer = requests.post(page, {"action": action}, allow_redirects=False, timeout=5)
    assert (answer.status_code, answer.headers["Location"]) == (303, "http://127.0.0.1:9/back")
    assert sim.books.payment(payment["id"]).status == status


def test_what_has_ended_is_not_paid_twice(sim: Simulator) -> None:
    page = begun(sim)["confirmation"]["confirmation_url"]
    requests.post(page, {"action": "pay"}, allow_redirects=False, timeout=5)
    assert "button" not in requests.get(page, timeout=5).text.partition("</style>")[2]
    assert requests.post(page, {"action": "pay"}, timeout=5).status_code == 409
    assert requests.get(f"{sim.url}/checkout/payments/v2/contract?orderId=x", timeout=5).status_code == 404


@pytest.mark.browser
def test_a_shopper_pays_in_a_browser(sim: Simulator, shop: Shop, browser: Any) -> None:
    payment = begun(sim, confirmation={"type": "redirect", "return_url": f"{shop.url}/back", "locale": "ru_RU"})
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(payment["confirmation"]["confirmation_url"])
    tab.get_by_role("button", name="Оплатить").click()
    tab.wait_for_url(f"{shop.url}/back")
    tab.context.close()
    assert sim.books.payment(payment["id"]).status == "succeeded"


# --- notices


@dataclass
class Shop:
    """What a shop hears, from whom, and what it answers."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ)
        if request.method == "POST":
            body = json.loads(request.get_data())
            self.heard.append((body["event"], str(request.remote_addr), body["object"]))
        return Response("", self.answers.pop(0) if self.answers else 200)(environ, start)

    @property
    def events(self) -> list[str]:
        return [event for event, _, _ in self.heard]


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    server = make_server("127.0.0.1", 0, shop, threaded=True)
    shop.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield shop
    server.shutdown()
    server.server_close()


@pytest.fixture
def telling(sim: Simulator, shop: Shop) -> Iterator[Simulator]:
    sim.webhooks.settle(url=f"{shop.url}/webhooks/yookassa")
    yield sim
    sim.webhooks.settle(url="")


def test_the_four_events_are_told(telling: Simulator, shop: Shop) -> None:
    held, left = begun(telling, capture=False), post(telling, "/payments", PAYMENT, "key-2").json()
    telling.books.pay(held["id"])
    post(telling, f"/payments/{held['id']}/capture", {}, "key-3")
    money = {"value": "1.00", "currency": "RUB"}
    post(telling, "/refunds", {"payment_id": held["id"], "amount": money}, "key-4")
    telling.books.decline(left["id"])
    assert telling.webhooks.quiet()
    assert shop.events == ["payment.waiting_for_capture", "payment.succeeded", "refund.succeeded", "payment.canceled"]
    assert shop.heard[1][2]["status"] == "succeeded"
    assert shop.heard[2][2]["payment_id"] == held["id"]


def test_a_notice_is_repeated_until_it_is_taken(telling: Simulator, shop: Shop) -> None:
    shop.answers = [500, 302]
    telling.books.pay(begun(telling)["id"])
    assert telling.webhooks.quiet()
    assert shop.events == ["payment.succeeded"] * 3
    assert [one.status for one in telling.webhooks.deliveries] == [500, 302, 200]


def test_notices_come_twice_late_in_disorder_or_not_at_all(telling: Simulator, shop: Shop) -> None:
    told(telling, "webhooks", copies=2)
    payment = begun(telling, capture=False)
    told(telling, f"payments/{payment['id']}/pay")
    assert telling.webhooks.quiet()
    assert shop.events == ["payment.waiting_for_capture"] * 2

    told(telling, "webhooks", lose=True)
    lost = post(telling, "/payments", PAYMENT, "key-2").json()
    told(telling, f"payments/{lost['id']}/pay")
    assert telling.webhooks.quiet()
    assert len(shop.heard) == 2

    shop.heard.clear()
    told(telling, "webhooks", keep_back=True)
    other = post(telling, "/payments", PAYMENT | {"capture": False}, "key-3").json()
    told(telling, f"payments/{other['id']}/pay")
    post(telling, f"/payments/{other['id']}/capture", {}, "key-4")
    told(telling, "webhooks/release", backwards=True)
    assert telling.webhooks.quiet()
    assert shop.events == ["payment.succeeded", "payment.waiting_for_capture"]

    told(telling, "webhooks", delay_seconds=0.3)
    late = post(telling, "/payments", PAYMENT, "key-5").json()
    started = time.monotonic()
    told(telling, f"payments/{late['id']}/pay")
    assert telling.webhooks.quiet()
    assert time.monotonic() - started > 0.3


def test_a_forged_notice_comes_from_where_it_is_wished(telling: Simulator, shop: Shop) -> None:
    payment = begun(telling)
    forged = payment | {"status": "succeeded", "paid": True}
    told(telling, "webhooks/forge", event="payment.succeeded", thing=forged, source_ip="127.0.0.77")
    assert telling.webhooks.quiet()
    assert shop.heard == [("payment.succeeded", "127.0.0.77", forged)]
    assert telling.books.payment(payment["id"]).status == "pending"


# --- by hand


def test_everything_can_be_steered_over_the_net(sim: Simulator) -> None:
    payment = begun(sim)
    assert told(sim, "faults", where="GET *", kind="500", times=1).ok
    look = {"url": f"{sim.api_url}/payments/{payment['id']}", "auth": (sim.shop_id, sim.secret_key), "timeout": 5}
    assert requests.get(**look).status_code == 500
    assert requests.get(**look).json()["status"] == "pending"
    assert told(sim, f"payments/{payment['id']}/twist", amount={"value": "1.00", "currency": "RUB"}).ok
    assert requests.get(**look).json()["amount"]["value"] == "1.00"
    assert told(sim, "clock", advance_seconds=3600).ok
    assert requests.get(**look).json()["cancellation_details"]["reason"] == "expired_on_confirmation"
    state = requests.get(f"{sim.url}/_sim/state", timeout=5).json()
    assert [one["id"] for one in state["payments"]] == [payment["id"]]
    assert told(sim, "reset").ok
    assert requests.get(f"{sim.url}/_sim/state", timeout=5).json()["payments"] == []


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        ("nothing", {}),
        ("a/b/c", {}),
        ("faults", {"where": "*", "kind": "earthquake"}),
        ("payments/x/pay", {}),
        ("ends", {"refunds": "happily"}),
        ("clock", {}),
    ],
)
def test_odd_wishes_are_refused(sim: Simulator, path: str, wish: dict[str, Any]) -> None:
    assert told(sim, path, **wish).status_code == 400


def test_it_judges_by_itself_where_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAMED_BY, raising=False)
    with running() as sim:
        assert sim.spec is None
        assert post(sim, "/payments", changed("receipt.items.0.vat_code", 13)).status_code == 400
        assert begun(sim)["status"] == "pending"


def test_a_developer_starts_it_with_one_command() -> None:
    command = [sys.executable, "-m", "tests.simulators.yookassa", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(4)]
        url = said[3].partition("API_URL=")[2].split()[0]
        pair = (said[1].partition("=")[2].split()[0], said[2].partition("=")[2].split()[0])
        answer = requests.get(f"{url}/payments", auth=pair, timeout=5)
        assert answer.json() == {"type": "list", "items": []}
    finally:
        process.terminate()
        process.wait(10)
