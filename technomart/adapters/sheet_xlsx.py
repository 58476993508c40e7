"""Reads XLSX files without trusting them: no entities, no formulas, no more unpacked than allowed, row by row."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from xml.parsers import expat

from technomart.domain.importing import Line, Refusal, UnreadableFile

MOST_ENTRIES = 2000
MOST_UNPACKED = 100_000_000
MOST_SHARED = 60_000_000
MOST_COLUMNS = 500
LONGEST_CELL = 32_767
PIECE = 65_536
PLACE = re.compile(r"([A-Z]{1,3})\d{1,7}")
PLAIN_FLOAT = re.compile(r"-?\d+\.\d+|-?\d+(\.\d+)?[eE][+-]?\d+")
WORKBOOK, RELATIONS, SHARED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


class _Parser:
    """Walks through one XML part piece by piece, calling back for tags and text; refuses any document type."""

    def __init__(self, file: IO[bytes], allowance: _Allowance) -> None:
        self._file, self._allowance = file, allowance
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = _no_document_type

    def walk(
        self,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> Iterator[None]:
        """Yields after each piece, so that what was found can be handed on."""
        self._expat.StartElementHandler = lambda name, found: start(name.rpartition(" ")[2], found)
        self._expat.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
        self._expat.CharacterDataHandler = text
        try:
            while piece := self._file.read(PIECE):
                self._allowance.take(len(piece))
                self._expat.Parse(piece, False)
                yield
            self._expat.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableFile(problem="its XML is broken") from error
        except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableFile(problem="the archive is broken or locked") from error
        yield


class _Allowance:
    """How much may still be unpacked, counted as it really comes, whatever the archive promises."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise UnreadableFile(problem=f"unpacked it is larger than {MOST_UNPACKED // 1_000_000} MB")


def _no_document_type(*_facts: object) -> None:
    raise UnreadableFile(problem="its XML declares a document type or entities, which price lists have no need of")


@contextmanager
def open_xlsx(file: BinaryIO, sheet: str | None) -> Iterator[XlsxSheet]:
    """The sheet with this name, else the first. Refuses UnreadableFile."""
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFile(problem="it is no XLSX file") from error
    with archive:
        if len(archive.infolist()) > MOST_ENTRIES:
            raise UnreadableFile(problem=f"the archive has more than {MOST_ENTRIES} entries")
        _Allowance(MOST_UNPACKED).take(sum(entry.file_size for entry in archive.infolist()))
        yield XlsxSheet(archive, sheet)


class XlsxSheet:
    """One sheet of a workbook, read from top to bottom. Cells come as text, numbers as they are written in full."""

    def __init__(self, archive: zipfile.ZipFile, wanted: str | None) -> None:
        self._archive = archive
        self._allowance = _Allowance(MOST_UNPACKED)
        self._part = self._find(wanted)
        self._shared = self._read_shared()
        self._rows = _Rows(self._open(self._part), self._shared).records()
        first = next((row for row in self._rows if isinstance(row, Refusal) or any(row.cells)), None)
        if first is None:
            raise UnreadableFile(problem="the sheet is empty")
        if isinstance(first, Refusal):
            raise UnreadableFile(problem=f"its first line, the names of the columns, cannot be read: {first.code}")
        self.header = first.cells

    def lines(self) -> Iterator[Line | Refusal]:
        """Rows without any text are passed over; short rows end in empty cells, as in Excel."""
        width = len(self.header)
        for row in self._rows:
            if isinstance(row, Refusal):
                column = self.header[int(row.column)] if row.column and int(row.column) < width else ""
                yield Refusal(row.line, row.code, column, row.found)
            elif any(cell.strip() for cell in row.cells):
                yield Line(row.number, row.cells + ("",) * (width - len(row.cells)))

    def _open(self, part: str) -> _Parser:
        try:
            return _Parser(self._archive.open(part), self._allowance)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise UnreadableFile(problem=f"the archive has no readable {part}") from error

    def _find(self, wanted: str | None) -> str:
        sheets: list[tuple[str, str]] = []
        targets: dict[str, str] = {}

        def note_sheet(tag: str, found: dict[str, str]) -> None:
            if tag == "sheet":
                link = next((value for key, value in found.items() if key.endswith(" id")), "")
                sheets.append((found.get("name", ""), link))

        def note_target(tag: str, found: dict[str, str]) -> None:
            if tag == "Relationship" and found.get("TargetMode") != "External":
                targets[found.get("Id", "")] = found.get("Target", "")

        for part, note in ((WORKBOOK, note_sheet), (RELATIONS, note_target)):
            for _ in self._open(part).walk(note, _pass, _pass):
                pass
        chosen = next((link for name, link in sheets if wanted is None or name == wanted), None)
        if chosen is None:
            names = ", ".join(name for name, _ in sheets[:10])
            raise UnreadableFile(problem=f"it has no sheet {wanted!r}, only {names}" if wanted else "it has no sheet")
        return posixpath.normpath(posixpath.join("/xl", targets.get(chosen, "")))[1:]

    def _read_shared(self) -> list[str]:
        if SHARED not in self._archive.namelist():
            return []
        texts = _SharedTexts()
        for _ in self._open(SHARED).walk(texts.start, texts.end, texts.text):
            pass
        return texts.found


def _pass(*_facts: object) -> None:
    return None


class _SharedTexts:
    """Gathers the texts that cells share; phonetic hints are left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._size = 0
        self._parts: list[str] = []
        self._inside: list[str] = []

    def start(self, tag: str, _found: dict[str, str]) -> None:
        self._inside.append(tag)
        if tag == "si":
            self._parts = []

    def end(self, tag: str) -> None:
        self._inside.pop()
        if tag == "si":
            self.found.append("".join(self._parts))

    def text(self, text: str) -> None:
        if self._inside and self._inside[-1] == "t" and "rPh" not in self._inside:
            self._size += len(text)
            if self._size > MOST_SHARED:
                raise UnreadableFile(problem="it has more text than a price list")
            self._parts.append(text)


class _Rows:
    """Gathers the rows of a sheet while it is read."""

    def __init__(self, parser: _Parser, shared: list[str]) -> None:
        self._parser, self._shared = parser, shared
        self._ready: list[Line | Refusal] = []
        self._number = 0
        self._begin_row(0)

    def _begin_row(self, number: int) -> None:
        self._number = number
        self._cells: list[str] = []
        self._refusal: Refusal | None = None
        self._kind, self._at, self._parts, self._size, self._inside = "n", 0, [""], 0, ""

    def records(self) -> Iterator[Line | Refusal]:
        for _ in self._parser.walk(self._start, self._end, self._text):
            yield from self._ready
            self._ready.clear()

    def _start(self, tag: str, found: dict[str, str]) -> None:
        self._inside = tag
        if tag == "row":
            given = found.get("r", "")
            self._begin_row(int(given) if given.isdigit() and len(given) < 9 else self._number + 1)
        elif tag == "c":
            place = PLACE.fullmatch(found.get("r", ""))
            self._at = _column(place[1]) if place else len(self._cells)
            self._kind, self._parts, self._size = found.get("t", "n"), [], 0
        elif tag == "f":
            self._refuse("formula")

    def _refuse(self, code: str, found: str = "") -> None:
        self._refusal = self._refusal or Refusal(self._number, code, str(self._at), found)

    def _text(self, text: str) -> None:
        if self._inside in ("v", "t"):
            self._size += len(text)
            if self._size > LONGEST_CELL:
                self._refuse("too_long", f"more than {LONGEST_CELL} characters")
            else:
                self._parts.append(text)

    def _end(self, tag: str) -> None:
        self._inside = ""
        if tag == "c":
            self._finish_cell("".join(self._parts))
        elif tag == "row":
            self._ready.append(self._refusal or Line(self._number, tuple(self._cells)))

    def _finish_cell(self, text: str) -> None:
        if self._at >= MOST_COLUMNS or self._at < len(self._cells):
            if text:
                self._refuse("wrong_count", "a cell beyond the last column")
            return
        if self._kind == "s":
            place = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
            if not 0 <= place < len(self._shared):
                self._refuse("broken_cell")
                return
            text = self._shared[place]
        elif self._kind == "e":
            self._refuse("error_cell", text)
        elif self._kind == "b":
            text = "true" if text == "1" else "false"
        elif self._kind == "n" and PLAIN_FLOAT.fullmatch(text):
            text = repr(float(text)).removesuffix(".0")
        self._cells += [""] * (self._at - len(self._cells)) + [text]


def _column(letters: str) -> int:
    """`A` is 0, `AB` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
