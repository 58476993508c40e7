"""Services beside a delivery: lifting, installation, removal of the old appliance; for which goods, for how much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from technomart.domain.shipping.errors import OneLiftingOnly, ServiceNotOffered
from technomart.domain.shipping.rules.tariffs import Rate, lightest_first

LIFTING = "lifting"


@dataclass(frozen=True, slots=True)
class Piece:
    """So many pieces of one variant, as far as a service cares. A weight nobody has written down is None."""

    product_type_id: int
    grams: int | None
    quantity: int


@dataclass(frozen=True, slots=True)
class Service:
    """One service, its names in the asked language; `type_ids` empty: for goods of every type.

    It is for pieces of at least `from_grams`, each at the lightest rate that bears it.
    """

    code: str
    kind: str
    name: str
    note: str
    from_grams: int
    type_ids: frozenset[int]
    rates: tuple[Rate, ...]
    is_offered: bool = True

    def is_for(self, piece: Piece) -> bool:
        is_its_type = not self.type_ids or piece.product_type_id in self.type_ids
        return is_its_type and (piece.grams or 0) >= self.from_grams


@dataclass(frozen=True, slots=True)
class ServiceOffer:
    """What a service costs for these goods: all pieces it is for together."""

    code: str
    kind: str
    name: str
    note: str
    pieces: int
    fee_kopecks: int


def offers_for(services: Iterable[Service], pieces: Sequence[Piece]) -> tuple[ServiceOffer, ...]:
    """The services that can be had with these goods, in their order.

    A service is offered for all pieces it is for or not at all: where one is too heavy for it, nobody comes.
    """
    return tuple(offer for service in services if (offer := _offer(service, pieces)) is not None)


def chosen_from(offers: Iterable[ServiceOffer], codes: Collection[str]) -> tuple[ServiceOffer, ...]:
    """The offers with these codes, in their order. Refuses ServiceNotOffered and OneLiftingOnly."""
    chosen = tuple(offer for offer in offers if offer.code in codes)
    if len(chosen) != len(set(codes)):
        raise ServiceNotOffered(field="services")
    if sum(offer.kind == LIFTING for offer in chosen) > 1:
        raise OneLiftingOnly(field="services")
    return chosen


def _offer(service: Service, pieces: Sequence[Piece]) -> ServiceOffer | None:
    table, count, fee = lightest_first(service.rates), 0, 0
    for piece in pieces:
        if not service.is_for(piece):
            continue
        rate = next((rate for rate in table if rate.bears(piece.grams or 0)), None)
        if rate is None:
            return None
        count, fee = count + piece.quantity, fee + rate.fee_kopecks * piece.quantity
    if not count:
        return None
    return ServiceOffer(service.code, service.kind, service.name, service.note, count, fee)
