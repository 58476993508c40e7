"""The demo's promotions and promo codes, so that the shop shows what they are like."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from technomart.domain import catalog, pricing
from technomart.domain.pricing import CodeDraft, Discount, DiscountKind, Picks, PromotionDraft
from technomart.foundation import clock

ACTOR = "demo"
BEGAN = timedelta(days=2)
LASTS = timedelta(days=12)
LATER = timedelta(days=20)

Sale = tuple[str, str, str, Discount, tuple[str, ...], timedelta]
SALES: tuple[Sale, ...] = (
    ("sound-week", "Неделя звука", "Sound week", Discount(DiscountKind.percent, 10), ("sound",), -BEGAN),
    (
        "coffee-days",
        "Дни кофе",
        "Coffee days",
        Discount(DiscountKind.amount, amount_kopecks=150_000),
        ("coffee-machines", "kettles"),
        -BEGAN,
    ),
    (
        "smart-home",
        "Умный дом дешевле",
        "Smart home for less",
        Discount(DiscountKind.percent, 7),
        ("smart-home",),
        LATER,
    ),
)
"""Code, names, discount, categories, and how far from now each begins."""


def make_offers(session: Session) -> None:
    """Two promotions that run, one to come, and four codes. What was made before stays as it is."""
    at = clock.now()
    slugs = catalog.load_vocabulary(session).category_slugs
    for code, name, name_en, discount, categories, begins in SALES:
        if _is_there(session, code):
            continue
        draft = PromotionDraft(
            code=code,
            name=name,
            name_en=name_en,
            discount=discount,
            valid_from=at + begins,
            valid_to=at + begins + LASTS,
            picks=Picks(category_ids=tuple(slugs[slug] for slug in categories)),
            is_on=True,
        )
        pricing.add_promotion(session, draft, at=at + min(begins, timedelta()), actor=ACTOR)
    for draft_of_code in _codes(at):
        if pricing.find_word(session, draft_of_code.word) is None:
            pricing.add_promo_code(session, draft_of_code, actor=ACTOR)


def _is_there(session: Session, code: str) -> bool:
    try:
        pricing.get_promotion(session, code)
    except pricing.UnknownPromotion:
        return False
    return True


def _codes(at: datetime) -> tuple[CodeDraft, ...]:
    since = at - BEGAN
    return (
        CodeDraft(
            "WELCOME",
            Discount(DiscountKind.percent, 5),
            valid_from=since,
            note="5 % на первый заказ",
            minimum_kopecks=300_000,
            most_uses_each=1,
        ),
        CodeDraft(
            "MINUS500",
            Discount(DiscountKind.amount, amount_kopecks=50_000),
            valid_from=since,
            valid_to=at + LASTS,
            note="Рассылка, первая тысяча заказов",
            minimum_kopecks=1_000_000,
            most_uses=1000,
            most_uses_each=1,
        ),
        CodeDraft("DRIVE", Discount(DiscountKind.free_delivery), valid_from=since, note="Бесплатный курьер"),
        CodeDraft(
            "SUMMER",
            Discount(DiscountKind.percent, 10),
            valid_from=at - timedelta(days=120),
            valid_to=since,
            note="Летняя акция, закончилась",
        ),
    )
