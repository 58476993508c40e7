"""From lines to goods: every line by itself, so that a bad one spoils only itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from technomart.domain.importing.errors import UnreadableFile
from technomart.domain.importing.ports import Line, Refusal
from technomart.domain.importing.rules.brands import BrandReader
from technomart.domain.importing.rules.cleaning import (
    LONGEST_CELL,
    LONGEST_NAME,
    Choice,
    Cleaner,
    NotTaken,
    SpecReader,
    SpecValue,
    kept_number,
    read_count,
    read_price,
    squeezed,
)
from technomart.domain.importing.rules.keys import Ordinals, digest_of, line_key, sku_of, tail_of
from technomart.domain.importing.rules.mapping import ImportMapping

MOST_LINES = 50_000
"""What one file may bring: one file is one transaction, and buyers wait while it is written."""

LONGEST_TEXT_VALUE = 500
BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
REFUSED_KINDS = ("Cc", "Cs", "Co", "Cn")
"""Control characters, halves of pairs, private and unassigned signs."""

SHOWN = 60

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Goods:
    """What one line brings: a variant, the line it belongs to, what it costs and how many there are."""

    line: int
    sku: str
    tail: str
    name: str
    brand: str
    model: str
    product: str
    price_kopecks: int | None
    pieces: int | None
    values: tuple[tuple[str, SpecValue], ...]


@dataclass(slots=True)
class Batch:
    """What a file brings: goods, the brands and choices they name, and the lines that were refused."""

    goods: list[Goods] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    brands: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, Choice]] = field(default_factory=dict)
    lines: int = 0
    repeated: int = 0


def read_goods(
    mapping: ImportMapping,
    header: Sequence[str],
    lines: Iterable[Line | Refusal],
    progress: Callable[[int], None] = lambda count: None,
) -> Batch:
    """Every line as goods or as a refusal. Refuses UnreadableFile if columns are missing or there is too much."""
    reader = _Reader(mapping, header)
    batch = Batch()
    for one in lines:
        batch.lines += 1
        if batch.lines > MOST_LINES:
            raise UnreadableFile(problem=f"more than {MOST_LINES} lines; split the file")
        if batch.lines % 500 == 0:
            progress(batch.lines)
        if isinstance(one, Refusal):
            batch.refusals.append(one)
            continue
        try:
            batch.goods.append(reader.read(one))
        except _Refused as refused:
            batch.refusals.append(refused.refusal)
    progress(batch.lines)
    batch.brands = dict(reader.brands.spellings)
    batch.choices = {spec.spec.code: spec.choices for spec in reader.specs}
    batch.repeated = reader.repeated
    return batch


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


class _Reader:
    """A mapping made ready for the columns of one file."""

    def __init__(self, mapping: ImportMapping, header: Sequence[str]) -> None:
        self.mapping = mapping
        self.header = [squeezed(column) for column in header]
        twice = next((name for name in self.header if name and self.header.count(name) > 1), None)
        if twice:
            raise UnreadableFile(problem=f"two columns are called {twice!r}")
        for place, column in mapping.columns:
            if squeezed(column) not in self.header:
                raise UnreadableFile(problem=f"there is no column {column!r}, which the mapping names for {place}")
        self._at = {column: place for place, column in enumerate(self.header)}
        self._key_columns = [self._at[squeezed(column)] for column in mapping.key] or list(range(len(self.header)))
        self.brands = BrandReader(mapping.brand)
        self.specs = [SpecReader(spec, mapping.words) for spec in mapping.specs]
        self._spec_cells = [self._at[squeezed(spec.column)] for spec in mapping.specs]
        self._name = Cleaner(mapping.name)
        self._ordinals = Ordinals()
        self.repeated = 0

    def read(self, line: Line) -> Goods:
        """The goods of this line. Raises _Refused, naming the column."""
        if len(line.cells) != len(self.header):
            found = f"{len(line.cells)} instead of {len(self.header)}"
            raise _Refused(Refusal(line.number, "wrong_count", found=found))
        for column, cell in zip(self.header, line.cells, strict=True):
            self._require_decent(line.number, column, cell)
        mapping = self.mapping
        name = self._guard(line, mapping.name.column, self._read_name)
        brand_column = mapping.brand.column or mapping.name.column
        brand, rest = self._guard(line, brand_column, lambda cell: self.brands.read(cell, name))
        model = self._cell(line, mapping.model) if mapping.model else rest
        values = tuple(self._values(line))
        price = None
        if mapping.price:
            rule = mapping.price
            price = self._guard(line, rule.column, lambda cell: read_price(cell, rule))
        pieces = None
        if mapping.stock and mapping.stock.column:
            pieces = self._guard(line, mapping.stock.column, read_count)
        product = self._cell(line, mapping.variants.column) if mapping.variants else ""
        tail = self._tail(line)
        return Goods(
            line=line.number,
            sku=sku_of(mapping.code, tail),
            tail=tail,
            name=name,
            brand=brand,
            model=model[:LONGEST_NAME],
            product=product,
            price_kopecks=price,
            pieces=pieces,
            values=values,
        )

    def _cell(self, line: Line, column: str) -> str:
        return squeezed(line.cells[self._at[squeezed(column)]])

    def _guard(self, line: Line, column: str, read: Callable[[str], Found]) -> Found:
        try:
            return read(line.cells[self._at[squeezed(column)]])
        except NotTaken as refused:
            raise _Refused(Refusal(line.number, refused.code, column, refused.found[:SHOWN])) from refused

    def _read_name(self, cell: str) -> str:
        parts = self._name.parts(cell)
        name = " ".join(parts)
        if not name:
            raise NotTaken("no_name", "")
        if len(name) > LONGEST_NAME:
            raise NotTaken("too_long", name)
        return name

    def _values(self, line: Line) -> Iterable[tuple[str, SpecValue]]:
        for reader, place in zip(self.specs, self._spec_cells, strict=True):
            column = reader.spec.column
            value = self._guard(line, column, reader.read)
            if value is None:
                if reader.spec.required:
                    raise _Refused(Refusal(line.number, "no_value", column))
                continue
            if isinstance(value, Decimal) and not isinstance(value, bool):
                value = kept_number(value)
            if reader.spec.kind == "text" and len(str(value)) > LONGEST_TEXT_VALUE:
                raise _Refused(Refusal(line.number, "too_long", column, line.cells[place][:SHOWN]))
            yield reader.spec.code, value

    def _tail(self, line: Line) -> str:
        cells = [line.cells[place] for place in self._key_columns]
        key = line_key([self.header[place] for place in self._key_columns], cells)
        ordinal = self._ordinals.next(key)
        if ordinal > 1:
            self.repeated += 1
            if self.mapping.key:
                shown = " | ".join(cells)[:SHOWN]
                raise _Refused(Refusal(line.number, "key_repeated", self.mapping.key[0], shown))
        return tail_of(key, ordinal)

    def _require_decent(self, number: int, column: str, cell: str) -> None:
        if len(cell) > LONGEST_CELL:
            raise _Refused(Refusal(number, "too_long", column, f"{len(cell)} characters"))
        if cell.isprintable():
            return
        for letter in cell:
            if letter in BIDI or (letter not in "\t\n\r" and unicodedata.category(letter) in REFUSED_KINDS):
                raise _Refused(Refusal(number, "strange_character", column, f"U+{ord(letter):04X}"))


def product_tail(group: str) -> str:
    """The tail of a product line that lines share by the text of one column."""
    return tail_of(digest_of([group.casefold()]), 0)
