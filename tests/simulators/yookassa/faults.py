"""The fault plan: which of the next requests go wrong, and how."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NoReturn

from flask import Response, json, request

from tests.simulators.yookassa.refusals import error_body

BEFORE = ("429", "500", "503", "reset")
AFTER = (
    "202", "500_after", "reset_after", "slow", "drip", "drip_head",
    "garbage", "deep", "empty", "truncated", "endless", "redirect",
)  # fmt: skip
"""These come when the request has been carried out: the asker cannot know."""


@dataclass
class Fault:
    """`where` is a pattern for "METHOD /path"; `times` how many requests it meets."""

    where: str
    kind: str
    times: int = 1
    seconds: float = 10.0
    retry_after: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in BEFORE + AFTER:
            raise ValueError(f"no such fault: {self.kind}")

    @property
    def comes_first(self) -> bool:
        return self.kind in BEFORE


class Faults:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.plan: list[Fault] = []
        self.closing = threading.Event()

    def add(
        self, where: str, kind: str, *, times: int = 1, seconds: float = 10.0, retry_after: int | None = None
    ) -> None:
        with self.lock:
            self.plan.append(Fault(where, kind, times, seconds, retry_after))

    def clear(self) -> None:
        with self.lock:
            self.plan.clear()

    def take(self, what: str) -> Fault | None:
        with self.lock:
            for fault in self.plan:
                if fnmatchcase(what, fault.where):
                    fault.times -= 1
                    if fault.times <= 0:
                        self.plan.remove(fault)
                    return fault
        return None

    def wait(self, seconds: float) -> None:
        """Does nothing for so long, unless the simulator is closed."""
        self.closing.wait(seconds)

    def spoil(self, fault: Fault, answer: bytes = b"{}") -> Response:
        """The answer that the asker gets instead of the right one."""
        if fault.kind in ("reset", "reset_after"):
            reset()
        if fault.kind == "202":
            working = {"type": "processing", "description": "still at it", "retry_after": fault.retry_after or 100}
            return said(202, json.dumps(working).encode())
        if fault.kind in ("429", "500", "503", "500_after"):
            status = int(fault.kind[:3])
            return said(
                status, json.dumps(error_body(status, "out of order", retry_after=fault.retry_after)).encode()
            )
        if fault.kind == "slow":
            self.wait(fault.seconds)
            return said(200, answer)
        if fault.kind == "drip":
            return Response(self._dripping(answer, fault.seconds), mimetype="application/json")
        if fault.kind == "drip_head":
            self._drip_head(fault.seconds)
        return spoilt(fault.kind, answer)

    def _dripping(self, answer: bytes, seconds: float) -> Iterator[bytes]:
        for number in range(len(answer)):
            self.wait(seconds / len(answer))
            yield answer[number : number + 1]

    def _drip_head(self, seconds: float) -> NoReturn:
        head = b"HTTP/1.1 200 OK\r\nX-Slow: " + b"s" * 80
        for number in range(len(head)):
            plug().sendall(head[number : number + 1])
            self.wait(seconds / len(head))
            if self.closing.is_set():
                break
        reset()


def spoilt(kind: str, answer: bytes) -> Response:
    if kind == "redirect":
        return Response(status=302, headers={"Location": "http://127.0.0.1:9/elsewhere"})
    if kind == "truncated":
        return Response(answer[:-1], mimetype="application/json", headers={"Content-Length": str(len(answer) + 9)})
    if kind == "endless":
        return Response((b" " * 65536 for _ in range(1000)), mimetype="application/json")
    if kind == "deep":
        return said(200, b'{"id":' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    if kind == "empty":
        return said(200, b"")
    return Response("<html><h1>502 Bad Gateway</h1></html>", mimetype="text/html")


def said(status: int, body: bytes) -> Response:
    return Response(body, status=status, mimetype="application/json")


def plug() -> socket.socket:
    found: socket.socket = request.environ["werkzeug.socket"]
    return found


def reset() -> NoReturn:
    """The line is cut at once, without a good-bye (RST)."""
    line = plug()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(line.detach())
    raise ConnectionResetError
