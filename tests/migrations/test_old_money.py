"""A shop that took money before it kept payments has one for each order afterwards, and its books are right."""

from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import Boolean, DateTime, Integer, MetaData, Table, select

from technomart.cli import money_books
from technomart.cli.database import configuration, upgrade
from technomart.domain.payments import Payment
from technomart.foundation.database import Database

BEFORE_PAYMENTS = "fd02edd80846"


def an_old_order(orders: Table, **told: Any) -> dict[str, Any]:
    """A row with something plain in every column that must not be empty."""
    row: dict[str, Any] = {}
    for column in orders.columns:
        if column.nullable or column.primary_key:
            continue
        kind = column.type
        row[column.name] = (
            datetime(2026, 11, 1, tzinfo=UTC)
            if isinstance(kind, DateTime)
            else False
            if isinstance(kind, Boolean)
            else 0
            if isinstance(kind, Integer)
            else column.name[:3]
        )
    return row | told


def test_money_that_was_taken_at_the_counter_becomes_a_payment(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    command.downgrade(configuration(url), BEFORE_PAYMENTS)
    orders = Table("orders", MetaData(), autoload_with=database.writer)
    known = {"status": "confirmed", "fulfilment_status": "none", "payment_method": "on_delivery_cash"}
    with database.writer.begin() as connection:
        for number, paid, state in (("TM-1", 5_000, "paid"), ("TM-2", 0, "none")):
            sums = {"goods_kopecks": 5_000, "total_kopecks": 5_000, "paid_kopecks": paid, "payment_status": state}
            tokens = {"number": number, "public_token": number, "cart_token": number, "currency": "RUB"}
            connection.execute(orders.insert().values(an_old_order(orders, **known, **sums, **tokens)))
    upgrade(url)
    with database.reader() as session:
        (payment,) = session.scalars(select(Payment))
        assert (payment.provider, payment.method, payment.amount_kopecks) == ("counter", "on_delivery_cash", 5_000)
        assert payment.opened_at == datetime(2026, 11, 1, tzinfo=UTC)
        assert list(money_books.violations(session)) == []
