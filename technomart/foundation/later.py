"""Writing that nobody waits for an answer to: put off, then sent to the server together.

On PostgreSQL each statement is an answer to wait for, while others wait for the rows that are locked meanwhile. What
is put off becomes one statement there (data-modifying CTEs, all of one snapshot); SQLite, which lives in the process,
is told one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Table, Update, bindparam, event, insert, literal, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.visitors import cloned_traverse

Change = Update | Delete

SHAPES = 256
"""How many statements are remembered; orders of so many lines have one of their own."""


class WriteSession(Session):
    """A session that can put writing off: until it is asked or told anything else, at the latest until its commit.

    So whoever asks never misses what was put off, and nothing overtakes it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._put_off: list[tuple[Table | Change, Mapping[str, Any]]] = []

    def put_off(self, what: Table | Change, given: Mapping[str, Any]) -> None:
        """Insert this row into a table, or make a change that was built once with these values; see above for when.

        On PostgreSQL all that is put off sees the rows as they were before it. So what is about a table that waits
        to be changed, and a change of one that waits for rows, lets those be written first.
        """
        if any(_meets(what, other) for other, _ in self._put_off):
            self.settle()
        self._put_off.append((what, given))
        if self.in_nested_transaction():  # which may be undone without the session hearing of it
            self.settle()

    def settle(self) -> None:
        """Write now what was put off."""
        if not self._put_off:
            return
        waiting, self._put_off = self._put_off, []
        connection = super().connection()
        if connection.dialect.name == "postgresql" and len(waiting) > 1:
            _send_together(connection, waiting)
            return
        for what, given in waiting:
            connection.execute(insert(what) if isinstance(what, Table) else what, given)

    def connection(self, *args: Any, **kwargs: Any) -> Connection:
        self.settle()
        return super().connection(*args, **kwargs)

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        self.settle()
        return super().execute(*args, **kwargs)

    def scalar(self, *args: Any, **kwargs: Any) -> Any:
        self.settle()
        return super().scalar(*args, **kwargs)

    def scalars(self, *args: Any, **kwargs: Any) -> Any:
        self.settle()
        return super().scalars(*args, **kwargs)

    def begin_nested(self) -> Any:
        self.settle()
        return super().begin_nested()

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        self.settle()
        super().flush(objects)

    def rollback(self) -> None:
        self._put_off.clear()
        super().rollback()


event.listen(WriteSession, "before_commit", WriteSession.settle)


def _meets(one: Table | Change, other: Table | Change) -> bool:
    """Whether they are about the same table, and not both new rows of it."""
    if isinstance(one, Table) and isinstance(other, Table):
        return False
    return _table_name(one) == _table_name(other)


def _table_name(what: Table | Change) -> str:
    table: Any = what if isinstance(what, Table) else what.table
    return str(table.name)


def _send_together(connection: Connection, waiting: Sequence[tuple[Table | Change, Mapping[str, Any]]]) -> None:
    parts = tuple((what, tuple(given)) for what, given in waiting)
    values = {
        _name(place, field): value for place, (_, given) in enumerate(waiting) for field, value in given.items()
    }
    connection.execute(_together(parts), values).close()


@lru_cache(SHAPES)
def _together(parts: tuple[tuple[Table | Change, tuple[str, ...]], ...]) -> Select[Any]:
    """The statement that does all of these, each given values of these names."""
    named = [_named(what, fields, place).cte(f"part_{place}") for place, (what, fields) in enumerate(parts)]
    return select(literal(1)).add_cte(*reversed(named))  # the server begins with the last one


def _named(what: Table | Change, fields: Sequence[str], place: int) -> Insert | Change:
    """A part with names of its own for what it is given: the parts of a statement share theirs.

    A row is a part of its own: SQLAlchemy puts several VALUES together anew each time.
    """
    if isinstance(what, Table):
        row = {field: bindparam(_name(place, field), type_=what.c[field].type) for field in fields}
        return insert(what).values(row)

    def rename(parameter: Any) -> None:
        if parameter.required:  # not a constant of the change
            parameter.key = _name(place, parameter.key)

    renamed: Change = cloned_traverse(what, {}, {"bindparam": rename})
    return renamed


def _name(place: int, field: str) -> str:
    return f"p{place}_{field}"
