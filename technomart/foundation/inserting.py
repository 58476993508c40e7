"""Writing beside SQLAlchemy's unit of work: new things with all their parts, ON CONFLICT on either, plain changes.

`…_later` is for what nobody waits for an answer to (`foundation/later.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Delete, Table, Update, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import RelationshipDirection, Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from technomart.foundation.database import Base
from technomart.foundation.later import WriteSession

INSERTS: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""By dialect, for statements that are built once."""


def insert_into(session: Session, model: type[Base]) -> Any:
    """An INSERT into this table that may say what to do with rows that are there already."""
    return INSERTS[session.get_bind().dialect.name](model)


def write_rows(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Insert these rows by one statement, at once and with no entity of them; their ids in the same order."""
    return _inserted(session, model, rows, unless="")


def write_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for a great many rows, none or all with the same fields, whose ids nobody needs.

    What waits in the session is written before them.
    """
    session.flush()
    if rows:
        session.connection().execute(insert(model.__table__), rows)  # type: ignore[arg-type]


def change_rows(session: Session, changing: Update | Delete, values: Mapping[str, Any]) -> int:
    """Change or delete rows by one statement, at once; how many. What the session holds of them does not hear of it.

    For what is done with every order: a change that goes through the session is put together anew each time.
    """
    return session.connection().execute(changing, values).rowcount


def write_rows_later(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert these rows with what else happens last in the transaction; at once if the session cannot put it off."""
    if not isinstance(session, WriteSession):
        write_many(session, model, rows)
        return
    table = model.__table__
    assert isinstance(table, Table)
    for row in rows:
        session.put_off(table, {name: row.get(name, _default(default)) for name, default in _columns(model)})


def change_rows_later(session: Session, changing: Update | Delete, values: Mapping[str, Any]) -> None:
    """The same for a change that was built once. How many rows it met nobody hears."""
    if isinstance(session, WriteSession):
        session.put_off(changing, values)
    else:
        change_rows(session, changing, values)


def write_new(session: Session, *entities: Base, unless: str = "") -> bool:
    """Insert new entities of one kind, at once, and then the parts they hold: one statement a table.

    Afterwards they are as if they had been read. For what is written with every order: the unit of work has to find
    out what has changed and what comes before what, which costs more than the statements. Nothing else that waits for
    a flush is written. `unless` names a UNIQUE column: if its value is taken nothing is written, and that is said.
    """
    if not entities:
        return True
    kind = type(entities[0])
    ids = _inserted(session, kind, [_values(kind, one) for one in entities], unless=unless)
    if not ids:
        return False
    for entity, new_id in zip(entities, ids, strict=True):
        entity.id = new_id  # type: ignore[attr-defined]
        make_transient_to_detached(entity)
    for name, key in _parts(kind).items():
        parts = [(part, entity) for entity in entities for part in entity.__dict__.get(name, ())]
        for part, entity in parts:
            setattr(part, key, entity.id)  # type: ignore[attr-defined]
        write_new(session, *(part for part, _ in parts))
    session.add_all(entities)
    return True


def write_parts_later(session: Session, whole: Base, name: str, parts: Sequence[Base]) -> None:
    """Give the parts of this name to an entity that was written without, to be written later in the transaction.

    They can be read there, but have no ids, and what is changed of them is lost.
    """
    for part in parts:
        setattr(part, _parts(type(whole))[name], whole.id)  # type: ignore[attr-defined]
    if parts:
        kind = type(parts[0])
        write_rows_later(session, kind, [_values(kind, part) for part in parts])
    set_committed_value(whole, name, list(parts))


def _inserted(
    session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]], *, unless: str
) -> Sequence[int]:
    dialect = session.get_bind().dialect.name
    return session.connection().scalars(_insertion(model, dialect, unless), rows).all()


@cache
def _insertion(model: type[Base], dialect: str, unless: str) -> Any:
    table = model.__table__
    assert isinstance(table, Table)
    new = INSERTS[dialect](table)
    if unless:
        return new.on_conflict_do_nothing(index_elements=[unless]).returning(table.c.id)
    return new.returning(table.c.id, sort_by_parameter_order=True)


def _values(kind: type[Base], entity: Base) -> dict[str, Any]:
    """What goes into the columns; what was not said is filled in on the entity as well."""
    known = entity.__dict__
    for name, default in _columns(kind):
        if name not in known:
            setattr(entity, name, _default(default))
    return {name: known[name] for name, _ in _columns(kind)}


def _default(default: Any) -> Any:
    """What goes into a column that nothing was said about."""
    is_made = default is not None and default.is_callable
    return default.arg(None) if is_made else default and default.arg


@cache
def _columns(kind: type[Base]) -> tuple[tuple[str, Any], ...]:
    """Each column but the id, with its default, if it has one."""
    return tuple((column.name, column.default) for column in kind.__table__.columns if column.name != "id")


@cache
def _parts(kind: type[Base]) -> dict[str, str]:
    """Under which names entities of this kind hold parts, and by which column a part says whose it is."""
    held = [one for one in kind.__mapper__.relationships if one.direction is RelationshipDirection.ONETOMANY]
    return {one.key: str(one.local_remote_pairs[0][1].key) for one in held}
