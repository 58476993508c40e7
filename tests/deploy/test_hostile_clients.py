"""Slow, huge and crooked clients: the front deals with them, other visitors notice nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from sqlalchemy import select

from technomart.domain.carts.models import CartLine
from tests.deploy.front import DOMAIN, Front
from tests.deploy.test_https import a_static_file

SLOW_CLIENTS = 100
LONGEST_WAIT = 2.0
"""The promise about a page during a hundred slow clients, in seconds."""
PAGES_ASKED = 8

Talk = Callable[[Front, socket.socket, int], None]


def head(front: Front, line: str, *more: str) -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", f"Host: {DOMAIN}:{front.https_port}", *more, "", ""]).encode()


def begin_a_head(front: Front, line: socket.socket, number: int) -> None:
    line.sendall(head(front, "GET /", f"X-Slow: {number}")[:-2])


def begin_a_body(front: Front, line: socket.socket, number: int) -> None:
    line.sendall(head(front, "POST /cart/lines", "Content-Length: 5000", "Sec-Fetch-Site: same-origin") + b"sku=")


def begin_pictures(front: Front, line: socket.socket, number: int) -> None:
    """The one address where bodies may be large, and are not awaited by the front."""
    lines = (
        "Content-Length: 9000000",
        "Sec-Fetch-Site: same-origin",
        "Content-Type: multipart/form-data; boundary=x",
    )
    line.sendall(head(front, "POST /product/smartfon/reviews/new", *lines) + b"--x")


def read_nothing(front: Front, line: socket.socket, number: int) -> None:
    path = ("/", a_static_file(), "/sitemap.xml")[number % 3]
    line.sendall(head(front, f"GET {path}?{number}", "Accept-Encoding: identity") * 5)


def dribble(front: Front, line: socket.socket, number: int) -> None:
    line.sendall(b"x")


@contextmanager
def slow_clients(front: Front, begin: Talk, go_on: Talk) -> Iterator[None]:
    """So many connections that have begun something and go on with it as slowly as they dare."""
    over = threading.Event()
    with ExitStack() as held:
        lines = [held.enter_context(front.connect(timeout=30)) for _ in range(SLOW_CLIENTS)]
        for number, line in enumerate(lines):
            line.settimeout(5)
            begin(front, line, number)

        def keep_on() -> None:
            while not over.wait(1):
                for number, line in enumerate(lines):
                    try:
                        go_on(front, line, number)
                    except OSError:
                        continue  # the front has lost its patience with this one

        talker = threading.Thread(target=keep_on)
        talker.start()
        try:
            yield
        finally:
            over.set()
            talker.join()


def nothing_more(front: Front, line: socket.socket, number: int) -> None:
    """A client that has fallen silent."""


@pytest.mark.parametrize(
    ("begin", "go_on"),
    [
        (begin_a_head, dribble),
        (begin_a_body, dribble),
        (begin_pictures, dribble),
        (begin_a_head, nothing_more),
        (read_nothing, nothing_more),
    ],
    ids=["slow heads", "slow bodies", "slow pictures", "silence", "slow readers"],
)
def test_a_page_comes_in_time_during_a_hundred_slow_clients(front: Front, begin: Talk, go_on: Talk) -> None:
    front.ask("/")
    with slow_clients(front, begin, go_on):
        for number in range(PAGES_ASKED):
            begun = time.monotonic()
            answer = front.ask("/" if number % 2 else f"/search?q=never+asked+{number}")
            assert answer.status == 200
            assert time.monotonic() - begun <= LONGEST_WAIT


def test_a_body_that_is_cut_short_never_reaches_the_shop(front: Front) -> None:
    assert front.goods is not None
    before = _lines_of_carts(front)
    cut = head(front, "POST /cart/lines", "Content-Length: 60", "Sec-Fetch-Site: same-origin",
               "Content-Type: application/x-www-form-urlencoded")  # fmt: skip
    with front.connect() as line:
        line.sendall(cut + f"sku={front.goods.phone}&quantity=1".encode())
        line.shutdown(socket.SHUT_RDWR)
    whole = f"sku={front.goods.buds}&quantity=1".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    assert front.ask("/cart/lines", method="POST", headers=headers, body=whole).status == 303
    assert _lines_of_carts(front) - before == Counter([front.goods.ids[front.goods.buds]])


def _lines_of_carts(front: Front) -> Counter[int]:
    """How many carts have a line of each variant."""
    assert front.goods is not None
    with front.goods.runtime.database.reader() as session:
        return Counter(session.scalars(select(CartLine.variant_id)))


@pytest.mark.parametrize(
    ("length", "status"), [("2000001", 413), ("9000000", 413), ("1073741824", 413), ("99999999999999999999", 400)]
)
def test_a_large_body_is_refused_before_it_is_sent(front: Front, length: str, status: int) -> None:
    said = front.raw(head(front, "POST /cart/lines", f"Content-Length: {length}", "Connection: close"))
    assert said.startswith(f"HTTP/1.1 {status} ".encode())


def test_only_forms_with_pictures_may_be_larger(front: Front) -> None:
    """And there the shop itself sends away who is not signed in."""
    for path in ("/product/smartfon/reviews/new", "/en/product/smartfon/reviews/new"):
        for length, server_knows in ((9_000_000, True), (60_000_000, False)):
            headers = {"Content-Length": str(length), "Sec-Fetch-Site": "same-origin", "Connection": "close"}
            answer = front.ask(path, method="POST", headers=headers, body=b"")
            assert answer.status in ({303, 403, 413, 400} if server_knows else {413})
            is_a_page = "text/html" in answer.one("Content-Type")
            assert is_a_page is server_knows


def test_the_shops_own_limit_is_a_refusal_too(front: Front) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    answer = front.ask("/cart/lines", method="POST", headers=headers, body=b"x=" + b"a" * 1_500_000)
    assert answer.status == 413


def test_huge_heads_are_refused(front: Front) -> None:
    huge = "a" * 100_000
    for sent in (head(front, "GET /", f"X-Huge: {huge}"), head(front, "GET /", f"Cookie: a={huge}")):
        assert front.raw(sent).startswith(b"HTTP/1.1 431 ")
    assert front.raw(head(front, f"GET /search?q={huge}"))[:13] in {b"HTTP/1.1 431 ", b"HTTP/1.1 414 "}


SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: shop.localhost\r\n\r\n"
CROOKED = {
    "length and chunks": (["Content-Length: 6", "Transfer-Encoding: chunked"], b"0\r\n\r\n" + SMUGGLED),
    "chunks and length": (["Transfer-Encoding: chunked", "Content-Length: 64"], b"0\r\n\r\n" + SMUGGLED),
    "two lengths": (["Content-Length: 5", "Content-Length: 6"], b"abcdef" + SMUGGLED),
    "unknown coding": (["Transfer-Encoding: xchunked"], b"0\r\n\r\n" + SMUGGLED),
    "coding twice": (["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], b"0\r\n\r\n" + SMUGGLED),
    "bad chunk": (["Transfer-Encoding: chunked"], b"zz\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
    "space before the colon": (["Content-Length : 5"], b"abcde" + SMUGGLED),
    "length with a sign": (["Content-Length: +5"], b"abcde" + SMUGGLED),
    "length in hexadecimal": (["Content-Length: 0x5"], b"abcde" + SMUGGLED),
    "folded header": (["X-A: b", " c", "Content-Length : 5"], b"abcde" + SMUGGLED),
    "only chunks": (["Transfer-Encoding: chunked"], b"3\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
}


@pytest.mark.parametrize("trick", CROOKED)
def test_a_crooked_frame_is_one_refusal_and_the_end(front: Front, trick: str) -> None:
    lines, rest = CROOKED[trick]
    said = front.raw(head(front, "POST /cart/lines", *lines) + rest)
    assert said.count(b"HTTP/1.1 ") == 1, said
    assert said[9:12] in {b"400", b"411", b"413", b"501"}, said


def test_two_hosts_are_refused(front: Front) -> None:
    sent = head(front, "GET /", "Host: evil.example")
    assert front.raw(sent).startswith(b"HTTP/1.1 400 ")
