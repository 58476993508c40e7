"""Asking about goods, and answering."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain.reviews.commands.rating import note_reviews
from technomart.domain.reviews.errors import TooManyWords, UnknownQuestion
from technomart.domain.reviews.models import Answer, Moderation, Question
from technomart.domain.reviews.rules import (
    ANSWERS_A_DAY,
    DAY,
    LONGEST_ANSWER,
    LONGEST_AUTHOR,
    LONGEST_QUESTION,
    QUESTIONS_A_DAY,
    fitting,
    tidy,
    tidy_line,
)
from technomart.foundation import ids


def ask(session: Session, *, product_id: int, account_id: int, author: str, text: str, at: datetime) -> Question:
    """Hand in a question; it waits for moderation. Refuses TooManyWords, NoWords, TooLong."""
    author = fitting("author", tidy_line(author), LONGEST_AUTHOR, required=True)
    text = fitting("text", tidy(text), LONGEST_QUESTION, required=True)
    asked = session.scalar(
        select(func.count())
        .select_from(Question)
        .where(Question.account_id == account_id, Question.asked_at > at - DAY)
    )
    if (asked or 0) >= QUESTIONS_A_DAY:
        raise TooManyWords(limit=QUESTIONS_A_DAY)
    question = Question(
        public_id=ids.token(),
        product_id=product_id,
        account_id=account_id,
        author=author,
        text=text,
        moderation=Moderation.waiting,
        asked_at=at,
    )
    session.add(question)
    session.flush()
    return question


def answer(
    session: Session,
    question_id: str,
    *,
    account_id: int | None,
    author: str,
    text: str,
    at: datetime,
    is_shop: bool = False,
) -> Answer:
    """Answer a published question, by its public id. The shop's answer is shown at once, others wait.

    The shop may also answer a question that still waits. Refuses UnknownQuestion, TooManyWords, NoWords, TooLong.
    """
    author = fitting("author", tidy_line(author), LONGEST_AUTHOR, required=True)
    text = fitting("text", tidy(text), LONGEST_ANSWER, required=True)
    question = session.scalar(select(Question).where(Question.public_id == question_id))
    if question is None or (question.moderation is not Moderation.published and not is_shop):
        raise UnknownQuestion()
    if not is_shop:
        _refuse_too_many(session, account_id, at)
    given = Answer(
        question_id=question.id,
        account_id=account_id,
        author=author,
        is_shop=is_shop,
        text=text,
        moderation=Moderation.published if is_shop else Moderation.waiting,
        answered_at=at,
    )
    session.add(given)
    session.flush()
    if is_shop:
        note_reviews(session, question.product_id)
    return given


def _refuse_too_many(session: Session, account_id: int | None, at: datetime) -> None:
    written = session.scalar(
        select(func.count()).select_from(Answer).where(Answer.account_id == account_id, Answer.answered_at > at - DAY)
    )
    if (written or 0) >= ANSWERS_A_DAY:
        raise TooManyWords(limit=ANSWERS_A_DAY)
