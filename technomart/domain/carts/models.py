"""Carts: what a shopper means to buy, one line a variant."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from technomart.domain.pricing import PromoCode
from technomart.foundation.columns import Instant, Key, Kopecks, State, Whole, check, one_of
from technomart.foundation.database import Base


class CartStatus(StrEnum):
    """Open while it is being filled; converted when it has become an order."""

    open = "open"
    converted = "converted"
    abandoned = "abandoned"


class Cart(Base):
    """One shopper's cart, found by its random token; a guest's has no account."""

    __tablename__ = "cart"
    __table_args__ = (Index(None, "account_id", "status"), Index(None, "expires_at"), one_of("status", CartStatus))

    id: Mapped[Key]
    token: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    status: Mapped[CartStatus] = mapped_column(State(CartStatus), default=CartStatus.open)
    version: Mapped[Whole] = mapped_column(default=0)
    created_at: Mapped[Instant]
    changed_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    promo_code_id: Mapped[Whole | None] = mapped_column(ForeignKey("promo_code.id", ondelete="SET NULL"), index=True)

    lines: Mapped[list["CartLine"]] = relationship(
        lazy="raise", order_by="CartLine.id", cascade="all, delete-orphan", back_populates="cart"
    )
    promo_code: Mapped[PromoCode | None] = relationship(lazy="raise", viewonly=True)


class CartLine(Base):
    """So many pieces of one variant; `seen_price_kopecks` is what the shopper saw when it was put in."""

    __tablename__ = "cart_line"
    __table_args__ = (UniqueConstraint("cart_id", "variant_id"), check("quantity_sane", "quantity BETWEEN 1 AND 999"))

    id: Mapped[Key]
    cart_id: Mapped[Whole] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"))
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"), index=True)
    quantity: Mapped[Whole]
    seen_price_kopecks: Mapped[Kopecks]
    added_at: Mapped[Instant]

    cart: Mapped[Cart] = relationship(lazy="raise", back_populates="lines")
