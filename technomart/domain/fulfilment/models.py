"""Parcels: what of an order a carrier brings, and how far it is."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.domain.fulfilment.rules import ParcelState
from technomart.foundation.columns import Code, Instant, Key, Moment, Name, State, Whole, check, one_of
from technomart.foundation.database import Base


class Parcel(Base):
    """The parcel of an order that goes by a carrier: agreed with the order, handed to the carrier by staff.

    `number` is the carrier's name for it on our side: that of the order, with a tail from the second try on.
    `carrier_ref` and `carrier_number` are what the carrier calls it. `ask_at`: when the carrier is asked next;
    `quiet_looks` counts the looks that found nothing new.
    """

    __tablename__ = "parcel"
    __table_args__ = (
        UniqueConstraint("carrier", "carrier_ref"),
        Index(None, "ask_at"),
        one_of("state", ParcelState),
        check("weight_positive", "grams > 0"),
        check("tries_not_negative", "tries >= 0 AND quiet_looks >= 0"),
        check("numbered_when_handed", "(handed_at IS NULL) = (number IS NULL)"),
        check("handed_before_known", "state IN ('draft', 'cancelled') OR handed_at IS NOT NULL"),
    )

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), unique=True)
    state: Mapped[ParcelState] = mapped_column(State(ParcelState), default=ParcelState.draft)
    carrier: Mapped[Code]
    city_code: Mapped[Whole]
    point_code: Mapped[str | None] = mapped_column(String(64))
    tariff_code: Mapped[Code]
    grams: Mapped[Whole]
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    tries: Mapped[Whole] = mapped_column(default=0)
    carrier_ref: Mapped[str | None] = mapped_column(String(64))
    carrier_number: Mapped[str] = mapped_column(String(64), default="")
    words: Mapped[Name] = mapped_column(default="")
    place: Mapped[str] = mapped_column(String(120), default="")
    handed_at: Mapped[Instant | None] = mapped_column(Moment())
    moved_at: Mapped[Instant | None] = mapped_column(Moment())
    last_asked_at: Mapped[Instant | None] = mapped_column(Moment())
    ask_at: Mapped[Instant | None] = mapped_column(Moment())
    quiet_looks: Mapped[Whole] = mapped_column(default=0)
