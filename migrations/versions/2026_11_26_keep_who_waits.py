"""keep who waits for goods, and which carts were reminded of"""

import sqlalchemy as sa
from alembic import op

revision = "bdf8a879afcf"
down_revision = "6c1e4f2a9d30"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cart_reminder",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("cart_token", sa.String(length=64), nullable=False),
        sa.Column("cart_version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_cart_reminder_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_reminder")),
        sa.UniqueConstraint("cart_token", name=op.f("uq_cart_reminder_cart_token")),
        sa.UniqueConstraint("token", name=op.f("uq_cart_reminder_token")),
    )
    with op.batch_alter_table("cart_reminder") as table:
        table.create_index(op.f("ix_cart_reminder_account_id"), ["account_id"], unique=False)
        table.create_index(op.f("ix_cart_reminder_at"), ["at"], unique=False)
        table.create_index(op.f("ix_cart_reminder_email_at"), ["email", "at"], unique=False)

    op.create_table(
        "alert",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("variant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("seen_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'price') = (seen_kopecks IS NOT NULL)", name=op.f("ck_alert_price_seen")),
        sa.CheckConstraint("kind IN ('stock', 'price')", name=op.f("ck_alert_kind_known")),
        sa.CheckConstraint("seen_kopecks > 0", name=op.f("ck_alert_price_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_alert_account_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["variant_id"], ["variant.id"], name=op.f("fk_alert_variant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("kind", "variant_id", "email", name=op.f("uq_alert_kind_variant_id_email")),
        sa.UniqueConstraint("token", name=op.f("uq_alert_token")),
    )
    with op.batch_alter_table("alert") as table:
        table.create_index(op.f("ix_alert_account_id"), ["account_id"], unique=False)
        table.create_index(op.f("ix_alert_email"), ["email"], unique=False)
        table.create_index(op.f("ix_alert_variant_id"), ["variant_id"], unique=False)
        table.create_index("ix_alert_waiting", ["kind", "told_at", "variant_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("alert") as table:
        table.drop_index("ix_alert_waiting")
        table.drop_index(op.f("ix_alert_variant_id"))
        table.drop_index(op.f("ix_alert_email"))
        table.drop_index(op.f("ix_alert_account_id"))

    op.drop_table("alert")
    with op.batch_alter_table("cart_reminder") as table:
        table.drop_index(op.f("ix_cart_reminder_email_at"))
        table.drop_index(op.f("ix_cart_reminder_at"))
        table.drop_index(op.f("ix_cart_reminder_account_id"))

    op.drop_table("cart_reminder")
