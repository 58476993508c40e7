"""What search reads: the truth about goods, and what a shopper asks."""

from technomart.domain.search.queries.asking import (
    RATINGS,
    SPEC_PREFIX,
    Asked,
    Shops,
    at_page,
    counting,
    filterable,
    per_shop,
    query_for,
    read,
)
from technomart.domain.search.queries.auditing import AUDITED, Finding, audit, sums_in_tables
from technomart.domain.search.queries.leaves import read_leaf, read_leaves
from technomart.domain.search.queries.loading import (
    CardWords,
    key_specs,
    load_cards,
    load_offers,
    load_rows,
    load_words,
    write_value,
)
from technomart.domain.search.queries.saved import Saved, changed_since, kept_fingerprints, pruned_to, saved_blocks

__all__ = [
    "AUDITED",
    "RATINGS",
    "SPEC_PREFIX",
    "Asked",
    "CardWords",
    "Finding",
    "Saved",
    "Shops",
    "at_page",
    "audit",
    "changed_since",
    "counting",
    "filterable",
    "kept_fingerprints",
    "key_specs",
    "load_cards",
    "load_offers",
    "load_rows",
    "load_words",
    "per_shop",
    "pruned_to",
    "query_for",
    "read",
    "read_leaf",
    "read_leaves",
    "saved_blocks",
    "sums_in_tables",
    "write_value",
]  # fmt: skip
