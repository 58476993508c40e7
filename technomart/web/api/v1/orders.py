"""From a cart to an order, and what becomes of it: for accounts by number, for guests by the order's own token."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import accounts, carts, checkout, fulfilment, inventory, invoices, orders, payments, shipping
from technomart.domain.catalog import UnknownSku
from technomart.domain.checkout import Contact, Delivery
from technomart.domain.inventory import LocationKind, UnknownLocation
from technomart.domain.invoices import Company
from technomart.foundation.errors import Conflict
from technomart.foundation.money import Money
from technomart.web.accounts_store import count_order
from technomart.web.agreeing import keep_consent, terms_of
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.parcels import parcel_of
from technomart.web.api.v1.schemas import buying, moving
from technomart.web.api.v1.schemas.buyers import Buyer, Invoice
from technomart.web.api.v1.schemas.buying import Order, OrderEntry, Orders, PlaceOrder
from technomart.web.api.v1.schemas.moving import CancelOrder, Units
from technomart.web.api.v1.schemas.ways import ByPickUp, ToPoint
from technomart.web.api.v1.schemas.wire import AskedPage, Sum
from technomart.web.api.v1.showing import page_url
from technomart.web.api.v1.voices import paging_of
from technomart.web.context import lang, runtime

SHOPPER = "shopper"


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
        Link(to="list_guest_units", parameters={"token": "$response.body#/token"}),
        Link(to="list_units", parameters={"number": "$response.body#/number"}),
        Link(to="list_units_of_shopper", parameters={"number": "$response.body#/number"}),
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
    count_order(call.db, call.caller.account_id)
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


@reads("/orders/<number>/units", tag="orders", answer=Units)
def list_units(call: Call) -> Units:
    """The pieces of one of the account's orders that are known by their serial numbers, each with its warranty."""
    return units_told(call, orders.get_order_of(call.db, call.caller.own_account_id, call.path["number"]))


@reads("/guest-orders/<token>/units", tag="orders", answer=Units)
def list_guest_units(call: Call) -> Units:
    """The same by the order's own token."""
    return units_told(call, orders.get_order_by_token(call.db, call.path["token"]))


def units_told(call: Call, order: orders.Order) -> Units:
    """The order's pieces by their numbers."""
    by_id = {line.id: line for line in order.lines}
    return Units(
        items=[
            moving.Unit(
                sku=by_id[one.order_line_id].sku,
                name=by_id[one.order_line_id].name,
                serial=one.serial,
                imei=one.imei,
                handed_over_at=one.handed_over_at,
                warranty_until=one.warranty_until.isoformat() if one.warranty_until else None,
                is_returned=one.returned_at is not None,
            )
            for one in fulfilment.units_of(call.db, order.id)
        ]
    )


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
        "contact": Buyer(name=order.name, phone=order.phone, email=order.email),
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


def _invoice(db: Session, order: orders.Order) -> Invoice | None:
    company = invoices.find_company(db, order.id)
    if company is None:
        return None
    return Invoice(
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
