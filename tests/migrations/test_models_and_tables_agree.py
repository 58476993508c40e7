"""The migrations make just the tables the models describe, CHECKs included, on both databases."""

from sqlalchemy import create_engine, inspect

from technomart.cli.database import check
from technomart.foundation.database import Base, Database


def schema(database: Database) -> dict[str, object]:
    """Everything the database itself says of its tables, in comparable form."""
    seen = inspect(database.writer)
    tables: dict[str, object] = {}
    for table in seen.get_table_names():
        if table == "alembic_version":
            continue
        tables[table] = {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in seen.get_columns(table)},
            "checks": {c["name"]: "".join(str(c["sqltext"]).split()) for c in seen.get_check_constraints(table)},
            "uniques": {(u["name"], tuple(u["column_names"])) for u in seen.get_unique_constraints(table)},
            "foreign": {
                (f["name"], tuple(f["constrained_columns"]), f["referred_table"], str(f["options"]))
                for f in seen.get_foreign_keys(table)
            },
            "indexes": {(i["name"], tuple(i["column_names"]), bool(i["unique"])) for i in seen.get_indexes(table)},
        }
    return tables


def test_migrated_tables_are_the_tables_of_the_models(database: Database) -> None:
    migrated = schema(database)
    Base.metadata.drop_all(database.writer)
    Base.metadata.create_all(database.writer)
    assert schema(database) == migrated
    assert any(table["checks"] for table in migrated.values())


def test_no_migration_is_owed() -> None:
    assert check() == 0


def test_a_missing_check_would_be_seen(database: Database) -> None:
    before = schema(database)
    engine = create_engine(database.url)
    if database.is_sqlite:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE extra (id INTEGER, CONSTRAINT ck_extra CHECK (id > 0))")
    else:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE cart_line DROP CONSTRAINT ck_cart_line_quantity_sane")
    engine.dispose()
    assert schema(database) != before
