"""What letters and short messages need from outside: somebody who carries them."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedLetter:
    """A letter ready for the envelope. `key` names the occasion and stays the same at every attempt.

    `unsubscribe` is where such letters are ended by one click (RFC 8058), if this is one that can be.
    """

    key: str
    lang: str
    sender: str
    recipient: str
    subject: str
    text: str
    html: str
    unsubscribe: str = ""


class LetterCarrier(Protocol):
    """Takes letters to people: a mail server, or a folder for development."""

    def send(self, letter: RenderedLetter) -> None:
        """Hand the letter over, or raise `Refused` (never) or `Unreachable` (later).

        The same letter may be handed over twice after a crash; its message id is made from `key`,
        so that whoever receives both can tell that they are one.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortMessage:
    """A few words for one telephone. `key` names the occasion and stays the same at every attempt."""

    key: str
    lang: str
    phone: str
    text: str


class ShortCarrier(Protocol):
    """Takes short messages to telephones: by SMS or a messenger, or into a folder for development."""

    def send(self, message: ShortMessage) -> None:
        """Hand the message over, or raise `Refused` (never) or `Unreachable` (later).

        The same message may be handed over twice after a crash; whoever can tell by `key` shows it once.
        """
        ...
