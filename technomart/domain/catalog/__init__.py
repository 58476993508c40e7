"""The catalogue: tree, brands, types, specs, goods."""

from technomart.domain.catalog.commands import (
    BrandDraft,
    CategoryDraft,
    GroupDraft,
    OptionDraft,
    PictureDraft,
    ProductDraft,
    Saved,
    SpecDraft,
    TypeDraft,
    TypeSpecDraft,
    VariantDraft,
    define_brands,
    define_categories,
    define_specs,
    define_types,
    save_products,
)
from technomart.domain.catalog.errors import UnknownSku
from technomart.domain.catalog.models import RelationKind, SlugKind
from technomart.domain.catalog.queries import (
    Goods,
    Value,
    VariantFacts,
    documents_of,
    facts_of,
    get_variant,
    goods_of,
    load_vocabulary,
    moved_slug,
    related_to,
    siblings_of,
    spec_codes,
    variant_by_slug,
)
from technomart.domain.catalog.rules import (
    BrandEntry,
    CategoryNode,
    OptionEntry,
    SpecEntry,
    TypeEntry,
    TypeSpec,
    Vocabulary,
    Words,
)

__all__ = [
    "BrandDraft", "BrandEntry", "CategoryDraft", "CategoryNode", "Goods", "GroupDraft", "OptionDraft",
    "OptionEntry", "PictureDraft", "ProductDraft", "RelationKind", "Saved", "SlugKind", "SpecDraft", "SpecEntry",
    "TypeDraft", "TypeEntry", "TypeSpec", "TypeSpecDraft", "UnknownSku", "Value", "VariantDraft", "VariantFacts",
    "Vocabulary", "Words", "define_brands", "define_categories", "define_specs", "define_types", "documents_of",
    "facts_of", "get_variant", "goods_of", "load_vocabulary", "moved_slug", "related_to", "save_products",
    "siblings_of", "spec_codes", "variant_by_slug",
]  # fmt: skip
