"""Promotions in the database: whose prices they make, that applying twice is applying once, and honest old prices."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain import catalog, pricing
from technomart.domain.catalog import Variant
from technomart.domain.catalog.models import Brand, Category, Product
from technomart.domain.pricing import Discount, DiscountKind, Picks, Price, Promotion, PromotionDraft
from technomart.domain.pricing.models import PriceHistory
from technomart.foundation import clock
from technomart.foundation.changes import Change
from tests.factories.buying import a_promotion
from tests.factories.catalog import a_brand, a_category, a_variant

DAY = timedelta(days=1)
NOW = clock.now()
BY = {"actor": "test"}


def a_priced(session: Session, kopecks: int = 1_000_000, **more: Any) -> Variant:
    variant = a_variant(session, **more)
    pricing.set_price(session, variant.id, kopecks, at=NOW - 60 * DAY, reason="list", **BY)
    return variant


def price_at(session: Session, variant: Variant, at: Any = NOW) -> tuple[int, int | None]:
    offer = pricing.offers_of(session, [variant.id], at)[variant.id]
    return offer.price.minor, offer.was.minor if offer.was else None


def apply(session: Session, promotion: Promotion, at: Any = NOW) -> int:
    return pricing.apply_promotion(session, promotion.id, at=at, **BY)


def category_of(session: Session, variant: Variant) -> int:
    return session.scalars(
        select(Product.category_id).join(Variant, Variant.product_id == Product.id).where(Variant.id == variant.id)
    ).one()


def draft_of(promotion: Promotion, **changed: Any) -> PromotionDraft:
    kept = {
        "code": promotion.code,
        "name": promotion.name,
        "discount": promotion.discount,
        "valid_from": promotion.valid_from,
        "valid_to": promotion.valid_to,
        "is_on": promotion.is_on,
    }
    return PromotionDraft(**(kept | changed))


def test_a_promotion_is_a_reduced_price_with_an_honest_old_one(session: Session) -> None:
    phone = a_priced(session)
    a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    assert price_at(session, phone) == (900_000, 1_000_000)
    assert price_at(session, phone, NOW - DAY) == (1_000_000, None)
    assert price_at(session, phone, NOW + 10 * DAY) == (1_000_000, None)
    history = pricing.price_history_of(session, phone.id, NOW - DAY, NOW + 20 * DAY)
    assert [point.price.minor for point in history] == [1_000_000, 900_000, 1_000_000]


def test_a_price_raised_before_the_promotion_is_not_struck_out(session: Session) -> None:
    phone = a_priced(session)
    pricing.set_price(session, phone.id, 2_000_000, at=NOW - DAY, reason="list", **BY)
    a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    assert price_at(session, phone) == (1_800_000, None)


def test_applying_again_changes_nothing(session: Session) -> None:
    phone = a_priced(session)
    promotion = a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    counts = [select(func.count()).select_from(table) for table in (Price, PriceHistory, Change)]
    before = [session.scalar(one) for one in counts]
    for hours in (0, 1, 30):
        assert apply(session, promotion, NOW + timedelta(hours=hours)) == 0
        assert pricing.astray_promotions(session, NOW + timedelta(hours=hours)) == []
    assert [session.scalar(one) for one in counts] == before
    assert price_at(session, phone, NOW + 2 * DAY) == (900_000, 1_000_000)


def test_categories_with_all_below_them_and_brands_are_taken_together(session: Session) -> None:
    phones = a_category(session)
    phones.path = "elektronika/smartfony"
    root = Category(slug="elektronika", path="elektronika", name="Электроника")
    session.add(root)
    session.flush()
    phones.parent_id = root.id
    kettles = a_category(session, "chayniki", "Чайники")
    phone, kettle = a_priced(session), a_priced(session, category=kettles)
    other = Brand(slug="other", name="Other")
    session.add(other)
    session.flush()
    acme = a_brand(session)
    assert catalog.picked_variants(session) == []
    picked = catalog.picked_variants(session, category_ids=[root.id])
    assert phone.id in picked
    assert kettle.id not in picked
    assert catalog.picked_variants(session, category_ids=[root.id], brand_ids=[other.id]) == []
    assert {phone.id, kettle.id} <= set(catalog.picked_variants(session, brand_ids=[acme.id]))
    both = catalog.picked_variants(session, category_ids=[root.id], product_ids=[kettle.product_id])
    assert {phone.id, kettle.id} <= set(both)
    without = catalog.picked_variants(session, category_ids=[root.id], left_out_ids=[phone.product_id])
    assert phone.id not in without


def test_goods_that_join_and_leave_the_category_follow(session: Session) -> None:
    sale = a_category(session, "tovary-nedeli", "Товары недели")
    phone = a_priced(session)
    promotion = a_promotion(session, at=NOW, percent=20, category_ids=[sale.id])
    assert price_at(session, phone) == (1_000_000, None)
    product = session.get(Product, phone.product_id)
    assert product is not None
    home, product.category_id = product.category_id, sale.id
    session.flush()
    assert pricing.astray_promotions(session, NOW + DAY) == [promotion.id]
    assert apply(session, promotion, NOW + DAY) == 1
    assert price_at(session, phone, NOW + DAY) == (800_000, 1_000_000)
    product.category_id = home
    session.flush()
    assert apply(session, promotion, NOW + 2 * DAY) == 1
    assert price_at(session, phone, NOW + 2 * DAY) == (1_000_000, None)
    assert price_at(session, phone, NOW + DAY) == (800_000, 1_000_000), "what was charged is not rewritten"


def test_the_best_price_wins_and_nothing_is_stacked(session: Session) -> None:
    phone = a_priced(session)
    a_promotion(session, "ten", at=NOW, percent=10, product_ids=[phone.product_id])
    a_promotion(session, "thirty", at=NOW, percent=30, product_ids=[phone.product_id])
    assert price_at(session, phone)[0] == 700_000
    pricing.reduce_price(session, phone.id, 650_000, valid_from=NOW, valid_to=NOW + DAY, reason="by hand", **BY)
    assert price_at(session, phone)[0] == 650_000
    assert price_at(session, phone, NOW + DAY)[0] == 700_000


def test_ending_a_reduction_by_hand_leaves_the_promotion(session: Session) -> None:
    phone = a_priced(session)
    a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    pricing.reduce_price(session, phone.id, 500_000, valid_from=NOW, valid_to=NOW + DAY, reason="by hand", **BY)
    pricing.end_reduction(session, phone.id, at=NOW + timedelta(hours=1), reason="enough", **BY)
    assert price_at(session, phone, NOW + timedelta(hours=1))[0] == 900_000


def test_switched_off_it_ends_now_and_on_again_it_begins_anew(session: Session) -> None:
    phone = a_priced(session)
    promotion = a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    pricing.switch_promotion(session, promotion, is_on=False, at=NOW + DAY, **BY)
    assert price_at(session, phone, NOW + DAY) == (1_000_000, None)
    pricing.switch_promotion(session, promotion, is_on=True, at=NOW + 2 * DAY, **BY)
    assert price_at(session, phone, NOW + 2 * DAY) == (900_000, None), "nine hundred was charged two days ago"


def test_a_planned_promotion_starts_by_itself_and_can_be_called_off(session: Session) -> None:
    phone = a_priced(session)
    promotion = a_promotion(
        session, at=NOW, valid_from=NOW + 3 * DAY, valid_to=NOW + 5 * DAY, product_ids=[phone.product_id]
    )
    assert price_at(session, phone, NOW + 3 * DAY)[0] == 900_000
    due = session.scalars(select(Change.due_at).where(Change.variant_id == phone.id, Change.due_at > NOW + DAY))
    assert sorted(due) == [NOW + 3 * DAY, NOW + 5 * DAY]
    pricing.switch_promotion(session, promotion, is_on=False, at=NOW + DAY, **BY)
    assert price_at(session, phone, NOW + 3 * DAY) == (1_000_000, None)
    assert session.scalar(select(func.count()).where(Price.promotion_id == promotion.id)) == 0


def test_another_list_price_moves_the_promoted_one_with_it(session: Session) -> None:
    phone = a_priced(session)
    promotion = a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    pricing.set_price(session, phone.id, 500_000, at=NOW + DAY, reason="list", **BY)
    assert price_at(session, phone, NOW + DAY)[0] == 450_000
    pricing.set_price(session, phone.id, 2_000_000, at=NOW + 2 * DAY, reason="list", **BY)
    assert price_at(session, phone, NOW + 2 * DAY)[0] == 1_800_000
    assert pricing.astray_promotions(session, NOW + 2 * DAY) == []
    assert apply(session, promotion, NOW + 2 * DAY) == 0


def test_an_edit_ends_what_is_wrong_and_keeps_what_is_right(session: Session) -> None:
    phone, tablet = a_priced(session), a_priced(session)
    promotion = a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    both = Picks(product_ids=(phone.product_id, tablet.product_id))
    longer = draft_of(promotion, picks=both, valid_to=NOW + 20 * DAY)
    pricing.change_promotion(session, promotion, longer, at=NOW + DAY, **BY)
    assert price_at(session, phone, NOW + 15 * DAY) == (900_000, 1_000_000)
    rows = session.scalars(select(Price).where(Price.variant_id == phone.id, Price.promotion_id == promotion.id))
    assert [(row.valid_from, row.valid_to) for row in rows] == [(NOW, NOW + 20 * DAY)]
    assert price_at(session, tablet, NOW + DAY)[0] == 900_000
    deeper = draft_of(promotion, picks=both, discount=Discount(DiscountKind.percent, 50))
    pricing.change_promotion(session, promotion, deeper, at=NOW + 2 * DAY, **BY)
    assert price_at(session, phone, NOW + 2 * DAY) == (500_000, 900_000)


def test_goods_cheaper_than_the_sum_taken_off_are_left_alone(session: Session) -> None:
    cable, phone = a_priced(session, kopecks=30_000), a_priced(session)
    a_promotion(session, at=NOW, amount_kopecks=30_000, product_ids=[cable.product_id, phone.product_id])
    assert price_at(session, cable) == (30_000, None)
    assert price_at(session, phone) == (970_000, 1_000_000)


def test_goods_without_a_price_wait_for_one(session: Session) -> None:
    phone = a_variant(session)
    promotion = a_promotion(session, at=NOW, percent=10, product_ids=[phone.product_id])
    pricing.set_price(session, phone.id, 1_000_000, at=NOW + DAY, reason="list", **BY)
    assert apply(session, promotion, NOW + DAY) == 1
    assert price_at(session, phone, NOW + DAY) == (900_000, None)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"percent": 0}, "percent"),
        ({"percent": 100}, "percent"),
        ({"amount_kopecks": -1}, "amount"),
        ({"valid_to": NOW - DAY}, "valid_to"),
        ({"name": " "}, "name"),
    ],
)
def test_a_promotion_is_made_on_sane_terms_only(session: Session, terms: dict[str, Any], field: str) -> None:
    with pytest.raises(pricing.NotADiscount) as refusal:
        a_promotion(session, at=NOW, **terms)
    assert refusal.value.details["field"] == field


def test_one_code_is_one_promotion(session: Session) -> None:
    a_promotion(session, "Black Friday", at=NOW)
    with pytest.raises(pricing.CodeTaken):
        a_promotion(session, "black friday", at=NOW)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["set", "reduce", "end", "off", "on", "apply", "deeper", "longer"]),
        st.integers(1, 4),
        st.integers(2, 60),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_done_the_history_and_the_rows_say_the_same(
    session: Session, acts: list[tuple[str, int, int]]
) -> None:
    """The acts come one after another, as they do in a shop; no order of them leaves a price nobody meant."""
    undone = session.begin_nested()
    phone = a_priced(session)
    promotion = a_promotion(session, at=NOW, product_ids=[phone.product_id])
    at = NOW
    for act, days, number in acts:
        at += days * DAY
        picks = Picks(product_ids=(phone.product_id,))
        if act == "set":
            pricing.set_price(session, phone.id, number * 1000, at=at, reason="list", **BY)
        elif act == "reduce":
            _try_to_reduce(session, phone, number * 100, at)
        elif act == "end":
            pricing.end_reduction(session, phone.id, at=at, reason="end", **BY)
        elif act in ("on", "off"):
            pricing.switch_promotion(session, promotion, is_on=act == "on", at=at, **BY)
        elif act == "deeper":
            draft = draft_of(promotion, picks=picks, discount=Discount(DiscountKind.percent, number))
            pricing.change_promotion(session, promotion, draft, at=at, **BY)
        elif act == "longer":
            draft = draft_of(promotion, picks=picks, valid_to=max(at, promotion.valid_to) + number * DAY)
            pricing.change_promotion(session, promotion, draft, at=at, **BY)
        apply(session, promotion, at)
        assert pricing.astray_promotions(session, at) == []
    history = pricing.price_history_of(session, phone.id, NOW - DAY, NOW + 200 * DAY)
    for day in range(0, 120, 2):
        moment = NOW + day * DAY
        charged = [point.price.minor for point in history if point.at <= moment][-1]
        assert charged == price_at(session, phone, moment)[0]
    undone.rollback()


def _try_to_reduce(session: Session, phone: Variant, kopecks: int, at: Any) -> None:
    try:
        pricing.reduce_price(session, phone.id, kopecks, valid_from=at, valid_to=at + 3 * DAY, reason="hand", **BY)
    except pricing.NotAReduction:
        return
