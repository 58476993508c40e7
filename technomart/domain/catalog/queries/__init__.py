"""Looking things up in the catalogue: single goods, and the whole vocabulary as a snapshot."""

from technomart.domain.catalog.queries.goods import VariantFacts, facts_of, get_variant
from technomart.domain.catalog.queries.vocabulary import load_vocabulary

__all__ = ["VariantFacts", "facts_of", "get_variant", "load_vocabulary"]
