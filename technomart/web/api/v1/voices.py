"""What shoppers say and ask: reading it, and adding to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import accounts, catalog, reviews
from technomart.domain.reviews import ReviewSort
from technomart.foundation import clock
from technomart.foundation.errors import NotFound
from technomart.foundation.paging import Paging
from technomart.web.agreeing import keep_consent
from technomart.web.api.v1.operations import Call, Link, changes, creates, reads
from technomart.web.api.v1.schemas.voices import (
    Answer,
    Ask,
    AskedReviews,
    GiveAnswer,
    OwnReview,
    OwnReviews,
    Question,
    Questions,
    Received,
    Review,
    Reviews,
    ShopReply,
    Vote,
    Votes,
    WriteReview,
    Written,
)
from technomart.web.api.v1.schemas.wire import AskedPage

PURPOSE = "review"


def paging_of(asked: AskedPage) -> Paging:
    """The page that is asked for."""
    return Paging(asked.page, asked.per_page)


def line_at(session: Session, slug: str) -> int:
    """The product line of the variant at this address. Refuses NotFound, naming where it has moved."""
    variant, moved = catalog.variant_by_slug(session, slug)
    if variant is None:
        raise NotFound("unknown_product") if moved is None else NotFound("unknown_product", moved_to=moved)
    return variant.product_id


def shown_review(row: reviews.Review) -> Review:
    """One review as everybody may see it."""
    return Review(
        id=row.public_id,
        author=row.author,
        rating=row.rating,
        verified=row.is_verified,
        pros=row.pros,
        cons=row.cons,
        text=row.text,
        helpful=row.helpful,
        unhelpful=row.unhelpful,
        written_at=row.written_at,
        reply=ShopReply(text=row.reply, at=row.replied_at) if row.reply and row.replied_at else None,
    )


def own_review(row: reviews.Review) -> OwnReview:
    """One review with where it stands."""
    return OwnReview(**dict(shown_review(row)), moderation=row.moderation.value)


@reads(
    "/products/<slug>/reviews",
    tag="reviews",
    query=AskedReviews,
    answer=Reviews,
    is_public=True,
    links=(Link(to="vote_for_review", parameters={"review": "$response.body#/items/0/id"}),),
)
def list_reviews(call: Call) -> Reviews:
    """The published reviews of a product line, all or those with so many stars."""
    asked, paging = call.query, paging_of(call.query)
    product_id = line_at(call.db, call.path["slug"])
    found = reviews.reviews_of(call.db, product_id, rating=asked.stars, sort=ReviewSort(asked.sort), paging=paging)
    items = [shown_review(row) for row in found.items]
    return Reviews(total=found.total, page=paging.number, per_page=paging.size, items=items)


@creates(
    "/products/<slug>/reviews",
    tag="reviews",
    body=WriteReview,
    answer=Written,
    links=(Link(to="withdraw_review", parameters={"review": "$response.body#/id"}),),
)
def write_review(call: Call) -> Written:
    """Hand in a review of one's own; the shop looks at it before it is shown. One for each product line."""
    body, account_id = call.body, call.caller.own_account_id
    written = reviews.write_review(
        call.db,
        product_id=line_at(call.db, call.path["slug"]),
        account_id=account_id,
        author=body.author,
        rating=body.rating,
        pros=body.pros,
        cons=body.cons,
        text=body.text,
        at=clock.now(),
    )
    agree(call, "review")
    return Written(id=written.public_id, moderation=written.moderation.value)


def agree(call: Call, form: str) -> None:
    """Write down the author's consent to publication."""
    account = accounts.get_account(call.db, call.caller.own_account_id)
    keep_consent(call.db, PURPOSE, form=f"api {form}", subject=account.email, account_id=account.id)


@changes("PUT", "/reviews/<review>/vote", tag="reviews", body=Vote, answer=Votes)
def vote_for_review(call: Call) -> Votes:
    """Say whether a review helped: one voice an account, which may be changed."""
    voter = f"a:{call.caller.own_account_id}"
    votes = reviews.vote(call.db, call.path["review"], voter=voter, is_helpful=call.body.helpful, at=clock.now())
    return Votes(helpful=votes.helpful, unhelpful=votes.unhelpful)


@reads(
    "/products/<slug>/questions",
    tag="reviews",
    query=AskedPage,
    answer=Questions,
    is_public=True,
    links=(Link(to="answer_question", parameters={"question": "$response.body#/items/0/id"}),),
)
def list_questions(call: Call) -> Questions:
    """The published questions about a product line, newest first, with their answers."""
    paging = paging_of(call.query)
    found = reviews.questions_of(call.db, line_at(call.db, call.path["slug"]), paging=paging)
    items = [
        Question(
            id=one.question.public_id,
            author=one.question.author,
            text=one.question.text,
            at=one.question.asked_at,
            answers=[
                Answer(author=said.author, is_shop=said.is_shop, text=said.text, at=said.answered_at)
                for said in one.answers
            ],
        )
        for one in found.items
    ]
    return Questions(total=found.total, page=paging.number, per_page=paging.size, items=items)


@creates("/products/<slug>/questions", tag="reviews", body=Ask, answer=Written)
def ask_question(call: Call) -> Written:
    """Ask about a product line; the shop looks at the question before it is shown."""
    asked = reviews.ask(
        call.db,
        product_id=line_at(call.db, call.path["slug"]),
        account_id=call.caller.own_account_id,
        author=call.body.author,
        text=call.body.text,
        at=clock.now(),
    )
    agree(call, "question")
    return Written(id=asked.public_id, moderation=asked.moderation.value)


@creates("/questions/<question>/answers", tag="reviews", body=GiveAnswer, answer=Received)
def answer_question(call: Call) -> Received:
    """Answer a published question as a shopper; the shop looks at the answer before it is shown."""
    given = reviews.answer(
        call.db,
        call.path["question"],
        account_id=call.caller.own_account_id,
        author=call.body.author,
        text=call.body.text,
        at=clock.now(),
    )
    agree(call, "answer")
    return Received(moderation=given.moderation.value)


@reads(
    "/account/reviews",
    tag="account",
    query=AskedPage,
    answer=OwnReviews,
    links=(Link(to="withdraw_review", parameters={"review": "$response.body#/items/0/id"}),),
)
def list_own_reviews(call: Call) -> OwnReviews:
    """Everything the account has said, newest first, with where it stands."""
    paging = paging_of(call.query)
    found = reviews.reviews_by(call.db, call.caller.own_account_id, paging=paging)
    items = [own_review(row) for row in found.items]
    return OwnReviews(total=found.total, page=paging.number, per_page=paging.size, items=items)


@changes("DELETE", "/account/reviews/<review>", tag="account", answer=None)
def withdraw_review(call: Call) -> None:
    """Take an own review back for good, with its votes."""
    reviews.withdraw_review(call.db, call.caller.own_account_id, call.path["review"])
