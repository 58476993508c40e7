"""Many shoppers and moderators at the same time: no voice lost, no rating wrong, no second review."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from technomart.domain import reviews
from technomart.domain.reviews import Moderation
from technomart.domain.reviews.models import Review
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.domain.reviews.buyers import an_account
from tests.factories.catalog import a_variant

AT_ONCE = 6
NOW = clock.now()


def all_at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed returned or was refused with, all begun together."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        gate.wait()
        try:
            return deed()
        except reviews.AlreadyReviewed as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def written(database: Database, count: int) -> tuple[int, list[str]]:
    """A product with so many waiting reviews."""
    with database.transaction() as session:
        product_id = a_variant(session).product_id
        ids = [
            reviews.write_review(
                session,
                product_id=product_id,
                account_id=an_account(session).id,
                author="А",
                rating=5,
                text="т",
                at=NOW,
            ).public_id
            for _ in range(count)
        ]
    return product_id, ids


def test_moderators_at_once_leave_a_rating_that_adds_up(database: Database) -> None:
    product_id, ids = written(database, AT_ONCE)

    def publish(public_id: str) -> None:
        with database.transaction() as session:
            reviews.moderate(session, public_id, Moderation.published, actor="test")

    all_at_once(*[lambda one=one: publish(one) for one in ids])  # type: ignore[misc]
    with database.reader() as session:
        summary = reviews.summary_of(session, [product_id])[product_id]
    assert (summary.reviews, summary.stars) == (AT_ONCE, 5 * AT_ONCE)


def test_votes_at_once_are_all_counted(database: Database) -> None:
    _product, (public_id,) = written(database, 1)
    with database.transaction() as session:
        reviews.moderate(session, public_id, Moderation.published, actor="test")

    def vote(voter: str) -> None:
        with database.transaction() as session:
            reviews.vote(session, public_id, voter=voter, is_helpful=True, at=NOW)

    voters = [f"v:{number // 2}" for number in range(2 * AT_ONCE)]
    all_at_once(*[lambda voter=voter: vote(voter) for voter in voters])  # type: ignore[misc]
    with database.reader() as session:
        assert session.scalar(select(Review.helpful)) == AT_ONCE


def test_a_double_click_makes_one_review(database: Database) -> None:
    with database.transaction() as session:
        product_id, account_id = a_variant(session).product_id, an_account(session).id

    def write() -> str:
        with database.transaction() as session:
            return reviews.write_review(
                session, product_id=product_id, account_id=account_id, author="А", rating=5, text="т", at=NOW
            ).public_id

    results = all_at_once(*[write] * AT_ONCE)
    assert sum(isinstance(result, str) for result in results) == 1
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Review)) == 1
