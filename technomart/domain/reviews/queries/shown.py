"""What of the shoppers' words everyone sees, and what an account sees of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from technomart.domain.catalog import Variant
from technomart.domain.orders import Order, OrderLine
from technomart.domain.reviews.errors import UnknownReview
from technomart.domain.reviews.models import Answer, Moderation, ProductRating, Question, Review, ReviewPicture
from technomart.domain.reviews.rules import STARS, ReviewSort, average_tenths
from technomart.foundation.paging import Paging

ORDERS: Mapping[ReviewSort, tuple[Any, ...]] = {
    ReviewSort.useful: ((Review.helpful - Review.unhelpful).desc(), Review.written_at.desc(), Review.id.desc()),
    ReviewSort.new: (Review.written_at.desc(), Review.id.desc()),
    ReviewSort.best: (Review.rating.desc(), Review.written_at.desc(), Review.id.desc()),
    ReviewSort.worst: (Review.rating, Review.written_at.desc(), Review.id.desc()),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The published reviews of a product line in a few numbers."""

    reviews: int = 0
    stars: int = 0
    questions: int = 0

    @property
    def average_tenths(self) -> int:
        return average_tenths(self.reviews, self.stars)


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list, and how long the whole list is."""

    items: Sequence[Review]
    total: int
    pictures: Mapping[int, Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A published question with its published answers, the shop's first."""

    question: Question
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class QuestionSlice:
    """One page of questions, and how many there are in all."""

    items: Sequence[AnsweredQuestion]
    total: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """A delivered order line: the proof that somebody bought these goods here."""

    order_line_id: int
    variant_id: int
    ordered_at: datetime


def summary_of(session: Session, product_ids: Iterable[int]) -> dict[int, Summary]:
    """The summaries of these product lines by id; every id that was asked for is in the answer."""
    ids = sorted(set(product_ids))
    found = {
        row.product_id: Summary(row.reviews, row.stars, row.questions)
        for row in session.scalars(select(ProductRating).where(ProductRating.product_id.in_(ids)))
    }
    return {product_id: found.get(product_id, Summary()) for product_id in ids}


def histogram_of(session: Session, product_id: int) -> dict[int, int]:
    """How many published reviews gave five stars, four and so on down to one."""
    counted = session.execute(
        select(Review.rating, func.count())
        .where(Review.product_id == product_id, Review.moderation == Moderation.published)
        .group_by(Review.rating)
    )
    by_rating: dict[int, int] = dict(counted.tuples().all())
    return {rating: by_rating.get(rating, 0) for rating in STARS}


def reviews_of(
    session: Session,
    product_id: int,
    *,
    rating: int | None = None,
    sort: ReviewSort = ReviewSort.useful,
    paging: Paging,
) -> Slice:
    """The published reviews of a product line, all or those with this rating. One query; beyond the last page two."""
    asked = {"product": product_id, "rating": rating, "offset": paging.offset, "size": paging.size}
    rows = session.execute(_page_of_reviews(sort, of_rating=rating is not None), asked).all()
    pictures: dict[int, list[str]] = {}
    for review, key, _ in rows:
        pictures.setdefault(review.id, []).extend([key] if key is not None else [])
    shown = _shown(of_rating=rating is not None)
    total = rows[0][2] if rows else _count(session, Review, shown, asked) if paging.offset else 0
    return Slice(list({review.id: review for review, _, _ in rows}.values()), total, pictures)


def _shown(*, of_rating: bool) -> list[ColumnElement[bool]]:
    """What makes a review one of this `product`, and of this `rating`."""
    shown = [Review.product_id == bindparam("product"), Review.moderation == Moderation.published]
    return [*shown, Review.rating == bindparam("rating")] if of_rating else shown


@cache
def _page_of_reviews(sort: ReviewSort, *, of_rating: bool) -> Select[*tuple[Any, ...]]:
    page = (
        select(Review.id, func.count().over().label("total"))
        .where(*_shown(of_rating=of_rating))
        .order_by(*ORDERS[sort])
        .offset(bindparam("offset"))
        .limit(bindparam("size"))
        .subquery()
    )
    return (
        select(Review, ReviewPicture.key, page.c.total)
        .join(page, page.c.id == Review.id)
        .outerjoin(ReviewPicture, ReviewPicture.review_id == Review.id)
        .order_by(*ORDERS[sort], ReviewPicture.position, ReviewPicture.id)
    )


def pictures_of(session: Session, review_ids: Iterable[int]) -> dict[int, list[str]]:
    """The keys of the pictures of these reviews, in their order; reviews without any are not in the answer."""
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(ReviewPicture.review_id, ReviewPicture.key)
        .where(ReviewPicture.review_id.in_(list(review_ids)))
        .order_by(ReviewPicture.review_id, ReviewPicture.position, ReviewPicture.id)
    )
    for review_id, key in rows:
        found.setdefault(review_id, []).append(key)
    return found


def _count(
    session: Session, kind: type[Review | Question], shown: Sequence[ColumnElement[bool]], asked: Mapping[str, Any]
) -> int:
    return session.scalar(select(func.count()).select_from(kind).where(*shown), asked) or 0


def questions_of(session: Session, product_id: int, *, paging: Paging) -> QuestionSlice:
    """The published questions about a line, newest first, with their answers. One query; beyond the last page two."""
    asked = {"product": product_id, "offset": paging.offset, "size": paging.size}
    rows = session.execute(_page_of_questions(), asked).all()
    answers: dict[Question, list[Answer]] = {}
    for question, answer, _ in rows:
        answers.setdefault(question, []).extend([answer] if answer is not None else [])
    total = rows[0][2] if rows else _count(session, Question, _asked_about(), asked) if paging.offset else 0
    return QuestionSlice(items=[AnsweredQuestion(*pair) for pair in answers.items()], total=total)


def _asked_about() -> list[ColumnElement[bool]]:
    """What makes a question one about this `product`."""
    return [Question.product_id == bindparam("product"), Question.moderation == Moderation.published]


@cache
def _page_of_questions() -> Select[*tuple[Any, ...]]:
    order = (Question.asked_at.desc(), Question.id.desc())
    page = (
        select(Question.id, func.count().over().label("total"))
        .where(*_asked_about())
        .order_by(*order)
        .offset(bindparam("offset"))
        .limit(bindparam("size"))
        .subquery()
    )
    answered = (Answer.question_id == Question.id) & (Answer.moderation == Moderation.published)
    return (
        select(Question, Answer, page.c.total)
        .join(page, page.c.id == Question.id)
        .outerjoin(Answer, answered)
        .order_by(*order, Answer.is_shop.desc(), Answer.answered_at, Answer.id)
    )


def find_review_of(session: Session, account_id: int, product_id: int) -> Review | None:
    """What this account has said about this product line, shown or not."""
    return session.scalar(select(Review).where(Review.account_id == account_id, Review.product_id == product_id))


def get_review_of(session: Session, account_id: int, public_id: str) -> Review:
    """A review of this account. Refuses UnknownReview for anybody else's."""
    found = session.scalar(select(Review).where(Review.account_id == account_id, Review.public_id == public_id))
    if found is None:
        raise UnknownReview()
    return found


def reviews_by(session: Session, account_id: int, *, paging: Paging) -> Slice:
    """Everything this account has said, newest first, with where it stands."""
    own = Review.account_id == account_id
    total = session.scalar(select(func.count()).select_from(Review).where(own)) or 0
    rows = select(Review).where(own).order_by(Review.written_at.desc(), Review.id.desc())
    return Slice(items=session.scalars(rows.offset(paging.offset).limit(paging.size)).all(), total=total)


def waiting_reviews(session: Session, *, paging: Paging) -> Slice:
    """Reviews that wait for a decision, oldest first."""
    waiting = Review.moderation == Moderation.waiting
    total = session.scalar(select(func.count()).select_from(Review).where(waiting)) or 0
    rows = select(Review).where(waiting).order_by(Review.written_at, Review.id)
    return Slice(items=session.scalars(rows.offset(paging.offset).limit(paging.size)).all(), total=total)


def waiting_questions(session: Session, *, paging: Paging) -> tuple[list[Question], int]:
    """Questions that wait for a decision, oldest first, and how many there are."""
    waiting = Question.moderation == Moderation.waiting
    total = session.scalar(select(func.count()).select_from(Question).where(waiting)) or 0
    rows = select(Question).where(waiting).order_by(Question.asked_at, Question.id)
    return list(session.scalars(rows.offset(paging.offset).limit(paging.size))), total


def find_purchase(session: Session, account_id: int, product_id: int) -> Purchase | None:
    """The latest line of an own order by which goods of this line were delivered."""
    row = session.execute(
        select(OrderLine.id, OrderLine.variant_id, Order.placed_at)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Variant, Variant.id == OrderLine.variant_id)
        .where(Order.account_id == account_id, Variant.product_id == product_id, OrderLine.delivered > 0)
        .order_by(Order.placed_at.desc(), OrderLine.id.desc())
        .limit(1)
    ).first()
    if row is None or row.variant_id is None:
        return None
    return Purchase(order_line_id=row.id, variant_id=row.variant_id, ordered_at=row.placed_at)
