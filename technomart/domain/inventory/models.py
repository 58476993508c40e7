"""What lies where, what of it is promised to whom, and every movement that made it so."""

from enum import StrEnum

from sqlalchemy import Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Instant, Key, Moment, Name, State, Whole, check, one_of
from technomart.foundation.database import Base


class LocationKind(StrEnum):
    """A warehouse sends goods out; in a shop they can also be picked up."""

    warehouse = "warehouse"
    shop = "shop"


class Location(Base):
    """A place where goods lie."""

    __tablename__ = "location"
    __table_args__ = (one_of("kind", LocationKind),)

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[LocationKind] = mapped_column(State(LocationKind))
    name: Mapped[Name]
    name_en: Mapped[Name] = mapped_column(default="")
    city: Mapped[Name] = mapped_column(default="")
    city_en: Mapped[Name] = mapped_column(default="")
    address: Mapped[Name] = mapped_column(default="")
    address_en: Mapped[Name] = mapped_column(default="")
    metro: Mapped[Name] = mapped_column(default="")
    metro_en: Mapped[Name] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    opens: Mapped[str] = mapped_column(String(5), default="10:00")
    closes: Mapped[str] = mapped_column(String(5), default="22:00")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    position: Mapped[Whole] = mapped_column(default=0)
    is_open: Mapped[bool] = mapped_column(default=True)


class Stock(Base):
    """How many pieces of a variant lie at a location, and how many of them are already spoken for."""

    __tablename__ = "stock"
    __table_args__ = (
        UniqueConstraint("variant_id", "location_id"),
        check("counts_not_negative", "on_hand >= 0 AND allocated >= 0 AND reserved >= 0"),
        check("not_oversold", "on_hand >= allocated + reserved"),
    )

    id: Mapped[Key]
    location_id: Mapped[Whole] = mapped_column(ForeignKey("location.id"), index=True)
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    on_hand: Mapped[Whole] = mapped_column(default=0)
    allocated: Mapped[Whole] = mapped_column(default=0)
    reserved: Mapped[Whole] = mapped_column(default=0)

    @property
    def free(self) -> int:
        return self.on_hand - self.allocated - self.reserved


class ClaimKind(StrEnum):
    """What a claim stands for: a payment under way, or a placed order."""

    reservation = "reservation"
    order = "order"


class Claim(Base):
    """Somebody's hold on stock; inventory knows its taker only by this."""

    __tablename__ = "claim"
    __table_args__ = (Index(None, "expires_at"), one_of("kind", ClaimKind))

    id: Mapped[Key]
    kind: Mapped[ClaimKind] = mapped_column(State(ClaimKind))
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant | None] = mapped_column(Moment())


class Reservation(Base):
    """Pieces held for a claim until it expires."""

    __tablename__ = "reservation"
    __table_args__ = (UniqueConstraint("claim_id", "stock_id"), check("quantity_positive", "quantity > 0"))

    id: Mapped[Key]
    claim_id: Mapped[Whole] = mapped_column(ForeignKey("claim.id"))
    stock_id: Mapped[Whole] = mapped_column(ForeignKey("stock.id"), index=True)
    quantity: Mapped[Whole]


class Allocation(Base):
    """Pieces that belong to a claim and wait to be shipped."""

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("claim_id", "stock_id"), check("quantity_positive", "quantity > 0"))

    id: Mapped[Key]
    claim_id: Mapped[Whole] = mapped_column(ForeignKey("claim.id"))
    stock_id: Mapped[Whole] = mapped_column(ForeignKey("stock.id"), index=True)
    quantity: Mapped[Whole]


class MovementKind(StrEnum):
    """Why a stock count changed."""

    received = "received"
    reserved = "reserved"
    released = "released"
    allocated = "allocated"
    shipped = "shipped"
    returned = "returned"
    adjusted = "adjusted"
    transferred = "transferred"


class StockMovement(Base):
    """One change of one stock row: append-only; the three deltas of all of them make the row's counts."""

    __tablename__ = "stock_movement"
    __table_args__ = (Index(None, "stock_id", "at"), one_of("kind", MovementKind))

    id: Mapped[Key]
    stock_id: Mapped[Whole] = mapped_column(ForeignKey("stock.id", ondelete="CASCADE"))
    kind: Mapped[MovementKind] = mapped_column(State(MovementKind))
    on_hand_delta: Mapped[Whole] = mapped_column(default=0)
    allocated_delta: Mapped[Whole] = mapped_column(default=0)
    reserved_delta: Mapped[Whole] = mapped_column(default=0)
    at: Mapped[Instant]
    cause: Mapped[str] = mapped_column(String(160))
    actor: Mapped[str] = mapped_column(String(160))
