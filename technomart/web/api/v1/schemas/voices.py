"""Reviews and questions on the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from technomart.domain.reviews import (
    LONGEST_AUTHOR,
    LONGEST_QUESTION,
    LONGEST_SIDE,
    LONGEST_TEXT,
    Moderation,
    ReviewSort,
)
from technomart.web.api.v1.schemas.wire import AskedPage, Given, Moment, Told, line, prose, whole

LONGEST_ANSWER = 2_000
Stars = whole(1, 5)
State = Literal["waiting", "published", "rejected"]


class AskedReviews(AskedPage):
    """Which reviews, and in which order."""

    stars: int | None = Field(None, ge=1, le=5)
    sort: Literal[tuple(ReviewSort)] = "useful"  # type: ignore[valid-type]
    per_page: int = Field(10, ge=1, le=100)


class ShopReply(Told):
    """The shop's words under a review."""

    text: str
    at: Moment


class Review(Told):
    """One review. `id` is what votes are given to."""

    id: str
    author: str
    rating: int
    verified: bool
    pros: str
    cons: str
    text: str
    helpful: int
    unhelpful: int
    written_at: Moment
    reply: ShopReply | None


class Reviews(Told):
    """A page of reviews."""

    total: int
    page: int
    per_page: int
    items: list[Review]


class OwnReview(Review):
    """A review of one's own, with where it stands."""

    moderation: State


class OwnReviews(Told):
    """A page of one's own reviews, or of those that wait for the shop's decision."""

    total: int
    page: int
    per_page: int
    items: list[OwnReview]


class WriteReview(Given):
    """A review. `consent`: the author agrees to its publication by the text of `/documents/consent-review`."""

    rating: Stars
    author: line(LONGEST_AUTHOR, least=1)  # type: ignore[valid-type]
    text: prose(LONGEST_TEXT, least=1)  # type: ignore[valid-type]
    pros: prose(LONGEST_SIDE) = ""  # type: ignore[valid-type]
    cons: prose(LONGEST_SIDE) = ""  # type: ignore[valid-type]
    consent: Literal[True]


class Vote(Given):
    """Whether a review helped."""

    helpful: bool


class Votes(Told):
    """How a review stands with its readers."""

    helpful: int
    unhelpful: int


class Answer(Told):
    """One answer to a question."""

    author: str
    is_shop: bool
    text: str
    at: Moment


class Question(Told):
    """One question with its answers, the shop's first."""

    id: str
    author: str
    text: str
    at: Moment
    answers: list[Answer]


class Questions(Told):
    """A page of questions."""

    total: int
    page: int
    per_page: int
    items: list[Question]


class Ask(Given):
    """A question. `consent` as with a review."""

    author: line(LONGEST_AUTHOR, least=1)  # type: ignore[valid-type]
    text: prose(LONGEST_QUESTION, least=1)  # type: ignore[valid-type]
    consent: Literal[True]


class GiveAnswer(Given):
    """An answer of a shopper. `consent` as with a review."""

    author: line(LONGEST_AUTHOR, least=1)  # type: ignore[valid-type]
    text: prose(LONGEST_ANSWER, least=1)  # type: ignore[valid-type]
    consent: Literal[True]


class Written(Told):
    """What was handed in, and where it stands: people's words are looked at before they are shown."""

    id: str
    moderation: State


class Received(Told):
    """An answer was handed in, and where it stands."""

    moderation: State


class Decide(Given):
    """What becomes of a review or a question."""

    moderation: Literal[tuple(Moderation)]  # type: ignore[valid-type]


class Reply(Given):
    """The shop's words under a review; an empty text takes them away."""

    text: prose(LONGEST_ANSWER)  # type: ignore[valid-type]


class ShopAnswer(Given):
    """The shop's answer to a question, shown at once."""

    text: prose(LONGEST_ANSWER, least=1)  # type: ignore[valid-type]


class WaitingQuestion(Told):
    """A question that waits for a decision."""

    id: str
    author: str
    text: str
    at: Moment
    moderation: State


class WaitingQuestions(Told):
    """A page of questions that wait."""

    total: int
    page: int
    per_page: int
    items: list[WaitingQuestion]
