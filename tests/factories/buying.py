"""A shop ready to sell, for tests: priced goods on shelves, ways of delivery, carts, placed orders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from technomart.domain import carts, checkout, inventory, pricing, shipping
from technomart.domain.carts import Cart
from technomart.domain.catalog.models import Variant
from technomart.domain.checkout import Contact, Delivery
from technomart.domain.inventory import Location, LocationKind
from technomart.domain.orders import Order
from technomart.domain.pricing import CodeDraft, Discount, DiscountKind, Picks, PromoCode, Promotion, PromotionDraft
from technomart.domain.shipping import ShippingKind
from technomart.foundation import clock
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money
from tests.factories.catalog import a_variant

ACTOR = "test"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MARIA = Contact(name="Мария Соколова", phone="8 (915) 000-12-34", email="Maria@Example.com")
HOME = {"city": "Москва", "street": "Ленинский проспект, 42", "flat": "18"}
BY_COURIER = Delivery(method_code="courier", address=HOME)
TO_ARBAT = Delivery(method_code="pickup", pickup_code="arbat")
COURIER_FEE = 49_000


def a_warehouse(session: Session) -> Location:
    return inventory.add_location(session, code="central", kind=LocationKind.warehouse, name="Склад")


def a_shop(session: Session, code: str = "arbat", name: str = "Техномарт на Арбате") -> Location:
    return inventory.add_location(
        session, code=code, kind=LocationKind.shop, name=name, name_en="Technomart Arbat", address="Арбат, 10"
    )


def ways_of_delivery(session: Session) -> None:
    """Pick-up for nothing, a courier for 490 roubles or nothing from 50,000."""
    shipping.add_method(
        session,
        code="pickup",
        kind=ShippingKind.pickup,
        name="Самовывоз",
        name_en="Pick-up",
        days_from=1,
        days_to=3,
        position=1,
    )
    shipping.add_method(
        session,
        code="courier",
        kind=ShippingKind.courier,
        name="Курьер",
        name_en="Courier",
        fee_kopecks=COURIER_FEE,
        free_from_kopecks=5_000_000,
        days_from=1,
        days_to=2,
        position=2,
    )


def an_open_shop(session: Session) -> Location:
    """VAT, a warehouse, one shop, both ways of delivery; the warehouse is returned."""
    pricing.set_vat(session, 2200, valid_from=LONG_AGO)
    ways_of_delivery(session)
    warehouse = a_warehouse(session)
    a_shop(session)
    return warehouse


def goods_on_sale(
    session: Session, place: Location, *, kopecks: int = 1_299_000, pieces: int = 10, name: str = "Смартфон Acme"
) -> Variant:
    """A variant with a price and so many pieces at a place."""
    variant = a_variant(session, name=name)
    pricing.set_price(session, variant.id, kopecks, at=clock.now() - timedelta(days=90), actor=ACTOR, reason="list")
    if pieces:
        inventory.receive(session, variant.id, place.id, pieces, cause="delivery", actor=ACTOR)
    return variant


def a_sibling(
    session: Session, variant: Variant, place: Location, *, kopecks: int, pieces: int = 10, name: str = "синий"
) -> Variant:
    """Another variant of the same line, with a price and so many pieces at a place."""
    count = session.query(Variant).filter(Variant.product_id == variant.product_id).count()
    sibling = Variant(
        product_id=variant.product_id,
        sku=f"{variant.sku}-{count}",
        slug=f"{variant.slug}-{count}",
        name=f"{variant.name} {name}",
        position=count,
        created_at=clock.now(),
    )
    session.add(sibling)
    session.flush()
    pricing.set_price(session, sibling.id, kopecks, at=clock.now() - timedelta(days=90), actor=ACTOR, reason="list")
    if pieces:
        inventory.receive(session, sibling.id, place.id, pieces, cause="delivery", actor=ACTOR)
    return sibling


def a_cart(session: Session, *lines: tuple[Variant, int], account_id: int | None = None) -> Cart:
    """An open cart with these goods."""
    cart = carts.open_cart(session, account_id=account_id, at=clock.now())
    for variant, quantity in lines:
        carts.add_line(session, cart, variant.sku, quantity)
    return cart


def a_promo_code(session: Session, word: str = "WELCOME", **terms: Any) -> PromoCode:
    """A promo code that has held since yesterday; ten per cent if nothing else is said."""
    kind = DiscountKind(terms.pop("kind", "amount" if "amount_kopecks" in terms else "percent"))
    percent = terms.pop("percent", 10 if kind is DiscountKind.percent else 0)
    discount = Discount(kind, percent, terms.pop("amount_kopecks", 0))
    held = {"valid_from": clock.now() - timedelta(days=1), "valid_to": clock.now() + timedelta(days=30)}
    return pricing.add_promo_code(session, CodeDraft(word=word, discount=discount, **(held | terms)), actor=ACTOR)


def a_promotion(session: Session, code: str = "sale", **terms: Any) -> Promotion:
    """A promotion that runs from now on for ten days; ten per cent if nothing else is said."""
    kind = DiscountKind.amount if "amount_kopecks" in terms else DiscountKind.percent
    percent = terms.pop("percent", 10 if kind is DiscountKind.percent else 0)
    discount = Discount(kind, percent, terms.pop("amount_kopecks", 0))
    at = terms.pop("at", None) or clock.now()
    names = ("category_ids", "brand_ids", "product_ids", "left_out_ids")
    picks = Picks(**{name: tuple(terms.pop(name)) for name in names if name in terms})
    held = {"valid_from": at, "valid_to": at + timedelta(days=10), "is_on": True, "name": "Распродажа"}
    draft = PromotionDraft(code=code, discount=discount, picks=picks, **(held | terms))
    return pricing.add_promotion(session, draft, at=at, actor=ACTOR)


def a_cart_with_code(session: Session, word: str, *lines: tuple[Variant, int], account_id: int | None = None) -> Cart:
    cart = a_cart(session, *lines, account_id=account_id)
    carts.use_code(session, cart, word)
    return cart


def order_with_code(session: Session, word: str, *lines: tuple[Variant, int], **changed: Any) -> Order:
    """An order at the total the page shows with this code."""
    cart = a_cart_with_code(session, word, *lines, account_id=changed.get("account_id"))
    return place(session, cart.token, total_of(session, cart), **changed)


def total_of(session: Session, cart: Cart, *, fee_kopecks: int = 0) -> Money:
    """What the checkout page would show for this cart."""
    view = carts.show(session, cart, lang="ru", at=clock.now())
    return Money(checkout.quote_of(view, Money(fee_kopecks)).total_kopecks)


def place(session: Session, cart_token: str, agreed: Money, **changed: Any) -> Order:
    """Place an order as a contented shopper does, picking up in the shop on the Arbat."""
    answers: dict[str, Any] = {
        "account_id": None,
        "contact": MARIA,
        "delivery": TO_ARBAT,
        "payment_method": "on_delivery_card",
        "lang": "ru",
        "accepts_offer": True,
        "faults": Faults(),
    }
    return checkout.place_order(session, cart_token=cart_token, agreed_total=agreed, **(answers | changed))


def a_placed_order(session: Session, *lines: tuple[Variant, int], fee: int = 0, **changed: Any) -> Order:
    cart = a_cart(session, *lines)
    return place(session, cart.token, total_of(session, cart, fee_kopecks=fee), **changed)
