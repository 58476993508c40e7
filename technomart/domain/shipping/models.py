"""The ways goods can reach a shopper and what each costs."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Key, Kopecks, Name, State, Whole, check, one_of
from technomart.foundation.database import Base


class ShippingKind(StrEnum):
    """Picked up in one of our shops, or brought by our courier."""

    pickup = "pickup"
    courier = "courier"


class ShippingMethod(Base):
    """One way of delivery: its fee, and from which sum of goods it is free."""

    __tablename__ = "shipping_method"
    __table_args__ = (
        one_of("kind", ShippingKind),
        check("fee_not_negative", "fee_kopecks >= 0"),
        check("days_sane", "days_from >= 0 AND days_to >= days_from"),
    )

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[ShippingKind] = mapped_column(State(ShippingKind))
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(default="")
    note: Mapped[Name] = mapped_column(default="")
    note_en: Mapped[Name] = mapped_column(default="")
    fee_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    free_from_kopecks: Mapped[Kopecks | None]
    days_from: Mapped[Whole] = mapped_column(default=0)
    days_to: Mapped[Whole] = mapped_column(default=0)
    position: Mapped[Whole] = mapped_column(default=0)
    is_offered: Mapped[bool] = mapped_column(default=True)
