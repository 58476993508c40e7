"""exchange goods"""

import sqlalchemy as sa
from alembic import op

revision = "5d2c9a71e3f4"
down_revision = "c3e1f2a94b07"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES_BEFORE = "status IN ('asked', 'approved', 'refused', 'withdrawn', 'received', 'refunded')"
STATES = STATES_BEFORE.replace(")", ", 'exchanged')")
MONEY_BEFORE = "refunded_kopecks >= 0 AND refunded_kopecks <= due_kopecks"
MONEY = "refunded_kopecks >= 0 AND carried_kopecks >= 0 AND refunded_kopecks + carried_kopecks <= due_kopecks"
AT_THE_END_BEFORE = "refunded_kopecks = 0 OR status = 'refunded'"
AT_THE_END = "refunded_kopecks = 0 OR status IN ('refunded', 'exchanged')"
EXCHANGED = (
    "(status = 'exchanged') = (exchange_order_id IS NOT NULL) AND (carried_kopecks = 0 OR status = 'exchanged')"
)


def upgrade() -> None:
    with op.batch_alter_table("return_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wish", sa.String(length=32), server_default="money", nullable=False))
        batch_op.add_column(sa.Column("exchange_order_id", WHOLE, nullable=True))
        batch_op.add_column(sa.Column("carried_kopecks", WHOLE, server_default="0", nullable=False))
    with op.batch_alter_table("return_request", schema=None) as batch_op:
        for name in ("status_known", "money_in_bounds", "refunded_at_the_end"):
            batch_op.drop_constraint(batch_op.f(f"ck_return_request_{name}"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_return_request_status_known"), STATES)
        batch_op.create_check_constraint(batch_op.f("ck_return_request_wish_known"), "wish IN ('money', 'exchange')")
        batch_op.create_check_constraint(batch_op.f("ck_return_request_money_in_bounds"), MONEY)
        batch_op.create_check_constraint(batch_op.f("ck_return_request_refunded_at_the_end"), AT_THE_END)
        batch_op.create_check_constraint(batch_op.f("ck_return_request_exchanged_for_an_order"), EXCHANGED)
        batch_op.create_foreign_key(
            batch_op.f("fk_return_request_exchange_order_id"), "orders", ["exchange_order_id"], ["id"]
        )
        batch_op.create_unique_constraint(batch_op.f("uq_return_request_exchange_order_id"), ["exchange_order_id"])
    with op.batch_alter_table("return_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wanted_variant_id", WHOLE, nullable=True))
        batch_op.add_column(sa.Column("wanted_sku", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("wanted_name", sa.String(length=300), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_return_line_wanted_variant_id"),
            "variant",
            ["wanted_variant_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_return_line_wanted_variant_id"), ["wanted_variant_id"])
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_id", WHOLE, nullable=True))
        batch_op.add_column(sa.Column("source_ref", sa.String(length=64), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_payment_source_id"), "payment", ["source_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_payment_source_id"), ["source_id"])
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_to_id", WHOLE, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_refund_carried_to_id"), "payment", ["carried_to_id"], ["id"])
        batch_op.create_unique_constraint(batch_op.f("uq_refund_carried_to_id"), ["carried_to_id"])


def downgrade() -> None:
    """An older shop knows no exchange: nothing is undone by force, so it refuses where one was made."""
    made = op.get_bind().execute(sa.text("SELECT count(*) FROM return_request WHERE status = 'exchanged'")).scalar()
    if made:
        raise RuntimeError(f"{made} returns were exchanged: an older shop cannot keep their books")
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_refund_carried_to_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_refund_carried_to_id"), type_="foreignkey")
        batch_op.drop_column("carried_to_id")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_source_id"))
        batch_op.drop_constraint(batch_op.f("fk_payment_source_id"), type_="foreignkey")
        batch_op.drop_column("source_ref")
        batch_op.drop_column("source_id")
    with op.batch_alter_table("return_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_line_wanted_variant_id"))
        batch_op.drop_constraint(batch_op.f("fk_return_line_wanted_variant_id"), type_="foreignkey")
        for name in ("wanted_name", "wanted_sku", "wanted_variant_id"):
            batch_op.drop_column(name)
    with op.batch_alter_table("return_request", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_return_request_exchange_order_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_return_request_exchange_order_id"), type_="foreignkey")
        for name in ("status_known", "wish_known", "money_in_bounds", "refunded_at_the_end"):
            batch_op.drop_constraint(batch_op.f(f"ck_return_request_{name}"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_return_request_exchanged_for_an_order"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_return_request_status_known"), STATES_BEFORE)
        batch_op.create_check_constraint(batch_op.f("ck_return_request_money_in_bounds"), MONEY_BEFORE)
        batch_op.create_check_constraint(batch_op.f("ck_return_request_refunded_at_the_end"), AT_THE_END_BEFORE)
    with op.batch_alter_table("return_request", schema=None) as batch_op:
        for name in ("carried_kopecks", "exchange_order_id", "wish"):
            batch_op.drop_column(name)
