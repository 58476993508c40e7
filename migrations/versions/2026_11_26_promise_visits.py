"""promise a courier's visits"""

import sqlalchemy as sa
from alembic import op

revision = "6c1e4f2a9d30"
down_revision = "289598190495"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "courier_window",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("method_id", WHOLE, nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("ends", sa.String(length=5), nullable=False),
        sa.Column("capacity", WHOLE, nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_courier_window_hours_in_order")),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_courier_window_capacity_not_negative")),
        sa.ForeignKeyConstraint(
            ["method_id"],
            ["shipping_method.id"],
            name=op.f("fk_courier_window_method_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courier_window")),
        sa.UniqueConstraint("method_id", "starts", name=op.f("uq_courier_window_method_id_starts")),
    )
    op.create_table(
        "courier_slot",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("window_id", WHOLE, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("capacity", WHOLE, nullable=False),
        sa.Column("taken", WHOLE, nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name=op.f("ck_courier_slot_not_overbooked")),
        sa.ForeignKeyConstraint(["window_id"], ["courier_window.id"], name=op.f("fk_courier_slot_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courier_slot")),
        sa.UniqueConstraint("window_id", "day", name=op.f("uq_courier_slot_window_id_day")),
    )
    with op.batch_alter_table("orders") as table:
        table.add_column(sa.Column("slot_id", WHOLE, nullable=True))
        table.create_foreign_key(op.f("fk_orders_slot_id"), "courier_slot", ["slot_id"], ["id"])
        table.create_index(op.f("ix_orders_slot_id"), ["slot_id"])


def downgrade() -> None:
    with op.batch_alter_table("orders") as table:
        table.drop_index(op.f("ix_orders_slot_id"))
        table.drop_constraint(op.f("fk_orders_slot_id"), type_="foreignkey")
        table.drop_column("slot_id")
    op.drop_table("courier_slot")
    op.drop_table("courier_window")
