"""tell prices from offers"""

import sqlalchemy as sa
from alembic import op

revision = "8e41b7c05d92"
down_revision = "8e41f7c2d9b6"
branch_labels = None
depends_on = None

KNOWN = "kind IN ('price', 'offer', 'row', 'vocabulary')"
KNOWN_BEFORE = "kind IN ('offer', 'row', 'vocabulary')"
NUMBERS = "SELECT seq FROM sqlite_sequence WHERE name = 'change'"


def upgrade() -> None:
    _know(KNOWN)


def downgrade() -> None:
    op.execute("UPDATE change SET kind = 'offer' WHERE kind = 'price'")
    _know(KNOWN_BEFORE)


def _know(kinds: str) -> None:
    """Let these kinds be noted; on SQLite the table is written anew, but no number is ever given twice."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    newest = op.get_bind().exec_driver_sql(NUMBERS).scalar() if is_sqlite else None
    with op.batch_alter_table("change", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint(op.f("ck_change_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_change_kind_known"), kinds)
    if newest is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'change'")
        kept = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('change', :newest)")
        op.execute(kept.bindparams(newest=newest))
