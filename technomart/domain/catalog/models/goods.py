"""What is sold: product lines, their variants, spec values, pictures and papers."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Instant, Key, Name, Slug, State, Whole, check, one_of
from technomart.foundation.database import Base


class Condition(StrEnum):
    """What state the goods are in; anything but new is said on the card (Consumer Protection Act, art. 10)."""

    new = "new"
    open_box = "open_box"
    refurbished = "refurbished"


class Product(Base):
    """A model line: what its variants have in common, with what the law wants on a card."""

    __tablename__ = "product"
    __table_args__ = (
        Index(None, "category_id"),
        Index(None, "brand_id"),
        check("warranty_sane", "warranty_months >= 0 AND service_life_months >= 0"),
    )

    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    brand_id: Mapped[Whole] = mapped_column(ForeignKey("brand.id"))
    category_id: Mapped[Whole] = mapped_column(ForeignKey("category.id"))
    product_type_id: Mapped[Whole] = mapped_column(ForeignKey("product_type.id"))
    name: Mapped[Name]
    model: Mapped[Name] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[Name] = mapped_column(default="")
    manufacturer: Mapped[Name] = mapped_column(default="")
    importer: Mapped[Name] = mapped_column(default="")
    certificate: Mapped[Name] = mapped_column(default="")
    energy_class: Mapped[str] = mapped_column(String(8), default="")
    preinstalled_software: Mapped[str] = mapped_column(Text, default="")
    warranty_months: Mapped[Whole] = mapped_column(default=0)
    service_life_months: Mapped[Whole] = mapped_column(default=0)
    released_on: Mapped[date | None] = mapped_column(Date)
    source_hash: Mapped[str] = mapped_column(String(64), default="")
    is_published: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Instant]


class ProductTranslation(Base):
    """A product line's words in another language."""

    __tablename__ = "product_translation"

    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
    text: Mapped[str] = mapped_column(Text, default="")
    country: Mapped[Name] = mapped_column(default="")


class Variant(Base):
    """What is sold, with its own SKU, page, price and stock. `options` are the spec codes siblings differ in."""

    __tablename__ = "variant"
    __table_args__ = (
        Index(None, "product_id", "position"),
        Index(None, "gtin"),
        one_of("condition", Condition),
        check("weight_positive", "weight_grams IS NULL OR weight_grams > 0"),
    )

    id: Mapped[Key]
    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    sku: Mapped[Code] = mapped_column(unique=True)
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Name]
    gtin: Mapped[str | None] = mapped_column(String(14))
    mpn: Mapped[str | None] = mapped_column(String(70))
    options: Mapped[list[str]] = mapped_column(JSON, default=list)
    condition: Mapped[Condition] = mapped_column(State(Condition), default=Condition.new)
    condition_note: Mapped[str] = mapped_column(Text, default="")
    twin_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="SET NULL"), index=True)
    weight_grams: Mapped[Whole | None]
    width_mm: Mapped[Whole | None]
    height_mm: Mapped[Whole | None]
    depth_mm: Mapped[Whole | None]
    popularity: Mapped[Whole] = mapped_column(default=0)
    position: Mapped[Whole] = mapped_column(default=0)
    is_published: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Instant]


class VariantTranslation(Base):
    """A variant's words in another language."""

    __tablename__ = "variant_translation"

    variant_id: Mapped[Whole] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
    condition_note: Mapped[str] = mapped_column(Text, default="")


class ProductSpec(Base):
    """One value of one spec: of the whole line, or of one variant, which then wins over the line's."""

    __tablename__ = "product_spec"
    __table_args__ = (
        Index(None, "product_id"),
        Index(None, "variant_id"),
        Index(None, "option_id"),
        UniqueConstraint("product_id", "variant_id", "spec_id", "option_id"),
        check(
            "one_value",
            "(CASE WHEN number IS NULL THEN 0 ELSE 1 END) + (CASE WHEN flag IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN option_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN text IS NULL THEN 0 ELSE 1 END) = 1",
        ),
    )

    id: Mapped[Key]
    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    variant_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    spec_id: Mapped[Whole] = mapped_column(ForeignKey("spec.id"), index=True)
    number: Mapped[Decimal | None] = mapped_column(Numeric(18, 6, asdecimal=True))
    flag: Mapped[bool | None]
    option_id: Mapped[Whole | None] = mapped_column(ForeignKey("spec_option.id"))
    text: Mapped[str | None] = mapped_column(String(500))


class MediaState(StrEnum):
    """Whether a picture's files are there, still to be made, or could not be made."""

    ready = "ready"
    waiting = "waiting"
    failed = "failed"


class Media(Base):
    """One picture. `key` names its files, which several variants may share.

    `recipe` says how a drawn one is made: its kind, its parameters, its view.
    """

    __tablename__ = "media"
    __table_args__ = (
        UniqueConstraint("variant_id", "key"),
        Index(None, "variant_id", "position"),
        Index(None, "state"),
        one_of("state", MediaState),
    )

    id: Mapped[Key]
    variant_id: Mapped[Whole | None] = mapped_column(ForeignKey("variant.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80), index=True)
    alt: Mapped[Name] = mapped_column(default="")
    alt_en: Mapped[Name] = mapped_column(default="")
    position: Mapped[Whole] = mapped_column(default=0)
    width: Mapped[Whole | None]
    height: Mapped[Whole | None]
    state: Mapped[MediaState] = mapped_column(State(MediaState), default=MediaState.waiting)
    recipe: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Document(Base):
    """A paper that belongs to a product line: manual, declaration of conformity."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "product_id"),)

    id: Mapped[Key]
    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    title: Mapped[Name]
    title_en: Mapped[Name] = mapped_column(default="")
    path: Mapped[str] = mapped_column(String(300))
    size_bytes: Mapped[Whole] = mapped_column(default=0)


class RelationKind(StrEnum):
    """Why one product line is shown beside another."""

    accessory = "accessory"
    similar = "similar"
    bought_with = "bought_with"


TAKEN_ALONG = (RelationKind.bought_with, RelationKind.accessory)
"""What is put beside goods as «С этим берут»: what others really bought with them, then what fits them."""


class Relation(Base):
    """One product line is shown beside another."""

    __tablename__ = "relation"
    __table_args__ = (UniqueConstraint("product_id", "other_id", "kind"), one_of("kind", RelationKind))

    id: Mapped[Key]
    product_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"))
    other_id: Mapped[Whole] = mapped_column(ForeignKey("product.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RelationKind] = mapped_column(State(RelationKind))
    position: Mapped[Whole] = mapped_column(default=0)


class SlugKind(StrEnum):
    """Whose address it was."""

    category = "category"
    brand = "brand"
    variant = "variant"


class SlugHistory(Base):
    """An address something used to have; it answers 301 to the present one."""

    __tablename__ = "slug_history"
    __table_args__ = (UniqueConstraint("kind", "slug"), one_of("kind", SlugKind))

    id: Mapped[Key]
    kind: Mapped[SlugKind] = mapped_column(State(SlugKind))
    slug: Mapped[Slug]
    target_id: Mapped[Whole]
    since: Mapped[Instant]
