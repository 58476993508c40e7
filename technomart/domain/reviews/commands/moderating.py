"""Deciding what of the shoppers' words is shown."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.reviews.commands.asking import answer
from technomart.domain.reviews.commands.pictures import drop_pictures
from technomart.domain.reviews.commands.rating import FRESH, lock_rating, note_reviews, recount
from technomart.domain.reviews.errors import UnknownQuestion, UnknownReview
from technomart.domain.reviews.models import Answer, Moderation, Question, Review
from technomart.foundation import audit


def moderate(session: Session, public_id: str, moderation: Moderation, *, actor: str) -> Review:
    """Show a review, refuse it, or put it back to wait; the rating follows. Refuses UnknownReview.

    The pictures of a refused review are deleted.
    """
    product_id = session.scalar(select(Review.product_id).where(Review.public_id == public_id))
    if product_id is None:
        raise UnknownReview()
    lock_rating(session, product_id)
    review = session.scalars(
        select(Review).where(Review.public_id == public_id).with_for_update(), execution_options=FRESH
    ).one()
    _decide(session, review, moderation, subject=f"review {public_id}", actor=actor)
    if moderation is Moderation.rejected:
        drop_pictures(session, review)
    recount(session, [product_id])
    return review


def moderate_question(session: Session, public_id: str, moderation: Moderation, *, actor: str) -> Question:
    """Show a question, refuse it, or put it back to wait; the count follows. Refuses UnknownQuestion."""
    product_id = session.scalar(select(Question.product_id).where(Question.public_id == public_id))
    if product_id is None:
        raise UnknownQuestion()
    lock_rating(session, product_id)
    question = session.scalars(
        select(Question).where(Question.public_id == public_id).with_for_update(), execution_options=FRESH
    ).one()
    _decide(session, question, moderation, subject=f"question {public_id}", actor=actor)
    recount(session, [product_id])
    return question


def moderate_answer(session: Session, answer_id: int, moderation: Moderation, *, actor: str) -> Answer:
    """Show an answer, refuse it, or put it back to wait. Refuses UnknownQuestion."""
    answer = session.scalar(select(Answer).where(Answer.id == answer_id).with_for_update(), execution_options=FRESH)
    if answer is None:
        raise UnknownQuestion()
    _decide(session, answer, moderation, subject=f"answer {answer_id}", actor=actor)
    note_reviews(session, session.scalars(select(Question.product_id).where(Question.id == answer.question_id)).one())
    return answer


def answer_for_shop(
    session: Session, question_id: str, *, author: str, text: str, at: datetime, actor: str
) -> Answer:
    """The shop's answer, by the question's public id; a question that still waits is shown with it.

    Refuses UnknownQuestion, also for a rejected one, NoWords, TooLong.
    """
    moderation = session.scalar(select(Question.moderation).where(Question.public_id == question_id))
    if moderation is Moderation.rejected:
        raise UnknownQuestion()
    given = answer(session, question_id, account_id=None, author=author, text=text, at=at, is_shop=True)
    audit.record(session, actor, "question.answer", subject=f"question {question_id}", after={"text": given.text})
    if moderation is Moderation.waiting:
        moderate_question(session, question_id, Moderation.published, actor=actor)
    return given


def _decide(
    session: Session, word: Review | Question | Answer, moderation: Moderation, *, subject: str, actor: str
) -> None:
    before, word.moderation = word.moderation, moderation
    if before is moderation:
        return  # a second press of the same button is no decision
    session.flush()  # the recount asks the database
    audit.record(
        session,
        actor,
        "moderate",
        subject=subject,
        before={"moderation": before.value},
        after={"moderation": moderation.value},
    )
