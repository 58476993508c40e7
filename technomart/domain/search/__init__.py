"""Finding goods: the listing, its filters and the words."""

from technomart.domain.search.columns import Answer, Bounds, Offer, Query, Sort
from technomart.domain.search.commands import forget_blocks, is_worth_saving, prune_changes, read_again, save_blocks
from technomart.domain.search.engine import Engine
from technomart.domain.search.keeping import Snapshot
from technomart.domain.search.models import SearchBlock
from technomart.domain.search.queries import (
    AUDITED,
    RATINGS,
    SPEC_PREFIX,
    Asked,
    CardWords,
    Finding,
    Shops,
    at_page,
    audit,
    counting,
    filterable,
    key_specs,
    per_shop,
    query_for,
    read,
    write_value,
)
from technomart.domain.search.text import Found, Piece, Rewrite, Suggested, tidy
from technomart.domain.search.versions import EVERYTHING, VOCABULARY, Dependency, brand, leaf, product

__all__ = [
    "AUDITED",
    "EVERYTHING",
    "RATINGS",
    "SPEC_PREFIX",
    "VOCABULARY",
    "Answer",
    "Asked",
    "Bounds",
    "CardWords",
    "Dependency",
    "Engine",
    "Finding",
    "Found",
    "Offer",
    "Piece",
    "Query",
    "Rewrite",
    "SearchBlock",
    "Shops",
    "Snapshot",
    "Sort",
    "Suggested",
    "at_page",
    "audit",
    "brand",
    "counting",
    "filterable",
    "forget_blocks",
    "is_worth_saving",
    "key_specs",
    "leaf",
    "per_shop",
    "product",
    "prune_changes",
    "query_for",
    "read",
    "read_again",
    "save_blocks",
    "tidy",
    "write_value",
]  # fmt: skip
