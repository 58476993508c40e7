"""Moving an order on until it is in the shopper's hands: by our own people, or by a carrier."""

from technomart.domain.fulfilment.commands.moves import (
    HANDED,
    PARCEL,
    confirm,
    hand_over,
    make_ready,
    pick,
    pieces_to_move,
    ship,
)
from technomart.domain.fulfilment.commands.parcels import (
    call_off_parcel,
    hand_to_carrier,
    note_calling_off_refused,
    note_refused,
    note_silence,
    note_submitted,
    prepare_parcel,
    require_parcel_here,
)
from technomart.domain.fulfilment.commands.settling import (
    ask_after_parcel,
    settle_parcel,
)
from technomart.domain.fulfilment.commands.units import (
    rename_unit,
    take_units_back,
)
from technomart.domain.fulfilment.commands.work import (
    CANCEL_PARCEL,
    SUBMIT_PARCEL,
)

__all__ = [
    "CANCEL_PARCEL",
    "HANDED",
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
    "pieces_to_move",
    "prepare_parcel",
    "rename_unit",
    "require_parcel_here",
    "settle_parcel",
    "ship",
    "take_units_back",
]
