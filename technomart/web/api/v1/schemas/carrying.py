"""Parcels that carriers bring, on the wire."""

from __future__ import annotations

from technomart.web.api.v1.schemas.wire import Moment, Told


class Parcel(Told):
    """What a carrier brings of an order, and how far it is.

    `state`: draft (not handed over yet), submitted (the carrier looks it through), accepted, refused, on_the_way,
    at_point (waits to be fetched), delivered, returned (nobody took it), cancelled. `words` and `place` are the
    carrier's own.
    """

    carrier: str
    state: str
    point: str | None
    number: str
    tracking_url: str | None
    words: str
    place: str
    moved_at: Moment | None
