"""From a cell to a value: strip, replace, match, split, then read as what the spec is. No cell means no value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from technomart.domain.importing.rules.keys import option_code
from technomart.domain.importing.rules.mapping import Cleaning, PriceRule, Spec, Value

LONGEST_CELL = 1000
LONGEST_NAME = 250
LARGEST_NUMBER = Decimal(10) ** 11
MOST_PLACES = Decimal("0.000001")
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?([eE][+-]?\d{1,2})?", re.ASCII)
LARGEST_KOPECKS = 10**11
KOPECKS = 100
UNSEEN = "\u200b\u200e\u200f\ufeff"
"""Signs without width that programs leave at the ends of cells."""

SpecValue = Decimal | bool | str | tuple[str, ...]


class NotTaken(Exception):
    """This cell cannot be what the mapping says it is."""

    def __init__(self, code: str, found: str) -> None:
        self.code, self.found = code, found
        super().__init__(code, found)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a choice as a cell has it."""

    code: str
    ru: str
    en: str
    colour: str | None = None


def squeezed(cell: str) -> str:
    """The cell without space and unseen signs around it, with single spaces inside."""
    return " ".join(cell.split()).strip(UNSEEN)


class Cleaner:
    """The part of a rule that all kinds share, made ready once for all lines."""

    def __init__(self, rule: Cleaning) -> None:
        self._empty = {one.casefold() for one in rule.empty}
        self._replace = [(re.compile(pattern), text) for pattern, text in rule.replace]
        self._match = re.compile(rule.match) if rule.match else None
        self._split = re.compile(rule.split) if rule.split else None
        self._rule = rule

    def parts(self, cell: str) -> list[str]:
        """What the cell says, in parts; none if it says nothing. Raises NotTaken."""
        text = squeezed(cell)
        for pattern, by in self._replace:
            text = squeezed(pattern.sub(by, text))
        if not text or text.casefold() in self._empty:
            return []
        if self._match and not self._match.fullmatch(text):
            if self._rule.unmatched == "none":
                return []
            raise NotTaken("unmatched", text)
        if self._split is None:
            return [text]
        found = [squeezed(part) for part in self._split.split(text) if part is not None]
        if self._rule.parts and len(found) != self._rule.parts:
            raise NotTaken("wrong_parts", text)
        if self._rule.part is None:
            return [part for part in found if part and part.casefold() not in self._empty]
        chosen = found[self._rule.part - 1 : self._rule.part]
        return [part for part in chosen if part]


class SpecReader:
    """Reads the cells of one spec's column."""

    def __init__(self, spec: Spec, words: Mapping[str, Mapping[str, Value]]) -> None:
        self.spec = spec
        self._cleaner = Cleaner(spec)
        known = {**(words[spec.words] if spec.words else {}), **spec.values}
        self._known = {squeezed(text).casefold(): value for text, value in known.items()}
        self._yes = {one.casefold() for one in spec.yes}
        self._no = {one.casefold() for one in spec.no}
        self._read: dict[str, SpecValue | None] = {}
        self.choices: dict[str, Choice] = {}

    def read(self, cell: str) -> SpecValue | None:
        """The value of this cell, None for no value. Raises NotTaken."""
        if cell not in self._read:
            parts = self._cleaner.parts(cell)
            self._read[cell] = self._value(parts) if parts else None
        return self._read[cell]

    def _value(self, parts: list[str]) -> SpecValue | None:
        if self.spec.kind == "multi":
            codes = [code for code in map(self._choice, parts) if code]
            return tuple(dict.fromkeys(codes)) or None
        if len(parts) > 1:
            raise NotTaken("several_values", " | ".join(parts))
        (text,) = parts
        if self.spec.kind == "choice":
            return self._choice(text)
        if self.spec.kind == "bool":
            return self._flag(text)
        if self.spec.kind == "number":
            return read_number(text, self.spec.decimal) * self.spec.times
        return text

    def _flag(self, text: str) -> bool:
        folded = text.casefold()
        if folded in self._yes:
            return True
        if folded in self._no:
            return False
        raise NotTaken("not_yes_or_no", text)

    def _choice(self, text: str) -> str | None:
        value = self._known.get(text.casefold())
        if value is None:
            if self.spec.others == "none":
                return None
            if self.spec.others == "refuse":
                raise NotTaken("unknown_value", text)
            found = Choice(option_code(text), text, text)
        else:
            found = Choice(value.code, value.ru, value.en, value.colour)
        before = self.choices.get(found.code)
        if before is None or found.ru < before.ru:  # spellings that differ in case: the same one in any order
            self.choices[found.code] = found
        return found.code


def read_number(text: str, decimal: str) -> Decimal:
    """A number that the shop can keep, at most six places behind the point. Raises NotTaken."""
    plain = text.replace(" ", "").replace("\u2212", "-")
    if decimal == ",":
        plain = plain.replace(".", "x").replace(",", ".")
    if not NUMBER.fullmatch(plain):
        raise NotTaken("not_a_number", text)
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise NotTaken("not_a_number", text) from error
    if abs(number) >= LARGEST_NUMBER:
        raise NotTaken("too_large", text)
    return number


def kept_number(number: Decimal) -> Decimal:
    """The number as the database keeps it, written the same however it was written before."""
    rounded = number.quantize(MOST_PLACES, rounding=ROUND_HALF_UP).normalize()
    return rounded if rounded else Decimal(0)


def read_price(cell: str, rule: PriceRule) -> int | None:
    """The price in kopecks, rounded half up to whole steps; None if the cell is empty. Raises NotTaken."""
    text = squeezed(cell)
    if not text or text in rule.empty:
        return None
    amount = read_number(text, rule.decimal) * rule.rate
    steps = (amount / rule.step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    kopecks = int(steps * rule.step * KOPECKS)
    if not 0 < kopecks <= LARGEST_KOPECKS:
        raise NotTaken("not_a_price", text)
    return kopecks


def read_count(cell: str) -> int | None:
    """A number of pieces; None if the cell is empty. Raises NotTaken."""
    text = squeezed(cell)
    if not text:
        return None
    number = read_number(text, ".")
    if number != number.to_integral_value() or not 0 <= number <= 1_000_000:
        raise NotTaken("not_a_count", text)
    return int(number)
