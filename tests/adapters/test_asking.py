"""A question to somebody else's server ends: with a whole answer, or with none, in the time that was promised."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from technomart.adapters.asking import LARGEST_ANSWER, Answer, Server, Unanswered

Talk = Callable[[socket.socket], None]
ENOUGH = 1.3
"""0.8 seconds were promised; the rest is for a busy machine."""


@pytest.fixture
def heard() -> list[bytes]:
    return []


@pytest.fixture
def talking(heard: list[bytes]) -> Iterator[Callable[[Talk], Server]]:
    """A server that reads one question and then talks as it is told."""
    open_ones: list[socket.socket] = []

    def begin(talk: Talk) -> Server:
        listening = socket.create_server(("127.0.0.1", 0))
        open_ones.append(listening)

        def serve() -> None:
            with suppress(OSError):
                line, _ = listening.accept()
                open_ones.append(line)
                heard.append(whole_question(line))
                talk(line)
                line.close()

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/v3"
        return Server(url, connect_timeout=0.4, read_timeout=0.4)

    yield begin
    for one in open_ones:
        one.close()


def whole_question(line: socket.socket) -> bytes:
    question = b""
    while not question.endswith(b"{}"):
        question += line.recv(65536)
    return question


def asked(server: Server) -> Answer:
    until = time.monotonic() + server.patience
    return server.ask("POST", "/things", headers={"X-Key": "7"}, body=b"{}", until=until)


def saying(*parts: bytes) -> Talk:
    return lambda line: [line.sendall(part) for part in parts] and None


def for_ever(part: bytes, pause: float = 0.01) -> Talk:
    def talk(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            line.sendall(part)
            time.sleep(pause)

    return talk


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n{}",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}more",
    ],
)
def test_a_whole_answer_is_an_answer(talking: Callable[[Talk], Server], heard: list[bytes], said: bytes) -> None:
    server = talking(saying(said))
    assert asked(server) == Answer(200, b"{}")
    (question,) = heard
    assert question.startswith(b"POST /v3/things HTTP/1.1\r\nHost: 127.0.0.1:")
    assert question.endswith(b"X-Key: 7\r\n\r\n{}")


def test_nobody_goes_where_a_redirect_leads(talking: Callable[[Talk], Server], heard: list[bytes]) -> None:
    redirect = b"HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    assert asked(talking(saying(redirect))) == Answer(307, b"")
    assert len(heard) == 1


@pytest.mark.parametrize(
    "talk",
    [
        saying(),
        saying(b"220 mail.example ESMTP\r\n"),
        saying(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"),
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}"),
        saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}"),
        saying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000),
        saying(b"HTTP/1.1 200 OK\r\n\r\n", b" " * (LARGEST_ANSWER + 1)),
        for_ever(b"X-More: of this\r\n"),
        for_ever(b"HTTP/1.1 100 Continue\r\n\r\n"),
        for_ever(b"s", 0.1),
        lambda line: time.sleep(3),
    ],
)
def test_anything_else_is_none(talking: Callable[[Talk], Server], talk: Talk) -> None:
    server = talking(talk)
    started = time.monotonic()
    with pytest.raises(Unanswered):
        asked(server)
    assert time.monotonic() - started < ENOUGH


def test_a_usual_port_is_not_named() -> None:
    for url, port in (("https://pay.example/v3/", 443), ("http://localhost", 80), ("http://[::1]:8099/v3", 8099)):
        server = Server(url, connect_timeout=1, read_timeout=1)
        assert server.port == port
    with pytest.raises(ValueError, match="label"):
        Server(f"https://{'a' * 64}.example", connect_timeout=1, read_timeout=1)
