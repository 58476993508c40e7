"""Pieces with a number of their own, as they were handed over: what a warranty card is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Moment, Whole
from technomart.foundation.database import Base

OUT = text("returned_at IS NULL")


class SoldUnit(Base):
    """One piece by its serial number. The same number of the same variant is in one shopper's hands at a time.

    `warranty_until` is the last day of its warranty; `returned_at`: it came back, and may be sold once more.
    """

    __tablename__ = "sold_unit"
    __table_args__ = (
        Index(None, "order_line_id"),
        Index(
            "uq_sold_unit_variant_id_serial",
            "variant_id",
            "serial",
            unique=True,
            sqlite_where=OUT,
            postgresql_where=OUT,
        ),
    )

    id: Mapped[Key]
    order_line_id: Mapped[Whole] = mapped_column(ForeignKey("order_line.id", ondelete="CASCADE"))
    variant_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="SET NULL"))
    serial: Mapped[str] = mapped_column(String(40))
    imei: Mapped[str | None] = mapped_column(String(15))
    handed_over_at: Mapped[Instant]
    warranty_until: Mapped[date | None] = mapped_column(Date)
    returned_at: Mapped[Instant | None] = mapped_column(Moment())
