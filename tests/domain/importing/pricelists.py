"""Price lists for tests: reading them, bringing them into a shop, and looking at all the shop then knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import text

from technomart.adapters import mappings
from technomart.adapters.sheets import open_sheet
from technomart.domain import importing
from technomart.domain.importing import ImportMapping, Line, Plan
from technomart.foundation import clock
from technomart.foundation.database import Base, Database

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TORCHES = SAMPLES / "torches.csv"

SMALL = """
code = "small"
[[category]]
slug = "small"
ru = "Мелочи"
en = "Smalls"
[type]
code = "small"
ru = "Мелочи"
en = "Smalls"
[name]
column = "name"
[price]
column = "price"
[[group]]
code = "main"
ru = "Главное"
en = "Essentials"
"""


def torches(**changes: object) -> ImportMapping:
    """The sample mapping, with other answers to some of its questions."""
    return mappings.find(str(SAMPLES / "torches.toml")).model_copy(update=changes)


def small(more: str = "") -> ImportMapping:
    """A mapping of names and prices, with more TOML behind it."""
    return importing.read_mapping(SMALL + more, lambda name: "")


def compare(database: Database, mapping: ImportMapping, path: Path) -> Plan:
    """What importing this file would do."""
    with open_sheet(path, mapping) as sheet:
        batch = importing.read_goods(mapping, sheet.header, sheet.lines())
    with database.reader() as session:
        return importing.compare(session, mapping, batch, clock.now())


def bring(database: Database, mapping: ImportMapping, path: Path) -> Plan:
    """Import the file; the plan that was carried out."""
    plan = compare(database, mapping, path)
    if plan:
        with database.transaction() as session:
            importing.carry_out(session, plan, at=clock.now(), actor="test")
    return plan


def read(mapping: ImportMapping, header: Sequence[str], *rows: Sequence[str]) -> importing.Batch:
    """These rows as goods."""
    lines = [Line(number, tuple(row)) for number, row in enumerate(rows, start=2)]
    return importing.read_goods(mapping, header, lines)


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return path


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def whole_shop(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with database.reader() as session:
        return {
            table.name: sorted(
                (tuple(row) for row in session.execute(text(f'SELECT * FROM "{table.name}"'))), key=repr
            )
            for table in Base.metadata.sorted_tables
        }
