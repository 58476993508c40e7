"""Who waits for which goods. Both kinds of waiting live alike, so they share one table (decision 0010)."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Moment, State, Whole, WholeNumber, check, one_of
from technomart.foundation.database import Base


class AlertKind(StrEnum):
    """What is waited for: that the goods can be had at all, or that they cost less than was seen."""

    stock = "stock"
    price = "price"


class Alert(Base):
    """One wish of one address. `told_at` empty: still waiting; asked for again, the same row waits anew.

    An account's alert goes to the address the account has when it is told; `email` is where it was asked from.
    """

    __tablename__ = "alert"
    __table_args__ = (
        UniqueConstraint("kind", "variant_id", "email"),
        Index("ix_alert_waiting", "kind", "told_at", "variant_id"),
        Index(None, "email"),
        Index(None, "account_id"),
        one_of("kind", AlertKind),
        check("price_seen", "(kind = 'price') = (seen_kopecks IS NOT NULL)"),
        check("price_positive", "seen_kopecks > 0"),
    )

    id: Mapped[Key]
    kind: Mapped[AlertKind] = mapped_column(State(AlertKind))
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(8), default="ru")
    token: Mapped[str] = mapped_column(String(64), unique=True)
    seen_kopecks: Mapped[int | None] = mapped_column(WholeNumber)
    created_at: Mapped[Instant]
    told_at: Mapped[Instant | None] = mapped_column(Moment())
