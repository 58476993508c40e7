"""let orders change"""

import sqlalchemy as sa
from alembic import op

revision = "4c1f0d9a7b26"
down_revision = "ec898ff1b180"
branch_labels = None
depends_on = None

CREDITED = """ALTER TABLE orders ADD COLUMN credited_kopecks {number} DEFAULT 0 NOT NULL
 CONSTRAINT ck_orders_credit_in_bounds CHECK (credited_kopecks >= 0 AND credited_kopecks <= total_kopecks)"""
"""The same sentence on both databases; a batch would build the table anew and forget its other CHECKs."""

CALLED_OFF = "UPDATE orders SET credited_kopecks = total_kopecks WHERE status = 'cancelled'"
CAME_BACK = """UPDATE orders SET credited_kopecks = (
 SELECT COALESCE(SUM(due_kopecks), 0) FROM return_request
 WHERE return_request.order_id = orders.id AND return_request.status IN ('received', 'refunded'))
 WHERE status <> 'cancelled' AND id IN (SELECT order_id FROM return_request)"""
NOTHING_OWED = """UPDATE orders SET status = 'completed' WHERE status = 'confirmed'
 AND fulfilment_status IN ('delivered', 'partially_returned', 'returned')
 AND paid_kopecks >= total_kopecks - credited_kopecks
 AND NOT EXISTS (SELECT 1 FROM order_line WHERE order_line.order_id = orders.id
  AND order_line.delivered < order_line.quantity - order_line.cancelled)"""


def upgrade() -> None:
    number = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(CREDITED.format(number=number))
    for sentence in (CALLED_OFF, CAME_BACK, NOTHING_OWED):
        op.execute(sentence)
    op.add_column("payment", sa.Column("draft", sa.JSON(), nullable=True))
    op.add_column("refund", sa.Column("draft", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("refund", "draft")
    op.drop_column("payment", "draft")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_orders_credit_in_bounds"), type_="check")
        batch_op.drop_column("credited_kopecks")
