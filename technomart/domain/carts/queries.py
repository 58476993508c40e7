"""Looking into carts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from technomart.domain import catalog, inventory, pricing
from technomart.domain.carts.errors import CartGone, UnknownCart
from technomart.domain.carts.models import Cart, CartLine, CartStatus
from technomart.domain.carts.rules import Problem, Totals, most_of, problem_of
from technomart.domain.catalog import VariantFacts
from technomart.domain.inventory import Availability
from technomart.domain.pricing import Customer, Discount, Offer, PromoCode, PromoCodeRefused
from technomart.foundation.money import Money


@dataclass(frozen=True, slots=True)
class LineView:
    """One line as it stands now: the goods, their offer, how many can be had, what is wrong or has changed."""

    variant_id: int
    sku: str
    facts: VariantFacts
    quantity: int
    offer: Offer | None
    availability: Availability
    max_quantity: int
    problem: Problem | None
    seen_price: Money
    price_has_changed: bool

    @property
    def sum(self) -> Money:
        """Price times quantity; nothing for a line without an offer."""
        return self.offer.price * self.quantity if self.offer else Money(0)

    @property
    def counts(self) -> bool:
        """Whether the line is part of the totals: gone and unpriced lines are not."""
        return self.offer is not None and self.problem in (None, Problem.few)


@dataclass(frozen=True, slots=True)
class CodeView:
    """The promo code a cart remembers: what it takes off, or why it takes nothing."""

    promo_code_id: int
    word: str
    discount: Discount
    problem: PromoCodeRefused | None

    @property
    def in_force(self) -> Discount | None:
        """The discount, if nothing speaks against it."""
        return None if self.problem else self.discount


@dataclass(frozen=True, slots=True)
class CartView:
    """A cart as it stands now."""

    token: str
    version: int
    lines: tuple[LineView, ...]
    totals: Totals
    vat_basis_points: int = 0
    code: CodeView | None = None

    @property
    def discount(self) -> Discount | None:
        """What the cart's promo code takes off, if it has one and nothing speaks against it."""
        return self.code.in_force if self.code else None

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def can_be_ordered(self) -> bool:
        return bool(self.lines) and all(line.problem is None for line in self.lines)


NOTHING = CartView(token="", version=0, lines=(), totals=Totals(0, Money(0), Money(0), Money(0), Money(0)))
"""The view of a cart that was never opened."""


def find_cart(session: Session, token: str | None) -> Cart | None:
    """The open cart with this token, its lines loaded, or none."""
    if not token:
        return None
    return session.scalars(_open_cart(), {"token": token}).unique().first()


@cache
def _open_cart() -> Select[Cart]:
    return (
        select(Cart)
        .where(Cart.token == bindparam("token"), Cart.status == CartStatus.open)
        .options(joinedload(Cart.lines), joinedload(Cart.promo_code))
        .execution_options(populate_existing=True)
    )


def cart_of_account(session: Session, account_id: int) -> Cart | None:
    """The account's open cart, its lines loaded, or none."""
    found = session.scalars(
        select(Cart)
        .where(Cart.account_id == account_id, Cart.status == CartStatus.open)
        .options(joinedload(Cart.lines), joinedload(Cart.promo_code))
        .order_by(Cart.id)
        .limit(1)
    )
    return found.unique().first()


def lock_cart(session: Session, token: str) -> Cart:
    """The open cart with this token, its row locked and its lines read after that. Refuses CartGone."""
    cart = session.scalar(_cart_to_lock(), {"token": token})
    if cart is None or cart.status is not CartStatus.open:
        raise CartGone()
    load_lines(session, cart)
    return cart


@cache
def _cart_to_lock() -> Select[Cart]:
    asked = select(Cart).where(Cart.token == bindparam("token"))
    return asked.with_for_update().execution_options(populate_existing=True)


def require_own_cart(session: Session, token: str, account_id: int | None) -> None:
    """Refuse UnknownCart for a cart that never was or is another account's; a guest's answers to its token."""
    owner = session.execute(select(Cart.account_id).where(Cart.token == token)).one_or_none()
    if owner is None or owner.account_id not in (None, account_id):
        raise UnknownCart()


def get_own_cart(session: Session, token: str, account_id: int | None) -> Cart:
    """The open cart with this token, its lines loaded. Refuses UnknownCart, also once it has become an order."""
    require_own_cart(session, token, account_id)
    found = find_cart(session, token)
    if found is None:
        raise UnknownCart()
    return found


def lock_own_cart(session: Session, token: str, account_id: int | None) -> Cart:
    """The same to be changed: locked, and asked again whose it is. Refuses UnknownCart and CartGone."""
    require_own_cart(session, token, account_id)
    cart = lock_cart(session, token)
    if cart.account_id not in (None, account_id):
        raise UnknownCart()
    return cart


def load_lines(session: Session, cart: Cart) -> None:
    """Read the lines of a cart anew, in one statement."""
    lines = session.scalars(_lines_of_cart(), {"cart": cart.id})
    set_committed_value(cart, "lines", list(lines))


@cache
def _lines_of_cart() -> Select[CartLine]:
    asked = select(CartLine).where(CartLine.cart_id == bindparam("cart")).order_by(CartLine.id)
    return asked.execution_options(populate_existing=True)


def show(
    session: Session, cart: Cart | None, *, lang: str, at: datetime, customer: Customer | None = None
) -> CartView:
    """The cart with today's prices and stock, and what its promo code takes off for this customer.

    Three queries, whatever its size, and one more for a code with a limit per customer; none for no cart. A customer
    who is not given is the cart's account.
    """
    if cart is None or not cart.lines:
        return NOTHING if cart is None else CartView(cart.token, cart.version, (), NOTHING.totals)
    customer = customer or Customer(cart.account_id)
    lines, vat = _views(session, cart.lines, lang=lang, at=at)
    bought = [(line.offer, line.quantity) for line in lines if line.offer is not None and line.counts]
    code = pricing.find_promo_code(session, cart.promo_code_id)
    goods = Money(sum(offer.price.minor * quantity for offer, quantity in bought))
    seen = _seen(session, code, goods, customer, at) if code else None
    totals = _totals(bought, vat, seen.in_force if seen else None)
    return CartView(cart.token, cart.version, lines, totals=totals, vat_basis_points=vat, code=seen)


def show_goods(session: Session, pieces: Mapping[int, int], *, lang: str, at: datetime) -> CartView:
    """The same for so many pieces of these variants that lie in nobody's cart; those that never were are left out."""
    wanted = [CartLine(variant_id=one, quantity=count, seen_price_kopecks=0) for one, count in pieces.items()]
    lines, vat = _views(session, wanted, lang=lang, at=at)
    bought = [(line.offer, line.quantity) for line in lines if line.offer is not None and line.counts]
    return CartView("", 0, lines, totals=_totals(bought, vat, None), vat_basis_points=vat)


def _views(
    session: Session, wanted: Sequence[CartLine], *, lang: str, at: datetime
) -> tuple[tuple[LineView, ...], int]:
    ids = [line.variant_id for line in wanted]
    facts = catalog.facts_of(session, ids, lang)
    offers, vat = pricing.offers_and_vat(session, ids, at)
    stock = inventory.availability_of(session, ids)
    known = [line for line in wanted if line.variant_id in facts]
    return tuple(_view(line, facts[line.variant_id], offers.get(line.variant_id), stock) for line in known), vat


def _seen(session: Session, code: PromoCode, goods: Money, customer: Customer, at: datetime) -> CodeView:
    problem = pricing.problem_with(session, code, goods=goods, customer=customer, at=at)
    return CodeView(code.id, code.code, code.discount, problem)


def _totals(bought: list[tuple[Offer, int]], vat_basis_points: int, discount: Discount | None) -> Totals:
    lines = [pricing.QuoteLine(offer.price.minor, quantity) for offer, quantity in bought]
    priced = pricing.quote(lines, [], vat_basis_points, discount)
    return Totals(
        pieces=sum(quantity for _, quantity in bought),
        goods=Money(priced.goods_kopecks),
        saving=Money(sum(offer.saving.minor * quantity for offer, quantity in bought)),
        vat=Money(priced.vat_kopecks),
        discount=Money(priced.discount_kopecks),
    )


def _view(line: CartLine, facts: VariantFacts, offer: Offer | None, stocks: dict[int, Availability]) -> LineView:
    stock = stocks[line.variant_id]
    problem = problem_of(
        is_sold=facts.is_sold, is_priced=offer is not None, available=stock.available, quantity=line.quantity
    )
    return LineView(
        variant_id=line.variant_id,
        sku=facts.sku,
        facts=facts,
        quantity=line.quantity,
        offer=offer,
        availability=stock,
        max_quantity=most_of(stock.available),
        problem=problem,
        seen_price=Money(line.seen_price_kopecks),
        price_has_changed=offer is not None and offer.price.minor != line.seen_price_kopecks,
    )
