"""count what is searched for, by day"""

import sqlalchemy as sa
from alembic import op

revision = "3b9d1f7c2a58"
down_revision = "c5d81e07a6b4"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "search_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("asked", WHOLE, nullable=False),
        sa.Column("clicked", WHOLE, nullable=False),
        sa.Column("found", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("day", "words", name="pk_search_count"),
    )


def downgrade() -> None:
    op.drop_table("search_count")
