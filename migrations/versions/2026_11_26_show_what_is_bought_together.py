"""show what is bought together"""

import sqlalchemy as sa
from alembic import op

revision = "8e6a40b2d917"
down_revision = "3b9d1f7c2a58"
branch_labels = None
depends_on = None

RELATION = sa.sql.table("relation", sa.sql.column("kind", sa.String))


def upgrade() -> None:
    op.execute(RELATION.delete().where(RELATION.c.kind == "upsell"))
    _let("accessory", "similar", "bought_with")


def downgrade() -> None:
    op.execute(RELATION.delete().where(RELATION.c.kind == "bought_with"))
    _let("accessory", "similar", "upsell")


def _let(*kinds: str) -> None:
    known = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("relation") as batch:
        batch.drop_constraint(op.f("ck_relation_kind_known"), type_="check")
        batch.create_check_constraint(op.f("ck_relation_kind_known"), f"kind IN ({known})")
