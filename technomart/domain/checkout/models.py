"""What a shopper has filled in at the checkout so far, so that nothing is lost on an error or a reload."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
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
