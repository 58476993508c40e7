"""Orders: what was agreed, copied in full, and what has happened since."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from technomart.domain.orders.rules import Attention, FulfilmentStatus, OrderStatus, PaymentStatus
from technomart.foundation.columns import (
    Code,
    Currency,
    Instant,
    Key,
    Kopecks,
    Moment,
    Name,
    State,
    Whole,
    check,
    one_of,
)
from technomart.foundation.database import Base


class Order(Base):
    """A placed order. What was agreed is never edited; counters and the three states move by `recompute`.

    `credited_kopecks` is what of the total is no longer asked for, because it was called off or came back.
    `pay_before` stands on an order that is to be paid beforehand; `attention` says why staff must look at it.
    """

    __tablename__ = "orders"
    __table_args__ = (
        Index(None, "account_id", "placed_at"),
        Index(None, "email"),
        Index(None, "placed_at"),
        Index(None, "status"),
        Index(None, "attention"),
        one_of("attention", Attention),
        one_of("status", OrderStatus),
        one_of("payment_status", PaymentStatus),
        one_of("fulfilment_status", FulfilmentStatus),
        check("sums_not_negative", "goods_kopecks >= 0 AND fees_kopecks >= 0 AND discount_kopecks >= 0"),
        check("sums_add_up", "total_kopecks = goods_kopecks + fees_kopecks - discount_kopecks"),
        check("credit_in_bounds", "credited_kopecks >= 0 AND credited_kopecks <= total_kopecks"),
        check("money_in_bounds", "paid_kopecks >= 0 AND refunded_kopecks >= 0 AND refunded_kopecks <= paid_kopecks"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(32), unique=True)
    public_token: Mapped[str] = mapped_column(String(64), unique=True)
    cart_token: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    status: Mapped[OrderStatus] = mapped_column(State(OrderStatus), default=OrderStatus.placed)
    payment_status: Mapped[PaymentStatus] = mapped_column(State(PaymentStatus), default=PaymentStatus.none)
    fulfilment_status: Mapped[FulfilmentStatus] = mapped_column(
        State(FulfilmentStatus), default=FulfilmentStatus.none
    )

    name: Mapped[Name]
    phone: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(320))
    lang: Mapped[str] = mapped_column(String(8), default="ru")
    comment: Mapped[str] = mapped_column(Text, default="")

    shipping_code: Mapped[Code]
    shipping_name: Mapped[Name]
    shipping_kind: Mapped[Code]
    pickup_code: Mapped[str | None] = mapped_column(String(64))
    pickup_name: Mapped[str | None] = mapped_column(String(300))
    address: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    slot_id: Mapped[Whole | None] = mapped_column(ForeignKey("courier_slot.id"), index=True)
    promised_from: Mapped[Instant | None] = mapped_column(Moment())
    promised_to: Mapped[Instant | None] = mapped_column(Moment())
    payment_method: Mapped[Code]
    pay_before: Mapped[Instant | None] = mapped_column(Moment())
    attention: Mapped[Attention | None] = mapped_column(State(Attention))

    currency: Mapped[Currency]
    goods_kopecks: Mapped[Kopecks]
    fees_kopecks: Mapped[Kopecks]
    discount_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    total_kopecks: Mapped[Kopecks]
    vat_kopecks: Mapped[Kopecks]
    paid_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    refunded_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    credited_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    placed_at: Mapped[Instant]

    lines: Mapped[list["OrderLine"]] = relationship(lazy="raise", order_by="OrderLine.position")
    fees: Mapped[list["OrderFee"]] = relationship(lazy="raise", order_by="OrderFee.id")
    discounts: Mapped[list["OrderDiscount"]] = relationship(lazy="raise", order_by="OrderDiscount.id")
    events: Mapped[list["OrderEvent"]] = relationship(lazy="raise", order_by="OrderEvent.id")


class OrderLine(Base):
    """One variant as it was sold: everything copied, quantities counted by what became of them."""

    __tablename__ = "order_line"
    __table_args__ = (
        Index(None, "order_id", "position"),
        check("quantity_positive", "quantity > 0"),
        check("sum_adds_up", "sum_kopecks = price_kopecks * quantity"),
        check("discount_in_bounds", "discount_kopecks >= 0 AND discount_kopecks <= sum_kopecks"),
        check(
            "counts_in_bounds",
            "cancelled >= 0 AND shipped >= 0 AND delivered >= 0 AND returned >= 0"
            " AND cancelled + shipped <= quantity AND delivered <= shipped AND returned <= delivered",
        ),
    )

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    variant_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="SET NULL"), index=True)
    claim_id: Mapped[Whole | None] = mapped_column(ForeignKey("claim.id"), index=True)
    position: Mapped[Whole]
    sku: Mapped[Code]
    slug: Mapped[str] = mapped_column(String(160))
    name: Mapped[Name]
    picture: Mapped[str | None] = mapped_column(String(80))
    specs: Mapped[list[str]] = mapped_column(JSON)
    warranty_months: Mapped[Whole] = mapped_column(default=0)
    price_kopecks: Mapped[Kopecks]
    vat_basis_points: Mapped[Whole]
    vat_kopecks: Mapped[Kopecks]
    quantity: Mapped[Whole]
    sum_kopecks: Mapped[Kopecks]
    discount_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    cancelled: Mapped[Whole] = mapped_column(default=0)
    shipped: Mapped[Whole] = mapped_column(default=0)
    delivered: Mapped[Whole] = mapped_column(default=0)
    returned: Mapped[Whole] = mapped_column(default=0)

    @property
    def charged_kopecks(self) -> int:
        """What is paid for the line: its sum less its part of the order's discount; VAT is contained in this."""
        return self.sum_kopecks - self.discount_kopecks

    @property
    def gone(self) -> int:
        """Pieces that are no longer part of the purchase: called off, or come back."""
        return self.cancelled + self.returned

    @property
    def in_house(self) -> int:
        """Pieces that have neither left the house nor been called off."""
        return self.quantity - self.cancelled - self.shipped


class OrderFee(Base):
    """What is charged beside the goods: delivery, later lifting and installation."""

    __tablename__ = "order_fee"
    __table_args__ = (
        Index(None, "order_id"),
        check("amount_not_negative", "amount_kopecks >= 0"),
        check("discount_in_bounds", "discount_kopecks >= 0 AND discount_kopecks <= amount_kopecks"),
    )

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    kind: Mapped[Code]
    name: Mapped[Name]
    amount_kopecks: Mapped[Kopecks]
    discount_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    vat_basis_points: Mapped[Whole]
    vat_kopecks: Mapped[Kopecks]

    @property
    def charged_kopecks(self) -> int:
        """What is paid of the fee; VAT is contained in this."""
        return self.amount_kopecks - self.discount_kopecks


class OrderDiscount(Base):
    """What was taken off an order and why, copied; its parts stand with the lines and fees."""

    __tablename__ = "order_discount"
    __table_args__ = (Index(None, "order_id"), check("amount_positive", "amount_kopecks > 0"))

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    kind: Mapped[Code]
    name: Mapped[Name]
    amount_kopecks: Mapped[Kopecks]
    promo_code_use_id: Mapped[Whole | None] = mapped_column(
        ForeignKey("promo_code_use.id", ondelete="SET NULL"), unique=True
    )


class OrderEvent(Base):
    """One thing that happened to an order: append-only; shopper and staff read it at their own depth."""

    __tablename__ = "order_event"
    __table_args__ = (Index(None, "order_id", "at"),)

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    kind: Mapped[Code]
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(160))
    is_public: Mapped[bool] = mapped_column(default=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
