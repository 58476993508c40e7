"""The simulator's three doors: the interface at `/v3`, the page to pay at, and `/_sim` for those who test."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, json, redirect, request

from tests.simulators.yookassa import checks, pages
from tests.simulators.yookassa.books import found
from tests.simulators.yookassa.control import control
from tests.simulators.yookassa.faults import Fault, said
from tests.simulators.yookassa.refusals import Busy, Refusal

if TYPE_CHECKING:
    from tests.simulators.yookassa import Simulator

API = "/v3"
LARGEST = 1024 * 1024


def create_app(sim: Simulator) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, PROPAGATE_EXCEPTIONS=True)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.add_url_rule(f"{API}/<path:path>", view_func=lambda path: api(sim, f"/{path}"), endpoint="api",
                     methods=["GET", "POST", "DELETE"])  # fmt: skip
    app.add_url_rule("/checkout/payments/v2/contract", view_func=lambda: shopper(sim), endpoint="shopper",
                     methods=["GET", "POST"])  # fmt: skip
    app.add_url_rule("/_sim/<path:path>", view_func=lambda path: control(sim, path), endpoint="control",
                     methods=["GET", "POST"])  # fmt: skip
    return app


def api(sim: Simulator, path: str) -> Response:
    """One request of the interface, carried out or spoilt by the fault plan."""
    what = f"{request.method} {path}"
    fault = sim.faults.take(what)
    if fault is not None and fault.comes_first:
        sim.note(what, None)
        return sim.faults.spoil(fault)
    status, answer = _answered(sim, path, fault)
    sim.note(what, status)
    if sim.spec is not None and status != 202:
        sim.spec_faults += [f"{what} {status}: {one}" for one in _spec_faults(sim, path, status, answer)]
    body = json.dumps(answer).encode()
    spoilt = fault is not None and fault.kind != "slow" and status == 200
    return sim.faults.spoil(fault, body) if fault is not None and spoilt else said(status, body)


def _spec_faults(sim: Simulator, path: str, status: int, answer: Any) -> list[str]:
    assert sim.spec is not None
    try:
        return sim.spec.faults_of_answer(request.method, path, status, answer)
    except LookupError:
        return []


def _answered(sim: Simulator, path: str, fault: Fault | None) -> tuple[int, dict[str, Any]]:
    try:
        _who(sim)
        if request.method == "GET":
            return 200, _read(sim, path)
        key, raw = request.headers.get("Idempotence-Key"), request.get_data()

        def act() -> dict[str, Any]:
            answer = _change(sim, path, raw)
            if fault is not None and fault.kind == "slow":  # a twin that comes meanwhile is told to wait
                sim.faults.wait(fault.seconds)
            return answer

        return 200, sim.keys.once(key, f"{request.method} {path}\n".encode() + raw, act)
    except Busy:
        return 202, {"type": "processing", "description": "still at it", "retry_after": 200}
    except Refusal as refusal:
        return refusal.status, refusal.said()


def _who(sim: Simulator) -> None:
    given = request.authorization
    user, password = (given.username or "", given.password or "") if given and given.type == "basic" else ("", "")
    if not (hmac.compare_digest(user, sim.shop_id) and hmac.compare_digest(password, sim.secret_key)):
        raise Refusal(401, "basic authentication by shop and key is wanted", "Authorization")


def _body(raw: bytes) -> Any:
    if request.mimetype != "application/json":
        raise Refusal(400, "application/json is wanted", "Content-Type")
    try:
        return json.loads(raw)
    except ValueError as error:
        raise Refusal(400, "this is no JSON") from error


def _change(sim: Simulator, path: str, raw: bytes) -> dict[str, Any]:
    asked, books = _body(raw), sim.books
    match path.strip("/").split("/"):
        case ["payments"]:
            _judged(sim, path, asked, checks.a_payment)
            return books.open(asked, sim.url).said()
        case ["payments", ref, "capture"]:
            _judged(sim, path, asked, checks.a_capture)
            return books.capture(ref, asked).said()
        case ["payments", ref, "cancel"]:
            _judged(sim, path, asked, checks.a_cancel)
            return books.cancel(ref).said()
        case ["refunds"]:
            _judged(sim, path, asked, checks.a_refund)
            return books.refund(asked).said()
        case ["receipts"]:
            _judged(sim, path, asked, checks.a_receipt)
            return books.register(asked).said()
    raise Refusal(404, "there is no such address")


def _judged(sim: Simulator, path: str, asked: Any, check: Callable[[Any], None]) -> None:
    """By our own checks, then by YooKassa's file; what only the file finds is noted too, our checks lack it."""
    check(asked)
    for fault in sim.spec.faults_of_request("POST", path, asked) if sim.spec is not None else ():
        sim.spec_faults.append(f"POST {path}: {fault}")
        raise Refusal(400, f"against the OpenAPI file: {fault}", fault.partition(":")[0])


def _read(sim: Simulator, path: str) -> dict[str, Any]:
    books = sim.books
    with books.lock:
        books.pass_time()
        match path.strip("/").split("/"):
            case ["payments", ref]:
                return books.payment(ref).said()
            case ["refunds", ref]:
                return found(books.refunds, ref).said()
            case ["receipts", ref]:
                return found(books.receipts, ref).said()
            case ["payments"]:
                return _listed(list(books.payments.values()))
            case ["refunds"]:
                return _listed(list(books.refunds.values()))
            case ["receipts"]:
                return _listed(list(books.receipts.values()))
    raise Refusal(404, "there is no such thing")


def _listed(things: list[Any]) -> dict[str, Any]:
    """Newest first, in pieces of `limit`; the cursor is the id of the first thing of the next piece."""
    limit = request.args.get("limit", "10")
    if not limit.isdecimal() or not 1 <= int(limit) <= 100:
        raise Refusal(400, "1 to 100", "limit")
    fitting = [thing for thing in reversed(things) if _fits(thing)]
    first = 0
    if cursor := request.args.get("cursor"):
        places = [number for number, thing in enumerate(fitting) if thing.id == cursor]
        if not places:
            raise Refusal(400, "leads nowhere", "cursor")
        first = places[0]
    last = first + int(limit)
    listed: dict[str, Any] = {"type": "list", "items": [thing.said() for thing in fitting[first:last]]}
    return listed | ({"next_cursor": fitting[last].id} if last < len(fitting) else {})


BOUNDS: dict[str, Callable[[datetime, datetime], bool]] = {
    "gte": lambda at, bound: at >= bound,
    "gt": lambda at, bound: at > bound,
    "lte": lambda at, bound: at <= bound,
    "lt": lambda at, bound: at < bound,
}


def _fits(thing: Any) -> bool:
    for name, value in request.args.items():
        field, _, bound = name.partition(".")
        if field == "created_at" and bound in BOUNDS:
            try:
                limit = datetime.fromisoformat(value)
            except ValueError as error:
                raise Refusal(400, "a moment is wanted", name) from error
            if not BOUNDS[bound](thing.created_at, limit):
                return False
        elif name in ("status", "payment_id", "refund_id"):
            if thing.said().get(name) != value:
                return False
        elif name not in ("limit", "cursor"):
            raise Refusal(400, "no such filter", name)
    return True


def shopper(sim: Simulator) -> Any:
    """The page to pay at, and what its buttons do."""
    try:
        payment = sim.books.payment(request.args.get("orderId", ""))
        if request.method == "GET":
            return pages.payment_page(payment)
        action = request.form.get("action", "")
        if action == "pay":
            sim.books.pay(payment.id)
        elif action in pages.DECLINES:
            sim.books.decline(payment.id, pages.DECLINES[action])
        return redirect(payment.asked["confirmation"]["return_url"], 303)
    except Refusal as refusal:
        if refusal.status == 400:
            return pages.payment_page(payment), 409
        return Response(refusal.description, refusal.status)
