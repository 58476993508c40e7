"""Looking things up in the catalogue: single goods, and the whole vocabulary as a snapshot."""

from technomart.domain.catalog.queries.details import (
    Goods,
    Value,
    documents_of,
    goods_of,
    line_at,
    moved_slug,
    published_slugs,
    recipe_of,
    related_to,
    siblings_of,
    spec_codes,
    values_of,
    variant_by_slug,
    waiting_pictures,
)
from technomart.domain.catalog.queries.goods import (
    VariantFacts,
    facts_of,
    find_variants,
    get_any_variant,
    get_variant,
    picked_variants,
    picture_at,
)
from technomart.domain.catalog.queries.vocabulary import load_vocabulary

__all__ = [
    "Goods",
    "Value",
    "VariantFacts",
    "documents_of",
    "facts_of",
    "find_variants",
    "get_any_variant",
    "get_variant",
    "goods_of",
    "line_at",
    "load_vocabulary",
    "moved_slug",
    "picked_variants",
    "picture_at",
    "published_slugs",
    "recipe_of",
    "related_to",
    "siblings_of",
    "spec_codes",
    "values_of",
    "variant_by_slug",
    "waiting_pictures",
]  # fmt: skip
