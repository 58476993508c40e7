"""The catalogue: tree, brands, types, specs, goods."""

from technomart.domain.catalog.errors import UnknownSku
from technomart.domain.catalog.queries import VariantFacts, facts_of, get_variant, load_vocabulary
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
    "BrandEntry",
    "CategoryNode",
    "OptionEntry",
    "SpecEntry",
    "TypeEntry",
    "TypeSpec",
    "UnknownSku",
    "VariantFacts",
    "Vocabulary",
    "Words",
    "facts_of",
    "get_variant",
    "load_vocabulary",
]
