"""Clients that keep a server busy, and what that costs: time of answers, processor time of the server, bytes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.servers import Server

CLIENTS = 4
TIMEOUT_SECONDS = 30


class UnexpectedAnswer(Exception):
    """Any answer but the one that was asked for ends the run: it would be counted as a fast page."""


@dataclass(frozen=True)
class Ask:
    """One request; with a form it is posted as a browser does from one of our own pages."""

    path: str
    form: dict[str, str] | None = None
    cookie: str = ""
    packed: bool = True
    status: int = 200


@dataclass(frozen=True)
class Answer:
    """What came back, and how many bytes of it passed the wire."""

    status: int
    head: str
    body: bytes
    size: int

    def header(self, name: str) -> str:
        lines = (line.partition(": ") for line in self.head.split("\r\n"))
        return next((value for key, _, value in lines if key.lower() == name), "")


class Client:
    """One connection that is kept open, as small as it can be: it shares the machine with the server."""

    def __init__(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def send(self, ask: Ask) -> Answer:
        """Ask and wait for the whole answer. Raises UnexpectedAnswer for another status."""
        body = b"" if ask.form is None else urlencode(ask.form).encode()
        lines = [f"{'GET' if ask.form is None else 'POST'} {ask.path} HTTP/1.1", f"Host: {self._host}"]
        lines.append("Accept: text/html")
        if ask.packed:
            lines.append("Accept-Encoding: br")
        if ask.cookie:
            lines.append(f"Cookie: {ask.cookie}")
        if ask.form is not None:
            lines.append("Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        self._socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        answer = self._receive()
        if answer.status != ask.status:
            raise UnexpectedAnswer(f"{ask.path}: {answer.status} instead of {ask.status}")
        return answer

    def _receive(self) -> Answer:
        data = self._rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        raw, _, body = data.partition(b"\r\n\r\n")
        head = raw.decode("latin-1")
        answer = Answer(int(head.split(" ", 2)[1]), head, b"", 0)
        length = int(answer.header("content-length") or 0)
        parts, have = [body], len(body)
        while have < length:
            parts.append(self._more())
            have += len(parts[-1])
        whole = b"".join(parts)
        self._rest = whole[length:]
        return Answer(answer.status, head, whole[:length], len(raw) + 4 + length)

    def _more(self) -> bytes:
        data = self._socket.recv(262_144)
        if not data:
            raise UnexpectedAnswer("the server hung up")
        return data

    def close(self) -> None:
        self._socket.close()


@dataclass
class Measured:
    """What a page cost under load."""

    spent: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def cpu_ms(self) -> float:
        """Processor time of the server for one answer."""
        return self.cpu_seconds / len(self.spent) * 1000

    @property
    def per_core(self) -> float:
        """How many answers a second of one core gives."""
        return len(self.spent) / max(self.cpu_seconds, 1e-9)

    def quantile_ms(self, share: float) -> float:
        return sorted(self.spent)[int((len(self.spent) - 1) * share)] * 1000


Told = Callable[[Ask, Answer, float], None]


def load(server: Server, asks: Iterable[Ask], seconds: float, told: Told | None = None) -> Measured:
    """Let the clients send these requests, as fast as answers come, until the time or the requests are over.

    `told` hears each request with its answer and the moment it was sent.
    """
    measured, problems, gate = Measured(), list[Exception](), threading.Lock()
    source: Iterator[Ask] = iter(asks)
    before, began = server.cpu_seconds(), time.monotonic()

    def shop() -> None:
        client = Client(server.port)
        try:
            while time.monotonic() - began < seconds and not problems:
                with gate:
                    ask = next(source, None)
                if ask is None:
                    break
                sent = time.monotonic()
                answer = client.send(ask)
                measured.spent.append(time.monotonic() - sent)
                measured.sizes.append(answer.size)
                if told is not None:
                    told(ask, answer, sent)
        except (UnexpectedAnswer, OSError) as problem:
            problems.append(problem)
        finally:
            client.close()

    threads = [threading.Thread(target=shop) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    measured.seconds = time.monotonic() - began
    measured.cpu_seconds = server.cpu_seconds() - before
    if problems:
        raise problems[0]
    return measured
