"""Price lists as people and enemies write them: what can be read is read, the rest is refused at little cost."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from technomart.adapters.sheets import open_sheet
from technomart.domain.importing import ImportMapping, Line, Refusal, UnreadableFile
from tests.domain.importing.pricelists import small

Read = tuple[tuple[str, ...], list[Line | Refusal]]
ENOUGH_MEMORY = 30_000_000


def read(path: Path, mapping: ImportMapping | None = None) -> Read:
    with open_sheet(path, mapping or small()) as sheet:
        return tuple(sheet.header), list(sheet.lines())


def csv_of(folder: Path, data: bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(data)
    return path


def written(lines: list[Line | Refusal]) -> list[object]:
    return [(one.number, *one.cells) if isinstance(one, Line) else (one.line, one.code) for one in lines]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a,b\n1,2\n3,4", [(2, "1", "2"), (3, "3", "4")]),
        (b"a,b\r\n1,2\r\n", [(2, "1", "2")]),
        (b"\xef\xbb\xbfa,b\n1,2\n", [(2, "1", "2")]),
        (b"\n\na,b\n\n1,2\n , \n", [(5, "1", "2")]),
        (b'a,b\n"1, ""x""",2\n', [(2, '1, "x"', "2")]),
        (b'a,b\n"1\n2",3\n4,5\n', [(2, "1\n2", "3"), (4, "4", "5")]),
        (b"a,b\n1\n1,2,3\n4,5\n", [(2, "1"), (3, "1", "2", "3"), (4, "4", "5")]),
        (b"a,b\n1,\0\n3,4\n", [(2, "strange_character"), (3, "3", "4")]),
        (b"a,b\n\xff\xfe,2\n3,4\n", [(2, "wrong_encoding"), (3, "3", "4")]),
        (b'a,b\n"1,2\n3,4\n5,6\n', [(2, "open_quote"), (3, "3", "4"), (4, "5", "6")]),
        (b'a,b\n"1"x,2\n3,4\n', [(2, "bad_quotes"), (3, "3", "4")]),
        (b'a,b\n5" disk,2\n3,4" disk\n', [(2, '5" disk', "2"), (3, "3", '4" disk')]),
        (b'a,b\n"1,2\n3,"4\n5,6\n', [(2, "open_quote"), (3, "open_quote"), (4, "5", "6")]),
        (b"a,b\n" + b"x" * 3_000_000 + b",2\n3,4\n", [(2, "line_too_long"), (3, "3", "4")]),
    ],
)
def test_csv_lines(tmp_path: Path, data: bytes, expected: list[object]) -> None:
    header, lines = read(csv_of(tmp_path, data))
    assert header == ("a", "b")
    assert written(lines) == expected


def test_a_quote_that_is_never_closed_costs_one_line_of_thousands(tmp_path: Path) -> None:
    data = b"a,b\n" + b'"1,2\n' + b"3,4\n" * 5000
    lines = read(csv_of(tmp_path, data))[1]
    assert [one for one in lines if isinstance(one, Refusal)] == [Refusal(2, "open_quote")]
    assert len(lines) == 5001


def test_csv_in_another_encoding_with_another_delimiter(tmp_path: Path) -> None:
    source = small().source.model_copy(update={"delimiter": ";", "encoding": "windows-1251"})
    path = csv_of(tmp_path, "имя;цена\nЛампа, белая;1\n".encode("cp1251"))
    header, lines = read(path, small().model_copy(update={"source": source}))
    assert (header, written(lines)) == (("имя", "цена"), [(2, "Лампа, белая", "1")])


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\xff\xfea\0,\0", b"\xfe\xff\0a", b"\xd0,\xff\n1,2\n", b'"a,b\n1,2\n', b"x" * 5_000_000]
)
def test_a_csv_without_a_readable_header_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(csv_of(tmp_path, data))


@pytest.mark.parametrize("name", ["list.xls", "list", "list.exe", "nowhere.csv"])
def test_what_is_neither_csv_nor_xlsx_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"a,b\n") if name != "nowhere.csv" else None
    with pytest.raises(UnreadableFile):
        read(tmp_path / name)


def xlsx_of(folder: Path, fill: Callable[[xlsxwriter.Workbook], None], name: str = "list.xlsx") -> Path:
    with xlsxwriter.Workbook(folder / name) as book:
        fill(book)
    return folder / name


def test_an_xlsx_sheet_reads_as_the_same_text_as_csv(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Notes").write_row(0, 0, ["nothing"])
        sheet = book.add_worksheet("Goods")
        sheet.write_row(1, 0, ["name", "price", "new", "note"])
        sheet.write_row(2, 0, ["Лампа & co", 12.1, True])
        sheet.write_row(4, 0, ["Acme", 1000, False, "a\nb"])
        sheet.write_rich_string(5, 0, book.add_format({"bold": True}), "Bo", "lt")
        sheet.write_number(5, 1, 1234567.125)
        sheet.write_string(6, 3, "=1+1")

    source = small().source.model_copy(update={"sheet": "Goods"})
    header, lines = read(xlsx_of(tmp_path, fill), small().model_copy(update={"source": source}))
    assert header == ("name", "price", "new", "note")
    assert written(lines) == [
        (3, "Лампа & co", "12.1", "true", ""),
        (5, "Acme", "1000", "false", "a\nb"),
        (6, "Bolt", "1234567.125", "", ""),
        (7, "", "", "", "=1+1"),
    ]


def test_formulas_and_errors_in_cells_spoil_their_lines(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["name", "price"])
        sheet.write_row(1, 0, ["Acme", 1])
        sheet.write_string(2, 0, "Bolt")
        sheet.write_formula(2, 1, "=B2*2", value=2)
        sheet.write_string(3, 0, "Cog")
        sheet.write_formula(3, 1, "=1/0", value="#DIV/0!")
        sheet.write_row(4, 0, ["Dot", 4, "beyond"])
        sheet.write_row(5, 0, ["Eve", 5])

    lines = read(xlsx_of(tmp_path, fill))[1]
    assert written(lines) == [
        (2, "Acme", "1"), (3, "formula"), (4, "formula"), (5, "Dot", "4", "beyond"), (6, "Eve", "5"),
    ]  # fmt: skip
    assert [one.column for one in lines if isinstance(one, Refusal)] == ["price", "price"]


CONTENT = "[Content_Types].xml"
WORKBOOK = """<workbook xmlns:r="http://r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>"""
LINKS = """<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>"""
SHEET = "<worksheet><sheetData>{}</sheetData></worksheet>"
ROW = '<row><c t="inlineStr"><is><t>name</t></is></c></row>'


def forged(folder: Path, **parts: str | bytes) -> Path:
    """An archive with these parts in place of the plain ones."""
    names = {"workbook": "xl/workbook.xml", "links": "xl/_rels/workbook.xml.rels", "sheet": "xl/worksheets/s.xml"}
    plain: dict[str, str | bytes] = {"workbook": WORKBOOK, "links": LINKS, "sheet": SHEET.format(ROW)}
    path = folder / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (plain | parts).items():
            archive.writestr(names.get(name, name), text)
    return path


def test_the_forger_can_also_write_what_is_well(tmp_path: Path) -> None:
    assert read(forged(tmp_path)) == (("name",), [])


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "{}">]>'.format("&a;" * 1000)
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    "parts",
    [
        {"sheet": LAUGHS + SHEET.format(ROW.replace("name", "&b;"))},
        {"sheet": OUTSIDE + SHEET.format(ROW.replace("name", "&a;"))},
        {"workbook": OUTSIDE + WORKBOOK},
        {"links": OUTSIDE + LINKS},
        {"xl/sharedStrings.xml": OUTSIDE + "<sst/>"},
        {"sheet": SHEET.format("<row>")},
        {"sheet": b"\0\1\2"},
        {"sheet": ""},
        {"links": LINKS.replace("worksheets/s.xml", "../../../../etc/passwd")},
        {"links": LINKS.replace("Target=", 'TargetMode="External" Target=')},
        {"links": "<Relationships/>"},
        {"workbook": "<workbook/>"},
        {"sheet": SHEET.format('<row><c t="s"><v>7</v></c></row>')},
        {"sheet": SHEET.format("")},
        {"sheet": b"<worksheet><sheetData>" + b"<row/>" * 20_000_000},
        {"sheet": SHEET.format(ROW) + " " * 110_000_000},
        {f"junk/{number}": "" for number in range(2100)},
    ],
)
def test_a_forged_xlsx_is_refused(tmp_path: Path, parts: dict[str, str | bytes]) -> None:
    path = forged(tmp_path, **parts)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFile):
            read(path)
        assert tracemalloc.get_traced_memory()[1] < ENOUGH_MEMORY
    finally:
        tracemalloc.stop()


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(forged(tmp_path, sheet=SHEET.format(ROW) + " " * 5_000_000).read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        true = archive.getinfo("xl/worksheets/s.xml").file_size
    lie = (200).to_bytes(4, "little")
    path = tmp_path / "liar.xlsx"
    path.write_bytes(bytes(data).replace(true.to_bytes(4, "little"), lie))
    with pytest.raises(UnreadableFile):
        read(path)


def test_a_csv_renamed_to_xlsx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"name,price\n")
    with pytest.raises(UnreadableFile):
        read(path)


def test_a_cell_of_a_million_characters_in_xlsx_spoils_its_line(tmp_path: Path) -> None:
    row = ROW.replace("name", "x" * 1_000_000)
    lines = read(forged(tmp_path, sheet=SHEET.format(ROW + row + ROW)))[1]
    assert written(lines) == [(2, "too_long"), (3, "name")]


def test_a_huge_csv_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    path = csv_of(tmp_path, b"a,b\n" + b"1,2\n" * 50_000)
    tracemalloc.start()
    with open_sheet(path, small()) as sheet:
        count = sum(1 for _ in sheet.lines())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 50_000
    assert peak < 3_000_000
