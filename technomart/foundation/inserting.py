"""INSERT … ON CONFLICT on either database: SQLite and PostgreSQL share the verb, SQLAlchemy has it twice."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from technomart.foundation.database import Base


def insert_into(session: Session, model: type[Base]) -> Any:
    """An INSERT into this table that may say what to do with rows that are there already."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    return insert(model)
