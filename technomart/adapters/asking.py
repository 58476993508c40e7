"""Asking other people's servers: one short question, bounded in time and size, to the one address that was set."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import WriteableBuffer

LARGEST_ANSWER: Final = 4 * 1024 * 1024
PORTS: Final = {"https": 443, "http": 80}


class Unanswered(Exception):
    """No whole answer came in time: what the server has done with the question is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said. A redirect is an answer like any other: nobody follows it."""

    status: int
    body: bytes


class Server:
    """A server at one address, asked over a connection of its own each time.

    Plain `http` is spoken only within this machine, so that no password crosses a wire in the clear; certificates
    are always verified; proxies that the environment names are not used.
    """

    def __init__(self, url: str, *, connect_timeout: float, read_timeout: float, tls: ssl.SSLContext | None = None):
        """Refuses (ValueError) what is not the address of such a server."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        odd = parts.username or parts.password or parts.query or parts.fragment or not host
        if odd or parts.scheme not in PORTS or (parts.scheme == "http" and not _is_this_machine(host)):
            raise ValueError("not the address of a server: https://host[:port][/path] is expected")
        host.encode("idna")  # what is no name at all is refused now, not at the first question
        self.host = host
        self.usual_port = PORTS[parts.scheme]
        self.port = parts.port or self.usual_port
        self.path = parts.path.rstrip("/")
        self.connect_timeout = connect_timeout
        self.read_timeout = read_timeout
        self.tls = (tls or ssl.create_default_context()) if parts.scheme == "https" else None

    @property
    def patience(self) -> float:
        """The longest one question can last, in seconds."""
        return self.connect_timeout + self.read_timeout

    def ask(self, method: str, path: str, *, headers: Mapping[str, str], body: bytes | None, until: float) -> Answer:
        """The server's answer, whole. `until` is the moment on the monotonic clock after which nobody waits.

        Refuses with Unanswered: nobody there, a stranger's certificate, silence, an answer that trickles in, is cut
        off or is larger than any real one.
        """
        try:
            connection = _Connection(self, until)
            try:
                connection.request(method, self.path + path, body=body, headers=dict(headers))
                return _whole(connection.getresponse())
            finally:
                connection.close()
        except (OSError, HTTPException) as error:
            raise Unanswered(type(error).__name__) from error


class _Connection(HTTPConnection):
    """HTTP over a socket that stops waiting at a moment, not after a pause."""

    def __init__(self, server: Server, until: float) -> None:
        super().__init__(server.host, server.port)
        self.default_port = server.usual_port
        self.server = server
        self.until = until

    def connect(self) -> None:
        opened_by = min(self.until, time.monotonic() + self.server.connect_timeout)
        plain = _opened(self.server.host, self.server.port, opened_by)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.server.tls is not None:
                plain.settimeout(_left(opened_by))
                plain = self.server.tls.wrap_socket(plain, server_hostname=self.server.host)
        except BaseException:
            plain.close()
            raise
        self.sock = _Impatient(plain, self.until)


class _Impatient:
    """As much of a socket as http.client uses; no step waits beyond the moment, however many steps there are."""

    def __init__(self, plain: socket.socket, until: float) -> None:
        self.plain = plain
        self.until = until

    def sendall(self, data: bytes) -> None:
        self.plain.settimeout(_left(self.until))
        self.plain.sendall(data)

    def makefile(self, _mode: str, *_: Any, **__: Any) -> BufferedReader:
        return BufferedReader(_Incoming(self))

    def close(self) -> None:
        """The socket stays open as long as an answer is still read from it."""
        self.plain.close()


class _Incoming(RawIOBase):
    def __init__(self, of: _Impatient) -> None:
        self.of = of
        self.raw = of.plain.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        self.of.plain.settimeout(_left(self.of.until))
        return self.raw.readinto(buffer)

    def close(self) -> None:
        self.raw.close()
        super().close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("time is up")
    return left


def _opened(host: str, port: int, until: float) -> socket.socket:
    """A connection to the first of the host's addresses that takes one; each gets its share of the time, so that one
    that leads nowhere (a kind of address this machine does not speak, a hole in the net) does not hide the others.
    """
    failed: OSError = OSError("no address")
    addresses = _addresses(host, port, until)
    for number, (family, kind, protocol, _name, address) in enumerate(addresses):
        try:
            plain = socket.socket(family, kind, protocol)
        except OSError as error:
            failed = error
            continue
        try:
            plain.settimeout(_left(until) / (len(addresses) - number))
            plain.connect(address)
        except OSError as error:
            plain.close()
            failed = error
        else:
            return plain
    raise failed


def _addresses(host: str, port: int, until: float) -> list[tuple[Any, ...]]:
    """The host's addresses. The system's resolver cannot be told when to stop, so it is waited for at arm's length:
    one that hangs keeps its own thread, not the asker.
    """
    found: list[list[tuple[Any, ...]]] = []
    faults: list[OSError] = []

    def look_up() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            faults.append(error)

    looking = threading.Thread(target=look_up, name=f"looking up {host}", daemon=True)
    looking.start()
    looking.join(_left(until))
    if faults:
        raise faults[0]
    if not found:
        raise TimeoutError("the name is still being looked up")
    return found[0]


def _whole(response: HTTPResponse) -> Answer:
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) > LARGEST_ANSWER:
        raise HTTPException("an answer without end")
    if response.length:
        raise HTTPException("an answer cut off")
    return Answer(response.status, body)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
