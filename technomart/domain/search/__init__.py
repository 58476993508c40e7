"""Finding goods: the listing, its filters and the words."""

from technomart.domain.search.columns import Answer, Bounds, Offer, Query, Sort
from technomart.domain.search.engine import EVERYTHING, VOCABULARY, Dependency, Engine, brand, leaf, product
from technomart.domain.search.queries import CardWords, key_specs, write_value

__all__ = [
    "EVERYTHING", "VOCABULARY", "Answer", "Bounds", "CardWords", "Dependency", "Engine", "Offer", "Query", "Sort",
    "brand", "key_specs", "leaf", "product", "write_value",
]  # fmt: skip
