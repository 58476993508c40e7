"""`technomart catalog import` as somebody types it: what it says, what it writes, what it ends with."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from technomart.cli import catalog as command
from technomart.cli.invariants import violations
from technomart.cli.main import main
from technomart.domain.catalog.models import Product, Variant
from technomart.domain.importing import Plan
from technomart.foundation.database import Database, DatabaseBusy
from tests.domain.importing.pricelists import SAMPLES, TORCHES, rows_of, whole_shop, write_csv

ROOT = SAMPLES.parents[1]
MAPPING = str(SAMPLES / "torches.toml")


def url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def bring(database: Database, *words: str | Path, mapping: str = MAPPING) -> int:
    return main(["catalog", "import", "--mapping", mapping, "--database", url_of(database), *map(str, words)])


def test_a_dry_run_tells_everything_and_writes_nothing(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    before = whole_shop(database)
    assert bring(database, TORCHES, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "9 lines (nothing written, this was a dry run)" in said
    assert "goods: 9 new" in said
    assert "2 categories, 1 product types, 6 specs" in said
    assert whole_shop(database) == before


def test_a_dry_run_tells_what_would_change(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(database, TORCHES)
    rows = rows_of(TORCHES)
    rows[4][1] = "1e"
    changed = write_csv(tmp_path / "next.csv", [*rows[:-1], ["Flint", "5", "", "", "", "", "", "", ""]])
    before = whole_shop(database)
    capsys.readouterr()
    assert bring(database, changed, "--dry-run") == 1
    said = capsys.readouterr().out
    assert "goods: 1 new, 7 unchanged, 2 not in the file, left as they are, 1 refused lines" in said
    assert "line 5, column price: '1e' is not a number" in said
    assert whole_shop(database) == before


def test_one_bad_line_spoils_only_itself(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = TORCHES.read_bytes().splitlines(keepends=True)
    data[3] = b'"unclosed,1,,,,,,,\n'
    data[5] = b"North Star \xff,8.05,,,,,,,\n"
    data[7] = b"short,1\n"
    path = tmp_path / "damaged.csv"
    path.write_bytes(b"".join(data))
    assert bring(database, path) == 1
    said = capsys.readouterr().out
    assert "line 4: a quote is opened and not closed" in said
    assert "line 6: the line is not written in the encoding of the mapping: byte 12 is not utf-8" in said
    assert "line 8: the number of cells does not fit the header: 2 instead of 9" in said
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Variant)) == 6
        assert violations(session) == []


def test_strict_refuses_the_whole_file(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(TORCHES)
    rows[4][1] = "free"
    before = whole_shop(database)
    assert bring(database, write_csv(tmp_path / "a.csv", rows), "--strict") == 2
    assert "(nothing written, lines were refused)" in capsys.readouterr().out
    assert whole_shop(database) == before


@pytest.mark.parametrize(
    ("file", "mapping", "sentence"),
    [
        ("nowhere.csv", MAPPING, "No such file or directory"),
        ("list.pdf", MAPPING, "the name must end in .csv or .xlsx"),
        ("empty.csv", MAPPING, "it is empty"),
        ("other.csv", MAPPING, "there is no column 'name', which the mapping names for name"),
        ("other.csv", "no-such", "there is no mapping 'no-such'; the shop brings case, cpu"),
        ("other.csv", "/no/such.toml", "No such file or directory"),
        ("other.csv", "../../etc/passwd", "the mapping cannot be used"),
        ("other.csv", str(TORCHES), "the mapping cannot be used"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    database: Database,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    file: str,
    mapping: str,
    sentence: str,
) -> None:
    (tmp_path / "list.pdf").write_text("%PDF")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    before = whole_shop(database)
    assert bring(database, tmp_path / file, mapping=mapping) == 2
    assert sentence in capsys.readouterr().err
    assert whole_shop(database) == before


def test_nothing_from_a_file_can_move_the_terminal(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = rows_of(TORCHES)
    rows[1][1] = "\u009b31m"
    bring(database, write_csv(tmp_path / "a.csv", rows))
    rows[1][1] = "12\u20613"
    bring(database, write_csv(tmp_path / "a.csv", rows))
    said = capsys.readouterr()
    assert not {"\x1b", "\x9b", "\u2061"} & set(said.out + said.err)
    assert "U+009B" in said.out


def test_several_files_are_written_each_for_itself(database: Database, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a\n")
    assert bring(database, bad, TORCHES) == 2
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Variant)) == 9


def test_a_shop_that_changes_while_comparing_is_compared_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(database, TORCHES)
    compared, plans = command._compared, 0

    def meddle(*facts: object) -> Plan:
        nonlocal plans
        plan = compared(*facts)  # type: ignore[arg-type]
        plans += 1
        if plans == 1:
            with database.transaction() as session:
                session.execute(text("UPDATE variant SET is_published = false WHERE name = 'Ember'"))
        return plan

    monkeypatch.setattr(command, "_compared", meddle)
    with database.transaction() as session:
        session.execute(text("UPDATE variant SET is_published = false WHERE name = 'Quill Pocket'"))
    assert bring(database, TORCHES) == 0
    assert plans == 2
    with database.reader() as session:
        assert session.scalar(select(func.count()).where(Variant.is_published.is_(False))) == 0


def test_buyers_can_write_while_a_file_is_read_and_compared(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No lock is held until the plan is ready."""
    compared = command._compared

    def while_somebody_buys(*facts: object) -> Plan:
        with database.transaction() as session:
            session.execute(text("UPDATE brand SET country = country"))
        return compared(*facts)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "_compared", while_somebody_buys)
    assert bring(database, TORCHES) == 0


def test_a_busy_database_is_said_to_be_busy(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def busy(*_facts: object, **_more: object) -> None:
        raise DatabaseBusy()

    monkeypatch.setattr(command.importing, "carry_out", busy)
    assert bring(database, TORCHES) == 3
    assert "the database is busy; try again" in capsys.readouterr().err


KILLED = """
import os, signal, sys
from sqlalchemy import event
from technomart.cli.main import main
from technomart.domain.catalog.models import *
from technomart.foundation.database import Database

where = sys.argv[1]
real = Database.__init__

def watched(self, url):
    real(self, url)

    @event.listens_for(self.writer, "after_cursor_execute")
    def count(connection, cursor, statement, *rest):
        if statement.startswith(where):
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(self.writer, "commit")
    def committing(connection):
        if where == "COMMIT":
            os.kill(os.getpid(), signal.SIGKILL)

Database.__init__ = watched
main(sys.argv[2:])
"""


@pytest.mark.parametrize(
    "where",
    [
        pytest.param("INSERT INTO spec ", marks=pytest.mark.proof),
        "INSERT INTO product ",
        pytest.param("INSERT INTO variant ", marks=pytest.mark.proof),
        pytest.param("INSERT INTO product_spec", marks=pytest.mark.proof),
        pytest.param("INSERT INTO price ", marks=pytest.mark.proof),
        pytest.param("INSERT INTO stock_movement", marks=pytest.mark.proof),
        "COMMIT",
    ],
)
def test_killed_half_way_it_leaves_the_old_catalogue(database: Database, where: str) -> None:
    before = whole_shop(database)
    arguments = ["catalog", "import", str(TORCHES), "--mapping", MAPPING, "--database", url_of(database)]
    done = subprocess.run(
        [sys.executable, "-c", KILLED, where, *arguments], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert _settled(database) == before
    assert bring(database, TORCHES) == 0
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Variant)) == 9
        assert violations(session) == []


def _settled(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """The shop as it is once the database has noticed that the writer is gone."""
    if database.is_sqlite:
        with sqlite3.connect(str(database.url.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with database.transaction():
        pass
    return whole_shop(database)


@pytest.mark.proof
def test_killed_at_any_moment_it_leaves_the_old_or_the_new_catalogue(database: Database, tmp_path: Path) -> None:
    """Twenty kills by the clock, spread over a run over a list of three thousand lines."""
    header, *rows = rows_of(TORCHES)
    many = [[f"Lumora {number}", *row[1:]] for number in range(400) for row in rows[:8]]
    path = write_csv(tmp_path / "many.csv", [header, *many])
    command_line = [sys.executable, "-m", "technomart.cli", "catalog", "import", str(path), "--mapping", MAPPING]
    for attempt in range(20):
        process = subprocess.Popen(
            [*command_line, "--database", url_of(database)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ),
        )
        kill = threading.Timer(1.0 + attempt * 0.15, process.kill)
        kill.start()
        process.wait()
        kill.cancel()
        with database.transaction() as session:
            goods = session.scalar(select(func.count()).select_from(Variant))
            lines = session.scalar(select(func.count()).select_from(Product))
            assert goods == lines
            assert goods in (0, 3200)
            assert violations(session) == []
        if goods == 3200:
            break
        time.sleep(0.05)
    assert bring(database, path) == 0
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Variant)) == 3200


def test_the_shop_lists_the_mappings_it_brings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalog", "mappings"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 12
    assert any(line.startswith("cpu ") and line.endswith("/components/processors") for line in said)


def test_an_xlsx_brings_the_same_goods_as_the_csv(database: Database, tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "torches.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows_of(TORCHES)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    assert bring(database, TORCHES) == 0
    before = whole_shop(database)
    assert bring(database, tmp_path / "torches.xlsx") == 0
    assert whole_shop(database) == before
