"""What ordering a cart would come to by each way, before anything is ordered."""

from __future__ import annotations

from technomart.domain import carts, checkout, payments, shipping
from technomart.domain.checkout import Counter, Way
from technomart.domain.shipping import Destination, ServiceOffer
from technomart.foundation import clock
from technomart.foundation.errors import DomainError
from technomart.foundation.money import Money
from technomart.web.api.v1.carts import cart_of
from technomart.web.api.v1.examples import CONTACT
from technomart.web.api.v1.operations import Call, Link, changes
from technomart.web.api.v1.schemas import ways as way_shapes
from technomart.web.api.v1.schemas.buying import Quote
from technomart.web.api.v1.schemas.ways import CheckOut
from technomart.web.api.v1.schemas.wire import Sum
from technomart.web.context import lang, runtime
from technomart.web.errors import words_of

AGREED = {
    "cart": "$response.body#/cart/token",
    "contact": CONTACT,
    "delivery": {"way": "$response.body#/ways/0/code", "shop": "$response.body#/ways/0/shops/0/code"},
    "payment": "$response.body#/payment_methods/0",
    "agreed_total": "$response.body#/ways/0/total",
    "accepts_offer": True,
}
"""How an order follows from a quote."""


@changes(
    "POST",
    "/checkout",
    tag="orders",
    body=CheckOut,
    answer=Quote,
    links=(Link(to="place_order", body=AGREED),),
)
def quote_cart(call: Call) -> Quote:
    """What ordering this cart would come to by each way, and when it would arrive. Nothing is held by asking.

    Fees and dates are those of the address in `to`; without it, those of the first zone of each way. A carrier's way
    whose fee is not known yet is among the `refused` with `delivery_not_counted_now`: the carrier is being asked, so
    ask again in some seconds.
    """
    at = clock.now()
    cart = carts.get_own_cart(call.db, call.body.cart, call.caller.account_id)
    view = carts.show(call.db, cart, lang=lang(), at=at)
    to = None if call.body.to is None else Destination(call.body.to.city, call.body.to.postal_code)
    shop = runtime()
    offered = {"offered": shop.payment_methods, "carriers": shop.carriers}
    ways = checkout.ways(call.db, view, lang=lang(), at=at, to=to, point_code=call.body.point, **offered)
    for wish in dict.fromkeys(wish for way in ways for wish in way.wishes):
        shipping.want_tariffs(call.db, wish, at)
    return Quote(
        cart=cart_of(view),
        ways=[_way(view, way) for way in ways if way.refusal is None],
        refused=[_refused(way, way.refusal) for way in ways if way.refusal is not None],
        payment_methods=offered_methods(),
    )


def offered_methods() -> list[str]:
    """The ways to pay that are offered; what is paid on delivery comes first."""
    return [method for method in checkout.PAYMENT_METHODS if method in runtime().payment_methods]


def _way(view: carts.CartView, way: Way) -> way_shapes.Way:
    quote = checkout.quote_of(view, way.fee)
    return way_shapes.Way(
        code=way.method.code,
        kind=way.method.kind,
        name=way.method.name,
        note=way.method.note,
        prepaid_only=not payments.is_payable(way.method.kind, payments.ON_DELIVERY),
        zone=way.zone.name if way.zone else None,
        fee=Sum.of(way.fee),
        discount=Sum.of(Money(quote.discount_kopecks)),
        total=Sum.of(Money(quote.total_kopecks)),
        vat=Sum.of(Money(quote.vat_kopecks)),
        since=way.promise.since if way.promise else None,
        until=way.promise.until if way.promise else None,
        shops=[_counter(counter) for counter in way.counters],
        slots=[
            way_shapes.Slot(code=slot.code, since=slot.promise.since, until=slot.promise.until, is_free=slot.left > 0)
            for slot in way.slots
        ],
        services=[_service(one) for one in way.services],
        carrier=way.method.carrier or None,
    )


def _service(offer: ServiceOffer) -> way_shapes.Service:
    return way_shapes.Service(
        code=offer.code,
        kind=offer.kind,
        name=offer.name,
        note=offer.note,
        pieces=offer.pieces,
        fee=Sum.of(Money(offer.fee_kopecks)),
    )


def _refused(way: Way, why: DomainError) -> way_shapes.RefusedWay:
    method = way.method
    return way_shapes.RefusedWay(
        code=method.code, kind=method.kind, name=method.name, reason=why.code, detail=words_of(why)
    )


def _counter(counter: Counter) -> way_shapes.PickUpPoint:
    english, shop = lang() == "en", counter.location
    return way_shapes.PickUpPoint(
        code=shop.code,
        name=(english and shop.name_en) or shop.name,
        address=(english and shop.address_en) or shop.address,
        has_everything=counter.has_everything,
        lines_here=counter.lines_here,
        since=counter.promise.since,
        until=counter.promise.until,
    )
