"""Keeping the summed ratings of a product line in step with what is published."""

from collections.abc import Iterable

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from technomart.domain.catalog import Variant
from technomart.domain.reviews.models import Moderation, ProductRating, Question, Review
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.inserting import insert_into

CHUNK = 500
FRESH = {"populate_existing": True}
"""A row is read anew when it is locked: what the session knew of it may be from before the lock."""


def lock_rating(session: Session, product_id: int) -> None:
    """Hold the rating's row, made if missing: whoever changes what is published takes it first.

    Without it two moderators at once would each count without the other's review (READ COMMITTED).
    """
    session.execute(insert_into(session, ProductRating).on_conflict_do_nothing(), [{"product_id": product_id}])
    session.execute(select(ProductRating.product_id).where(ProductRating.product_id == product_id).with_for_update())


def note_reviews(session: Session, product_id: int) -> None:
    """Note that what is said of this line looks different, though its rating is the same.

    One of its variants is enough for the pages that show the line.
    """
    first = session.scalar(select(func.min(Variant.id)).where(Variant.product_id == product_id, Variant.is_published))
    changes.note(session, ChangeKind.offer, [first] if first is not None else [])


def recount(session: Session, product_ids: Iterable[int]) -> None:
    """Sum the published reviews and questions of these lines anew and note the change of their offers.

    The rows of `product_rating` exist (`lock_rating`) or are made here for a bulk load.
    """
    ids = sorted(set(product_ids))
    for first in range(0, len(ids), CHUNK):
        _recount_chunk(session, ids[first : first + CHUNK])
    variants: list[int] = []
    for first in range(0, len(ids), CHUNK):
        chosen = select(Variant.id).where(Variant.product_id.in_(ids[first : first + CHUNK]))
        variants.extend(session.scalars(chosen))
    changes.note(session, ChangeKind.offer, variants)


def _recount_chunk(session: Session, ids: list[int]) -> None:
    session.execute(
        insert_into(session, ProductRating).on_conflict_do_nothing(), [{"product_id": number} for number in ids]
    )
    of_product = Review.product_id == ProductRating.product_id
    is_published = Review.moderation == Moderation.published
    reviews = select(func.count()).select_from(Review).where(of_product, is_published)
    stars = select(func.coalesce(func.sum(Review.rating), 0)).where(of_product, is_published)
    questions = (
        select(func.count())
        .select_from(Question)
        .where(Question.product_id == ProductRating.product_id, Question.moderation == Moderation.published)
    )
    session.execute(
        update(ProductRating)
        .where(ProductRating.product_id.in_(ids))
        .values(
            reviews=reviews.scalar_subquery(),
            stars=stars.scalar_subquery(),
            questions=questions.scalar_subquery(),
        )
        .execution_options(synchronize_session=False)
    )
    for row in [held for held in session.identity_map.values() if isinstance(held, ProductRating)]:
        session.expire(row)
