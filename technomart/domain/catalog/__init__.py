"""The catalogue: tree, brands, types, specs, goods."""

from technomart.domain.catalog.errors import UnknownSku
from technomart.domain.catalog.queries import VariantFacts, facts_of, get_variant

__all__ = ["UnknownSku", "VariantFacts", "facts_of", "get_variant"]
