"""What letters need from outside: somebody who carries them."""

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
