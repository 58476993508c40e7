"""What notifications need from outside: somebody who carries letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """One letter as the carrier gets it; `key` names the occasion, so that a second copy can be recognised."""

    key: str
    template: str
    recipient: str
    lang: str
    payload: Mapping[str, Any]


class LetterCarrier(Protocol):
    """Carries letters: writes them out in words and hands them to a mail server, or keeps them in a folder."""

    def carry(self, letter: LetterToSend) -> None:
        """Hand the letter over, within seconds. Raises OSError if that cannot be done now."""
        ...
