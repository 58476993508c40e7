"""Letters are written down once an occasion, to one plain address, and forget what they said when sent."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from technomart.domain import notifications
from technomart.domain.notifications import BadRecipient
from technomart.domain.notifications.models import Letter
from technomart.foundation import clock
from technomart.foundation.jobs import Job

PAYLOAD = {"name": "Анна", "token": "one-time"}


def write(session: Session, key: str = "confirm:1", recipient: str = "anna@example.ru") -> None:
    notifications.write(session, key=key, template="confirm_email", recipient=recipient, lang="ru", payload=PAYLOAD)


def test_the_same_occasion_is_written_about_once(session: Session) -> None:
    write(session)
    write(session, recipient="other@example.ru")
    write(session, key="confirm:2")
    assert session.scalar(select(func.count(Letter.id))) == 2
    assert session.scalar(select(func.count(Job.id))) == 2
    owed = notifications.find_owed(session, "confirm:1")
    assert owed is not None
    assert (owed.recipient, owed.payload) == ("anna@example.ru", PAYLOAD)


@pytest.mark.parametrize(
    "recipient",
    [
        "a@b.ru\r\nBcc: c@d.ru",
        "a@b.ru\n",
        "a@b.ru,c@d.ru",
        "a@b.ru; c@d.ru",
        "a@b.ru c@d.ru",
        "Anna <a@b.ru>",
        "a@b@c.ru",
        "a@b.ru\u2028",
        "a\x00@b.ru",
        "\u202ea@b.ru",
        "@b.ru",
        "a@",
        "a..b@c.ru",
        "a@.ru",
        f"{'a' * 65}@b.ru",
        f"a@{'b' * 252}.ru",
        ", ".join(f"a{number}@b.ru" for number in range(1000)),
        "",
    ],
)
def test_only_one_plain_address_is_written_to(session: Session, recipient: str) -> None:
    with pytest.raises(BadRecipient):
        write(session, recipient=recipient)
    assert session.scalar(select(func.count(Letter.id))) == 0


def test_a_sent_letter_is_owed_no_more_and_forgets_its_link(session: Session) -> None:
    write(session)
    notifications.mark_failed(session, "confirm:1", "no answer", for_ever=False)
    assert notifications.find_owed(session, "confirm:1") is not None
    notifications.mark_sent(session, "confirm:1", clock.now())
    assert notifications.find_owed(session, "confirm:1") is None
    row = session.scalars(select(Letter)).one()
    assert (row.status, row.payload, row.attempts) == ("sent", {}, 2)
    write(session)
    assert notifications.find_owed(session, "confirm:1") is None


def test_a_letter_that_was_given_up_is_owed_no_more(session: Session) -> None:
    write(session)
    notifications.mark_failed(session, "confirm:1", "no such mailbox", for_ever=True)
    assert notifications.find_owed(session, "confirm:1") is None
    row = session.scalars(select(Letter)).one()
    assert (row.status, row.payload, row.last_error) == ("failed", {}, "no such mailbox")


def test_old_letters_are_forgotten_a_portion_at_a_time(session: Session) -> None:
    at = clock.now()
    for number in range(3):
        write(session, key=f"confirm:{number}")
        notifications.mark_sent(session, f"confirm:{number}", at - timedelta(days=100))
    write(session, key="confirm:fresh")
    notifications.mark_sent(session, "confirm:fresh", at)
    limit = at - timedelta(days=90)
    assert [notifications.forget_sent(session, limit, 2) for _ in range(3)] == [2, 1, 0]
    assert session.scalars(select(Letter.key)).all() == ["confirm:fresh"]
