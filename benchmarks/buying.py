"""Shoppers of the benchmark: with nothing yet, with a cart, with a filled form before the last button."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle

from benchmarks.load import Ask, Client
from benchmarks.servers import Server

FREE_TIME = re.compile(rb'<option value="([0-9T:-]{16})"(?: selected)?>')
HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LINES = 5
ANSWERS = {
    "name": "Мария Соколова",
    "phone": "8 915 000-12-34",
    "email": "maria@example.com",
    "delivery": "courier",
    "city": "Москва",
    "street": "Ленинский проспект, 42",
    "payment": "on_delivery_cash",
    "offer": "1",
}


def put(sku: str, cookie: str = "") -> Ask:
    return Ask("/cart/lines", {"sku": sku, "quantity": "1"}, cookie, status=303)


def first_adds(skus: list[str]) -> Iterator[Ask]:
    """New guests who put their first goods into a cart."""
    return (put(sku) for sku in cycle(skus))


def with_cart(client: Client, skus: list[str]) -> str:
    """The cookie of a new guest with one piece of each of these."""
    cookie = client.send(put(skus[0])).header("set-cookie").partition(";")[0]
    for sku in skus[1:]:
        client.send(put(sku, cookie))
    return cookie


def carts_to_show(server: Server, skus: list[str]) -> Ask:
    client = Client(server.port)
    return Ask("/cart", cookie=with_cart(client, skus[:LINES]))


def pages_of_checkout(server: Server, skus: list[str]) -> Ask:
    client = Client(server.port)
    return Ask("/checkout", cookie=with_cart(client, skus[:LINES]))


def carts_to_order(server: Server, skus: list[str], orders: int) -> list[Ask]:
    """So many guests before the last button, each with goods of two kinds."""
    client, asks = Client(server.port), []
    kinds = cycle(skus)
    for _ in range(orders):
        cookie = with_cart(client, [next(kinds), next(kinds)])
        page = client.send(Ask("/checkout", cookie=cookie, packed=False)).body
        hidden = {name.decode(): value.decode() for name, value in HIDDEN.findall(page)}
        times = FREE_TIME.findall(page)
        slot = times[len(asks) % len(times)].decode()
        asks.append(Ask("/checkout", hidden | ANSWERS | {"slot": slot}, cookie, status=303))
    return asks
