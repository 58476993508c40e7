"""What a shopper keeps in mind: favourites, goods to compare, goods looked at."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, State, Whole, one_of
from technomart.foundation.database import Base


class ListKind(StrEnum):
    """Why the goods were kept."""

    favourites = "favourites"
    compare = "compare"
    recent = "recent"


class KeptVariant(Base):
    """One variant on one list of one owner: `a:<account id>` or `v:<visitor token hash>`."""

    __tablename__ = "kept_variant"
    __table_args__ = (
        UniqueConstraint("owner", "kind", "variant_id"),
        Index(None, "owner", "kind", "added_at"),
        one_of("kind", ListKind),
    )

    id: Mapped[Key]
    owner: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ListKind] = mapped_column(State(ListKind))
    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"), index=True)
    added_at: Mapped[Instant]
