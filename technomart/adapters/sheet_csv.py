"""Reads CSV files that people make: one damaged line costs that line and nothing around it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from technomart.domain.importing import Line, Refusal, UnreadableFile

LONGEST_LINE = 1_000_000
MOST_LINES_IN_A_CELL = 50
"""How many lines a quoted cell may stretch over before its quote counts as never closed."""

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
MARK = b"\xef\xbb\xbf"

OPEN: list[str] = []
"""Stands for a record that goes on in the next line."""

Raw = tuple[int, bytes | None]
"""A line's number and its bytes; None for one that is too long to be kept."""


class CsvSheet:
    """The sheet in a CSV file. Records may stretch over lines inside quotes; quotes are doubled inside quotes."""

    def __init__(self, file: BinaryIO, *, delimiter: str, encoding: str) -> None:
        self._delimiter, self._encoding = delimiter, encoding
        self._raw = _raw_lines(file)
        self._waiting: list[Raw] = []
        first = next(self.lines(), None)
        if first is None:
            raise UnreadableFile(problem="it is empty")
        if isinstance(first, Refusal):
            raise UnreadableFile(problem=f"its first line, the names of the columns, cannot be read: {first.code}")
        self.header = first.cells

    def lines(self) -> Iterator[Line | Refusal]:
        """Lines without any text are passed over."""
        for one in self.records():
            if isinstance(one, Refusal) or any(cell.strip() for cell in one.cells):
                yield one

    def records(self) -> Iterator[Line | Refusal]:
        """The records of the rest of the file, each with the number of its first line."""
        while (raw := self._next()) is not None:
            yield self._record(raw)

    def _next(self) -> Raw | None:
        return self._waiting.pop(0) if self._waiting else next(self._raw, None)

    def _record(self, raw: Raw) -> Line | Refusal:
        """The record that begins with this line; lines it does not need in the end wait for the next."""
        taken = [raw]
        text = self._text(raw)
        while isinstance(text, str):
            cells = self._cells(text)
            if cells is None:
                return self._only_the_first(taken, "bad_quotes" if len(taken) == 1 else "open_quote")
            if cells is not OPEN:
                if len(taken) > 1 and len(cells) != len(getattr(self, "header", cells)):
                    return self._only_the_first(taken, "open_quote")
                return Line(raw[0], tuple(cells))
            more = self._next() if len(taken) <= MOST_LINES_IN_A_CELL else None
            if more is not None:
                taken.append(more)
            part = self._text(more) if more is not None else Refusal(raw[0], "open_quote")
            if isinstance(part, Refusal) or len(text) > LONGEST_LINE:
                return self._only_the_first(taken, "open_quote")
            text += part
        return text

    def _cells(self, text: str) -> list[str] | None:
        """The cells of this text, OPEN if it ends inside quotes, None if its quotes are wrong."""
        try:
            return next(csv.reader([text], delimiter=self._delimiter, strict=True), [])
        except csv.Error as error:
            return OPEN if "end of data" in str(error) else None

    def _only_the_first(self, taken: list[Raw], code: str) -> Refusal:
        """Refuse the line in which the damage began; the lines after it are read anew."""
        self._waiting = [*taken[1:], *self._waiting]
        return Refusal(taken[0][0], code)

    def _text(self, raw: Raw) -> str | Refusal:
        number, data = raw
        if data is None:
            return Refusal(number, "line_too_long", found=f"more than {LONGEST_LINE} bytes")
        if b"\0" in data:
            return Refusal(number, "strange_character", found="U+0000")
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError as error:
            return Refusal(number, "wrong_encoding", found=f"byte {error.start + 1} is not {self._encoding}")


def _raw_lines(file: BinaryIO) -> Iterator[Raw]:
    """The lines as bytes with their numbers, never more than one of them in memory."""
    number = 0
    while data := file.readline(LONGEST_LINE):
        number += 1
        if number == 1:
            if data.startswith(WIDE_MARKS):
                raise UnreadableFile(problem="it is written in UTF-16; save it as CSV in UTF-8")
            data = data.removeprefix(MARK)
        if len(data) < LONGEST_LINE or data.endswith(b"\n"):
            yield number, data
            continue
        while data and not data.endswith(b"\n"):
            data = file.readline(LONGEST_LINE)
        yield number, None
