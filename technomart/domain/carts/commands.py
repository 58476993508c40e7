"""Filling a cart, changing it, and bringing two carts together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Update, bindparam, delete, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from technomart.domain import catalog, inventory, pricing
from technomart.domain.carts.errors import CartFull, NotAQuantity, NotInCart, NotOnSale
from technomart.domain.carts.models import Cart, CartLine, CartStatus
from technomart.domain.carts.queries import load_lines, show
from technomart.domain.carts.rules import KEPT, MOST_LINES, MOST_PIECES, capped, most_of
from technomart.domain.pricing import CodeProblem, Customer
from technomart.foundation import clock, ids
from technomart.foundation.inserting import change_rows_later, write_new


@dataclass(frozen=True, slots=True)
class Removed:
    """What is needed to put a removed line back: `add_line(session, cart, removed.sku, removed.quantity)`."""

    variant_id: int
    sku: str
    quantity: int


def open_cart(session: Session, *, account_id: int | None, at: datetime) -> Cart:
    """A new empty cart with an unguessable token; a guest's has no account."""
    cart = Cart(
        token=ids.token(),
        account_id=account_id,
        status=CartStatus.open,
        version=0,
        created_at=at,
        changed_at=at,
        expires_at=at + KEPT,
        lines=[],
    )
    write_new(session, cart)
    return cart


def add_line(session: Session, cart: Cart, sku: str, quantity: int, *, at: datetime | None = None) -> CartLine:
    """Put so many more pieces into a locked cart.

    Refuses NotAQuantity, UnknownSku, NotOnSale, CartFull, and NotEnoughStock if more than there is would lie in it.
    """
    at = at or clock.now()
    variant = catalog.get_variant(session, sku)
    line = _find_line(cart, variant.id)
    if line is None and len(cart.lines) >= MOST_LINES:
        raise CartFull(most=MOST_LINES)
    wanted = quantity + (line.quantity if line and quantity > 0 else 0)
    price = _require_buyable(session, variant.id, sku, quantity, wanted, at)
    if line is None:
        line = CartLine(
            cart_id=cart.id, variant_id=variant.id, quantity=wanted, seen_price_kopecks=price, added_at=at
        )
        write_new(session, line)
        set_committed_value(cart, "lines", [*cart.lines, line])
    else:
        line.quantity, line.seen_price_kopecks = wanted, price
    _touch(cart, at)
    session.flush()  # the books are whole when this verb returns
    return line


def set_quantity(session: Session, cart: Cart, sku: str, quantity: int, *, at: datetime | None = None) -> CartLine:
    """Let a locked cart's line have just so many pieces. Refuses as `add_line` does, and NotInCart."""
    at = at or clock.now()
    line = _get_line(session, cart, sku)
    line.seen_price_kopecks = _require_buyable(session, line.variant_id, sku, quantity, quantity, at)
    line.quantity = quantity
    _touch(cart, at)
    session.flush()  # the books are whole when this verb returns
    return line


def remove_line(session: Session, cart: Cart, sku: str, *, at: datetime | None = None) -> Removed:
    """Take a line out of a locked cart; the answer can undo it. Refuses NotInCart."""
    line = _get_line(session, cart, sku)
    removed = Removed(variant_id=line.variant_id, sku=sku, quantity=line.quantity)
    cart.lines.remove(line)
    _touch(cart, at or clock.now())
    session.flush()  # the books are whole when this verb returns
    return removed


def clear(session: Session, cart: Cart, *, at: datetime | None = None) -> None:
    """Empty a locked cart."""
    cart.lines.clear()
    _touch(cart, at or clock.now())
    session.flush()  # the books are whole when this verb returns


def accept_prices(session: Session, cart: Cart, *, at: datetime) -> None:
    """The shopper of a locked cart has seen today's prices: they are news no longer."""
    offers = pricing.offers_of(session, [line.variant_id for line in cart.lines], at)
    for line in cart.lines:
        if line.variant_id in offers:
            line.seen_price_kopecks = offers[line.variant_id].price.minor
    session.flush()  # the books are whole when this verb returns


def use_code(session: Session, cart: Cart, word: str, *, at: datetime | None = None) -> None:
    """Let a locked cart remember a promo code instead of any it has. Refuses PromoCodeRefused with the reason."""
    at = at or clock.now()
    code = pricing.find_word(session, word)
    if code is None:
        raise pricing.PromoCodeRefused(CodeProblem.unknown.value, word="")
    goods = show(session, cart, lang="ru", at=at).totals.goods
    customer = Customer(cart.account_id)
    problem = pricing.problem_with(session, code, goods=goods, customer=customer, at=at)
    if problem is not None:
        raise problem
    cart.promo_code_id = code.id
    _touch(cart, at)
    session.flush()  # the books are whole when this verb returns


def drop_code(session: Session, cart: Cart, *, at: datetime | None = None) -> None:
    """Let a locked cart forget its promo code."""
    cart.promo_code_id = None
    _touch(cart, at or clock.now())
    session.flush()  # the books are whole when this verb returns


def convert(session: Session, cart: Cart, *, at: datetime) -> None:
    """A locked cart becomes an order: nothing more is put into it."""
    change_rows_later(session, _converted(), {"cart": cart.id, "at": at})
    set_committed_value(cart, "status", CartStatus.converted)
    set_committed_value(cart, "changed_at", at)


@cache
def _converted() -> Update:
    changed = {"status": CartStatus.converted, "changed_at": bindparam("at")}
    return update(Cart).where(Cart.id == bindparam("cart")).values(changed)


def merge(session: Session, *, guest_token: str | None, account_id: int) -> Cart | None:
    """Make the guest's cart and the account's open carts one, and give it to the account; none if both are missing.

    Quantities are added and capped by stock and by the limits of a cart; a promo code of the account's cart stays,
    else the guest's comes along. Every row is locked, in id order. A guest's cart that has become an order meanwhile,
    or belongs to another account, is left alone.
    """
    mine = (Cart.account_id == account_id) | (Cart.account_id.is_(None) & (Cart.token == (guest_token or "")))
    carts = list(
        session.scalars(
            select(Cart)
            .where(Cart.status == CartStatus.open, mine)
            .order_by(Cart.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )
    if not carts:
        return None
    for cart in carts:
        load_lines(session, cart)
    kept = next((cart for cart in carts if cart.account_id == account_id), carts[0])
    kept.account_id = account_id
    others = [cart for cart in carts if cart is not kept]
    if others:
        _pour(session, kept, others)
    return kept


def expire(session: Session, at: datetime, *, most: int) -> int:
    """Forget carts nobody has touched for long, converted ones too (an order is a copy); how many, at most so many.

    The condition is asked twice: a cart may be touched in between.
    """
    is_over = Cart.expires_at < at
    ids = session.scalars(select(Cart.id).where(is_over).limit(most)).all()
    session.execute(delete(Cart).where(Cart.id.in_(ids), is_over).execution_options(synchronize_session=False))
    return len(ids)


def _pour(session: Session, kept: Cart, others: list[Cart]) -> None:
    at = clock.now()
    poured = [line for cart in others for line in cart.lines]
    stock = inventory.availability_of(session, [line.variant_id for line in (*kept.lines, *poured)])
    for line in poured:
        present = _find_line(kept, line.variant_id)
        available = stock[line.variant_id].available
        if present is not None:
            present.quantity = capped(present.quantity + line.quantity, available)
        elif len(kept.lines) < MOST_LINES:
            kept.lines.append(
                CartLine(
                    variant_id=line.variant_id,
                    quantity=capped(line.quantity, available),
                    seen_price_kopecks=line.seen_price_kopecks,
                    added_at=line.added_at,
                )
            )
    codes = [cart.promo_code_id for cart in (kept, *others) if cart.promo_code_id is not None]
    kept.promo_code_id = codes[0] if codes else None
    for cart in others:
        cart.lines.clear()
        cart.status = CartStatus.abandoned
        _touch(cart, at)
    _touch(kept, at)
    session.flush()  # the books are whole when this verb returns


def _require_buyable(session: Session, variant_id: int, sku: str, quantity: int, wanted: int, at: datetime) -> int:
    """The price of a piece, if so many can be bought."""
    if not 1 <= quantity <= MOST_PIECES:
        raise NotAQuantity(field="quantity", most=MOST_PIECES)
    available = inventory.availability_of(session, [variant_id])[variant_id].available
    offer = pricing.offers_of(session, [variant_id], at).get(variant_id)
    if offer is None:
        raise NotOnSale(sku=sku)
    if wanted > most_of(available):
        raise inventory.NotEnoughStock(sku=sku, available=most_of(available), variant_id=variant_id)
    return offer.price.minor


def _find_line(cart: Cart, variant_id: int) -> CartLine | None:
    return next((line for line in cart.lines if line.variant_id == variant_id), None)


def _get_line(session: Session, cart: Cart, sku: str) -> CartLine:
    """The line with this SKU, also when the goods are no longer sold: it must be possible to take it out."""
    facts = catalog.facts_of(session, [line.variant_id for line in cart.lines])
    for line in cart.lines:
        if facts[line.variant_id].sku == sku:
            return line
    raise NotInCart(sku=sku)


def _touch(cart: Cart, at: datetime) -> None:
    cart.version += 1
    cart.changed_at = at
    cart.expires_at = at + KEPT
