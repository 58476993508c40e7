"""What search keeps between two starts of a process: the columns of each leaf, and how far they are known to hold."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Instant, Key, Moment, Whole, WholeNumber
from technomart.foundation.database import Base

IN_BYTE_ORDER = String(80).with_variant(String(80, collation="C"), "postgresql")
"""A word that is looked for by its beginning."""


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
    """How far the words are folded; one row.

    Every change up to `seq` is in `search_text`. While all goods are read anew, `walk` is the last variant done,
    else NULL. `naming` is a digest of the names in the vocabulary the words were made with; `aliases` grows with
    every edit of the aliases.
    """

    __tablename__ = "search_state"

    id: Mapped[Key]
    seq: Mapped[Whole] = mapped_column(default=0)
    walk: Mapped[int | None] = mapped_column(WholeNumber, default=0)
    naming: Mapped[str] = mapped_column(String(64), default="")
    aliases: Mapped[Whole] = mapped_column(default=0)


class SearchText(Base):
    """The terms of one variant, space-joined, as last folded from the truth; written by search alone.

    What it is stands in `title`, what belongs to it in `about`, its description in `body`; `model` are the terms
    of its model alone. On SQLite a full-text table over it is made by the migration.
    """

    __tablename__ = "search_text"
    __table_args__ = (
        Index(
            "ix_search_text_terms",
            *(text(f"string_to_array({field}, ' ')") for field in ("title", "about", "body")),
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ).ddl_if(dialect="postgresql"),
    )

    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)


class SearchWord(Base):
    """A word of titles and specs as it is spelt, to correct others by. Words only come: a dead one hits nothing."""

    __tablename__ = "search_word"

    id: Mapped[Key]
    word: Mapped[str] = mapped_column(IN_BYTE_ORDER, unique=True)
    stem: Mapped[str] = mapped_column(IN_BYTE_ORDER)


class SearchNear(Base):
    """Under which keys a word is looked for when it is misspelt: with letters left out, and by its sound."""

    __tablename__ = "search_near"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(IN_BYTE_ORDER, primary_key=True)
    word_id: Mapped[Whole] = mapped_column(ForeignKey("search_word.id", ondelete="CASCADE"), primary_key=True)


class SearchAlias(Base):
    """A name people use and what it means in the words of the catalogue; staff edit it. Small letters, no ё."""

    __tablename__ = "search_alias"
    __table_args__ = (UniqueConstraint("word", "means"),)

    id: Mapped[Key]
    word: Mapped[str] = mapped_column(String(80))
    means: Mapped[str] = mapped_column(String(120))


class SearchCount(Base):
    """How often something was searched for on a day, how often goods were chosen then, and how many it found last."""

    __tablename__ = "search_count"

    day: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(200), primary_key=True)
    asked: Mapped[Whole]
    clicked: Mapped[Whole]
    found: Mapped[Whole]
