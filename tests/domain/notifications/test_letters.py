"""Letters are owed once an occasion, and say what was agreed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import notifications
from technomart.domain.notifications import LetterStatus
from technomart.domain.notifications.commands import MOST_ATTEMPTS
from technomart.domain.notifications.models import Letter
from technomart.foundation.jobs import Job
from tests.factories.buying import a_placed_order, an_open_shop, goods_on_sale


def the_letter(session: Session) -> Letter:
    return session.scalars(select(Letter).execution_options(populate_existing=True)).one()


def test_an_occasion_is_written_about_once(session: Session) -> None:
    assert notifications.write(session, "reset:1", "reset_password", "a@example.com", "ru", {"link": "/x"})
    assert not notifications.write(session, "reset:1", "reset_password", "b@example.com", "ru", {})
    assert the_letter(session).recipient == "a@example.com"
    assert [job.kind for job in session.scalars(select(Job))] == [notifications.DELIVER]


def test_a_placed_order_is_confirmed_with_its_number(session: Session) -> None:
    phone = goods_on_sale(session, an_open_shop(session))
    order = a_placed_order(session, (phone, 2))
    for _ in range(2):
        notifications.confirm_order(session, {"order_id": order.id})
    letter = the_letter(session)
    assert (letter.recipient, letter.template, letter.lang) == ("maria@example.com", "order_placed", "ru")
    assert letter.payload["number"] == order.number
    assert letter.payload["lines"][0]["sum_kopecks"] == order.total_kopecks


def test_a_sent_letter_keeps_no_secret(session: Session) -> None:
    notifications.write(
        session, "k", "reset_password", "a@example.com", "ru", {"link": "/reset/secret", "name": "Мария"}
    )
    letter = the_letter(session)
    assert notifications.find_queued(session, letter.id) is not None
    notifications.mark_sent(session, letter.id)
    session.flush()
    letter = the_letter(session)
    assert letter.payload == {"name": "Мария"}
    assert letter.status is LetterStatus.sent
    assert notifications.find_queued(session, letter.id) is None


def test_a_letter_that_cannot_be_sent_is_tried_long_and_then_set_aside(session: Session) -> None:
    notifications.write(session, "k", "reset_password", "a@example.com", "ru", {})
    letter = the_letter(session)
    worth = [notifications.mark_attempt(session, letter.id, "refused") for _ in range(MOST_ATTEMPTS)]
    assert worth == [True] * (MOST_ATTEMPTS - 1) + [False]
    session.flush()
    assert the_letter(session).status is LetterStatus.failed
    assert notifications.requeue_failed(session) == 1
    assert the_letter(session).status is LetterStatus.queued
