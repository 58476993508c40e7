"""Copies of the shop to fall back on: made while people buy, checked before they count, put back in one move.

A backup is one file, `shop-<moment>.sqlite3`, in a folder; beside it stands `media/` with every uploaded picture.
Pictures never change once they are there, so all backups of a folder share one set of them.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from technomart.cli.invariants import violations
from technomart.foundation.database import Database

NAME = re.compile(r"shop-(\d{8}T\d{6}Z)\.sqlite3", re.ASCII)
STAMP = "%Y%m%dT%H%M%SZ"
KEPT_WHOLE = timedelta(days=2)
"""All backups of this last stretch stay, however many: also the one made just before an upgrade."""
COMPANIONS = ("-wal", "-shm", "-journal")


class Unsound(Exception):
    """The file is no backup of this shop, or a damaged one."""


def take(source: Path, folder: Path, known: set[str], *, at: datetime) -> Path:
    """Copy the living database; buyers and the worker go on meanwhile. The copy is one moment, whole and checked.

    Refuses Unsound, leaving nothing behind, if the copy does not pass `examine`.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"shop-{at.astimezone(UTC):{STAMP}}.sqlite3"
    draft = target.with_suffix(".draft")
    try:
        copy(source, draft)
        examine(draft, known)
        draft.replace(target)
        flush(folder)
    finally:
        for leftover in (draft, *companions(draft)):
            leftover.unlink(missing_ok=True)
    return target


def copy(source: Path, target: Path) -> None:
    """One consistent copy by SQLite's own online backup, as a single file on the disk, readable by its owner only."""
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with (
        closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=60)) as living,
        closing(sqlite3.connect(target, isolation_level=None)) as written,
    ):
        living.backup(written)
        written.execute("PRAGMA journal_mode=DELETE")
    flush(target)


def examine(path: Path, known: set[str]) -> None:
    """Refuse (Unsound) a file SQLite finds fault with, with broken references, or of another or newer program.

    `known`: the versions of the tables this program can bring up to date.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            said = [row[0] for row in opened.execute("PRAGMA integrity_check(5)")]
            broken = opened.execute("PRAGMA foreign_key_check").fetchone()
            revisions = {row[0] for row in opened.execute("SELECT version_num FROM alembic_version")}
    except sqlite3.Error as error:
        raise Unsound(f"{path.name}: {error}") from error
    if said != ["ok"]:
        raise Unsound(f"{path.name}: {'; '.join(said)}")
    if broken:
        raise Unsound(f"{path.name}: rows of {broken[0]} point at {broken[2]} rows that are not there")
    if not revisions or not revisions <= known:
        raise Unsound(f"{path.name}: its tables are of a version this program does not know")


def wrong_books(path: Path) -> list[str]:
    """What the invariants say about a backup; looked at on a copy, so that the backup stays as it is."""
    looked_at = path.with_suffix(".look")
    shutil.copyfile(path, looked_at)
    database = Database(f"sqlite:///{looked_at}")
    try:
        with database.reader() as session:
            return violations(session)
    finally:
        database.dispose()
        for leftover in (looked_at, *companions(looked_at)):
            leftover.unlink(missing_ok=True)


def put_back(backup: Path, target: Path, known: set[str], *, at: datetime) -> Path | None:
    """Make the backup the shop's database. The present one is kept beside it; returns where, None if there was none.

    Nobody may have the database open. Refuses Unsound before anything is changed.
    """
    examine(backup, known)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    copy(backup, draft)
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.stem}-before-{at.astimezone(UTC):{STAMP}}{target.suffix}")
        copy(target, kept)
    for companion in companions(target):
        companion.unlink(missing_ok=True)  # an old log beside a new database would be played into it
    draft.replace(target)
    flush(target.parent)
    return kept


def companions(path: Path) -> list[Path]:
    """The files SQLite may keep beside a database."""
    return [path.with_name(path.name + ending) for ending in COMPANIONS]


def mirror(source: Path, target: Path) -> int:
    """Bring over every picture `target` does not have yet; how many. Nothing is ever taken away."""
    brought = 0
    for path in sorted(source.rglob("*")) if source.is_dir() else ():
        there = target / path.relative_to(source)
        if path.is_file() and path.suffix and not there.exists():  # a file being written has no ending yet
            there.parent.mkdir(parents=True, exist_ok=True)
            draft = there.with_name(there.name + ".draft")
            draft.unlink(missing_ok=True)
            try:
                os.link(path, draft)
            except OSError:  # another file system
                shutil.copyfile(path, draft)
            draft.replace(there)
            brought += 1
    return brought


def to_keep(names: Iterable[str], *, days: int, now: datetime) -> set[str]:
    """Which backups stay: all of the last two days, and the last one of each day for so many days with backups."""
    moments = sorted(((moment_of(name), name) for name in names if NAME.fullmatch(name)), reverse=True)
    kept = {name for moment, name in moments if now - moment <= KEPT_WHOLE}
    last_of_day: dict[str, str] = {}
    for moment, name in moments:
        last_of_day.setdefault(f"{moment:%Y%m%d}", name)
    return kept | set(list(last_of_day.values())[:days])


def moment_of(name: str) -> datetime:
    """When the backup of this name was made."""
    found = NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC)


def rotate(folder: Path, *, days: int, now: datetime) -> list[str]:
    """Remove the backups that need not stay; their names."""
    names = [path.name for path in folder.iterdir() if NAME.fullmatch(path.name)]
    gone = sorted(set(names) - to_keep(names, days=days, now=now))
    for name in gone:
        with suppress(FileNotFoundError):
            (folder / name).unlink()
    return gone


def flush(path: Path) -> None:
    """Have the disk remember it: a file's bytes or a folder's names."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
