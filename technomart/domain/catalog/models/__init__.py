"""What the catalogue keeps: the tree and its vocabulary of specs, the goods, their pictures and papers."""

from technomart.domain.catalog.models.goods import (
    Condition,
    Document,
    Media,
    MediaState,
    Product,
    ProductSpec,
    ProductTranslation,
    Relation,
    RelationKind,
    SlugHistory,
    SlugKind,
    Variant,
    VariantTranslation,
)
from technomart.domain.catalog.models.vocabulary import (
    Better,
    Brand,
    BrandTranslation,
    Category,
    CategoryTranslation,
    ProductType,
    ProductTypeSpec,
    ProductTypeTranslation,
    Spec,
    SpecGroup,
    SpecGroupTranslation,
    SpecKind,
    SpecOption,
    SpecOptionTranslation,
    SpecTranslation,
)

__all__ = [
    "Better", "Brand", "BrandTranslation", "Category", "CategoryTranslation", "Condition", "Document", "Media",
    "MediaState", "Product", "ProductSpec", "ProductTranslation", "ProductType", "ProductTypeSpec",
    "ProductTypeTranslation", "Relation", "RelationKind", "SlugHistory", "SlugKind", "Spec", "SpecGroup",
    "SpecGroupTranslation", "SpecKind", "SpecOption", "SpecOptionTranslation", "SpecTranslation", "Variant",
    "VariantTranslation",
]  # fmt: skip
