"""take goods back"""

import sqlalchemy as sa
from alembic import op

revision = "ec898ff1b180"
down_revision = "b922339f1368"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "return_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("way_back", sa.String(length=32), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=160), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by", sa.String(length=160), nullable=True),
        sa.Column("location_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("delivery_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kept_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("due_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refunded_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refunded_by", sa.String(length=160), nullable=True),
        sa.CheckConstraint("kind IN ('withdrawal', 'defect')", name=op.f("ck_return_request_kind_known")),
        sa.CheckConstraint(
            "reason IN ('changed_mind', 'not_suitable', 'faulty', 'damaged', 'wrong_goods', 'incomplete')",
            name=op.f("ck_return_request_reason_known"),
        ),
        sa.CheckConstraint(
            "refunded_kopecks = 0 OR status = 'refunded'", name=op.f("ck_return_request_refunded_at_the_end")
        ),
        sa.CheckConstraint(
            "status IN ('asked', 'approved', 'refused', 'withdrawn', 'received', 'refunded')",
            name=op.f("ck_return_request_status_known"),
        ),
        sa.CheckConstraint("way_back IN ('shop', 'courier', 'post')", name=op.f("ck_return_request_way_back_known")),
        sa.CheckConstraint(
            "refunded_kopecks >= 0 AND refunded_kopecks <= due_kopecks",
            name=op.f("ck_return_request_money_in_bounds"),
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_return_request_location_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_return_request_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_request")),
        sa.UniqueConstraint("number", name=op.f("uq_return_request_number")),
    )
    with op.batch_alter_table("return_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_request_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_return_request_status_asked_at"), ["status", "asked_at"], unique=False)

    op.create_table(
        "return_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_line_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_quantity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("received_state", sa.String(length=32), nullable=True),
        sa.Column("refund_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "received_state IN ('resellable', 'open_box', 'defective', 'missing')",
            name=op.f("ck_return_line_received_state_known"),
        ),
        sa.CheckConstraint(
            "(received_quantity IS NULL) = (received_state IS NULL)",
            name=op.f("ck_return_line_received_with_its_state"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_return_line_quantity_positive")),
        sa.CheckConstraint(
            "received_quantity >= 0 AND received_quantity <= quantity", name=op.f("ck_return_line_received_in_bounds")
        ),
        sa.CheckConstraint("refund_kopecks >= 0", name=op.f("ck_return_line_money_not_negative")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_line.id"], name=op.f("fk_return_line_order_line_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["return_request.id"], name=op.f("fk_return_line_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_line")),
        sa.UniqueConstraint("request_id", "order_line_id", name=op.f("uq_return_line_request_id_order_line_id")),
    )
    with op.batch_alter_table("return_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_line_order_line_id"), ["order_line_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("return_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_line_order_line_id"))

    op.drop_table("return_line")
    with op.batch_alter_table("return_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_request_status_asked_at"))
        batch_op.drop_index(batch_op.f("ix_return_request_order_id"))

    op.drop_table("return_request")
