"""Writing a review, taking it back, voting for it, answering it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.domain.reviews.commands.pictures import drop_pictures, keep_pictures
from technomart.domain.reviews.commands.rating import FRESH, lock_rating, note_reviews, recount
from technomart.domain.reviews.errors import AlreadyReviewed, NoWords, OwnReview, TooManyWords, UnknownReview
from technomart.domain.reviews.models import Moderation, Review, ReviewVote
from technomart.domain.reviews.queries import find_purchase, find_review_of, get_review_of
from technomart.domain.reviews.rules import (
    DAY,
    LONGEST_ANSWER,
    LONGEST_AUTHOR,
    LONGEST_SIDE,
    LONGEST_TEXT,
    REVIEWS_A_DAY,
    fitting,
    tidy,
    tidy_line,
    whole_stars,
)
from technomart.foundation import audit, ids


@dataclass(frozen=True, slots=True)
class Votes:
    """How a review stands with its readers after a vote."""

    helpful: int
    unhelpful: int


def write_review(
    session: Session,
    *,
    product_id: int,
    account_id: int,
    author: str,
    rating: int,
    pros: str = "",
    cons: str = "",
    text: str = "",
    pictures: Sequence[str] = (),
    at: datetime,
) -> Review:
    """Hand in a review; it waits for moderation. Verified by a delivered line of an own order.

    `pictures` are the keys of photos whose files are made. Refuses AlreadyReviewed (a rejected one may be written
    anew), TooManyWords, BadRating, NoWords, TooLong, TooManyPictures.
    """
    words = _cleaned(author, pros, cons, text=text)
    whole_stars(rating)
    review = find_review_of(session, account_id, product_id)
    if review is not None and review.moderation is not Moderation.rejected:
        raise AlreadyReviewed()
    require_words_left(session, account_id, at)
    if review is None:
        review = Review(public_id=ids.token(), product_id=product_id, account_id=account_id)
    purchase = find_purchase(session, account_id, product_id)
    review.author, review.rating = words["author"], rating
    review.pros, review.cons, review.text = words["pros"], words["cons"], words["text"]
    review.variant_id = purchase.variant_id if purchase else None
    review.order_line_id = purchase.order_line_id if purchase else None
    review.is_verified = purchase is not None
    review.moderation, review.written_at = Moderation.waiting, at
    try:
        with session.begin_nested():
            session.add(review)
    except IntegrityError as error:
        raise AlreadyReviewed() from error
    keep_pictures(session, review, pictures)
    return review


def _cleaned(author: str, pros: str, cons: str, *, text: str) -> dict[str, str]:
    """The words as they are kept. Refuses NoWords and TooLong."""
    words = {
        "author": fitting("author", tidy_line(author), LONGEST_AUTHOR, required=True),
        "pros": fitting("pros", tidy(pros), LONGEST_SIDE),
        "cons": fitting("cons", tidy(cons), LONGEST_SIDE),
        "text": fitting("text", tidy(text), LONGEST_TEXT),
    }
    if not (words["pros"] or words["cons"] or words["text"]):
        raise NoWords(field="text")
    return words


def require_words_left(session: Session, account_id: int, at: datetime) -> None:
    """Refuse (TooManyWords) somebody who has written as much as one may in a day."""
    written = session.scalar(
        select(func.count()).select_from(Review).where(Review.account_id == account_id, Review.written_at > at - DAY)
    )
    if (written or 0) >= REVIEWS_A_DAY:
        raise TooManyWords(limit=REVIEWS_A_DAY)


def withdraw_review(session: Session, account_id: int, public_id: str) -> None:
    """Take an own review back for good, with its votes. Refuses UnknownReview."""
    review = get_review_of(session, account_id, public_id)
    lock_rating(session, review.product_id)
    drop_pictures(session, review)
    session.delete(review)
    session.flush()  # the recount below asks the database
    recount(session, [review.product_id])


def _lock(session: Session, public_id: str) -> Review | None:
    chosen = select(Review).where(Review.public_id == public_id).with_for_update()
    return session.scalar(chosen, execution_options=FRESH)


def vote(session: Session, public_id: str, *, voter: str, is_helpful: bool, at: datetime) -> Votes:
    """Say whether a published review helped: one voice a voter, which may be changed.

    Refuses UnknownReview, and OwnReview for the author (`voter` is `a:<account id>` for an account).
    """
    review = session.scalar(
        select(Review).where(Review.public_id == public_id).with_for_update(), execution_options=FRESH
    )
    if review is None or review.moderation is not Moderation.published:
        raise UnknownReview()
    if review.account_id is not None and voter == f"a:{review.account_id}":
        raise OwnReview()
    cast = session.scalar(select(ReviewVote).where(ReviewVote.review_id == review.id, ReviewVote.voter == voter))
    if cast is None:
        session.add(ReviewVote(review_id=review.id, voter=voter, is_helpful=is_helpful, at=at))
        review.helpful += is_helpful
        review.unhelpful += not is_helpful
    elif cast.is_helpful != is_helpful:
        cast.is_helpful, cast.at = is_helpful, at
        turn = 1 if is_helpful else -1
        review.helpful += turn
        review.unhelpful -= turn
    session.flush()  # a vote that the database refuses must fail here, not in the caller's next query
    note_reviews(session, review.product_id)
    return Votes(helpful=review.helpful, unhelpful=review.unhelpful)


def reply(session: Session, public_id: str, *, text: str, at: datetime, actor: str) -> Review:
    """The shop's own words under a review; an empty text takes them away. Refuses UnknownReview, TooLong."""
    review = session.scalar(
        select(Review).where(Review.public_id == public_id).with_for_update(), execution_options=FRESH
    )
    if review is None:
        raise UnknownReview()
    before = review.reply
    review.reply = fitting("reply", tidy(text), LONGEST_ANSWER)
    review.replied_at = at if review.reply else None
    audit.record(
        session,
        actor,
        "review.reply",
        subject=f"review {public_id}",
        before={"reply": before},
        after={"reply": review.reply},
    )
    note_reviews(session, review.product_id)
    return review
