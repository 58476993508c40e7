"""bring by carriers"""

import sqlalchemy as sa
from alembic import op

revision = "060f02ba386a"
down_revision = "d2272f28f297"
branch_labels = None
depends_on = None

KINDS_BEFORE = "kind IN ('pickup', 'courier', 'post')"
KINDS = "kind IN ('pickup', 'courier', 'post', 'point', 'carrier')"
ATTENTION_BEFORE = (
    "attention IN ('late_payment', 'wrong_payment', 'paid_twice', 'payment_lost', 'refund_failed', 'visit_to_agree')"
)
ATTENTION = ATTENTION_BEFORE.replace(")", ", 'parcel_refused', 'parcel_returned', 'parcel_astray')")


def upgrade() -> None:
    op.create_table(
        "carrier_point",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("carrier", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("city_code", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("city_key", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=160), nullable=False),
        sa.Column("postal_code", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("hours", sa.String(length=300), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("grams_most", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("length_cm", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("width_cm", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("height_cm", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("takes_cash", sa.Boolean(), nullable=False),
        sa.Column("takes_card", sa.Boolean(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_carrier_point_place_whole")),
        sa.CheckConstraint("grams_most IS NULL OR grams_most > 0", name=op.f("ck_carrier_point_weight_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_point")),
        sa.UniqueConstraint("carrier", "code", name=op.f("uq_carrier_point_carrier_code")),
    )
    with op.batch_alter_table("carrier_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_carrier_point_carrier_city_code"), ["carrier", "city_code"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_carrier_point_carrier_city_key"), ["carrier", "city_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_carrier_point_carrier_seen_at"), ["carrier", "seen_at"], unique=False)

    op.create_table(
        "carrier_tariff",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("carrier", sa.String(length=64), nullable=False),
        sa.Column("city_code", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("grams_class", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_point", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("fee_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("days_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("days_from >= 0 AND days_to >= days_from", name=op.f("ck_carrier_tariff_days_sane")),
        sa.CheckConstraint("fee_kopecks >= 0", name=op.f("ck_carrier_tariff_fee_not_negative")),
        sa.CheckConstraint("grams_class > 0", name=op.f("ck_carrier_tariff_class_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_tariff")),
        sa.UniqueConstraint(
            "carrier",
            "city_code",
            "grams_class",
            "to_point",
            name=op.f("uq_carrier_tariff_carrier_city_code_grams_class_to_point"),
        ),
    )
    with op.batch_alter_table("carrier_tariff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carrier_tariff_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "parcel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("carrier", sa.String(length=64), nullable=False),
        sa.Column("city_code", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("point_code", sa.String(length=64), nullable=True),
        sa.Column("tariff_code", sa.String(length=64), nullable=False),
        sa.Column("grams", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("tries", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("carrier_ref", sa.String(length=64), nullable=True),
        sa.Column("carrier_number", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quiet_looks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'cancelled') OR handed_at IS NOT NULL", name=op.f("ck_parcel_handed_before_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'accepted', 'refused', 'on_the_way', 'at_point', 'delivered', 'returned', 'cancelled')",
            name=op.f("ck_parcel_state_known"),
        ),
        sa.CheckConstraint("(handed_at IS NULL) = (number IS NULL)", name=op.f("ck_parcel_numbered_when_handed")),
        sa.CheckConstraint("grams > 0", name=op.f("ck_parcel_weight_positive")),
        sa.CheckConstraint("tries >= 0 AND quiet_looks >= 0", name=op.f("ck_parcel_tries_not_negative")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_parcel_order_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parcel")),
        sa.UniqueConstraint("carrier", "carrier_ref", name=op.f("uq_parcel_carrier_carrier_ref")),
        sa.UniqueConstraint("number", name=op.f("uq_parcel_number")),
        sa.UniqueConstraint("order_id", name=op.f("uq_parcel_order_id")),
    )
    with op.batch_alter_table("parcel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parcel_ask_at"), ["ask_at"], unique=False)

    with op.batch_alter_table("shipping_method", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carrier", sa.String(length=64), nullable=True))
    with op.batch_alter_table("shipping_method", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_shipping_method_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_shipping_method_kind_known"), KINDS)
        batch_op.create_check_constraint(
            batch_op.f("ck_shipping_method_carrier_named"),
            "(kind IN ('point', 'carrier')) = (carrier IS NOT NULL)",
        )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_orders_attention_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_orders_attention_known"), ATTENTION)


def downgrade() -> None:
    """Ways by carriers are dropped: the older shop knows none. Orders keep what was agreed."""
    op.execute("DELETE FROM shipping_method WHERE carrier IS NOT NULL")
    op.execute("UPDATE orders SET attention = NULL WHERE attention LIKE 'parcel_%'")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_orders_attention_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_orders_attention_known"), ATTENTION_BEFORE)
    with op.batch_alter_table("shipping_method", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_shipping_method_carrier_named"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_shipping_method_kind_known"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_shipping_method_kind_known"), KINDS_BEFORE)
    with op.batch_alter_table("shipping_method", schema=None) as batch_op:
        batch_op.drop_column("carrier")

    with op.batch_alter_table("parcel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parcel_ask_at"))

    op.drop_table("parcel")
    with op.batch_alter_table("carrier_tariff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carrier_tariff_asked_at"))

    op.drop_table("carrier_tariff")
    with op.batch_alter_table("carrier_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carrier_point_carrier_seen_at"))
        batch_op.drop_index(batch_op.f("ix_carrier_point_carrier_city_key"))
        batch_op.drop_index(batch_op.f("ix_carrier_point_carrier_city_code"))

    op.drop_table("carrier_point")
