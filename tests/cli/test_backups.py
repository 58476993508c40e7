"""Backups: whole or not at all, kept as long as promised, put back without losing what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from technomart.cli import backups
from technomart.cli.database import known_revisions, upgrade
from technomart.foundation.database import Database
from tests.cli.test_invariants import busy

NOW = datetime(2026, 11, 25, 3, 17, tzinfo=UTC)
KNOWN = known_revisions()
NOTE = "INSERT INTO audit_entry (at, actor, action, subject) VALUES ('2026-11-25', ?, 'x', 'y')"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


def note(path: Path, text: str) -> None:
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute(
            "INSERT INTO audit_entry (at, actor, action, subject) VALUES ('2026-11-25', ?, 'x', 'y')", [text]
        )


def notes(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as opened:
        return [row[0] for row in opened.execute("SELECT actor FROM audit_entry ORDER BY id")]


def test_a_backup_is_one_private_file_with_everything_committed(shop: Path, tmp_path: Path) -> None:
    note(shop, "before")
    made = backups.take(shop, tmp_path / "kept", KNOWN, at=NOW)
    note(shop, "after")
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["shop-20261125T031700Z.sqlite3"]
    assert made.stat().st_mode & 0o777 == 0o600
    assert notes(made) == ["before"]


def test_a_backup_does_not_wait_for_a_writer(shop: Path, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{shop}")
    with database.transaction():
        made = backups.take(shop, tmp_path / "kept", KNOWN, at=NOW)
    database.dispose()
    assert made.exists()


def test_a_damaged_copy_does_not_count(shop: Path, tmp_path: Path) -> None:
    backup = backups.take(shop, tmp_path / "kept", KNOWN, at=NOW)
    whole = backup.read_bytes()
    middle, length = len(whole) // 2, len(whole) // 8
    backup.write_bytes(whole[:middle] + b"\xff" * length + whole[middle + length :])
    with pytest.raises(backups.Unsound):
        backups.put_back(backup, shop, KNOWN, at=NOW)
    assert [path.name for path in tmp_path.glob("shop*")] == ["shop.sqlite3"], "nothing was begun"


@pytest.mark.parametrize("content", [b"", b"not a database at all"])
def test_what_is_no_backup_is_refused(shop: Path, tmp_path: Path, content: bytes) -> None:
    stranger = tmp_path / "stranger.sqlite3"
    stranger.write_bytes(content)
    with pytest.raises(backups.Unsound):
        backups.put_back(stranger, shop, KNOWN, at=NOW)


def test_a_backup_of_a_newer_program_is_refused(shop: Path, tmp_path: Path) -> None:
    backup = backups.take(shop, tmp_path / "kept", KNOWN, at=NOW)
    with closing(sqlite3.connect(backup)) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = 'of_tomorrow'")
    with pytest.raises(backups.Unsound, match="version"):
        backups.put_back(backup, shop, KNOWN, at=NOW)


def test_what_was_there_is_kept_aside_and_its_log_is_not_played_into_the_backup(shop: Path, tmp_path: Path) -> None:
    note(shop, "old")
    backup = backups.take(shop, tmp_path / "kept", KNOWN, at=NOW)
    with closing(sqlite3.connect(shop)) as crashed:
        crashed.execute("PRAGMA journal_mode=WAL")
        crashed.execute("PRAGMA wal_autocheckpoint=0")
        with crashed:
            crashed.execute(NOTE, ["new"])
        kept = backups.put_back(backup, shop, KNOWN, at=NOW)
    assert notes(shop) == ["old"]
    assert kept is not None
    assert notes(kept) == ["old", "new"]


def test_so_many_days_are_kept_and_everything_of_the_last_two() -> None:
    moments = [NOW - timedelta(days=day) for day in range(30)] + [
        NOW - timedelta(days=1, hours=hour) for hour in (1, 2)
    ]
    moments += [NOW - timedelta(days=5, hours=1)]
    names = [f"shop-{moment:%Y%m%dT%H%M%SZ}.sqlite3" for moment in moments]
    kept = backups.to_keep([*names, "shop-before-x.sqlite3", "media"], days=14, now=NOW)
    assert {backups.moment_of(name).date() for name in kept} == {
        (NOW - timedelta(days=day)).date() for day in range(14)
    }
    assert {name for name, moment in zip(names, moments, strict=True) if NOW - moment <= timedelta(days=2)} <= kept
    assert f"shop-{moments[-1]:%Y%m%dT%H%M%SZ}.sqlite3" not in kept, "the last of a day stands for the day"


def test_pictures_are_brought_over_once_and_never_taken_away(tmp_path: Path) -> None:
    (tmp_path / "media" / "ab").mkdir(parents=True)
    (tmp_path / "media" / "ab" / "one-240.webp").write_bytes(b"1")
    assert backups.mirror(tmp_path / "media", tmp_path / "kept") == 1
    assert backups.mirror(tmp_path / "media", tmp_path / "kept") == 0
    (tmp_path / "media" / "ab" / "one-240.webp").unlink()
    backups.mirror(tmp_path / "media", tmp_path / "kept")
    assert (tmp_path / "kept" / "ab" / "one-240.webp").read_bytes() == b"1"
    assert backups.mirror(tmp_path / "nowhere", tmp_path / "kept") == 0


@pytest.mark.one_database
@pytest.mark.filled(by=busy)
def test_wrong_books_are_told_and_the_backup_stays_as_it_is(database: Database, tmp_path: Path) -> None:
    source = Path(database.url.database or "")
    made = backups.take(source, tmp_path / "kept", KNOWN, at=NOW)
    before = made.read_bytes()
    assert backups.wrong_books(made) == []
    assert made.read_bytes() == before
    with closing(sqlite3.connect(made)) as opened, opened:
        opened.execute("UPDATE stock SET on_hand = on_hand + 1")
    assert backups.wrong_books(made)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [made.name]
