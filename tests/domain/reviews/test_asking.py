"""Questions about goods: asked, let through, answered by the shop at once and by others after a look."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from technomart.domain import reviews
from technomart.domain.catalog.models import Variant
from technomart.domain.reviews import AnswerDraft, Moderation, QuestionDraft
from technomart.domain.reviews.models import Question
from technomart.foundation import clock
from technomart.foundation.paging import Paging
from tests.domain.reviews.buyers import an_account
from tests.factories.catalog import a_variant

NOW = clock.now()


@pytest.fixture
def variant(session: Session) -> Variant:
    return a_variant(session)


def a_question(session: Session, variant: Variant, text: str = "Есть ли NFC?") -> Question:
    return reviews.ask(
        session,
        product_id=variant.product_id,
        account_id=an_account(session).id,
        author="Олег",
        text=text,
        at=NOW,
    )


def shown(session: Session, variant: Variant) -> list[tuple[str, list[str]]]:
    found = reviews.questions_of(session, variant.product_id, paging=Paging())
    return [(item.question.text, [answer.text for answer in item.answers]) for item in found.items]


def count_of(session: Session, variant: Variant) -> int:
    return reviews.summary_of(session, [variant.product_id])[variant.product_id].questions


def test_a_question_is_shown_and_counted_once_let_through(session: Session, variant: Variant) -> None:
    question = a_question(session, variant)
    assert (shown(session, variant), count_of(session, variant)) == ([], 0)
    reviews.moderate_question(session, question.public_id, Moderation.published, actor="test")
    assert (shown(session, variant), count_of(session, variant)) == ([("Есть ли NFC?", [])], 1)
    reviews.moderate_question(session, question.public_id, Moderation.rejected, actor="test")
    assert (shown(session, variant), count_of(session, variant)) == ([], 0)


def test_the_shops_answer_is_shown_at_once_and_first(session: Session, variant: Variant) -> None:
    question = a_question(session, variant)
    reviews.moderate_question(session, question.public_id, Moderation.published, actor="test")
    account = an_account(session)
    theirs = reviews.answer(
        session, question.public_id, account_id=account.id, author="Ира", text="Да, пользуюсь.", at=NOW
    )
    reviews.answer(
        session,
        question.public_id,
        account_id=None,
        author="Техномарт",
        text="Есть.",
        at=NOW + timedelta(hours=1),
        is_shop=True,
    )
    assert shown(session, variant) == [("Есть ли NFC?", ["Есть."])]
    reviews.moderate_answer(session, theirs.id, Moderation.published, actor="test")
    assert shown(session, variant) == [("Есть ли NFC?", ["Есть.", "Да, пользуюсь."])]


def test_only_what_is_shown_can_be_answered(session: Session, variant: Variant) -> None:
    question = a_question(session, variant)
    words = {"account_id": an_account(session).id, "author": "Ира", "text": "Да.", "at": NOW}
    with pytest.raises(reviews.UnknownQuestion):
        reviews.answer(session, question.public_id, **words)  # type: ignore[arg-type]
    with pytest.raises(reviews.UnknownQuestion):
        reviews.answer(session, "nothing", **words)  # type: ignore[arg-type]
    with pytest.raises(reviews.UnknownQuestion):
        reviews.moderate_answer(session, 0, Moderation.published, actor="test")


def test_nobody_asks_more_than_a_day_allows(session: Session, variant: Variant) -> None:
    account = an_account(session)

    def ask_at(hours: int) -> None:
        reviews.ask(
            session,
            product_id=variant.product_id,
            account_id=account.id,
            author="Олег",
            text="Когда?",
            at=NOW + timedelta(hours=hours),
        )

    for _ in range(10):
        ask_at(0)
    with pytest.raises(reviews.TooManyWords):
        ask_at(23)
    ask_at(25)


@pytest.mark.parametrize(("text", "refusal"), [(" ", reviews.NoWords), ("я" * 1001, reviews.TooLong)])
def test_an_empty_or_endless_question_is_refused(
    session: Session, variant: Variant, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        a_question(session, variant, text)


def test_questions_are_taken_over_with_their_answers(session: Session, variant: Variant) -> None:
    drafts = [
        QuestionDraft(
            product_id=variant.product_id,
            author="Олег",
            text=f"Вопрос {number}",
            asked_at=NOW - timedelta(days=number),
            answers=[AnswerDraft(author="Техномарт", text=f"Ответ {number}", answered_at=NOW, is_shop=True)] * number,
        )
        for number in range(3)
    ]
    assert reviews.import_questions(session, drafts) == 3
    assert count_of(session, variant) == 3
    assert shown(session, variant)[2] == ("Вопрос 2", ["Ответ 2", "Ответ 2"])
