"""Goods on their way back: who asked for what and why, what was decided, what came, what was given back."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from technomart.domain.aftersales.rules import (
    ReceivedState,
    ReturnKind,
    ReturnReason,
    ReturnStatus,
    ReturnWish,
    WayBack,
)
from technomart.foundation.columns import Instant, Key, Kopecks, Moment, State, Whole, check, one_of
from technomart.foundation.database import Base


class ReturnRequest(Base):
    """One wish to give goods of an order back. `due_kopecks` is counted when the goods have come.

    `deadline` is the last moment the law gives for its ground; a fault may be told later, under the warranty.
    `refunded_at` is when it ended, with money or with other goods: then `exchange_order_id` is their order, and
    `carried_kopecks` what of `due_kopecks` pays for it.
    """

    __tablename__ = "return_request"
    __table_args__ = (
        Index(None, "order_id"),
        Index(None, "status", "asked_at"),
        one_of("kind", ReturnKind),
        one_of("status", ReturnStatus),
        one_of("reason", ReturnReason),
        one_of("way_back", WayBack),
        one_of("wish", ReturnWish),
        check(
            "money_in_bounds",
            "refunded_kopecks >= 0 AND carried_kopecks >= 0 AND refunded_kopecks + carried_kopecks <= due_kopecks",
        ),
        check("refunded_at_the_end", "refunded_kopecks = 0 OR status IN ('refunded', 'exchanged')"),
        check(
            "exchanged_for_an_order",
            "(status = 'exchanged') = (exchange_order_id IS NOT NULL)"
            " AND (carried_kopecks = 0 OR status = 'exchanged')",
        ),
    )

    id: Mapped[Key]
    order_id: Mapped[Whole] = mapped_column(ForeignKey("orders.id"))
    number: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[ReturnKind] = mapped_column(State(ReturnKind))
    status: Mapped[ReturnStatus] = mapped_column(State(ReturnStatus), default=ReturnStatus.asked)
    reason: Mapped[ReturnReason] = mapped_column(State(ReturnReason))
    words: Mapped[str] = mapped_column(Text, default="")
    way_back: Mapped[WayBack] = mapped_column(State(WayBack))
    wish: Mapped[ReturnWish] = mapped_column(State(ReturnWish), default=ReturnWish.money)
    deadline: Mapped[Instant]
    asked_at: Mapped[Instant]
    decided_at: Mapped[Instant | None] = mapped_column(Moment())
    decided_by: Mapped[str | None] = mapped_column(String(160))
    decision: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[Instant | None] = mapped_column(Moment())
    received_by: Mapped[str | None] = mapped_column(String(160))
    location_id: Mapped[Whole | None] = mapped_column(ForeignKey("location.id"))
    delivery_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    kept_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    due_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    refunded_kopecks: Mapped[Kopecks] = mapped_column(default=0)
    refunded_at: Mapped[Instant | None] = mapped_column(Moment())
    refunded_by: Mapped[str | None] = mapped_column(String(160))
    exchange_order_id: Mapped[Whole | None] = mapped_column(ForeignKey("orders.id"), unique=True)
    carried_kopecks: Mapped[Kopecks] = mapped_column(default=0)

    lines: Mapped[list[ReturnLine]] = relationship(lazy="raise", order_by="ReturnLine.id")

    pictures: Mapped[list[ReturnPicture]] = relationship(lazy="raise", order_by="ReturnPicture.position")

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def is_open(self) -> bool:
        return self.status in (ReturnStatus.asked, ReturnStatus.approved)

    @property
    def is_after_deadline(self) -> bool:
        """Whether a fault was told when the law no longer gives the money back for any fault."""
        return self.asked_at > self.deadline


class ReturnLine(Base):
    """So many pieces of one line of the order; what of them came and in which state; what they had cost.

    `serials`: which pieces they are, as far as the shopper named them. `wanted_…`: what is wished for instead, by the
    goods and as they were called then.
    """

    __tablename__ = "return_line"
    __table_args__ = (
        UniqueConstraint("request_id", "order_line_id"),
        one_of("received_state", ReceivedState),
        check("quantity_positive", "quantity > 0"),
        check("received_in_bounds", "received_quantity >= 0 AND received_quantity <= quantity"),
        check("received_with_its_state", "(received_quantity IS NULL) = (received_state IS NULL)"),
        check("money_not_negative", "refund_kopecks >= 0"),
    )

    id: Mapped[Key]
    request_id: Mapped[Whole] = mapped_column(ForeignKey("return_request.id", ondelete="CASCADE"))
    order_line_id: Mapped[Whole] = mapped_column(ForeignKey("order_line.id"), index=True)
    quantity: Mapped[Whole]
    serials: Mapped[list[str] | None] = mapped_column(JSON)
    wanted_variant_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="SET NULL"), index=True)
    wanted_sku: Mapped[str | None] = mapped_column(String(64))
    wanted_name: Mapped[str | None] = mapped_column(String(300))
    received_quantity: Mapped[Whole | None]
    received_state: Mapped[ReceivedState | None] = mapped_column(State(ReceivedState))
    refund_kopecks: Mapped[Kopecks] = mapped_column(default=0)


class ReturnPicture(Base):
    """A photo that came with a return, re-encoded by us; `key` names its files, which only its people may see."""

    __tablename__ = "return_picture"
    __table_args__ = (Index(None, "request_id"),)

    id: Mapped[Key]
    request_id: Mapped[Whole] = mapped_column(ForeignKey("return_request.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    position: Mapped[Whole] = mapped_column(default=0)
