"""keep listings by leaf"""

import sqlalchemy as sa
from alembic import op

revision = "c3e1f2a94b07"
down_revision = "8e6a40b2d917"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("search_row")
    op.execute("DELETE FROM search_block")
    op.create_table(
        "search_listing",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("pruned_seq", WHOLE, nullable=False),
        sa.Column("checked_seq", WHOLE, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_listing")),
    )


def downgrade() -> None:
    op.drop_table("search_listing")
    op.create_table(
        "search_row",
        sa.Column("variant_id", WHOLE, nullable=False),
        sa.Column("product_id", WHOLE, nullable=False),
        sa.Column("category_id", WHOLE, nullable=False),
        sa.Column("brand_id", WHOLE, nullable=False),
        sa.Column("created_day", WHOLE, nullable=False),
        sa.Column("popularity", WHOLE, nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["variant_id"],
            ["variant.id"],
            name=op.f("fk_search_row_variant_id_variant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("variant_id", name=op.f("pk_search_row")),
    )
    op.create_index("ix_search_row_category_id", "search_row", ["category_id"])
