"""name the shop in English"""

import sqlalchemy as sa
from alembic import op

revision = "289598190495"
down_revision = "dc52cf369268"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shop_details") as table:
        table.add_column(sa.Column("brand_en", sa.String(length=300), nullable=True))
    op.execute("UPDATE shop_details SET brand_en = ''")
    with op.batch_alter_table("shop_details") as table:
        table.alter_column("brand_en", existing_type=sa.String(length=300), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("shop_details") as table:
        table.drop_column("brand_en")
