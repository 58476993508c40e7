"""What goods cost, from when to when, and what they used to cost."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Currency, Instant, Key, Kopecks, Moment, State, Whole, check, one_of
from technomart.foundation.database import Base


class PriceKind(StrEnum):
    """A list price holds until replaced; a reduced one has its dates."""

    list = "list"
    reduced = "reduced"


class Price(Base):
    """One price of one variant, VAT included; the lowest one in force is what is charged."""

    __tablename__ = "price"
    __table_args__ = (
        Index(None, "variant_id", "kind"),
        one_of("kind", PriceKind),
        check("amount_positive", "amount_kopecks > 0"),
        check("dates_in_order", "valid_to IS NULL OR valid_to > valid_from"),
    )

    id: Mapped[Key]
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    kind: Mapped[PriceKind] = mapped_column(State(PriceKind))
    amount_kopecks: Mapped[Kopecks]
    currency: Mapped[Currency]
    valid_from: Mapped[Instant]
    valid_to: Mapped[Instant | None] = mapped_column(Moment())


class PriceHistory(Base):
    """What was charged from a moment on: append-only, the proof behind a struck-out price."""

    __tablename__ = "price_history"
    __table_args__ = (Index(None, "variant_id", "at"),)

    id: Mapped[Key]
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    amount_kopecks: Mapped[Kopecks]
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(160))
    reason: Mapped[str] = mapped_column(String(160))


class VatRate(Base):
    """The VAT contained in prices from a date on, in hundredths of a per cent (2200 = 22 %)."""

    __tablename__ = "vat_rate"
    __table_args__ = (check("rate_sane", "rate_basis_points BETWEEN 0 AND 9999"),)

    id: Mapped[Key]
    valid_from: Mapped[Instant] = mapped_column(unique=True)
    rate_basis_points: Mapped[Whole]
