"""What the shop's own people look through: words that wait for a decision or an answer, and all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from technomart.domain.catalog import Product
from technomart.domain.reviews.models import Answer, Moderation, Question, Review
from technomart.domain.reviews.queries.shown import pictures_of
from technomart.foundation.paging import Paging

UNANSWERED = (Moderation.waiting, Moderation.published)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many reviews wait for a decision, and how many questions for the shop's answer."""

    reviews: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class ReviewEntry:
    """A review with the name of what it is about and the keys of its pictures."""

    review: Review
    product_name: str
    pictures: Sequence[str]


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question with the name of what it is about and all its answers."""

    question: Question
    product_name: str
    answers: Sequence[Answer]


def waiting(session: Session) -> Waiting:
    """What waits now, in two queries."""
    reviews = select(func.count()).select_from(Review).where(Review.moderation == Moderation.waiting)
    questions = select(func.count()).select_from(Question).where(_waits_for_an_answer())
    return Waiting(session.scalar(reviews) or 0, session.scalar(questions) or 0)


def reviews_in(
    session: Session, moderation: Moderation, *, text: str = "", paging: Paging
) -> tuple[list[ReviewEntry], int]:
    """The reviews in this state, the waiting oldest first, and how many there are. Three queries."""
    conditions = [Review.moderation == moderation, _says(text, Review.author, Review.text, Review.pros, Review.cons)]
    whole = select(func.count()).select_from(Review).join(Product, Product.id == Review.product_id)
    total = session.scalar(whole.where(*conditions)) or 0
    order = Review.id if moderation is Moderation.waiting else Review.id.desc()
    rows = session.execute(
        select(Review, Product.name)
        .join(Product, Product.id == Review.product_id)
        .where(*conditions)
        .order_by(order)
        .offset(paging.offset)
        .limit(paging.size)
    ).all()
    pictures = pictures_of(session, [review.id for review, _ in rows])
    return [ReviewEntry(review, name, pictures.get(review.id, ())) for review, name in rows], total


def questions_in(
    session: Session, moderation: Moderation | None, *, text: str = "", paging: Paging
) -> tuple[list[QuestionEntry], int]:
    """The questions in this state, or with None those that wait for the shop's answer. Three queries."""
    state = _waits_for_an_answer() if moderation is None else Question.moderation == moderation
    conditions = [state, _says(text, Question.author, Question.text)]
    whole = select(func.count()).select_from(Question).join(Product, Product.id == Question.product_id)
    total = session.scalar(whole.where(*conditions)) or 0
    order = Question.id if moderation is None else Question.id.desc()
    rows = session.execute(
        select(Question, Product.name)
        .join(Product, Product.id == Question.product_id)
        .where(*conditions)
        .order_by(order)
        .offset(paging.offset)
        .limit(paging.size)
    ).all()
    answers: dict[int, list[Answer]] = defaultdict(list)
    ids = [question.id for question, _ in rows]
    for answer in session.scalars(select(Answer).where(Answer.question_id.in_(ids)).order_by(Answer.id)):
        answers[answer.question_id].append(answer)
    return [QuestionEntry(question, name, answers[question.id]) for question, name in rows], total


def _waits_for_an_answer() -> ColumnElement[bool]:
    answered = exists().where(Answer.question_id == Question.id, Answer.is_shop)
    return Question.moderation.in_(UNANSWERED) & ~answered


def _says(text: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    """The text is in one of the columns or in the product's name.

    SQLite compares capital and small letters alike only in Latin, so the text is asked for in its usual spellings.
    """
    plain = " ".join(text.split())
    spellings = {plain, plain.lower(), plain.upper(), plain.capitalize()}
    asked = (*columns, Product.name)
    return or_(*(column.contains(one, autoescape=True) for column in asked for one in sorted(spellings)))
