"""Moving an order on until it is in the shopper's hands: by our own people, or by a carrier."""

from technomart.domain.fulfilment.commands.moves import PARCEL, confirm, hand_over, make_ready, pick, ship
from technomart.domain.fulfilment.commands.parcels import (
    call_off_parcel,
    hand_to_carrier,
    note_calling_off_refused,
    note_refused,
    note_silence,
    note_submitted,
    prepare_parcel,
)
from technomart.domain.fulfilment.commands.settling import ask_after_parcel, settle_parcel
from technomart.domain.fulfilment.commands.work import CANCEL_PARCEL, SUBMIT_PARCEL

__all__ = [
    "CANCEL_PARCEL",
    "PARCEL",
    "SUBMIT_PARCEL",
    "ask_after_parcel",
    "call_off_parcel",
    "confirm",
    "hand_over",
    "hand_to_carrier",
    "make_ready",
    "note_calling_off_refused",
    "note_refused",
    "note_silence",
    "note_submitted",
    "pick",
    "prepare_parcel",
    "settle_parcel",
    "ship",
]
