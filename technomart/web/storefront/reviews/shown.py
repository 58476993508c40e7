"""Reviews and questions as the pages show them: values only, with their addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import url_for
from sqlalchemy.orm import Session

from technomart.domain import reviews
from technomart.domain.reviews import AnsweredQuestion, Slice
from technomart.foundation.paging import Paging


@dataclass(frozen=True, slots=True)
class ShownReply:
    """The shop's words under a review."""

    text: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class ShownReview:
    """One review."""

    id: str
    author: str
    rating: int
    moment: datetime
    verified: bool
    text: str
    pros: str
    cons: str
    votes: int
    against: int
    vote_url: str
    reply: ShownReply | None
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer to a question."""

    author: str
    text: str
    moment: datetime
    is_shop: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question with its answers."""

    author: str
    text: str
    moment: datetime
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """What is said of one product line, for its own page: the first of everything, and where the rest is."""

    average: Decimal
    total: int
    histogram: list[tuple[int, int]]
    urls: dict[int, str]
    items: list[ShownReview]
    questions: list[ShownQuestion]
    question_count: int
    all_url: str | None
    write_url: str
    ask_url: str


def voices_of(session: Session, product_id: int, slug: str, *, first: int = 4, asked: int = 5) -> Voices:
    """The most useful reviews and the latest questions of a line, for the variant's page. Four queries at most."""
    counted = reviews.histogram_of(session, product_id)
    total = sum(counted.values())
    average = reviews.average_tenths(total, sum(stars * count for stars, count in counted.items()))
    found = reviews.reviews_of(session, product_id, paging=Paging(1, first))
    questions = reviews.questions_of(session, product_id, paging=Paging(1, asked))
    return Voices(
        average=Decimal(average) / 10,
        total=total,
        histogram=list(counted.items()),
        urls={stars: url_for("reviews.index", slug=slug, stars=stars) for stars in reviews.STARS},
        items=shown_reviews(found, slug),
        questions=shown_questions(questions.items),
        question_count=questions.total,
        all_url=url_for("reviews.index", slug=slug) if found.total > first else None,
        write_url=url_for("reviews.new", slug=slug),
        ask_url=url_for("reviews.ask", slug=slug),
    )


def shown_reviews(found: Slice, slug: str) -> list[ShownReview]:
    """These reviews with their photos, votes going through this variant's address."""
    pictures = found.pictures or {}
    return [
        ShownReview(
            id=review.public_id,
            author=review.author,
            rating=review.rating,
            moment=review.written_at,
            verified=review.is_verified,
            text=review.text,
            pros=review.pros,
            cons=review.cons,
            votes=review.helpful,
            against=review.unhelpful,
            vote_url=url_for("reviews.vote", slug=slug, public_id=review.public_id),
            reply=ShownReply(review.reply, review.replied_at) if review.reply and review.replied_at else None,
            pictures=tuple(pictures.get(review.id, ())),
        )
        for review in found.items
    ]


def shown_questions(found: Sequence[AnsweredQuestion]) -> list[ShownQuestion]:
    """These questions with their answers."""
    return [
        ShownQuestion(
            author=item.question.author,
            text=item.question.text,
            moment=item.question.asked_at,
            answers=tuple(
                ShownAnswer(answer.author, answer.text, answer.answered_at, answer.is_shop) for answer in item.answers
            ),
        )
        for item in found
    ]
