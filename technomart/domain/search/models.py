"""What search keeps between two starts of a process: the columns of each leaf, and how far they are known to hold."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Moment, Whole
from technomart.foundation.database import Base


class SearchBlock(Base):
    """The saved columns of one leaf as of a change; a cache that may be deleted at any time."""

    __tablename__ = "search_block"

    category_id: Mapped[Whole] = mapped_column(primary_key=True)
    seq: Mapped[Whole]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[Instant]


class SearchListing(Base):
    """How far the listing is kept; one row. Up to `pruned_seq` the list of changes has been thrown away.

    Every block saved before `checked_at` is still as of that moment and of the change `checked_seq`.
    """

    __tablename__ = "search_listing"

    id: Mapped[Key]
    pruned_seq: Mapped[Whole] = mapped_column(default=0)
    checked_seq: Mapped[Whole] = mapped_column(default=0)
    checked_at: Mapped[datetime | None] = mapped_column(Moment())


class SearchState(Base):
    """Up to which change the words have been folded; one row, none while nobody folds them."""

    __tablename__ = "search_state"

    id: Mapped[Key]
    seq: Mapped[Whole] = mapped_column(default=0)
