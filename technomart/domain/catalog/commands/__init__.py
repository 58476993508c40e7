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
    put_back_on_sale,
    remember_slug,
    rename_variant,
    save_products,
    take_off_sale,
)
from technomart.domain.catalog.commands.relating import relate, relate_anew
from technomart.domain.catalog.commands.vocabulary import (
    add_options,
    allow_several,
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
    "add_options",
    "allow_several",
    "define_brands",
    "define_categories",
    "define_specs",
    "define_types",
    "mark_drawn",
    "put_back_on_sale",
    "relate",
    "relate_anew",
    "remember_slug",
    "rename_variant",
    "save_products",
    "take_off_sale",
]  # fmt: skip
