"""bring by zones"""

import sqlalchemy as sa
from alembic import op

revision = "d2272f28f297"
down_revision = "4c1f0d9a7b26"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shipping_zone",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("method_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("cities", sa.JSON(), nullable=False),
        sa.Column("postal_codes", sa.JSON(), nullable=False),
        sa.Column("days_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("days_from >= 0 AND days_to >= days_from", name=op.f("ck_shipping_zone_days_sane")),
        sa.ForeignKeyConstraint(
            ["method_id"], ["shipping_method.id"], name=op.f("fk_shipping_zone_method_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_zone")),
        sa.UniqueConstraint("method_id", "code", name=op.f("uq_shipping_zone_method_id_code")),
    )
    op.create_table(
        "shipping_rate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("method_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("zone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("up_to_grams", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fee_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("free_from_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "fee_kopecks >= 0 AND (free_from_kopecks IS NULL OR free_from_kopecks >= 0)",
            name=op.f("ck_shipping_rate_sums_not_negative"),
        ),
        sa.CheckConstraint("up_to_grams IS NULL OR up_to_grams > 0", name=op.f("ck_shipping_rate_weight_positive")),
        sa.ForeignKeyConstraint(
            ["method_id"], ["shipping_method.id"], name=op.f("fk_shipping_rate_method_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["shipping_zone.id"], name=op.f("fk_shipping_rate_zone_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_rate")),
        sa.UniqueConstraint(
            "method_id", "zone_id", "up_to_grams", name=op.f("uq_shipping_rate_method_id_zone_id_up_to_grams")
        ),
    )
    with op.batch_alter_table("shipping_rate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shipping_rate_zone_id"), ["zone_id"], unique=False)

    op.create_table(
        "shipping_service",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("note_en", sa.String(length=300), nullable=False),
        sa.Column("from_grams", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('lifting', 'installation', 'removal')", name=op.f("ck_shipping_service_kind_known")
        ),
        sa.CheckConstraint("from_grams >= 0", name=op.f("ck_shipping_service_weight_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_service")),
        sa.UniqueConstraint("code", name=op.f("uq_shipping_service_code")),
    )
    op.create_table(
        "shipping_service_rate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("up_to_grams", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("fee_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("fee_kopecks >= 0", name=op.f("ck_shipping_service_rate_fee_not_negative")),
        sa.CheckConstraint(
            "up_to_grams IS NULL OR up_to_grams > 0", name=op.f("ck_shipping_service_rate_weight_positive")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["shipping_service.id"],
            name=op.f("fk_shipping_service_rate_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipping_service_rate")),
        sa.UniqueConstraint(
            "service_id", "up_to_grams", name=op.f("uq_shipping_service_rate_service_id_up_to_grams")
        ),
    )
    op.create_table(
        "shipping_service_type",
        sa.Column("service_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_type_id"], ["product_type.id"], name=op.f("fk_shipping_service_type_product_type_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["shipping_service.id"],
            name=op.f("fk_shipping_service_type_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "product_type_id", name=op.f("pk_shipping_service_type")),
    )
    with op.batch_alter_table("shipping_service_type", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_shipping_service_type_product_type_id"), ["product_type_id"], unique=False
        )

    with op.batch_alter_table("shipping_method", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_shipping_method_kind_known"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_shipping_method_kind_known"), "kind IN ('pickup', 'courier', 'post')"
        )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("postal_code", sa.String(length=6), nullable=True))
    op.execute("UPDATE address SET postal_code = ''")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.alter_column("postal_code", existing_type=sa.String(length=6), nullable=False)


def downgrade() -> None:
    """Ways by post are dropped: the older shop knows none. Orders keep what was agreed."""
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_column("postal_code")
    with op.batch_alter_table("shipping_service_type", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shipping_service_type_product_type_id"))
    op.drop_table("shipping_service_type")
    op.drop_table("shipping_service_rate")
    op.drop_table("shipping_service")
    op.execute("DELETE FROM shipping_rate WHERE method_id IN (SELECT id FROM shipping_method WHERE kind = 'post')")
    op.execute("DELETE FROM shipping_zone WHERE method_id IN (SELECT id FROM shipping_method WHERE kind = 'post')")
    op.execute("DELETE FROM shipping_method WHERE kind = 'post'")
    with op.batch_alter_table("shipping_method", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_shipping_method_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_shipping_method_kind_known"), "kind IN ('pickup', 'courier')")
    with op.batch_alter_table("shipping_rate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shipping_rate_zone_id"))

    op.drop_table("shipping_rate")
    op.drop_table("shipping_zone")
