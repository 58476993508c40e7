"""`technomart catalog import`: price lists into the catalogue; `catalog mappings`: which mappings the shop brings."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from technomart.adapters import mappings
from technomart.adapters.sheets import open_sheet
from technomart.cli.catalog_words import ProgressBar, report, sentence
from technomart.domain import importing
from technomart.domain.importing import (
    BadMapping,
    Batch,
    CatalogMoved,
    ImportMapping,
    Plan,
    UnreadableFile,
    WordsClash,
)
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.errors import Unavailable
from technomart.settings import Settings

ALL_IN, SOME_REFUSED, NOTHING_DONE, TRY_AGAIN = 0, 1, 2, 3
MOST_COMPARISONS = 5
"""How often a plan is made anew because somebody changed the same goods in the meantime."""

EXIT_CODES = """exit codes: 0 every line is in (or would be); 1 some lines were refused, all others are in;
2 nothing was done: the file or the mapping cannot be used, or a line was refused with --strict;
3 nothing was done: the database was busy or full, the same command may pass later"""


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`catalog import` and `catalog mappings`."""
    parser = commands.add_parser("catalog", help="import price lists (CSV, XLSX) by a mapping")
    verbs = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    bring = verbs.add_parser("import", help="bring a price list into the catalogue", epilog=EXIT_CODES)
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".csv or .xlsx; each is written whole")
    bring.add_argument("--mapping", required=True, help="a mapping file, or the name of one the shop brings")
    bring.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
    bring.add_argument("--strict", action="store_true", help="refuse the whole file if a line is refused")
    bring.add_argument("--gone", choices=["stay", "off_sale"], help="what becomes of goods missing from the file")
    bring.add_argument("--database", default="", metavar="URL", help="another database than the shop's own")
    bring.set_defaults(run=bring_in)
    known = verbs.add_parser("mappings", help="list the mappings that come with the shop")
    known.set_defaults(run=list_mappings)


def list_mappings(_chosen: argparse.Namespace) -> int:
    """Name, what it is for, the category its goods go to."""
    for name in mappings.names():
        mapping = mappings.find(name)
        print(f"{name:22} {mapping.title or mapping.type.en:20} /{'/'.join(step.slug for step in mapping.category)}")
    return ALL_IN


def bring_in(chosen: argparse.Namespace) -> int:
    """Import each file in its own transaction; the code is the worst of theirs."""
    try:
        mapping = mappings.find(chosen.mapping)
        if chosen.gone:
            mapping = mapping.model_copy(update={"gone": chosen.gone})
    except BadMapping as refusal:
        print(sentence(refusal), file=sys.stderr)
        return NOTHING_DONE
    database = Database(chosen.database or Settings().database)
    try:
        return max(_bring_one(database, path, mapping, chosen) for path in chosen.files)
    finally:
        database.dispose()


def _bring_one(database: Database, path: Path, mapping: ImportMapping, chosen: argparse.Namespace) -> int:
    try:
        batch = _read(path, mapping)
        plan = _compared(database, mapping, batch)
        refused = bool(plan.refusals)
        stopped = refused and chosen.strict
        held = None
        if plan and not (stopped or chosen.dry_run):
            plan, held = _carry_out(database, plan, mapping, batch)
    except Unavailable as refusal:
        print(f"{path.name}: {sentence(refusal)}", file=sys.stderr)
        return TRY_AGAIN
    except (BadMapping, UnreadableFile, WordsClash, CatalogMoved) as refusal:
        print(f"{path.name}: {sentence(refusal)}", file=sys.stderr)
        return TRY_AGAIN if isinstance(refusal, CatalogMoved) else NOTHING_DONE
    print(report(path.name, plan, dry_run=chosen.dry_run, stopped=stopped, held_seconds=held))
    return NOTHING_DONE if stopped else SOME_REFUSED if refused else ALL_IN


def _read(path: Path, mapping: ImportMapping) -> Batch:
    progress = ProgressBar(path.name)
    try:
        with open_sheet(path, mapping) as sheet:
            return importing.read_goods(mapping, sheet.header, sheet.lines(), progress.show)
    finally:
        progress.done()


def _compared(database: Database, mapping: ImportMapping, batch: Batch) -> Plan:
    with database.reader() as session:
        return importing.compare(session, mapping, batch, clock.now())


def _carry_out(database: Database, plan: Plan, mapping: ImportMapping, batch: Batch) -> tuple[Plan, float]:
    """Write the plan in one transaction: the plan that was written, and for how many seconds it was held."""
    for attempt in range(MOST_COMPARISONS):
        try:
            with database.transaction() as session:
                began = time.monotonic()
                importing.carry_out(session, plan, at=clock.now(), actor="catalog import")
            return plan, time.monotonic() - began
        except CatalogMoved:
            if attempt == MOST_COMPARISONS - 1:
                raise
            plan = _compared(database, mapping, batch)
    raise CatalogMoved()
