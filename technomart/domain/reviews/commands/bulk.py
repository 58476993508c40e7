"""Taking over many reviews and questions at once, already published: for a demo or a move from another shop."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from technomart.domain.reviews.commands.rating import recount
from technomart.domain.reviews.models import Answer, Moderation, Question, Review
from technomart.domain.reviews.rules import (
    LONGEST_ANSWER,
    LONGEST_AUTHOR,
    LONGEST_QUESTION,
    LONGEST_SIDE,
    LONGEST_TEXT,
    fitting,
    tidy,
    tidy_line,
    whole_stars,
)
from technomart.foundation import ids

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """A review from elsewhere, by nobody who has an account here."""

    product_id: int
    author: str
    rating: int
    written_at: datetime
    variant_id: int | None = None
    pros: str = ""
    cons: str = ""
    text: str = ""
    is_verified: bool = False
    helpful: int = 0
    unhelpful: int = 0
    reply: str = ""
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """An answer from elsewhere."""

    author: str
    text: str
    answered_at: datetime
    is_shop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    """A question from elsewhere with its answers."""

    product_id: int
    author: str
    text: str
    asked_at: datetime
    answers: Sequence[AnswerDraft] = ()


def import_reviews(session: Session, drafts: Iterable[ReviewDraft]) -> int:
    """Publish these reviews and sum the ratings once; how many. Refuses what a form would refuse."""
    rows = [_review_row(draft) for draft in drafts]
    for first in range(0, len(rows), CHUNK):
        session.execute(insert(Review), rows[first : first + CHUNK])
    recount(session, {row["product_id"] for row in rows})
    return len(rows)


def _review_row(draft: ReviewDraft) -> dict[str, Any]:
    return {
        "public_id": ids.token(),
        "product_id": draft.product_id,
        "variant_id": draft.variant_id,
        "is_verified": draft.is_verified,
        "author": fitting("author", tidy_line(draft.author), LONGEST_AUTHOR, required=True),
        "rating": whole_stars(draft.rating),
        "pros": fitting("pros", tidy(draft.pros), LONGEST_SIDE),
        "cons": fitting("cons", tidy(draft.cons), LONGEST_SIDE),
        "text": fitting("text", tidy(draft.text), LONGEST_TEXT),
        "helpful": draft.helpful,
        "unhelpful": draft.unhelpful,
        "reply": fitting("reply", tidy(draft.reply), LONGEST_ANSWER),
        "replied_at": (draft.replied_at or draft.written_at) if draft.reply else None,
        "moderation": Moderation.published,
        "written_at": draft.written_at,
    }


def import_questions(session: Session, drafts: Iterable[QuestionDraft]) -> int:
    """Publish these questions with their answers and count them once; how many questions."""
    taken = list(drafts)
    for first in range(0, len(taken), CHUNK):
        _import_questions(session, taken[first : first + CHUNK])
    recount(session, {draft.product_id for draft in taken})
    return len(taken)


def _import_questions(session: Session, drafts: Sequence[QuestionDraft]) -> None:
    questions = [
        Question(
            public_id=ids.token(),
            product_id=draft.product_id,
            author=fitting("author", tidy_line(draft.author), LONGEST_AUTHOR, required=True),
            text=fitting("text", tidy(draft.text), LONGEST_QUESTION, required=True),
            moderation=Moderation.published,
            asked_at=draft.asked_at,
        )
        for draft in drafts
    ]
    session.add_all(questions)
    session.flush()  # the answers need the questions' ids
    answers = [
        {
            "question_id": question.id,
            "author": fitting("author", tidy_line(given.author), LONGEST_AUTHOR, required=True),
            "text": fitting("text", tidy(given.text), LONGEST_ANSWER, required=True),
            "is_shop": given.is_shop,
            "moderation": Moderation.published,
            "answered_at": given.answered_at,
        }
        for question, draft in zip(questions, drafts, strict=True)
        for given in draft.answers
    ]
    if answers:
        session.execute(insert(Answer), answers)
