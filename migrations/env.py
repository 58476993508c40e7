"""How migrations meet the database: one connection, one transaction, foreign keys off while tables are rebuilt."""

import importlib
import pkgutil
import warnings

from alembic import context
from sqlalchemy import create_engine, event
from sqlalchemy.types import TypeDecorator

import technomart.domain
import technomart.foundation
from technomart.foundation.database import Base

for package in (technomart.foundation, technomart.domain):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if module.name.endswith(".models") or package is technomart.foundation:
            importlib.import_module(module.name)


def render_item(kind, thing, _autogen_context):
    """Write plain SQLAlchemy types, so that a migration does not change when our column kinds do."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def include_name(name, kind, _parents):
    """Leave out the full-text table of SQLite and those it keeps for itself: its migration is all there is."""
    return not (kind == "table" and name is not None and name.startswith("search_terms"))


# SQLite cannot say what the indexes over expressions are, and has none of ours: they are for PostgreSQL alone.
warnings.filterwarnings("ignore", message="autogenerate skipping metadata-specified expression-based index")


def run() -> None:
    url = context.config.attributes.get("url") or context.config.get_main_option("sqlalchemy.url")
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _prepare(connection, _record):
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys=OFF")  # a rebuilt table must not cascade into its children

        @event.listens_for(engine, "begin")
        def _begin(connection):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            include_name=include_name,
            transactional_ddl=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if engine.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"the migration left rows without their parents: {broken[:5]}")
    engine.dispose()


run()
