"""What the checkout page shows: ways, dates, fees, what was filled in; and which carts were left before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy.orm import Session

from technomart.domain import accounts, inventory, payments, pricing, shipping
from technomart.domain.accounts import Account, Address, UnknownAccount
from technomart.domain.carts import Cart, CartLine, CartStatus, CartView
from technomart.domain.catalog import Variant
from technomart.domain.checkout.models import CartReminder, CheckoutDraft
from technomart.domain.checkout.rules import LEFT_AFTER, LEFT_AT_MOST, MAILING, MAILING_AT_MOST_EVERY, PLACE_PARTS
from technomart.domain.inventory import Location, LocationKind, NotEnoughStock
from technomart.domain.pricing import Quote, QuoteLine
from technomart.domain.shipping import (
    CarrierDesk,
    CarrierPoint,
    CityMissing,
    Destination,
    Hours,
    Method,
    NobodyBringsThere,
    NotCountedNow,
    Parcel,
    Piece,
    PostalCodeMissing,
    Promise,
    Service,
    ServiceOffer,
    Slot,
    TariffWish,
    TooHeavy,
    Zone,
)
from technomart.foundation import clock
from technomart.foundation.errors import DomainError
from technomart.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Counter:
    """A shop where the cart can be picked up: how many of its lines lie there, and when it can be fetched."""

    location: Location
    lines_here: int
    has_everything: bool
    promise: Promise


@dataclass(frozen=True, slots=True)
class OnOffer:
    """What does not depend on a cart, in one language: the ways of delivery, the services beside them, the shops."""

    methods: Sequence[Method]
    services: Sequence[Service]
    shops: Sequence[Location]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of delivery for this very cart. A pick-up has its shops, a courier the earliest date and its times.

    `services` can be had beside it. `refusal` says why the way cannot be taken to where the goods shall go; then its
    fee means nothing. `point` is the carrier's point that was chosen, `wishes` what the carrier should be asked soon.
    """

    method: Method
    fee: Money
    promise: Promise | None
    counters: tuple[Counter, ...] = ()
    slots: tuple[Slot, ...] = ()
    zone: Zone | None = None
    services: tuple[ServiceOffer, ...] = ()
    refusal: DomainError | None = None
    point: CarrierPoint | None = None
    wishes: tuple[TariffWish, ...] = ()

    @property
    def name(self) -> str:
        """The way with the zone it goes to."""
        return shipping.name_in(self.method, self.zone)


def require_in_stock(session: Session | Connection, cart_token: str, account_id: int | None) -> None:
    """Refuse NotEnoughStock for one's own open cart whose goods have run out, by one look that waits for nobody.

    Asked before an order is placed, so that of a crowd that comes too late nobody queues only to be refused. It
    promises nothing: placing the order looks again under the lock. Nothing is said of goods of which a reservation
    that is over still holds some.
    """
    whose = {"token": cart_token, "account": account_id, "at": clock.now()}
    short = session.execute(_run_out(), whose).one_or_none()
    if short is not None:
        raise NotEnoughStock(sku=short.sku, available=int(short.free), variant_id=short.variant_id)


@cache
def _run_out() -> Select[*tuple[Any, ...]]:
    """The first line of the open cart with this token, nobody's or this account's, that has plainly run out."""
    free = inventory.free_of(CartLine.variant_id)
    return (
        select(CartLine.variant_id, Variant.sku, free.label("free"))
        .join(Cart, Cart.id == CartLine.cart_id)
        .join(Variant, Variant.id == CartLine.variant_id)
        .where(
            Cart.token == bindparam("token"),
            Cart.status == CartStatus.open,
            Cart.account_id.is_(None) | (Cart.account_id == bindparam("account")),
            CartLine.quantity > free,
            ~inventory.holds_expired(CartLine.variant_id, bindparam("at")),
        )
        .order_by(CartLine.id)
        .limit(1)
    )


def on_offer(session: Session, lang: str, *, carriers: Collection[str] = ()) -> OnOffer:
    """What is offered now, of carriers only those named. Whoever keeps it looks for changes of the vocabulary."""
    return OnOffer(
        methods=shipping.methods(session, lang, carriers=carriers),
        services=shipping.services(session, lang),
        shops=inventory.locations(session, LocationKind.shop),
    )


def ways(
    session: Session,
    view: CartView,
    *,
    lang: str,
    at: datetime,
    to: Destination | None = None,
    offered: Collection[str] = tuple(payments.METHODS),
    point_code: str = "",
    carriers: Collection[str] = (),
    known: OnOffer | None = None,
) -> list[Way]:
    """The ways this cart can reach the shopper, in their order; shops that have everything come first.

    `to` is where the goods shall go; unknown, every way is shown for its first zone. A way that none of the offered
    ways to pay suits is left out. Those of `carriers` are among them, at what these have told; `point_code` is the
    point that was chosen. `known` is what is on offer in this language, read now if it is not given.
    """
    known = known or on_offer(session, lang, carriers=carriers)
    desk = CarrierDesk(session, parcel_of(view), at, to)
    found = [
        _carried_way(desk, method, point_code)
        if method.is_carried
        else _way(session, view, method, known.shops, at, to)
        for method in known.methods
        if payments.is_payable(method.kind, offered)
    ]
    return [replace(way, services=services_for(view, way.method, known.services)) for way in found]


def least_fee(view: CartView, methods: Iterable[Method]) -> Money:
    """What the cheapest of these ways costs for this cart, each in its first zone; nothing where there is none."""
    fees = []
    for method in methods:
        if method.is_carried:
            continue
        try:
            fees.append(shipping.fee_of(method, parcel_of(view), shipping.zone_of(method, None)))
        except (PostalCodeMissing, TooHeavy):
            continue
    return Money(min(fees, default=0))


def _carried_way(desk: CarrierDesk, method: Method, point_code: str) -> Way:
    point = desk.point(method, point_code)
    try:
        carried = desk.carried(method, desk.city(method, point))
    except (CityMissing, NobodyBringsThere, NotCountedNow, TooHeavy) as refusal:
        return Way(method, Money(0), None, refusal=refusal, point=point, wishes=tuple(desk.wishes))
    fee = Money(carried.fee_kopecks)
    return Way(method, fee, carried.promise, point=point, wishes=tuple(desk.wishes))


def _way(
    session: Session,
    view: CartView,
    method: Method,
    shops: Sequence[Location],
    at: datetime,
    to: Destination | None,
) -> Way:
    try:
        zone = shipping.zone_of(method, to)
        fee = Money(shipping.fee_of(method, parcel_of(view), zone))
    except (NobodyBringsThere, PostalCodeMissing, TooHeavy) as refusal:
        return Way(method, Money(0), None, refusal=refusal)
    if method.is_pickup:
        counters = [_counter(view, method, shop, at) for shop in shops]
        counters.sort(key=lambda counter: not counter.has_everything)
        return Way(method, fee, None, tuple(counters))
    slots = tuple(shipping.slots_of(session, method, at, zone))
    earliest = next((slot.promise for slot in slots if slot.left > 0), None)
    return Way(method, fee, earliest or shipping.promise(method, at, zone=zone), slots=slots, zone=zone)


def services_for(view: CartView, method: Method, known: Iterable[Service]) -> tuple[ServiceOffer, ...]:
    """Which of these services our people can do beside bringing this cart."""
    if not method.offers_services:
        return ()
    bought = [(line.facts, line.quantity) for line in view.lines if line.counts]
    pieces = [Piece(facts.product_type_id, facts.weight_grams, quantity) for facts, quantity in bought]
    return shipping.offers_for(known, pieces)


def parcel_of(view: CartView) -> Parcel:
    """What is to be brought when this cart is ordered."""
    bought = [line for line in view.lines if line.counts]
    weights = [line.facts.weight_grams for line in bought]
    return Parcel(
        goods_kopecks=view.totals.goods.minor,
        grams=sum((weight or 0) * line.quantity for weight, line in zip(weights, bought, strict=True)),
        is_weighed=None not in weights,
    )


def quote_of(view: CartView, fee: Money, services: Sequence[ServiceOffer] = ()) -> Quote:
    """The exact total of a cart, its delivery and services less its promo code, at the view's prices and VAT rate."""
    lines = [QuoteLine(line.offer.price.minor, line.quantity) for line in view.lines if line.offer and line.counts]
    charged = [service.fee_kopecks for service in services]
    return pricing.quote(lines, [fee.minor], view.vat_basis_points, view.discount, services=charged)


def draft_of(session: Session, cart: Cart | None) -> dict[str, str]:
    """What the shopper has filled in so far."""
    if cart is None:
        return {}
    return dict(session.scalar(_draft(), {"cart": cart.id}) or {})


@cache
def _draft() -> Select[dict[str, str]]:
    return select(CheckoutDraft.answers).where(CheckoutDraft.cart_id == bindparam("cart"))


def begun(session: Session, cart: Cart | None, account_id: int | None) -> dict[str, str]:
    """What the form begins with: what we know of the account, and over it what was filled in so far. One query."""
    if account_id is None:
        return draft_of(session, cart)
    found = session.execute(
        select(Account, Address, CheckoutDraft)
        .outerjoin(Address, (Address.account_id == Account.id) & Address.is_usual)
        .outerjoin(CheckoutDraft, CheckoutDraft.cart_id == (None if cart is None else cart.id))
        .where(Account.id == account_id, Account.is_active)
        .order_by(Address.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        raise UnknownAccount()
    account, usual, draft = found
    known = {"name": account.name, "phone": account.phone, "email": account.email}
    if usual is not None:
        known |= {part: getattr(usual, part) for part in PLACE_PARTS}
    return known | (dict(draft.answers) if draft else {})


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


@dataclass(frozen=True, slots=True)
class LeftCart:
    """A cart that nobody has touched for a day, as it was seen."""

    token: str
    version: int


@dataclass(frozen=True, slots=True)
class LeftCarts:
    """A portion of them: those whose shopper may be reminded, and where to look on; None at the end."""

    carts: tuple[LeftCart, ...]
    last: int | None


def left_carts(session: Session, *, after: int, most: int, at: datetime) -> LeftCarts:
    """Look at up to `most` carts beyond the id `after` that were left with goods in them and not reminded of yet."""
    reminded = select(CartReminder.id).where(CartReminder.cart_token == Cart.token).exists()
    filled = select(CartLine.id).where(CartLine.cart_id == Cart.id).exists()
    drafts = select(CheckoutDraft.id).where(CheckoutDraft.cart_id == Cart.id)
    found = session.scalars(
        select(Cart)
        .where(
            Cart.id > after,
            Cart.status == CartStatus.open,
            Cart.changed_at <= at - LEFT_AFTER,
            Cart.changed_at > at - LEFT_AT_MOST,
            Cart.account_id.is_not(None) | drafts.exists(),
            ~drafts.where(CheckoutDraft.changed_at > at - LEFT_AFTER).exists(),
            filled,
            ~reminded,
        )
        .order_by(Cart.id)
        .limit(most)
    ).all()
    wanted = tuple(LeftCart(cart.token, cart.version) for cart in found if _may_be_reminded(session, cart, at))
    return LeftCarts(wanted, found[-1].id if len(found) == most else None)


def _may_be_reminded(session: Session, cart: Cart, at: datetime) -> bool:
    reader = reader_of(session, cart)
    return reader is not None and not was_written_to(session, cart.token, reader[0], at)


def reader_of(session: Session, cart: Cart) -> tuple[str, Account | None] | None:
    """To whom a letter about this cart may go: the address and its account; None where no consent stands."""
    owner: Account | None = None
    if cart.account_id is not None:
        owner = accounts.find_open_account(session, cart.account_id)
        email = None if owner is None else owner.email
    else:
        email = _address_left_in(session, cart)
        owner = None if email is None else accounts.find_account_by_email(session, email)
        if owner is not None and not owner.is_active:
            return None
    if owner is not None and owner.confirmed_at is None:
        owner = None  # somebody has typed this address into a sign-up: that makes it nobody's
    if email is None:
        return None
    account_id = None if owner is None else owner.id
    agrees = accounts.agrees(session, MAILING, subject=email, account_id=account_id)
    return (email, owner) if agrees else None


def was_written_to(session: Session, cart_token: str, email: str, at: datetime) -> bool:
    """Whether this cart was ever reminded of, or this address of any cart within the week."""
    lately = (CartReminder.email == email) & (CartReminder.at > at - MAILING_AT_MOST_EVERY)
    known = select(CartReminder.id).where((CartReminder.cart_token == cart_token) | lately).limit(1)
    return session.scalar(known) is not None


def find_reminder(session: Session, token: str) -> str | None:
    """The address the reminder with this link went to, or None."""
    return session.scalar(select(CartReminder.email).where(CartReminder.token == token))


def _address_left_in(session: Session, cart: Cart) -> str | None:
    """The e-mail address in the half-filled form of this cart, if it is one."""
    try:
        return accounts.normal_email(draft_of(session, cart).get("email", ""))
    except accounts.InvalidEmail:
        return None
