"""The shop's own words: versioned documents and the seller's details the law wants shown."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Instant, Key, Name, Whole, check
from technomart.foundation.database import Base


class ContentDocument(Base):
    """One published version of one document in one language; never edited, only followed by the next."""

    __tablename__ = "content_document"
    __table_args__ = (
        UniqueConstraint("slug", "lang", "version"),
        check("version_positive", "version > 0"),
    )

    id: Mapped[Key]
    slug: Mapped[Code]
    lang: Mapped[str] = mapped_column(String(8))
    version: Mapped[Whole]
    title: Mapped[Name]
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[Instant]


class ShopDetails(Base):
    """Who sells (Consumer Protection Act, art. 8 and 9): one row."""

    __tablename__ = "shop_details"
    __table_args__ = (check("one_row", "id = 1"),)

    id: Mapped[Key]
    brand: Mapped[Name]
    brand_en: Mapped[Name] = mapped_column(default="")
    legal_name: Mapped[Name]
    legal_name_en: Mapped[Name] = mapped_column(default="")
    ogrn: Mapped[str] = mapped_column(String(15))
    inn: Mapped[str] = mapped_column(String(12))
    address: Mapped[Name]
    address_en: Mapped[Name] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(320))
    hours: Mapped[Name]
    hours_en: Mapped[Name] = mapped_column(default="")
    city: Mapped[Name]
    city_en: Mapped[Name] = mapped_column(default="")
