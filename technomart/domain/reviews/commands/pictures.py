"""The photos that come with a review: kept beside it, and let go with it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from technomart.domain.reviews.errors import TooManyPictures
from technomart.domain.reviews.models import Review, ReviewPicture
from technomart.domain.reviews.rules import MOST_PICTURES
from technomart.foundation import ids, jobs

DROP_PICTURES = "drop_pictures"
"""The job that deletes picture files whose rows are gone: payload `keys`."""


def keep_pictures(session: Session, review: Review, keys: Sequence[str]) -> None:
    """Put these pictures, whose files are made already, beside the review in place of any older ones.

    Refuses TooManyPictures.
    """
    if len(keys) > MOST_PICTURES:
        raise TooManyPictures(field="photos", most=MOST_PICTURES)
    drop_pictures(session, review)
    session.add_all(
        ReviewPicture(review_id=review.id, key=key, position=position) for position, key in enumerate(keys)
    )
    session.flush()  # a key that is taken is refused here


def drop_pictures(session: Session, review: Review) -> None:
    """Take a review's pictures away; their files are deleted by the worker once this is committed."""
    found = select(ReviewPicture.key).where(ReviewPicture.review_id == review.id).order_by(ReviewPicture.id)
    keys = list(session.scalars(found))
    if not keys:
        return
    session.execute(delete(ReviewPicture).where(ReviewPicture.review_id == review.id))
    jobs.enqueue(session, DROP_PICTURES, f"{DROP_PICTURES}:{ids.token()}", {"keys": keys})
