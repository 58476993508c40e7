"""Lets the demo's shoppers speak: their reviews and questions, by the domain's own verbs."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.demo.goods import Shop
from technomart.domain import reviews
from technomart.domain.catalog import Product
from technomart.domain.reviews import AnswerDraft, QuestionDraft, ReviewDraft
from technomart.foundation import clock


def let_speak(session: Session, goods: Shop, ids: dict[str, int]) -> None:
    """What shoppers have said and asked, as if it had been here."""
    lines = {slug: product_id for slug, product_id in session.execute(select(Product.slug, Product.id))}
    review(session, goods, ids, lines)
    ask(session, goods, lines)


def review(session: Session, goods: Shop, ids: dict[str, int], lines: dict[str, int]) -> None:
    """The reviews with the shop's replies."""
    model_of = {variant.sku: model.slug for model in goods.models for variant in model.variants}
    at = clock.now()
    reviews.import_reviews(
        session,
        [
            ReviewDraft(
                product_id=lines[model_of[one.sku]],
                variant_id=ids.get(one.sku),
                author=one.author,
                rating=one.rating,
                pros=one.pros,
                cons=one.cons,
                text=one.text,
                written_at=at - timedelta(days=one.days_ago),
                is_verified=one.verified,
                helpful=one.helpful,
                unhelpful=one.unhelpful,
                reply=one.reply or "",
                replied_at=at - timedelta(days=max(one.days_ago - 1, 0)) if one.reply else None,
            )
            for one in goods.reviews
        ],
    )


def ask(session: Session, goods: Shop, lines: dict[str, int]) -> None:
    """The questions with their answers."""
    at = clock.now()
    reviews.import_questions(
        session,
        [
            QuestionDraft(
                product_id=lines[one.model],
                author=one.author,
                text=one.text,
                asked_at=at - timedelta(days=one.days_ago),
                answers=[
                    AnswerDraft(
                        author=answer.author,
                        text=answer.text,
                        answered_at=at - timedelta(days=answer.days_ago),
                        is_shop=answer.by_shop,
                    )
                    for answer in one.answers
                ],
            )
            for one in goods.questions
        ],
    )
