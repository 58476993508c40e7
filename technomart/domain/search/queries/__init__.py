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
from technomart.domain.search.queries.counts import (
    Counted,
    searches_in_vain,
    searches_without_choice,
)
from technomart.domain.search.queries.leaves import read_leaf, read_leaves
from technomart.domain.search.queries.loading import (
    CardWords,
    key_specs,
    load_cards,
    load_rows,
    write_value,
)
from technomart.domain.search.queries.names import Alias, aliases
from technomart.domain.search.queries.offers import load_offers, load_prices
from technomart.domain.search.queries.saved import Saved, changed_since, kept_fingerprints, pruned_to, saved_blocks
from technomart.domain.search.queries.texts import Wording, load_wordings

__all__ = [
    "AUDITED",
    "RATINGS",
    "SPEC_PREFIX",
    "Alias",
    "Asked",
    "CardWords",
    "Counted",
    "Finding",
    "Placement",
    "Saved",
    "Shops",
    "Wording",
    "aliases",
    "at_page",
    "audit",
    "changed_since",
    "counting",
    "filterable",
    "kept_fingerprints",
    "key_specs",
    "load_cards",
    "load_offers",
    "load_prices",
    "load_rows",
    "load_wordings",
    "per_shop",
    "pruned_to",
    "query_for",
    "read",
    "read_leaf",
    "read_leaves",
    "saved_blocks",
    "searches_in_vain",
    "searches_without_choice",
    "sums_in_tables",
    "write_value",
]  # fmt: skip
