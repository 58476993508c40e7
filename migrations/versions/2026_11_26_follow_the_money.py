"""follow the money"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "b922339f1368"
down_revision = "fd02edd80846"
branch_labels = None
depends_on = None

ATTENTION = """ALTER TABLE orders ADD COLUMN attention VARCHAR(32) CONSTRAINT ck_orders_attention_known
 CHECK (attention IN ('late_payment', 'wrong_payment', 'paid_twice', 'payment_lost', 'refund_failed', 'visit_to_agree'))"""
"""The same sentence on both databases; a batch would build the table anew and forget its other CHECKs."""


def upgrade() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("refunded_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("two_stage", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("provider_ref", sa.String(length=64), nullable=True),
        sa.Column("confirmation_url", sa.String(length=2048), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cancel_reason", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "refunded_kopecks = 0 OR status = 'paid'", name=op.f("ck_payment_only_what_was_paid_goes_back")
        ),
        sa.CheckConstraint(
            "status IN ('opening', 'pending', 'authorized', 'paid', 'cancelled')",
            name=op.f("ck_payment_status_known"),
        ),
        sa.CheckConstraint("amount_kopecks > 0", name=op.f("ck_payment_amount_positive")),
        sa.CheckConstraint(
            "refunded_kopecks >= 0 AND refunded_kopecks <= amount_kopecks", name=op.f("ck_payment_refunded_in_bounds")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payment_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("key", name=op.f("uq_payment_key")),
        sa.UniqueConstraint("provider_ref", name=op.f("uq_payment_provider_ref")),
        sa.UniqueConstraint("token", name=op.f("uq_payment_token")),
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_next_look_at"), ["next_look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_payment_order_id"), ["order_id"], unique=False)

    op.create_table(
        "payment_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider_event", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_payment_event_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_event")),
        sa.UniqueConstraint("provider_event", name=op.f("uq_payment_event_provider_event")),
    )
    with op.batch_alter_table("payment_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_event_payment_id_at"), ["payment_id", "at"], unique=False)

    op.create_table(
        "refund",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("amount_kopecks", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("granted_by", sa.String(length=160), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("provider_ref", sa.String(length=64), nullable=True),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(length=200), nullable=True),
        sa.CheckConstraint("status IN ('queued', 'sent', 'done', 'cancelled')", name=op.f("ck_refund_status_known")),
        sa.CheckConstraint("mode IN ('full_prepayment', 'full_payment')", name=op.f("ck_refund_mode_known")),
        sa.CheckConstraint("amount_kopecks > 0", name=op.f("ck_refund_amount_positive")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_refund_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("key", name=op.f("uq_refund_key")),
        sa.UniqueConstraint("provider_ref", name=op.f("uq_refund_provider_ref")),
    )
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refund_payment_id"), ["payment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_refund_status"), ["status"], unique=False)

    op.create_table(
        "receipt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("refund_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("provider_ref", sa.String(length=64), nullable=True),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fault", sa.String(length=200), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(kind = 'refund') = (refund_id IS NOT NULL)", name=op.f("ck_receipt_refund_by_its_kind")),
        sa.CheckConstraint("kind IN ('prepay', 'full', 'refund')", name=op.f("ck_receipt_kind_known")),
        sa.CheckConstraint("status IN ('queued', 'sent', 'done', 'error')", name=op.f("ck_receipt_status_known")),
        sa.CheckConstraint("(payment_id IS NULL) <> (refund_id IS NULL)", name=op.f("ck_receipt_of_one_thing")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_receipt_payment_id")),
        sa.ForeignKeyConstraint(["refund_id"], ["refund.id"], name=op.f("fk_receipt_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("key", name=op.f("uq_receipt_key")),
        sa.UniqueConstraint("refund_id", name=op.f("uq_receipt_refund_id")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_payment_id"), ["payment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipt_status"), ["status"], unique=False)

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pay_before", sa.DateTime(timezone=True), nullable=True))
    op.execute(ATTENTION)
    op.create_index(op.f("ix_orders_attention"), "orders", ["attention"], unique=False)
    _write_down_what_was_taken()


def _write_down_what_was_taken():
    """Money that was taken at the counter so far: a payment of its own for each order."""
    bind = op.get_bind()
    paid = sa.text(
        "SELECT id, payment_method, paid_kopecks, refunded_kopecks, currency, placed_at FROM orders WHERE paid_kopecks > 0"
    )
    payment = sa.table(
        "payment",
        *(sa.column(name) for name in ("order_id", "token", "method", "provider", "status", "amount_kopecks")),
        *(sa.column(name) for name in ("refunded_kopecks", "currency", "two_stage", "key", "attempts", "opened_at")),
    )
    for row in bind.execute(paid).all():
        bind.execute(
            payment.insert().values(
                order_id=row.id,
                token=secrets.token_urlsafe(32),
                method=row.payment_method,
                provider="counter",
                status="paid",
                amount_kopecks=row.paid_kopecks,
                refunded_kopecks=row.refunded_kopecks,
                currency=row.currency,
                two_stage=False,
                key=secrets.token_urlsafe(32),
                attempts=0,
                opened_at=row.placed_at,
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_orders_attention"))
        batch_op.drop_constraint(batch_op.f("ck_orders_attention_known"), type_="check")
        batch_op.drop_column("attention")
        batch_op.drop_column("pay_before")

    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_status"))
        batch_op.drop_index(batch_op.f("ix_receipt_payment_id"))

    op.drop_table("receipt")
    with op.batch_alter_table("refund", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refund_status"))
        batch_op.drop_index(batch_op.f("ix_refund_payment_id"))

    op.drop_table("refund")
    with op.batch_alter_table("payment_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_event_payment_id_at"))

    op.drop_table("payment_event")
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payment_order_id"))
        batch_op.drop_index(batch_op.f("ix_payment_next_look_at"))

    op.drop_table("payment")
