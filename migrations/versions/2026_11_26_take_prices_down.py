"""take prices down"""

import sqlalchemy as sa
from alembic import op

revision = "fd02edd80846"
down_revision = "bdf8a879afcf"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "promotion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'percent' AND percent BETWEEN 1 AND 99 AND amount_kopecks = 0) OR (kind = 'amount' AND percent = 0 AND amount_kopecks > 0) OR (kind = 'free_delivery' AND percent = 0 AND amount_kopecks = 0)",
            name=op.f("ck_promotion_discount_whole"),
        ),
        sa.CheckConstraint("kind IN ('percent', 'amount')", name=op.f("ck_promotion_kind_known")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_promotion_dates_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
        sa.UniqueConstraint("code", name=op.f("uq_promotion_code")),
    )
    op.create_table(
        "promo_code",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("percent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minimum_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("most_uses", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("most_uses_each", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("used", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'percent' AND percent BETWEEN 1 AND 99 AND amount_kopecks = 0) OR (kind = 'amount' AND percent = 0 AND amount_kopecks > 0) OR (kind = 'free_delivery' AND percent = 0 AND amount_kopecks = 0)",
            name=op.f("ck_promo_code_discount_whole"),
        ),
        sa.CheckConstraint("kind IN ('percent', 'amount', 'free_delivery')", name=op.f("ck_promo_code_kind_known")),
        sa.CheckConstraint(
            "COALESCE(most_uses, 1) > 0 AND COALESCE(most_uses_each, 1) > 0",
            name=op.f("ck_promo_code_limits_positive"),
        ),
        sa.CheckConstraint("minimum_kopecks >= 0", name=op.f("ck_promo_code_minimum_not_negative")),
        sa.CheckConstraint(
            "used >= 0 AND (most_uses IS NULL OR used <= most_uses)", name=op.f("ck_promo_code_used_within_limit")
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_promo_code_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_promo_code_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_code")),
        sa.UniqueConstraint("code", name=op.f("uq_promo_code_code")),
    )
    with op.batch_alter_table("promo_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promo_code_account_id"), ["account_id"], unique=False)

    op.create_table(
        "promotion_brand",
        sa.Column("promotion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brand.id"], name=op.f("fk_promotion_brand_brand_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_brand_promotion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("promotion_id", "brand_id", name=op.f("pk_promotion_brand")),
    )
    with op.batch_alter_table("promotion_brand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promotion_brand_brand_id"), ["brand_id"], unique=False)

    op.create_table(
        "promo_code_use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("promo_code_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("use_key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_promo_code_use_account_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["promo_code_id"], ["promo_code.id"], name=op.f("fk_promo_code_use_promo_code_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_code_use")),
        sa.UniqueConstraint("use_key", name=op.f("uq_promo_code_use_use_key")),
    )
    with op.batch_alter_table("promo_code_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promo_code_use_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_promo_code_use_promo_code_id_account_id"), ["promo_code_id", "account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_promo_code_use_promo_code_id_email_hash"), ["promo_code_id", "email_hash"], unique=False
        )

    op.create_table(
        "promotion_category",
        sa.Column("promotion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_promotion_category_category_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_category_promotion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("promotion_id", "category_id", name=op.f("pk_promotion_category")),
    )
    with op.batch_alter_table("promotion_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promotion_category_category_id"), ["category_id"], unique=False)

    op.create_table(
        "order_discount",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("promo_code_use_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("amount_kopecks > 0", name=op.f("ck_order_discount_amount_positive")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_discount_order_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["promo_code_use_id"],
            ["promo_code_use.id"],
            name=op.f("fk_order_discount_promo_code_use_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_discount")),
        sa.UniqueConstraint("promo_code_use_id", name=op.f("uq_order_discount_promo_code_use_id")),
    )
    with op.batch_alter_table("order_discount", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_order_discount_order_id"), ["order_id"], unique=False)

    op.create_table(
        "promotion_product",
        sa.Column("promotion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_promotion_product_product_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["promotion_id"], ["promotion.id"], name=op.f("fk_promotion_product_promotion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("promotion_id", "product_id", name=op.f("pk_promotion_product")),
    )
    with op.batch_alter_table("promotion_product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promotion_product_product_id"), ["product_id"], unique=False)

    with op.batch_alter_table("cart", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("promo_code_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_cart_promo_code_id"), ["promo_code_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_cart_promo_code_id"), "promo_code", ["promo_code_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("order_fee", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("discount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
    op.execute("UPDATE order_fee SET discount_kopecks = 0")
    with op.batch_alter_table("order_fee", schema=None) as batch_op:
        batch_op.alter_column(
            "discount_kopecks", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_order_fee_discount_in_bounds"),
            "discount_kopecks >= 0 AND discount_kopecks <= amount_kopecks",
        )

    with op.batch_alter_table("order_line", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("discount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
    op.execute("UPDATE order_line SET discount_kopecks = 0")
    with op.batch_alter_table("order_line", schema=None) as batch_op:
        batch_op.alter_column(
            "discount_kopecks", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_order_line_discount_in_bounds"),
            "discount_kopecks >= 0 AND discount_kopecks <= sum_kopecks",
        )

    with op.batch_alter_table("price", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("promotion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_price_promotion_id"), ["promotion_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_price_promotion_id"), "promotion", ["promotion_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_price_promotions_reduce"), "promotion_id IS NULL OR kind = 'reduced'"
        )


def downgrade() -> None:
    with op.batch_alter_table("price", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_price_promotions_reduce"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_price_promotion_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_price_promotion_id"))
        batch_op.drop_column("promotion_id")

    with op.batch_alter_table("order_line", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_order_line_discount_in_bounds"), type_="check")
        batch_op.drop_column("discount_kopecks")

    with op.batch_alter_table("order_fee", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_order_fee_discount_in_bounds"), type_="check")
        batch_op.drop_column("discount_kopecks")

    with op.batch_alter_table("cart", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cart_promo_code_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_cart_promo_code_id"))
        batch_op.drop_column("promo_code_id")

    op.drop_table("promotion_product")
    op.drop_table("order_discount")
    op.drop_table("promotion_category")
    op.drop_table("promo_code_use")
    op.drop_table("promotion_brand")
    op.drop_table("promo_code")
    op.drop_table("promotion")
