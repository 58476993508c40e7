"""What the checkout page shows: ways, dates, fees, what was filled in; and which carts were left before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import accounts, inventory, pricing, shipping
from technomart.domain.accounts import Account
from technomart.domain.carts import Cart, CartLine, CartStatus, CartView
from technomart.domain.catalog import Variant
from technomart.domain.checkout.models import CartReminder, CheckoutDraft
from technomart.domain.checkout.rules import LEFT_AFTER, LEFT_AT_MOST, MAILING, MAILING_AT_MOST_EVERY
from technomart.domain.inventory import Location, LocationKind, NotEnoughStock
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


def require_in_stock(session: Session, cart_token: str, account_id: int | None) -> None:
    """Refuse NotEnoughStock for one's own open cart whose goods have run out, by one look that waits for nobody.

    Asked before an order is placed, so that of a crowd that comes too late nobody queues only to be refused. It
    promises nothing: placing the order looks again under the lock. Nothing is said of goods of which a reservation
    that is over still holds some.
    """
    free = inventory.free_of(CartLine.variant_id)
    short = session.execute(
        select(CartLine.variant_id, Variant.sku, free.label("free"))
        .join(Cart, Cart.id == CartLine.cart_id)
        .join(Variant, Variant.id == CartLine.variant_id)
        .where(
            Cart.token == cart_token,
            Cart.status == CartStatus.open,
            Cart.account_id.is_(None) | (Cart.account_id == account_id),
            CartLine.quantity > free,
            ~inventory.holds_expired(CartLine.variant_id),
        )
        .order_by(CartLine.id)
        .limit(1)
    ).one_or_none()
    if short is not None:
        raise NotEnoughStock(sku=short.sku, available=int(short.free), variant_id=short.variant_id)


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
    """The exact total of a cart and its delivery less its promo code, at the prices and the VAT rate of the view."""
    lines = [QuoteLine(line.offer.price.minor, line.quantity) for line in view.lines if line.offer and line.counts]
    return pricing.quote(lines, [fee.minor], view.vat_basis_points, view.discount)


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
