"""The words the catalogue speaks in: categories, brands, product types and their typed specs."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Key, Name, Slug, State, Whole, check, one_of
from technomart.foundation.database import Base


class SpecKind(StrEnum):
    """What a spec's values are: a number with a unit, yes or no, one or many of a list, or free text."""

    number = "number"
    bool = "bool"
    choice = "choice"
    multi = "multi"
    text = "text"


class Better(StrEnum):
    """Which end of a spec is the better one when goods are compared."""

    more = "higher"
    less = "lower"
    none = "none"


class ProductType(Base):
    """A kind of goods with specs of its own: smartphone, laptop, washing machine."""

    __tablename__ = "product_type"

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]


class Category(Base):
    """A node of the tree; only leaves hold goods. `path` is the slugs from the root, `/`-joined."""

    __tablename__ = "category"
    __table_args__ = (Index(None, "parent_id", "position"),)

    id: Mapped[Key]
    parent_id: Mapped[Whole | None] = mapped_column(ForeignKey("category.id"))
    product_type_id: Mapped[Whole | None] = mapped_column(ForeignKey("product_type.id"))
    slug: Mapped[Slug] = mapped_column(unique=True)
    path: Mapped[str] = mapped_column(String(700), unique=True)
    name: Mapped[Name]
    text: Mapped[str] = mapped_column(Text, default="")
    icon: Mapped[str] = mapped_column(String(40), default="box")
    position: Mapped[Whole] = mapped_column(default=0)


class Brand(Base):
    """A manufacturer's name, with a page of its own."""

    __tablename__ = "brand"

    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[Name] = mapped_column(unique=True)
    country: Mapped[Name] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")


class SpecGroup(Base):
    """A heading under which specs of a type are shown: «Экран», «Питание»."""

    __tablename__ = "spec_group"

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]


class Spec(Base):
    """One property goods can have, shared by every type that uses it."""

    __tablename__ = "spec"
    __table_args__ = (one_of("kind", SpecKind), check("decimals_sane", "decimals BETWEEN 0 AND 6"))

    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[SpecKind] = mapped_column(State(SpecKind))
    name: Mapped[Name]
    unit: Mapped[str] = mapped_column(String(40), default="")
    decimals: Mapped[Whole] = mapped_column(default=0)


class ProductTypeSpec(Base):
    """How a product type uses a spec: where it stands, whether it filters, compares, is a key one."""

    __tablename__ = "product_type_spec"
    __table_args__ = (UniqueConstraint("product_type_id", "spec_id"), one_of("better", Better))

    id: Mapped[Key]
    product_type_id: Mapped[Whole] = mapped_column(ForeignKey("product_type.id", ondelete="CASCADE"))
    spec_id: Mapped[Whole] = mapped_column(ForeignKey("spec.id"), index=True)
    group_id: Mapped[Whole] = mapped_column(ForeignKey("spec_group.id"))
    required: Mapped[bool] = mapped_column(default=False)
    filterable: Mapped[bool] = mapped_column(default=False)
    comparable: Mapped[bool] = mapped_column(default=True)
    key_spec: Mapped[bool] = mapped_column(default=False)
    better: Mapped[Better] = mapped_column(State(Better), default=Better.none)
    position: Mapped[Whole] = mapped_column(default=0)


class SpecOption(Base):
    """One value of a choice spec. `code` is what stands in a URL; `colour` is `#rrggbb` for swatches."""

    __tablename__ = "spec_option"
    __table_args__ = (UniqueConstraint("spec_id", "code"),)

    id: Mapped[Key]
    spec_id: Mapped[Whole] = mapped_column(ForeignKey("spec.id", ondelete="CASCADE"))
    code: Mapped[Code]
    name: Mapped[Name]
    colour: Mapped[str | None] = mapped_column(String(7))
    position: Mapped[Whole] = mapped_column(default=0)


class CategoryTranslation(Base):
    """A category's words in another language."""

    __tablename__ = "category_translation"

    category_id: Mapped[Whole] = mapped_column(ForeignKey("category.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
    text: Mapped[str] = mapped_column(Text, default="")


class BrandTranslation(Base):
    """A brand's words in another language; its name stays."""

    __tablename__ = "brand_translation"

    brand_id: Mapped[Whole] = mapped_column(ForeignKey("brand.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    country: Mapped[Name] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")


class ProductTypeTranslation(Base):
    """A product type's name in another language."""

    __tablename__ = "product_type_translation"

    product_type_id: Mapped[Whole] = mapped_column(
        ForeignKey("product_type.id", ondelete="CASCADE"), primary_key=True
    )
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]


class SpecGroupTranslation(Base):
    """A spec group's name in another language."""

    __tablename__ = "spec_group_translation"

    group_id: Mapped[Whole] = mapped_column(ForeignKey("spec_group.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]


class SpecTranslation(Base):
    """A spec's name and unit in another language."""

    __tablename__ = "spec_translation"

    spec_id: Mapped[Whole] = mapped_column(ForeignKey("spec.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
    unit: Mapped[str] = mapped_column(String(40), default="")


class SpecOptionTranslation(Base):
    """An option's name in another language."""

    __tablename__ = "spec_option_translation"

    option_id: Mapped[Whole] = mapped_column(ForeignKey("spec_option.id", ondelete="CASCADE"), primary_key=True)
    lang: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[Name]
