"""Promotions and promo codes for the programs of the shop's own people: read, made, switched on and off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from technomart.domain import accounts, catalog, pricing
from technomart.domain.pricing import CodeDraft, DiscountKind, NotADiscount, Picks, PromotionDraft
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, NotFound
from technomart.foundation.money import Money
from technomart.web.api.v1.office import actor_of
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.schemas.discounts import (
    CreatePromoCode,
    CreatePromotion,
    Discount,
    GivenDiscount,
    PromoCode,
    PromoCodes,
    Promotion,
    Promotions,
    Switch,
)
from technomart.web.api.v1.schemas.wire import AskedPage, Sum
from technomart.web.api.v1.voices import paging_of
from technomart.web.context import runtime

CODE = "$response.body#/items/0/code"


@reads(
    "/staff/promotions",
    tag="staff",
    query=AskedPage,
    answer=Promotions,
    links=(
        Link(to="get_promotion", parameters={"promotion": CODE}),
        Link(to="switch_promotion", parameters={"promotion": CODE}),
    ),
)
def list_promotions(call: Call) -> Promotions:
    """Promotions, those that end last first."""
    paging = paging_of(call.query)
    found, total = pricing.promotions(call.db, paging)
    reach = pricing.reach_of(call.db, [one.id for one in found], clock.now())
    items = [_promotion(one, reach[one.id]) for one in found]
    return Promotions(total=total, page=paging.number, per_page=paging.size, items=items)


@reads("/staff/promotions/<promotion>", tag="staff", answer=Promotion)
def get_promotion(call: Call) -> Promotion:
    """One promotion."""
    return _shown(call, pricing.get_promotion(call.db, call.path["promotion"]))


@creates(
    "/staff/promotions",
    tag="staff",
    body=CreatePromotion,
    answer=Promotion,
    at="/staff/promotions/{code}",
    links=(
        Link(to="get_promotion", parameters={"promotion": "$response.body#/code"}),
        Link(to="switch_promotion", parameters={"promotion": "$response.body#/code"}, body={"is_on": False}),
    ),
)
def create_promotion(call: Call) -> Promotion:
    """Make a promotion; the prices of its goods are reduced at once, or from its first moment."""
    body, words = call.body, runtime().search.vocabulary
    draft = PromotionDraft(
        code=body.code,
        name=body.name,
        name_en=body.name_en,
        discount=_discount(body.discount),
        valid_from=_moment(body.valid_from) or clock.now(),
        valid_to=_moment(body.valid_to) or clock.now(),
        picks=Picks(
            category_ids=_ids(words.category_slugs, body.categories, "unknown_category"),
            brand_ids=_ids(words.brand_slugs, body.brands, "unknown_brand"),
            product_ids=_lines(call, body.skus),
            left_out_ids=_lines(call, body.left_out),
        ),
        is_on=body.is_on,
    )
    with _together():
        made = pricing.add_promotion(call.db, draft, at=clock.now(), actor=actor_of(call))
    return _shown(call, made)


@changes("PUT", "/staff/promotions/<promotion>/switch", tag="staff", body=Switch, answer=Promotion)
def switch_promotion(call: Call) -> Promotion:
    """Let a promotion hold, or no longer: its running prices end now, its planned ones are dropped."""
    found = pricing.get_promotion(call.db, call.path["promotion"])
    pricing.switch_promotion(call.db, found, is_on=call.body.is_on, at=clock.now(), actor=actor_of(call))
    return _shown(call, found)


@reads(
    "/staff/promo-codes",
    tag="staff",
    query=AskedPage,
    answer=PromoCodes,
    links=(
        Link(to="get_promo_code", parameters={"word": CODE}),
        Link(to="switch_promo_code", parameters={"word": CODE}),
    ),
)
def list_promo_codes(call: Call) -> PromoCodes:
    """Promo codes, newest first."""
    paging = paging_of(call.query)
    found, total = pricing.promo_codes(call.db, paging)
    return PromoCodes(total=total, page=paging.number, per_page=paging.size, items=[_code(one) for one in found])


@reads("/staff/promo-codes/<word>", tag="staff", answer=PromoCode)
def get_promo_code(call: Call) -> PromoCode:
    """One promo code, however it is written."""
    return _code(pricing.get_promo_code(call.db, call.path["word"]))


@creates(
    "/staff/promo-codes",
    tag="staff",
    body=CreatePromoCode,
    answer=PromoCode,
    at="/staff/promo-codes/{code}",
    links=(
        Link(to="get_promo_code", parameters={"word": "$response.body#/code"}),
        Link(to="switch_promo_code", parameters={"word": "$response.body#/code"}, body={"is_on": False}),
    ),
)
def create_promo_code(call: Call) -> PromoCode:
    """Make a promo code."""
    body = call.body
    owner = accounts.find_account_by_email(call.db, accounts.normal_email(body.customer)) if body.customer else None
    if body.customer and owner is None:
        raise accounts.UnknownAccount(field="customer")
    draft = CodeDraft(
        word=body.code,
        note=body.note,
        discount=_discount(body.discount),
        valid_from=_moment(body.valid_from) or clock.now(),
        valid_to=_moment(body.valid_to),
        minimum_kopecks=body.minimum.money.minor if body.minimum else 0,
        most_uses=body.most_uses,
        most_uses_each=body.most_uses_each,
        account_id=owner.id if owner else None,
        is_on=body.is_on,
    )
    with _together():
        return _code(pricing.add_promo_code(call.db, draft, actor=actor_of(call)))


@changes("PUT", "/staff/promo-codes/<word>/switch", tag="staff", body=Switch, answer=PromoCode)
def switch_promo_code(call: Call) -> PromoCode:
    """Let a promo code be used from now on, or no longer."""
    found = pricing.get_promo_code(call.db, call.path["word"])
    pricing.switch_promo_code(call.db, found, is_on=call.body.is_on, actor=actor_of(call))
    return _code(found)


def _shown(call: Call, one: pricing.Promotion) -> Promotion:
    return _promotion(one, pricing.reach_of(call.db, [one.id], clock.now())[one.id])


def _promotion(one: pricing.Promotion, goods: int) -> Promotion:
    return Promotion(
        code=one.code,
        name=one.name,
        name_en=one.name_en,
        discount=_told(one.discount),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        is_on=one.is_on,
        goods=goods,
    )


def _code(one: pricing.PromoCode) -> PromoCode:
    return PromoCode(
        code=one.code,
        note=one.note,
        discount=_told(one.discount),
        minimum=Sum.of(Money(one.minimum_kopecks)),
        most_uses=one.most_uses,
        most_uses_each=one.most_uses_each,
        used=one.used,
        is_personal=one.account_id is not None,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        is_on=one.is_on,
    )


def _told(discount: pricing.Discount) -> Discount:
    return Discount(kind=discount.kind.value, percent=discount.percent, amount=Sum.of(Money(discount.amount_kopecks)))


def _discount(given: GivenDiscount) -> pricing.Discount:
    """What was sent; what makes no sense is refused by the verb that takes it."""
    amount = given.amount.money.minor if given.amount else 0
    return pricing.Discount(DiscountKind(given.kind), given.percent or 0, amount)


def _moment(given: str | None) -> datetime | None:
    return None if given is None else datetime.fromisoformat(given)


@contextmanager
def _together() -> Iterator[None]:
    """Each field is as the schema wants it; what they do not say together (a period that ends before it begins, per
    cent without a number) is a conflict.
    """
    try:
        yield
    except NotADiscount as refusal:
        raise Conflict(refusal.code, **refusal.details) from refusal


def _ids(known: Mapping[str, int], slugs: list[str], code: str) -> tuple[int, ...]:
    """The ids of what is named. Refuses NotFound."""
    for slug in slugs:
        if slug not in known:
            raise NotFound(code)
    return tuple(known[slug] for slug in slugs)


def _lines(call: Call, skus: list[str]) -> tuple[int, ...]:
    """The product lines of these goods. Refuses UnknownSku."""
    return tuple(dict.fromkeys(catalog.get_any_variant(call.db, sku).product_id for sku in skus))
