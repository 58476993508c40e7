"""Finding goods: the listing, its filters and the words."""

from technomart.domain.search.columns import Answer, Bounds, Offer, Query, Sort
from technomart.domain.search.engine import EVERYTHING, VOCABULARY, Dependency, Engine, brand, leaf, product
from technomart.domain.search.queries import (
    RATINGS,
    Asked,
    CardWords,
    at_page,
    key_specs,
    query_for,
    read,
    write_value,
)

__all__ = [
    "EVERYTHING", "RATINGS", "VOCABULARY", "Answer", "Asked", "Bounds", "CardWords", "Dependency", "Engine",
    "Offer", "Query", "Sort", "at_page", "brand", "key_specs", "leaf", "product", "query_for", "read",
    "write_value",
]  # fmt: skip
