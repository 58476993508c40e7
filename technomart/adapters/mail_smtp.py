"""Letters handed to a mail server by SMTP, with a time limit on every step and TLS as the address says."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from technomart.adapters.letters import envelope
from technomart.domain.notifications import Refused, RenderedLetter, Unreachable

TIMEOUT_SECONDS: Final = 10.0
PORTS: Final = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
REFUSED_FOR_EVER: Final = range(500, 600)
OUR_OWN_FAULT: Final = frozenset({502, 503, 504, 530, 534, 535, 538})
"""Answers about the conversation or the password, not about the letter: these may heal."""


class SmtpCarrier:
    """One connection a letter. `smtp://`, `smtps://` (TLS from the start) or `smtp+starttls://`,
    with `user:password@` if the server wants them; both are percent-encoded in the address.
    """

    def __init__(self, url: str, *, timeout: float = TIMEOUT_SECONDS, tls: ssl.SSLContext | None = None) -> None:
        self.address = checked(url)
        self.timeout = timeout
        self.tls = tls or ssl.create_default_context()

    def send(self, letter: RenderedLetter) -> None:
        try:
            self._hand_over(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _outcome(code, words) from error
        except smtplib.SMTPResponseException as error:
            raise _outcome(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(reason=str(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(reason=f"{type(error).__name__}: {error}") from error

    def _hand_over(self, letter: RenderedLetter) -> None:
        message = envelope(letter)
        server = self._connected()
        try:
            server.send_message(message)
            with suppress(OSError, smtplib.SMTPException):  # the letter is taken; a rude good-bye changes nothing
                server.quit()
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        host = self.address.hostname or ""
        port = self.address.port or PORTS[self.address.scheme]
        if self.address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=self.timeout, context=self.tls)
        else:
            server = smtplib.SMTP(host, port, timeout=self.timeout)
        try:
            if self.address.scheme == "smtp+starttls":
                server.starttls(context=self.tls)
            if self.address.username:
                server.login(unquote(self.address.username), unquote(self.address.password or ""))
        except BaseException:
            server.close()
            raise
        return server


def checked(url: str) -> SplitResult:
    """The parts of a mail server's address. Refuses (ValueError, without the password) what is not one."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError(f"not a mail server: expected one of {', '.join(PORTS)}://host[:port]")
    return parts


def _outcome(code: int, words: bytes | str) -> Refused | Unreachable:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    final = code in REFUSED_FOR_EVER and code not in OUR_OWN_FAULT
    return (Refused if final else Unreachable)(reason=f"{code} {said}")
