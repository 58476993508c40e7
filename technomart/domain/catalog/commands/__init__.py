"""Verbs of the catalogue: teach it words, put goods in."""

from technomart.domain.catalog.commands.drafts import (
    BrandDraft,
    CategoryDraft,
    GroupDraft,
    OptionDraft,
    PictureDraft,
    ProductDraft,
    SpecDraft,
    TypeDraft,
    TypeSpecDraft,
    VariantDraft,
)
from technomart.domain.catalog.commands.goods import (
    Saved,
    add_document,
    mark_drawn,
    relate,
    remember_slug,
    rename_variant,
    save_products,
)
from technomart.domain.catalog.commands.vocabulary import (
    define_brands,
    define_categories,
    define_specs,
    define_types,
)

__all__ = [
    "BrandDraft",
    "CategoryDraft",
    "GroupDraft",
    "OptionDraft",
    "PictureDraft",
    "ProductDraft",
    "Saved",
    "SpecDraft",
    "TypeDraft",
    "TypeSpecDraft",
    "VariantDraft",
    "add_document",
    "define_brands",
    "define_categories",
    "define_specs",
    "define_types",
    "mark_drawn",
    "relate",
    "remember_slug",
    "rename_variant",
    "save_products",
]  # fmt: skip
