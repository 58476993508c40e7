"""make invoices out to companies"""

import sqlalchemy as sa
from alembic import op

revision = "7a41d0c9be52"
down_revision = "060f02ba386a"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "order_company",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("order_id", WHOLE, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("inn", sa.String(length=12), nullable=False),
        sa.Column("kpp", sa.String(length=9), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("invoice_number", sa.String(length=20), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(inn) IN (10, 12)", name=op.f("ck_order_company_inn_length")),
        sa.CheckConstraint(
            "(length(inn) = 10) = (length(kpp) = 9) AND (length(inn) = 12) = (kpp = '')",
            name=op.f("ck_order_company_kpp_of_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_company_order_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_company")),
        sa.UniqueConstraint("invoice_number", name=op.f("uq_order_company_invoice_number")),
        sa.UniqueConstraint("order_id", name=op.f("uq_order_company_order_id")),
    )


def downgrade() -> None:
    op.drop_table("order_company")
