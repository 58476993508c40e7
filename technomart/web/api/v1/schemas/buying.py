"""Carts, the checkout and orders on the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from technomart.domain.checkout import PAYMENT_METHODS
from technomart.domain.pricing import CodeProblem
from technomart.web.api.v1.schemas.buyers import Buyer, Company, Invoice
from technomart.web.api.v1.schemas.ways import ByCourier, ByPickUp, RefusedWay, ToPoint, Way
from technomart.web.api.v1.schemas.wire import (
    Email,
    Given,
    GivenSum,
    Moment,
    Phone,
    Picture,
    Quantity,
    Sku,
    Sum,
    Token,
    Told,
    line,
)


class AddLine(Given):
    """So many more pieces of a variant."""

    sku: Sku
    quantity: Quantity = 1


class OpenCart(Given):
    """What lies in the cart from the beginning."""

    lines: list[AddLine] = Field([], max_length=20)


class SetLine(Given):
    """Just so many pieces of a variant."""

    quantity: Quantity


class CartLine(Told):
    """One line. `problem` is gone, few or unpriced: with one the cart cannot be ordered as it stands."""

    sku: str
    slug: str
    name: str
    picture: Picture | None
    quantity: int
    most: int
    price: Sum | None
    old_price: Sum | None
    sum: Sum
    seen_price: Sum
    price_has_changed: bool
    problem: Literal["gone", "few", "unpriced"] | None


class CartCode(Told):
    """The promo code a cart remembers. `problem`: why it takes nothing off, `missing`: how much of its least sum."""

    code: str
    problem: Literal[tuple(CodeProblem)] | None  # type: ignore[valid-type]
    missing: Sum | None


class UsePromoCode(Given):
    """A promo code, however it is written."""

    code: line(60, least=1)  # type: ignore[valid-type]


class Cart(Told):
    """A cart with today's prices and stock. `total` is goods less what the promo code takes off them; no delivery."""

    token: str
    lines: list[CartLine]
    pieces: int
    goods: Sum
    saving: Sum
    promo_code: CartCode | None
    discount: Sum
    total: Sum
    vat: Sum
    can_be_ordered: bool


class Quote(Told):
    """What ordering the cart would come to, by each way, and the ways it cannot take."""

    cart: Cart
    ways: list[Way]
    refused: list[RefusedWay]
    payment_methods: list[str]


class Contact(Given):
    """Whom the order is for."""

    name: line(100, least=1)  # type: ignore[valid-type]
    phone: Phone
    email: Email


class PlaceOrder(Given):
    """An order. `agreed_total` is the total the shopper saw; a moved price is put to them, not charged.

    `company`: needed for `invoice`, not looked at otherwise.
    `accepts_offer`: the public offer (`/documents/offer`) is accepted. The two consents are free to give.
    """

    cart: Token
    contact: Contact
    delivery: ByPickUp | ToPoint | ByCourier
    payment: Literal[tuple(PAYMENT_METHODS)]  # type: ignore[valid-type]
    agreed_total: GivenSum
    accepts_offer: Literal[True]
    comment: line(500) = ""  # type: ignore[valid-type]
    consents: list[Literal["order", "marketing"]] = Field([], max_length=2)
    company: Company | None = None


class OrderLine(Told):
    """One line as it was sold."""

    sku: str
    slug: str
    name: str
    quantity: int
    cancelled: int
    shipped: int
    delivered: int
    returned: int
    price: Sum
    sum: Sum
    discount: Sum
    vat: Sum
    warranty_months: int


class OrderFee(Told):
    """What is charged beside the goods. `kind`: delivery, lifting, installation, removal."""

    kind: str
    name: str
    amount: Sum
    discount: Sum


class OrderDiscount(Told):
    """What was taken off and by what; lines and fees bear it part by part."""

    kind: str
    name: str
    amount: Sum


class OrderEvent(Told):
    """One thing that happened."""

    kind: str
    at: Moment


class OrderEntry(Told):
    """An order in a list."""

    number: str
    status: str
    payment_status: str
    fulfilment_status: str
    placed_at: Moment
    total: Sum
    pieces: int


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


class Order(OrderEntry):
    """An order in full. `token` opens it without a key: keep it like one.

    `credited`: what of the total is no longer asked for, because it was called off or came back.
    """

    token: str
    url: str
    lines: list[OrderLine]
    fees: list[OrderFee]
    goods: Sum
    discounts: list[OrderDiscount]
    discount: Sum
    vat: Sum
    paid: Sum
    refunded: Sum
    credited: Sum
    owed: Sum
    pay_before: Moment | None
    contact: Buyer
    delivery: str
    pickup: str | None
    parcel: Parcel | None
    address: dict[str, str] | None
    promised_from: Moment | None
    promised_to: Moment | None
    payment: str
    invoice: Invoice | None
    comment: str
    may_be_cancelled: bool
    events: list[OrderEvent]


class Orders(Told):
    """A page of orders, newest first."""

    total: int
    page: int
    per_page: int
    items: list[OrderEntry]


class Pay(Given):
    """By which of the offered ways the order shall be paid, once more or instead."""

    method: Literal[tuple(PAYMENT_METHODS)]  # type: ignore[valid-type]


class Payment(Told):
    """One attempt to pay. `pay_url` is the shop's page that leads on; `confirmation_url` is the bank's, once known.

    `status`: opening, pending, authorized (held until the shop confirms the order), paid, cancelled.
    """

    method: str
    status: str
    amount: Sum
    refunded: Sum
    opened_at: Moment
    pay_url: str
    confirmation_url: str | None
    cancel_reason: str | None


class Payments(Told):
    """Every attempt to pay an order, oldest first, and until when it must be paid, if beforehand."""

    payment_status: str
    owed: Sum
    pay_before: Moment | None
    items: list[Payment]
