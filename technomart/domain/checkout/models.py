"""What a shopper has filled in at the checkout so far, and the one reminder of a cart that was left."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Whole
from technomart.foundation.database import Base


class CheckoutDraft(Base):
    """The half-filled form of one cart; gone with the cart."""

    __tablename__ = "checkout_draft"

    id: Mapped[Key]
    cart_id: Mapped[Whole] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed_at: Mapped[Instant]


class CartReminder(Base):
    """A cart was left and its shopper is reminded, once. It outlives the cart: `token` is in the letter's link."""

    __tablename__ = "cart_reminder"
    __table_args__ = (Index(None, "email", "at"), Index(None, "at"), Index(None, "account_id"))

    id: Mapped[Key]
    cart_token: Mapped[str] = mapped_column(String(64), unique=True)
    cart_version: Mapped[Whole]
    email: Mapped[str] = mapped_column(String(320))
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(8), default="ru")
    token: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[Instant]
