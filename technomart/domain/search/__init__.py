"""Finding goods: the listing, its filters and the words."""

from technomart.domain.search.columns import Answer, Bounds, Offer, Query, Sort
from technomart.domain.search.commands import Fold, add_alias, draft_fold, fold, remove_alias
from technomart.domain.search.engine import EVERYTHING, VOCABULARY, Dependency, Engine, brand, leaf, product
from technomart.domain.search.errors import AliasSaysNothing
from technomart.domain.search.queries import (
    RATINGS,
    SPEC_PREFIX,
    Asked,
    CardWords,
    Shops,
    aliases,
    at_page,
    counting,
    filterable,
    key_specs,
    per_shop,
    query_for,
    read,
    write_value,
)
from technomart.domain.search.text import Found, Piece, Rewrite, Suggested, tidy

__all__ = [
    "EVERYTHING",
    "RATINGS",
    "SPEC_PREFIX",
    "VOCABULARY",
    "AliasSaysNothing",
    "Answer",
    "Asked",
    "Bounds",
    "CardWords",
    "Dependency",
    "Engine",
    "Fold",
    "Found",
    "Offer",
    "Piece",
    "Query",
    "Rewrite",
    "Shops",
    "Sort",
    "Suggested",
    "add_alias",
    "aliases",
    "at_page",
    "brand",
    "counting",
    "draft_fold",
    "filterable",
    "fold",
    "key_specs",
    "leaf",
    "per_shop",
    "product",
    "query_for",
    "read",
    "remove_alias",
    "tidy",
    "write_value",
]  # fmt: skip
