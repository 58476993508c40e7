"""What importing needs from outside: a sheet of lines, wherever it lies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: the number people see beside it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line was not taken: its number, the column if one is to blame, a stable code and what was found."""

    line: int
    code: str
    column: str = ""
    found: str = ""


class Sheet(Protocol):
    """A table of text. Reading is lazy: a huge file takes no more memory than a small one."""

    header: Sequence[str]

    def lines(self) -> Iterator[Line | Refusal]:
        """The lines below the header that are not empty; what cannot be read is a refusal of that line."""
        ...
