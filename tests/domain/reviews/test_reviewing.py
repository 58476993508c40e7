"""Writing reviews, voting, moderating: one word a buyer, and a rating that always adds up."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from technomart.domain import reviews
from technomart.domain.catalog.models import Variant
from technomart.domain.reviews import Moderation, ReviewDraft, ReviewSort
from technomart.domain.reviews.models import Review
from technomart.foundation import clock
from technomart.foundation.audit import AuditEntry
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.paging import Paging
from tests.domain.reviews.buyers import an_account, an_order_of
from tests.factories.catalog import a_variant

NOW = clock.now()


@pytest.fixture
def variant(session: Session) -> Variant:
    return a_variant(session)


def a_review(session: Session, variant: Variant, rating: int = 5, **more: object) -> Review:
    """A review by a new account."""
    words = {"author": "Анна", "text": "Хороший экран.", "at": NOW} | more
    return reviews.write_review(
        session,
        product_id=variant.product_id,
        account_id=an_account(session).id,
        rating=rating,
        **words,  # type: ignore[arg-type]
    )


def a_published_review(session: Session, variant: Variant, rating: int = 5, **more: object) -> Review:
    review = a_review(session, variant, rating, **more)
    return reviews.moderate(session, review.public_id, Moderation.published, actor="test")


def rating_of(session: Session, variant: Variant) -> tuple[int, int]:
    summary = reviews.summary_of(session, [variant.product_id])[variant.product_id]
    return summary.reviews, summary.stars


def shown(session: Session, variant: Variant, **how: object) -> list[str]:
    found = reviews.reviews_of(session, variant.product_id, paging=Paging(), **how)  # type: ignore[arg-type]
    return [review.author for review in found.items]


def test_a_new_review_waits_and_counts_for_nothing(session: Session, variant: Variant) -> None:
    review = a_review(session, variant)
    assert review.moderation is Moderation.waiting
    assert shown(session, variant) == []
    assert rating_of(session, variant) == (0, 0)


def test_only_a_delivered_own_order_proves_a_purchase(session: Session, variant: Variant) -> None:
    ways = {"delivered": True, "under way": False, "another's": False, "other goods": False}
    for way, verified in ways.items():
        account = an_account(session)
        buyer = an_account(session) if way == "another's" else account
        goods = a_variant(session) if way == "other goods" else variant
        line = an_order_of(session, buyer, goods, delivered=0 if way == "under way" else 1)
        review = reviews.write_review(
            session, product_id=variant.product_id, account_id=account.id, author="А", rating=4, text="т", at=NOW
        )
        assert review.is_verified is verified, way
        assert review.order_line_id == (line.id if verified else None), way


def test_an_account_has_one_word_about_one_product(session: Session, variant: Variant) -> None:
    account = an_account(session)
    words = {"account_id": account.id, "author": "А", "rating": 5, "text": "т", "at": NOW}
    first = reviews.write_review(session, product_id=variant.product_id, **words)
    with pytest.raises(reviews.AlreadyReviewed):
        reviews.write_review(session, product_id=variant.product_id, **words)
    reviews.moderate(session, first.public_id, Moderation.published, actor="test")
    with pytest.raises(reviews.AlreadyReviewed):
        reviews.write_review(session, product_id=variant.product_id, **words)
    reviews.write_review(session, product_id=a_variant(session).product_id, **words)


def test_a_rejected_review_may_be_written_anew(session: Session, variant: Variant) -> None:
    account = an_account(session)
    words = {"product_id": variant.product_id, "account_id": account.id, "author": "А", "rating": 1, "at": NOW}
    first = reviews.write_review(session, text="грубость", **words)
    reviews.moderate(session, first.public_id, Moderation.rejected, actor="test")
    second = reviews.write_review(session, text="Экран тусклый.", **words)
    assert second.public_id == first.public_id
    assert (second.text, second.moderation) == ("Экран тусклый.", Moderation.waiting)


def test_nobody_writes_more_than_a_day_allows(session: Session) -> None:
    account = an_account(session)

    def write(at: object) -> None:
        reviews.write_review(
            session,
            product_id=a_variant(session).product_id,
            account_id=account.id,
            author="А",
            rating=5,
            text="т",
            at=at,  # type: ignore[arg-type]
        )

    for _ in range(10):
        write(NOW)
    with pytest.raises(reviews.TooManyWords):
        write(NOW + timedelta(hours=23))
    write(NOW + timedelta(hours=25))


@pytest.mark.parametrize(
    ("words", "refusal", "field"),
    [
        ({"rating": 0}, reviews.BadRating, "rating"),
        ({"rating": 6}, reviews.BadRating, "rating"),
        ({"rating": True}, reviews.BadRating, "rating"),
        ({"author": " \n "}, reviews.NoWords, "author"),
        ({"author": "я" * 61}, reviews.TooLong, "author"),
        ({"text": " ", "pros": "", "cons": "\u202e"}, reviews.NoWords, "text"),
        ({"text": "я" * 4001}, reviews.TooLong, "text"),
        ({"pros": "я" * 1001}, reviews.TooLong, "pros"),
        ({"cons": "я" * 1001}, reviews.TooLong, "cons"),
    ],
)
def test_what_does_not_fit_is_refused(
    session: Session, variant: Variant, words: dict[str, object], refusal: type, field: str
) -> None:
    with pytest.raises(refusal) as refused:
        a_review(session, variant, **words)  # type: ignore[arg-type]
    assert refused.value.details["field"] == field


def test_words_are_kept_as_text_without_tricks(session: Session, variant: Variant) -> None:
    review = a_review(session, variant, author="Ан\u202eна\n Б", text="<b>да</b>\r\n\r\n\r\n\r\nНет\x07  и\u0306")
    assert (review.author, review.text) == ("Анна Б", "<b>да</b>\n\nНет й")


def test_the_rating_follows_every_decision(session: Session, variant: Variant) -> None:
    first, second = a_review(session, variant, 5), a_review(session, variant, 2)
    steps = [
        (first, Moderation.published, (1, 5)),
        (second, Moderation.published, (2, 7)),
        (second, Moderation.published, (2, 7)),
        (first, Moderation.rejected, (1, 2)),
        (second, Moderation.waiting, (0, 0)),
        (first, Moderation.published, (1, 5)),
    ]
    for review, moderation, expected in steps:
        reviews.moderate(session, review.public_id, moderation, actor="mod")
        assert rating_of(session, variant) == expected
    actions = session.scalars(select(AuditEntry).where(AuditEntry.actor == "mod")).all()
    assert len(actions) == len(steps) - 1, "a decision made twice is written once"
    assert actions[0].before == {"moderation": "waiting"}


def test_a_decision_is_noted_for_every_variant_of_the_line(session: Session, variant: Variant) -> None:
    sibling = Variant(product_id=variant.product_id, sku="sib", slug="sib", name="Второй", created_at=clock.now())
    session.add(sibling)
    review = a_review(session, variant)
    session.execute(delete(Change))
    reviews.moderate(session, review.public_id, Moderation.published, actor="test")
    noted = {(change.kind, change.variant_id) for change in session.scalars(select(Change))}
    assert noted == {(ChangeKind.offer, variant.id), (ChangeKind.offer, sibling.id)}


def test_a_withdrawn_review_is_gone_from_the_rating(session: Session, variant: Variant) -> None:
    review = a_published_review(session, variant, 3)
    reviews.vote(session, review.public_id, voter="v:x", is_helpful=True, at=NOW)
    with pytest.raises(reviews.UnknownReview):
        reviews.withdraw_review(session, an_account(session).id, review.public_id)
    assert review.account_id is not None
    reviews.withdraw_review(session, review.account_id, review.public_id)
    assert rating_of(session, variant) == (0, 0)
    assert shown(session, variant) == []


def test_a_voter_has_one_voice_and_may_change_it(session: Session, variant: Variant) -> None:
    review = a_published_review(session, variant)

    def votes(voter: str, is_helpful: bool) -> tuple[int, int]:
        after = reviews.vote(session, review.public_id, voter=voter, is_helpful=is_helpful, at=NOW)
        assert (review.helpful, review.unhelpful) == (after.helpful, after.unhelpful)
        return after.helpful, after.unhelpful

    assert votes("v:one", True) == (1, 0)
    assert votes("v:one", True) == (1, 0)
    assert votes("v:two", False) == (1, 1)
    assert votes("v:one", False) == (0, 2)
    assert votes("v:one", True) == (1, 1)


def test_nobody_votes_for_oneself_or_for_what_is_not_shown(session: Session, variant: Variant) -> None:
    waiting, own = a_review(session, variant), a_published_review(session, variant)
    with pytest.raises(reviews.UnknownReview):
        reviews.vote(session, waiting.public_id, voter="v:x", is_helpful=True, at=NOW)
    with pytest.raises(reviews.UnknownReview):
        reviews.vote(session, "nothing", voter="v:x", is_helpful=True, at=NOW)
    with pytest.raises(reviews.OwnReview):
        reviews.vote(session, own.public_id, voter=f"a:{own.account_id}", is_helpful=True, at=NOW)


def test_reviews_are_sorted_and_filtered_as_asked(session: Session, variant: Variant) -> None:
    for author, rating, days, helpful in (("А", 5, 3, 0), ("Б", 1, 2, 7), ("В", 3, 1, 2), ("Г", 5, 0, 1)):
        review = a_published_review(session, variant, rating, author=author, at=NOW - timedelta(days=days))
        review.helpful = helpful
    session.flush()
    assert shown(session, variant, sort=ReviewSort.useful) == ["Б", "В", "Г", "А"]
    assert shown(session, variant, sort=ReviewSort.new) == ["Г", "В", "Б", "А"]
    assert shown(session, variant, sort=ReviewSort.best) == ["Г", "А", "В", "Б"]
    assert shown(session, variant, sort=ReviewSort.worst) == ["Б", "В", "Г", "А"]
    assert shown(session, variant, rating=5, sort=ReviewSort.new) == ["Г", "А"]
    assert shown(session, variant, rating=2) == []
    second = reviews.reviews_of(session, variant.product_id, sort=ReviewSort.new, paging=Paging(2, 3))
    assert ([review.author for review in second.items], second.total) == (["А"], 4)
    assert reviews.histogram_of(session, variant.product_id) == {5: 2, 4: 0, 3: 1, 2: 0, 1: 1}


def test_many_reviews_are_taken_over_at_once(session: Session, variant: Variant) -> None:
    other = a_variant(session)
    drafts = [
        ReviewDraft(
            product_id=goods.product_id, author=f"А{number}", rating=rating, text="т", written_at=NOW, reply="Спасибо"
        )
        for goods, rating in ((variant, 4), (other, 5))
        for number in range(300)
    ]
    session.execute(delete(Change))
    assert reviews.import_reviews(session, drafts) == 600
    assert rating_of(session, variant) == (300, 1200)
    assert rating_of(session, other) == (300, 1500)
    assert len(session.scalars(select(Change)).all()) == 2


def test_the_shop_replies_and_takes_its_reply_back(session: Session, variant: Variant) -> None:
    review = a_published_review(session, variant)
    reviews.reply(session, review.public_id, text=" Спасибо за отзыв. ", at=NOW, actor="mod")
    assert (review.reply, review.replied_at) == ("Спасибо за отзыв.", NOW)
    reviews.reply(session, review.public_id, text="", at=NOW, actor="mod")
    assert (review.reply, review.replied_at) == ("", None)


@pytest.mark.parametrize(
    ("count", "stars", "tenths"), [(0, 0, 0), (1, 5, 50), (3, 13, 43), (4, 17, 43), (20, 97, 49), (8, 35, 44)]
)
def test_the_average_is_rounded_half_up(count: int, stars: int, tenths: int) -> None:
    assert reviews.average_tenths(count, stars) == tenths
