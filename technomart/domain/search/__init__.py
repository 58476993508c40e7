"""Finding goods: the listing, its filters and the words."""

from technomart.domain.search.engine import EVERYTHING, VOCABULARY, Dependency, Engine, leaf, product

__all__ = ["EVERYTHING", "VOCABULARY", "Dependency", "Engine", "leaf", "product"]
