"""Fulfilment: what is done with an order until it is in the shopper's hands, by our own people and by carriers."""

from technomart.domain.fulfilment.commands import (
    CANCEL_PARCEL,
    SUBMIT_PARCEL,
    ask_after_parcel,
    call_off_parcel,
    confirm,
    hand_over,
    hand_to_carrier,
    make_ready,
    note_calling_off_refused,
    note_refused,
    note_silence,
    note_submitted,
    pick,
    prepare_parcel,
    settle_parcel,
    ship,
)
from technomart.domain.fulfilment.errors import NotForACarrier, UnknownParcel
from technomart.domain.fulfilment.models import Parcel
from technomart.domain.fulfilment.queries import (
    consignment_of,
    due_parcels,
    find_parcel,
    find_parcel_by_ref,
    get_parcel,
    may_be_handed,
    states_lines,
)
from technomart.domain.fulfilment.rules import WITH_CARRIER, ParcelState

__all__ = [
    "CANCEL_PARCEL",
    "SUBMIT_PARCEL",
    "WITH_CARRIER",
    "NotForACarrier",
    "Parcel",
    "ParcelState",
    "UnknownParcel",
    "ask_after_parcel",
    "call_off_parcel",
    "confirm",
    "consignment_of",
    "due_parcels",
    "find_parcel",
    "find_parcel_by_ref",
    "get_parcel",
    "hand_over",
    "hand_to_carrier",
    "make_ready",
    "may_be_handed",
    "note_calling_off_refused",
    "note_refused",
    "note_silence",
    "note_submitted",
    "pick",
    "prepare_parcel",
    "settle_parcel",
    "ship",
    "states_lines",
]
