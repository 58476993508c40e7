"""The same asked of others: PostgreSQL in SQL, tantivy by its aggregations. Every count must be ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import tantivy

from benchmarks.search.in_sql import InSql
from benchmarks.search.in_tantivy import InTantivy
from benchmarks.search.measuring import times_of
from benchmarks.search.questions import CLASSES, SEED, Questions
from benchmarks.search.told import Other
from technomart.domain import search
from technomart.domain.search import Query
from technomart.domain.search.columns import Columns
from technomart.foundation.database import Database
from tests.databases import postgres_server


def sql_rows(_database: Database, engine: search.Engine, count: int) -> list[str]:
    """All classes once more, asked of PostgreSQL in SQL, warm."""
    with postgres_server() as url:
        if url is None:
            return ["the same in SQL | no PostgreSQL here |"]
        other = InSql(url, _columns(engine).blocks())
        rows = _rows("in SQL", other, engine, kinds=CLASSES, count=count, has_cpu=False)
        other.close()
    return rows


def tantivy_rows(_database: Database, engine: search.Engine, count: int) -> list[str]:
    """The classes whose answer tantivy has in one question: those without a wish."""
    name = f"tantivy {tantivy.__version__.split()[1].strip('v,')}"
    with tempfile.TemporaryDirectory() as folder:
        other = InTantivy(Path(folder), _columns(engine).blocks())
        plain = {kind: said for kind, said in CLASSES.items() if kind.endswith("0")}
        return _rows(name, other, engine, kinds=plain, count=count, has_cpu=True)


def _columns(engine: search.Engine) -> Columns:
    snapshot = engine.settle()
    assert snapshot is not None
    return snapshot.columns


def _rows(
    name: str, other: Other, engine: search.Engine, *, kinds: Mapping[str, str], count: int, has_cpu: bool
) -> list[str]:
    rows = []
    for kind, said in kinds.items():
        asked = list(Questions(engine, SEED).of(kind, max(20, count // 10)))
        _compare(name, other, engine, asked)
        times = times_of(other.search, asked)
        rows.append(f"{said}, {name} | {times.cells if has_cpu else times.wall_only}")
    return rows


def _compare(name: str, other: Other, engine: search.Engine, asked: Iterable[Query]) -> None:
    for query in asked:
        if not other.search(query).is_like(engine.search(query)):
            raise SystemExit(f"{name} answers otherwise: {query}")
