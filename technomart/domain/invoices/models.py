"""Whom an order's invoice was made out to."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Key, Name, Whole, check
from technomart.foundation.database import Base


class OrderCompany(Base):
    """The company that pays an order, and its invoice's number and day; copied with the order and never edited."""

    __tablename__ = "order_company"
    __table_args__ = (
        check("inn_length", "length(inn) IN (10, 12)"),
        check("kpp_of_organisations", "(length(inn) = 10) = (length(kpp) = 9) AND (length(inn) = 12) = (kpp = '')"),
    )

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), unique=True)
    name: Mapped[Name]
    inn: Mapped[str] = mapped_column(String(12))
    kpp: Mapped[str] = mapped_column(String(9), default="")
    address: Mapped[Name]
    invoice_number: Mapped[str] = mapped_column(String(20), unique=True)
    invoiced_on: Mapped[date]
