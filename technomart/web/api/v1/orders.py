"""From a cart to an order, and what becomes of it: for accounts by number, for guests by the order's own token."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import accounts, carts, checkout, inventory, invoices, orders, payments, shipping
from technomart.domain.catalog import UnknownSku
from technomart.domain.checkout import Contact, Counter, Delivery, Way
from technomart.domain.inventory import LocationKind, UnknownLocation
from technomart.domain.invoices import Company
from technomart.domain.shipping import Destination, ServiceOffer
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, DomainError
from technomart.foundation.money import Money
from technomart.web.agreeing import keep_consent, terms_of
from technomart.web.api.v1.carts import cart_of
from technomart.web.api.v1.examples import CONTACT
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.parcels import parcel_of
from technomart.web.api.v1.schemas import buying
from technomart.web.api.v1.schemas import ways as way_shapes
from technomart.web.api.v1.schemas.buying import Order, OrderEntry, Orders, PlaceOrder, Quote
from technomart.web.api.v1.schemas.moving import CancelOrder
from technomart.web.api.v1.schemas.ways import ByPickUp, CheckOut, ToPoint
from technomart.web.api.v1.schemas.wire import AskedPage, Sum
from technomart.web.api.v1.showing import page_url
from technomart.web.api.v1.voices import paging_of
from technomart.web.context import lang, runtime
from technomart.web.errors import words_of

SHOPPER = "shopper"
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


def look_ahead(call: Call) -> None:
    """Refuse NotEnoughStock to a cart that plainly has run out, as long as it is the caller's and not yet ordered."""
    checkout.require_in_stock(call.db, call.body.cart, call.caller.account_id)


@creates(
    "/orders",
    tag="orders",
    body=PlaceOrder,
    answer=Order,
    at="/guest-orders/{token}",
    ahead=look_ahead,
    links=(
        Link(to="get_guest_order", parameters={"token": "$response.body#/token"}),
        Link(to="list_guest_payments", parameters={"token": "$response.body#/token"}),
        Link(to="list_payments", parameters={"number": "$response.body#/number"}),
        Link(to="list_payments_of_shopper", parameters={"number": "$response.body#/number"}),
        Link(to="cancel_guest_order", parameters={"token": "$response.body#/token"}),
        Link(to="get_order", parameters={"number": "$response.body#/number"}),
        Link(to="cancel_order", parameters={"number": "$response.body#/number"}),
        Link(to="confirm_order", parameters={"number": "$response.body#/number"}),
        Link(to="receive_bank_payment", parameters={"number": "$response.body#/number"}),
        Link(to="cancel_order_of_shopper", parameters={"number": "$response.body#/number"}),
    ),
)
def place_order(call: Call) -> Order:
    """Order a cart: exactly once, at the total that was agreed to, never more than there is.

    A total that has moved is 409 `price_changed` with the new one, and 409 `promo_code_…` if the code takes nothing
    off any more: then agree to the total without it, or take it out of the cart. Stock that has gone is 409
    `not_enough_stock`. The same cart again gives the same order, to a guest only with the same
    e-mail address.
    """
    body = call.body
    carts.require_own_cart(call.db, body.cart, call.caller.account_id)
    placed = checkout.place_order(
        call.db,
        cart_token=body.cart,
        account_id=call.caller.account_id,
        contact=Contact(body.contact.name, body.contact.phone, body.contact.email),
        delivery=_delivery(call),
        payment_method=body.payment,
        agreed_total=body.agreed_total.money,
        lang=lang(),
        accepts_offer=body.accepts_offer,
        faults=runtime().faults,
        comment=body.comment,
        terms=terms_of(call.db),
        offered=runtime().payment_methods,
        carriers=runtime().carriers,
        company=body.company and Company(**body.company.model_dump()),
    )
    require_same_buyer(call, placed)
    for purpose in dict.fromkeys(body.consents):
        keep_consent(call.db, purpose, form="api order", subject=placed.email, account_id=placed.account_id)
    for payment in payments.live_payments_of(call.db, placed.id) if placed.pay_before else ():
        payments.ask_after(call.db, payment.id)
    return order_of(call.db, placed)


def require_same_buyer(call: Call, placed: orders.Order) -> None:
    """Refuse UnknownCart to a guest who asks for an order that was placed before under another e-mail address.

    A cart's token is sent about more freely than an order's, and must not open a name and an address.
    """
    is_own = placed.account_id is not None and placed.account_id == call.caller.account_id
    if not is_own and placed.email != accounts.normal_email(call.body.contact.email):
        raise carts.UnknownCart()


def _delivery(call: Call) -> Delivery:
    """How the goods shall come. Refuses names the shop does not have, and an address where a shop is needed."""
    wish = call.body.delivery
    method = shipping.get_method(call.db, wish.way, lang(), carriers=runtime().carriers)
    if method.is_pickup is not isinstance(wish, ByPickUp) or method.to_point is not isinstance(wish, ToPoint):
        raise Conflict("wrong_delivery", way=wish.way)
    if isinstance(wish, ToPoint):
        return Delivery(method.code, point_code=shipping.get_point(call.db, method.carrier, wish.point).code)
    if not isinstance(wish, ByPickUp):
        services = tuple(dict.fromkeys(wish.services))
        return Delivery(method.code, slot=wish.slot, address=wish.address.model_dump(), services=services)
    if inventory.get_location(call.db, wish.shop).kind is not LocationKind.shop:
        raise UnknownLocation(location=wish.shop)
    return Delivery(method.code, pickup_code=wish.shop)


@reads(
    "/orders",
    tag="orders",
    query=AskedPage,
    answer=Orders,
    links=(Link(to="get_order", parameters={"number": "$response.body#/items/0/number"}),),
)
def list_orders(call: Call) -> Orders:
    """The account's orders, newest first."""
    paging = paging_of(call.query)
    found, total = orders.orders_of(call.db, call.caller.own_account_id, paging)
    return Orders(total=total, page=paging.number, per_page=paging.size, items=[entry_of(one) for one in found])


@reads("/orders/<number>", tag="orders", answer=Order)
def get_order(call: Call) -> Order:
    """One of the account's orders in full."""
    return order_of(call.db, orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"]))


@changes("POST", "/orders/<number>/cancel", tag="orders", body=CancelOrder, answer=Order)
def cancel_order(call: Call) -> Order:
    """Call off one of the account's orders as long as nothing of it has left the house, or pieces that are still in.

    Money for it goes home by itself. More pieces than are in the house are 409 `order_too_many_chosen`.
    """
    order = orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"])
    return _call_off(call, order)


@reads("/guest-orders/<token>", tag="orders", answer=Order)
def get_guest_order(call: Call) -> Order:
    """An order by its own unguessable token, without a key."""
    return order_of(call.db, orders.get_order_by_token(call.db, call.path["token"]))


@changes("POST", "/guest-orders/<token>/cancel", tag="orders", body=CancelOrder, answer=Order)
def cancel_guest_order(call: Call) -> Order:
    """Call off an order, or pieces of it, by its own token, as `cancel_order` does."""
    order = orders.get_order_by_token(call.db, call.path["token"])
    return _call_off(call, order)


def _call_off(call: Call, order: orders.Order) -> Order:
    how: dict[str, Any] = {"reason": "changed_mind", "faults": runtime().faults, "pieces": pieces_of(call, order)}
    return order_of(call.db, checkout.cancel_order(call.db, order.id, actor=SHOPPER, **how))


def pieces_of(call: Call, order: orders.Order) -> dict[int, int] | None:
    """The pieces a request names, by the line's position; None if it names none. Refuses UnknownSku."""
    by_sku = {line.sku: line.position for line in reversed(order.lines)}
    if not {line.sku for line in call.body.lines} <= by_sku.keys():
        raise UnknownSku()
    pieces: dict[int, int] = {}
    for line in call.body.lines:
        pieces[by_sku[line.sku]] = pieces.get(by_sku[line.sku], 0) + line.quantity
    return pieces or None


def entry_of(order: orders.Order) -> OrderEntry:
    """An order as lists show it."""
    return OrderEntry(
        number=order.number,
        status=order.status.value,
        payment_status=order.payment_status.value,
        fulfilment_status=order.fulfilment_status.value,
        placed_at=order.placed_at,
        total=Sum.of(Money(order.total_kopecks)),
        pieces=sum(line.quantity for line in order.lines),
    )


def order_of(db: Session, order: orders.Order) -> Order:
    """An order in full, as its shopper may see it."""
    return Order(**facts_of(db, order))


def facts_of(db: Session, order: orders.Order) -> dict[str, Any]:
    """What both a shopper and the shop's people see of an order."""
    return {
        **dict(entry_of(order)),
        "token": order.public_token,
        "url": page_url(f"/orders/{order.public_token}"),
        "lines": [_line(line) for line in order.lines],
        "fees": [
            buying.OrderFee(
                kind=fee.kind,
                name=fee.name,
                amount=Sum.of(Money(fee.amount_kopecks)),
                discount=Sum.of(Money(fee.discount_kopecks)),
            )
            for fee in order.fees
        ],
        "discounts": [
            buying.OrderDiscount(kind=one.kind, name=one.name, amount=Sum.of(Money(one.amount_kopecks)))
            for one in order.discounts
        ],
        "goods": Sum.of(Money(order.goods_kopecks)),
        "discount": Sum.of(Money(order.discount_kopecks)),
        "vat": Sum.of(Money(order.vat_kopecks)),
        "paid": Sum.of(Money(order.paid_kopecks)),
        "refunded": Sum.of(Money(order.refunded_kopecks)),
        "credited": Sum.of(Money(order.credited_kopecks)),
        "owed": Sum.of(Money(orders.owed(orders.money_of(order)))),
        "pay_before": order.pay_before,
        "contact": buying.Buyer(name=order.name, phone=order.phone, email=order.email),
        "delivery": order.shipping_code,
        "pickup": order.pickup_name,
        "parcel": parcel_of(db, order),
        "address": order.address,
        "promised_from": order.promised_from,
        "promised_to": order.promised_to,
        "payment": order.payment_method,
        "invoice": _invoice(db, order),
        "comment": order.comment,
        "may_be_cancelled": orders.may_be_cancelled(order.status, orders.goods_of(order)),
        "events": [buying.OrderEvent(kind=one.kind, at=one.at) for one in order.events if one.is_public],
    }


def _invoice(db: Session, order: orders.Order) -> buying.Invoice | None:
    company = invoices.find_company(db, order.id)
    if company is None:
        return None
    return buying.Invoice(
        number=company.invoice_number,
        day=company.invoiced_on,
        url=page_url(f"/orders/{order.public_token}/invoice.pdf"),
        name=company.name,
        inn=company.inn,
        kpp=company.kpp,
        address=company.address,
    )


def _line(line: orders.OrderLine) -> buying.OrderLine:
    return buying.OrderLine(
        sku=line.sku,
        slug=line.slug,
        name=line.name,
        quantity=line.quantity,
        cancelled=line.cancelled,
        shipped=line.shipped,
        delivered=line.delivered,
        returned=line.returned,
        price=Sum.of(Money(line.price_kopecks)),
        sum=Sum.of(Money(line.sum_kopecks)),
        discount=Sum.of(Money(line.discount_kopecks)),
        vat=Sum.of(Money(line.vat_kopecks)),
        warranty_months=line.warranty_months,
    )
