"""What search keeps of each variant: a packed row for the listing, ready texts for the card; rebuildable."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Whole
from technomart.foundation.database import Base


class SearchRow(Base):
    """One sellable variant as the listing knows it; a copy of the truth in catalog, never the truth itself."""

    __tablename__ = "search_row"
    __table_args__ = (Index(None, "category_id"),)

    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"), primary_key=True)
    product_id: Mapped[Whole]
    category_id: Mapped[Whole]
    brand_id: Mapped[Whole]
    created_day: Mapped[Whole]
    popularity: Mapped[Whole]
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    card: Mapped[dict[str, Any]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text)


class SearchBlock(Base):
    """The saved columns of one leaf as of a change; a cache that may be deleted at any time."""

    __tablename__ = "search_block"

    category_id: Mapped[Whole] = mapped_column(primary_key=True)
    seq: Mapped[Whole]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[Instant]


class SearchState(Base):
    """Up to which change the rows have been rebuilt; one row."""

    __tablename__ = "search_state"

    id: Mapped[Key]
    seq: Mapped[Whole] = mapped_column(default=0)
