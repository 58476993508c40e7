"""Reading a bank's statement in the exchange format of 1C (`1CClientBankExchange`), strictly: line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from technomart.domain.invoices.errors import StatementBroken
from technomart.foundation.money import Money
from technomart.foundation.words import one_line

LARGEST_BYTES = 1_500_000
MOST_DOCUMENTS = 5_000
LONGEST_LINE = 10_000
FIRST, LAST = "1CClientBankExchange", "КонецФайла"
SECTIONS = {"СекцияРасчСчет": "КонецРасчСчет", "СекцияДокумент": "КонецДокумента"}
DOCUMENT = "СекцияДокумент"
BOM = b"\xef\xbb\xbf"
DAY = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})", re.ASCII)
SUM = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)
NUMBER = re.compile(r"[\w./-]{1,20}")
LONGEST_PURPOSE = 500
LONGEST_PAYER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Money that has come to the seller's account: one document of the payer's bank."""

    number: str
    day: date
    amount: Money
    payer: str
    payer_inn: str
    purpose: str

    @property
    def ref(self) -> str:
        """The document's own name: the same in every statement it stands in, so that it is booked once."""
        return document_ref(self.day, self.number, self.payer_inn)


def document_ref(day: date, number: str, payer_inn: str) -> str:
    """How a payer's document is named in the books: its day, its number without leading noughts, who paid."""
    return f"{day:%Y%m%d}/{number.lstrip('0') or '0'}/{payer_inn}"[:64]


@dataclass(frozen=True, slots=True)
class Field:
    """One `key=value` with where it stands; the column is that of the value."""

    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its kind, the line it begins at, its fields."""

    kind: str
    line: int
    fields: Mapping[str, Field]

    def text(self, *keys: str) -> str:
        """The first of these that is there and not empty."""
        return next((self.fields[key].value for key in keys if key in self.fields and self.fields[key].value), "")


def credits_in(data: bytes, account: str) -> list[Credit]:
    """Every credit to this account, in the order of the file. Refuses StatementBroken with line and column.

    What was paid out, or to another account, is left out. A file that is no statement of this account is refused:
    it may be a list of payments that nobody has made yet.
    """
    sections = list(_sections(_lines(data)))
    own = [one for one in sections if one.kind != DOCUMENT and one.text("РасчСчет") == account]
    if not own:
        raise StatementBroken("statement_of_another_account", line=1, column=1)
    documents = [one for one in sections if one.kind == DOCUMENT]
    return [_credit(one) for one in documents if _comes_to(one, account)]


def _comes_to(document: Section, account: str) -> bool:
    return account in {document.text(key) for key in ("ПолучательРасчСчет", "ПолучательСчет")}


def _credit(document: Section) -> Credit:
    number = _needed(document, "Номер")
    if not NUMBER.fullmatch(number.value):
        raise StatementBroken("statement_bad_number", line=number.line, column=number.column)
    return Credit(
        number=number.value,
        day=_day(_needed(document, "Дата")),
        amount=_sum(_needed(document, "Сумма")),
        payer=one_line(document.text("Плательщик1", "Плательщик"))[:LONGEST_PAYER],
        payer_inn=_inn(document),
        purpose=one_line(_purpose(document))[:LONGEST_PURPOSE],
    )


def _inn(document: Section) -> str:
    found = document.text("ПлательщикИНН")
    return found if found.isascii() and found.isdigit() and len(found) <= 12 else ""


def _purpose(document: Section) -> str:
    """The purpose stands in one line, or in up to six numbered ones."""
    whole = document.text("НазначениеПлатежа")
    return whole or " ".join(filter(None, (document.text(f"НазначениеПлатежа{n}") for n in range(1, 7))))


def _needed(document: Section, key: str) -> Field:
    found = document.fields.get(key)
    if found is None or not found.value:
        line, column = (document.line, 1) if found is None else (found.line, found.column)
        raise StatementBroken("statement_field_missing", line=line, column=column, field=key)
    return found


def _day(field: Field) -> date:
    found = DAY.fullmatch(field.value)
    try:
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise StatementBroken("statement_bad_date", line=field.line, column=field.column)


def _sum(field: Field) -> Money:
    if not SUM.fullmatch(field.value) or not Money.of(field.value.replace(",", ".")):
        raise StatementBroken("statement_bad_sum", line=field.line, column=field.column)
    return Money.of(field.value.replace(",", "."))


def _sections(lines: list[str]) -> Iterator[Section]:
    """The sections between the first line and the last; anything else but `key=value` is refused where it stands."""
    kind, began, fields, documents, is_over = "", 0, dict[str, Field](), 0, False
    for place, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        if is_over:
            raise StatementBroken("statement_goes_on", line=place, column=1)
        key, sign, value = line.partition("=")
        key = key.strip()
        if key in SECTIONS:
            if kind:
                raise StatementBroken("statement_section_open", line=place, column=1)
            kind, began, fields, documents = key, place, {}, documents + (key == DOCUMENT)
            if documents > MOST_DOCUMENTS:
                raise StatementBroken("statement_too_long", line=place, column=1)
        elif not sign and kind and key == SECTIONS[kind]:
            yield Section(kind, began, MappingProxyType(fields))
            kind = ""
        elif not sign and key == LAST and not kind:
            is_over = True
        elif not sign:
            raise StatementBroken("statement_bad_line", line=place, column=len(line.rstrip()) + 1)
        else:
            column = len(line) - len(value) + 1
            fields[key] = Field(value.strip(), place, column + len(value) - len(value.lstrip()))
    if not is_over:
        raise StatementBroken("statement_cut_off", line=max(1, len(lines)), column=1)


def _lines(data: bytes) -> list[str]:
    """The lines of the file, whose first must be the format's name."""
    if len(data) > LARGEST_BYTES:
        raise StatementBroken("statement_too_long", line=1, column=1)
    lines = _text(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].strip() != FIRST:
        raise StatementBroken("statement_not_1c", line=1, column=1)
    for place, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise StatementBroken("statement_too_long", line=place, column=LONGEST_LINE + 1)
        if "\x00" in line:
            raise StatementBroken("statement_unreadable", line=place, column=line.index("\x00") + 1)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _text(data: bytes) -> str:
    """UTF-8 if it is that, else the Windows code page 1251, or 866 where the file itself says DOS."""
    try:
        return data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        name = "cp866" if "Кодировка=DOS".encode("cp866") in data else "cp1251"
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise StatementBroken("statement_unreadable", line=line, column=column) from error
