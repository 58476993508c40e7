"""What the checkout page shows: ways of delivery with their dates and fees, the total, what was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import inventory, pricing, shipping
from technomart.domain.carts import Cart, CartView
from technomart.domain.checkout.models import CheckoutDraft
from technomart.domain.inventory import Location, LocationKind
from technomart.domain.pricing import Quote, QuoteLine
from technomart.domain.shipping import Hours, Method, Promise, Slot
from technomart.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Counter:
    """A shop where the cart can be picked up: how many of its lines lie there, and when it can be fetched."""

    location: Location
    lines_here: int
    has_everything: bool
    promise: Promise


@dataclass(frozen=True, slots=True)
class Way:
    """One way of delivery for this very cart. A pick-up has its shops, a courier the earliest date and its times."""

    method: Method
    fee: Money
    promise: Promise | None
    counters: tuple[Counter, ...] = ()
    slots: tuple[Slot, ...] = ()


def ways(session: Session, view: CartView, *, lang: str, at: datetime) -> list[Way]:
    """The ways this cart can reach the shopper, in their order; shops that have everything come first."""
    shops = inventory.locations(session, LocationKind.shop)
    found: list[Way] = []
    for method in shipping.methods(session, lang):
        fee = Money(shipping.fee_of(method, view.totals.goods.minor))
        if method.is_pickup:
            counters = [_counter(view, method, shop, at) for shop in shops]
            counters.sort(key=lambda counter: not counter.has_everything)
            found.append(Way(method, fee, None, tuple(counters)))
        else:
            slots = tuple(shipping.slots_of(session, method, at))
            earliest = next((slot.promise for slot in slots if slot.left > 0), None)
            found.append(Way(method, fee, earliest or shipping.promise(method, at), slots=slots))
    return found


def quote_of(view: CartView, fee: Money) -> Quote:
    """The exact total of a cart and its delivery, at the prices and the VAT rate of the view."""
    lines = [QuoteLine(line.offer.price.minor, line.quantity) for line in view.lines if line.offer and line.counts]
    return pricing.quote(lines, [fee.minor], view.vat_basis_points)


def draft_of(session: Session, cart: Cart | None) -> dict[str, str]:
    """What the shopper has filled in so far."""
    if cart is None:
        return {}
    draft = session.scalar(select(CheckoutDraft).where(CheckoutDraft.cart_id == cart.id))
    return dict(draft.answers) if draft else {}


def lines_at(view: CartView, location_id: int) -> int:
    """How many lines of the cart lie whole at this location."""
    return sum(line.availability.at(location_id) >= line.quantity for line in view.lines)


def promise_at(view: CartView, method: Method, shop: Location, at: datetime) -> Promise:
    """When this cart can be fetched from this shop."""
    has_everything = lines_at(view, shop.id) == len(view.lines)
    return shipping.promise(method, at, hours=Hours.of(shop.opens, shop.closes), has_everything=has_everything)


def _counter(view: CartView, method: Method, shop: Location, at: datetime) -> Counter:
    here = lines_at(view, shop.id)
    return Counter(
        location=shop,
        lines_here=here,
        has_everything=here == len(view.lines),
        promise=promise_at(view, method, shop, at),
    )
