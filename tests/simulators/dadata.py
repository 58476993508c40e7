"""A DaData of our own: a few addresses, one key, and bad days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, json, request

from tests.simulators.serving import listen, running_in_background, url_of
from tests.simulators.yookassa.faults import Faults, said

KNOWN = (
    ("г Москва, ул Арбат, д 10", "Москва", "ул Арбат", "10", "119002"),
    ("г Москва, ул Арбатская, д 1", "Москва", "ул Арбатская", "1", "119002"),
    ("г Казань, ул Баумана, д 5", "Казань", "ул Баумана", "5", "420111"),
)


@dataclass
class Simulator:
    key: str = "simulator-key"
    url: str = ""
    faults: Faults = field(default_factory=Faults)
    asked: list[dict[str, Any]] = field(default_factory=list)


def create_app(sim: Simulator) -> Flask:
    app = Flask(__name__, static_folder=None)

    @app.post("/suggest/address")
    def suggest() -> Response:
        fault = sim.faults.take("POST /suggest/address")
        if fault is not None and fault.comes_first:
            return sim.faults.spoil(fault)
        if request.headers.get("Authorization") != f"Token {sim.key}":
            return said(403, b"{}")
        wanted = request.get_json()
        sim.asked.append(wanted)
        cities = {place.get("city") for place in wanted.get("locations", ())}
        words = wanted["query"].casefold().split()
        found = [
            {"value": text, "unrestricted_value": text, "data": _data(city, street, house, postal_code)}
            for text, city, street, house, postal_code in KNOWN
            if all(word in text.casefold() for word in words) and (not cities or city in cities)
        ]
        body = json.dumps({"suggestions": found[: wanted["count"]]}).encode()
        return sim.faults.spoil(fault, body) if fault is not None else said(200, body)

    return app


def _data(city: str, street: str, house: str, postal_code: str) -> dict[str, Any]:
    parts = {"city": city, "street_with_type": street, "house_type": "д", "house": house}
    return parts | {"postal_code": postal_code, "settlement": None, "region_with_type": f"г {city}"}


@contextmanager
def running() -> Iterator[Simulator]:
    """A simulator on a free port, until the block ends."""
    sim = Simulator()
    server = listen(create_app(sim), "127.0.0.1", 0)
    sim.url = url_of(server, "127.0.0.1")
    with running_in_background(server, closing=sim.faults.closing):
        yield sim
