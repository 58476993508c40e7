"""`python -m benchmarks.pages`: the shop as it is served, with the demo, under load from this process.

Prints for each page requests a second, median and 99th percentile, bytes (Brotli), beside
`/healthz`, the smallest answer the shop has. *Kept* asks one address again and again; *fresh* never asks the same
address twice. Figures are for the machine they are taken on; nothing is asserted.
"""

from __future__ import annotations

import http.client
import itertools
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator

SECONDS = 4.0
CLIENTS = 4
READY_SECONDS = 300
CATEGORY = "/catalog/smartphones/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(folder: str, port: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TECHNOMART_DATA_DIR": folder, "PORT": str(port)}
    command = [sys.executable, "-m", "technomart.cli", "serve", "--demo"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return process
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise TimeoutError("the shop did not open")


def load(port: int, addresses: Callable[[], Iterator[str]]) -> tuple[float, float, float, int, int]:
    """Requests a second, median ms, 99th percentile ms, bytes of an answer, answers that were not 200."""
    spent: list[float] = []
    sizes: list[int] = []
    wrong: list[int] = []
    stop = time.monotonic() + SECONDS
    source, gate = addresses(), threading.Lock()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < stop:
            with gate:
                address = next(source)
            began = time.perf_counter()
            connection.request("GET", address, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            sizes.append(len(answer.read()))
            spent.append(time.perf_counter() - began)
            if answer.status != 200:
                wrong.append(answer.status)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent.sort()
    return (
        len(spent) / SECONDS,
        spent[len(spent) // 2] * 1000,
        spent[int(len(spent) * 0.99)] * 1000,
        sizes[-1],
        len(wrong),
    )


def product_of(port: int) -> str:
    """The address of the first goods of the listing."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{CATEGORY}", timeout=60) as answer:
        text = answer.read().decode()
    return text.split('href="/product/', 1)[1].split('"', 1)[0]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = serve(folder, port)
        product = "/product/" + product_of(port)
        numbers = itertools.count(1)

        def always(address: str) -> Callable[[], Iterator[str]]:
            return lambda: itertools.repeat(address)

        cases: list[tuple[str, Callable[[], Iterator[str]]]] = [
            ("hello (/healthz)", always("/healthz")),
            ("home, kept", always("/")),
            ("listing, kept", always(CATEGORY)),
            ("product, kept", always(product)),
            ("listing, fresh", lambda: (f"{CATEGORY}?price={n}-{200_000 + n}" for n in numbers)),
            ("search, fresh", lambda: (f"/search?q=samsung&price={n}-{200_000 + n}" for n in numbers)),
            ("cart, empty", always("/cart")),
        ]
        print(f"{'page':20} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'bytes':>8} {'not 200':>8}")
        try:
            for name, addresses in cases:
                rate, median, worst, size, wrong = load(port, addresses)
                print(f"{name:20} {rate:8.0f} {median:8.1f} {worst:8.1f} {size:8d} {wrong:8d}", flush=True)
        finally:
            process.terminate()
            process.wait(timeout=30)


if __name__ == "__main__":
    main()
