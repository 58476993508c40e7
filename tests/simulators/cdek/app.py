"""The simulator's two doors: the interface at `/v2`, and `/_sim` for those who test."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, json, jsonify, request

from tests.simulators.yookassa.faults import said

if TYPE_CHECKING:
    from tests.simulators.cdek import Simulator

API = "/v2"
NUMBER = re.compile(r"[!-~]{1,40}")


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def create_app(sim: Simulator) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(PROPAGATE_EXCEPTIONS=True)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.add_url_rule(f"{API}/<path:path>", view_func=lambda path: api(sim, f"/{path}"), endpoint="api",
                     methods=["GET", "POST", "DELETE"])  # fmt: skip
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
    try:
        status, answer = 200, answered(sim, path)
        if request.method in ("POST", "DELETE") and path.startswith("/orders"):
            status = 202
    except Refusal as refusal:
        status, answer = refusal.status, {"errors": [{"code": refusal.code, "message": refusal.message}]}
    sim.note(what, status)
    body = json.dumps(answer).encode()
    return sim.faults.spoil(fault, body) if fault is not None else said(status, body)


def answered(sim: Simulator, path: str) -> Any:
    if path == "/oauth/token":
        return a_token(sim)
    require_token(sim)
    books = sim.books
    with books.lock:
        match request.method, path.strip("/").split("/"):
            case "POST", ["calculator", "tarifflist"]:
                return {"tariff_codes": books.tariffs(judged(request.get_json(), wanted))}
            case "GET", ["deliverypoints"]:
                return a_page(books.points)
            case "POST", ["orders"]:
                order = books.take_on(judged(request.get_json(), parcel))
                taken = {"request_uuid": order.uuid, "type": "CREATE", "state": "ACCEPTED"}
                return {"entity": {"uuid": order.uuid}, "requests": [taken]}
            case "GET", ["orders"]:
                number = request.args.get("im_number", "")
                found = [one for one in books.orders.values() if one.asked["number"] == number]
                if not found:
                    raise Refusal(400, "v2_entity_not_found_im_number", "Заказ с указанным номером не найден")
                return books.look(found[-1]).said()
            case "GET", ["orders", ref]:
                return books.look(known(sim, ref)).said()
            case "DELETE", ["orders", ref]:
                order = known(sim, ref)
                if order.statuses[0]["code"] not in ("ACCEPTED", "CREATED", "INVALID"):
                    raise Refusal(400, "v2_entity_invalid", "Заказ уже принят на склад")
                order.note("REMOVED")
                return {"entity": {"uuid": ref}, "requests": [{"type": "DELETE", "state": "ACCEPTED"}]}
    raise Refusal(404, "v2_not_found", "there is no such address")


def a_token(sim: Simulator) -> dict[str, Any]:
    given = request.form
    right = given.get("grant_type") == "client_credentials" and hmac.compare_digest(
        given.get("client_id", "") + given.get("client_secret", ""), sim.client_id + sim.client_secret
    )
    if not right:
        raise Refusal(401, "invalid_client", "Bad client credentials")
    sim.tokens += 1
    return {"access_token": sim.token, "token_type": "bearer", "expires_in": sim.expires_in, "scope": "all"}


def require_token(sim: Simulator) -> None:
    if request.headers.get("Authorization") != f"Bearer {sim.token}":
        raise Refusal(401, "v2_token_expired", "token is expired or wrong")


def known(sim: Simulator, ref: str) -> Any:
    if ref not in sim.books.orders:
        raise Refusal(404, "v2_entity_not_found", "Сущность не найдена")
    return sim.books.orders[ref]


def a_page(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    city, page, size = (request.args.get(name, type=int) for name in ("city_code", "page", "size"))
    fitting = [one for one in points if city is None or one["location"]["city_code"] == city]
    first = (page or 0) * (size or 500)
    return fitting[first : first + (size or 500)]


def judged(asked: Any, check: Callable[[Any], None]) -> dict[str, Any]:
    try:
        check(asked)
    except (KeyError, TypeError, AssertionError, IndexError) as error:
        raise Refusal(400, "v2_field_is_invalid", f"wrong: {error}") from error
    return dict(asked)


def wanted(asked: Any) -> None:
    assert asked["to_location"]["code"] > 0, "to_location"
    assert all(isinstance(one["weight"], int) and one["weight"] > 0 for one in asked["packages"]), "weight"


def parcel(asked: Any) -> None:
    """What CDEK looks at before it says 202."""
    assert NUMBER.fullmatch(asked["number"]), "number"
    assert isinstance(asked["tariff_code"], int), "tariff_code"
    assert ("shipment_point" in asked) is not ("from_location" in asked), "from"
    assert ("delivery_point" in asked) is not ("to_location" in asked), "to"
    assert asked["recipient"]["name"], "recipient.name"
    assert asked["recipient"]["phones"][0]["number"].startswith("+"), "recipient.phones"
    for package in asked["packages"]:
        assert package["weight"] > 0, "weight"
        assert 1 <= len(package["items"]) <= 126, "items"
        for item in package["items"]:
            assert item["name"], "item.name"
            assert item["ware_key"], "item.ware_key"
            assert item["cost"] >= 0, "cost"
            assert item["payment"]["value"] >= 0, "payment"
            assert item["amount"] >= 1, "amount"
            assert item["weight"] >= 1, "item.weight"


def control(sim: Simulator, path: str) -> Any:
    """`GET state` shows everything; POST takes JSON: `advance` (number, to), `refuse` (words), `faults`."""
    if request.method == "GET":
        return jsonify(sim.state())
    wish = request.get_json()
    if path == "advance":
        for order in [one for one in sim.books.orders.values() if one.asked["number"] == wish["number"]]:
            sim.books.advance(order, wish.get("to", ""))
    elif path == "refuse":
        sim.books.refuses = wish["words"]
    elif path == "faults":
        sim.faults.add(**wish)
    else:
        return jsonify(error=path), 404
    return jsonify(done=path)
