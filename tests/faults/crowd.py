"""A crowd at the last button: each with a full cart, half in a browser and half a program, all at one moment.

They are a process of their own: `python -m tests.faults.crowd` reads its buyers from stdin, waits until every
line is open, presses, and prints what each was told and when.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from benchmarks.buying import HIDDEN, put
from benchmarks.load import Ask, Client
from tests.deploy.front import ROOT, Answer
from tests.faults.shop import Served
from tests.web.storefront.shop import ANSWERS

PATIENCE_SECONDS = 60
LINES = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
ORDERED, SOLD_OUT = "ordered", "sold out"


@dataclass(frozen=True)
class Press:
    """One request to be sent: somebody presses the button."""

    path: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Told:
    """What somebody was told, and how many seconds after everybody had pressed."""

    status: int
    what: str
    seconds: float


def browser_at_the_button(client: Client, sku: str, **answers: str) -> Press:
    """Somebody in a browser with one piece in the cart and a filled form, with these answers in it."""
    cookie = client.send(put(sku)).header("set-cookie").partition(";")[0]
    page = client.send(Ask("/checkout", cookie=cookie, packed=False)).body
    hidden = {name.decode(): value.decode() for name, value in HIDDEN.findall(page)}
    return Press("/checkout", LINES | {"Cookie": cookie}, urlencode(hidden | ANSWERS | answers))


def program_at_the_button(shop: Served, sku: str, number: int) -> Press:
    """A program that has opened a cart and agrees to its total."""
    opened = ask_json(shop, "/api/v1/carts", {"lines": [{"sku": sku}]})
    body = {
        "cart": opened["token"],
        "contact": {"name": "Мария Соколова", "phone": "8 915 000-12-34", "email": f"maria{number}@example.com"},
        "delivery": {"way": "pickup", "shop": "arbat"},
        "payment": "on_delivery_card",
        "agreed_total": opened["total"],
        "accepts_offer": True,
    }
    return Press("/api/v1/orders", {"Content-Type": "application/json"}, json.dumps(body))


def press(shop: Served, one: Press) -> Answer:
    """Let a single one press."""
    return shop.ask(one.path, method="POST", headers=one.headers, body=one.body.encode())


def ask_json(shop: Served, path: str, body: dict[str, Any]) -> Any:
    """What the interface answers to this document."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    return json.loads(press(shop, Press(path, headers, json.dumps(body))).body)


def at_the_button(shop: Served, sku: str, count: int) -> list[Press]:
    """So many with one piece each, every other one a program."""
    client = Client(shop.port)
    presses = [
        program_at_the_button(shop, sku, number) if number % 2 else browser_at_the_button(client, sku)
        for number in range(count)
    ]
    client.close()
    return presses


def press_all(shop: Served, presses: list[Press]) -> list[Told]:
    """Let all of them press at the same moment; what each was told."""
    asked = json.dumps({"port": shop.port, "presses": [asdict(one) for one in presses]})
    command = [sys.executable, "-m", "tests.faults.crowd"]
    done = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, check=True, timeout=120)
    return [Told(*one) for one in json.loads(done.stdout)]


def slowest(told: list[Told], share: float = 1.0) -> float:
    """Within how many seconds this share of them had an answer."""
    spent = sorted(one.seconds for one in told)
    return spent[min(len(spent) - 1, int(len(spent) * share))]


def meaning(status: int, head: str, body: str) -> str:
    """Which of the two answers this is; else the status with the beginning of what was said."""
    if (status == 303 and "/orders/" in head) or status == 201:
        return ORDERED
    if status == 409 and ("not_enough_stock" in body or "Закончился" in body):
        return SOLD_OUT
    return f"{status} {body[:200]}"


async def _send(port: int, one: Press, gate: asyncio.Event | None = None) -> tuple[int, str, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    if gate is not None:
        await gate.wait()
    body = one.body.encode()
    lines = [f"POST {one.path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in {**one.headers, "Content-Length": str(len(body))}.items()]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    head, _, rest = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]), head.decode("latin-1"), rest.decode("utf-8", "replace")


async def _press(port: int, one: Press, gate: asyncio.Event, ready: list[float]) -> Told:
    try:
        status, head, body = await asyncio.wait_for(_send(port, one, gate), PATIENCE_SECONDS)
    except (OSError, IndexError, TimeoutError) as problem:
        return Told(0, f"no answer: {problem!r}", time.monotonic() - ready[0])
    return Told(status, meaning(status, head, body), time.monotonic() - ready[0])


async def _crowd(port: int, presses: list[Press]) -> list[Told]:
    gate, ready = asyncio.Event(), [time.monotonic()]
    waiting = [asyncio.create_task(_press(port, one, gate, ready)) for one in presses]
    await asyncio.sleep(0.5)
    ready[0] = time.monotonic()
    gate.set()
    return await asyncio.gather(*waiting)


def main() -> None:
    """Press for everybody on stdin, say what they were told."""
    asked = json.loads(sys.stdin.read())
    told = asyncio.run(_crowd(asked["port"], [Press(**one) for one in asked["presses"]]))
    sys.stdout.write(json.dumps([[one.status, one.what, one.seconds] for one in told]))


if __name__ == "__main__":
    main()
