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
from technomart.domain.search.queries.counts import (
    Counted,
    searches_in_vain,
    searches_without_choice,
)
from technomart.domain.search.queries.loading import (
    CardWords,
    Placement,
    key_specs,
    load_cards,
    load_offers,
    load_rows,
    write_value,
)
from technomart.domain.search.queries.names import Alias, aliases
from technomart.domain.search.queries.texts import Wording, load_wordings

__all__ = [
    "RATINGS",
    "SPEC_PREFIX",
    "Alias",
    "Asked",
    "CardWords",
    "Counted",
    "Placement",
    "Shops",
    "Wording",
    "aliases",
    "at_page",
    "counting",
    "filterable",
    "key_specs",
    "load_cards",
    "load_offers",
    "load_rows",
    "load_wordings",
    "per_shop",
    "query_for",
    "read",
    "searches_in_vain",
    "searches_without_choice",
    "write_value",
]  # fmt: skip
