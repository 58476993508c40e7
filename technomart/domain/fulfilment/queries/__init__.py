"""Looking up parcels, hand-overs and pieces with a number."""

from technomart.domain.fulfilment.queries.parcels import (
    consignment_of,
    due_parcels,
    find_parcel,
    find_parcel_by_ref,
    get_parcel,
    may_be_handed,
    states_lines,
)
from technomart.domain.fulfilment.queries.units import (
    Card,
    cards_of,
    handed_over_at,
    taken_serials,
    units_of,
)

__all__ = [
    "Card",
    "cards_of",
    "consignment_of",
    "due_parcels",
    "find_parcel",
    "find_parcel_by_ref",
    "get_parcel",
    "handed_over_at",
    "may_be_handed",
    "states_lines",
    "taken_serials",
    "units_of",
]
