"""The worker's day: letters go out once, trouble means a rest, a crash loses nothing."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TypeVar

import pytest
from sqlalchemy import Select, select

from technomart import subscriptions, worker
from technomart.domain.notifications import Refused, Unreachable
from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.foundation import clock, jobs, outbox
from technomart.foundation.jobs import Job
from technomart.foundation.outbox import OutboxMessage
from technomart.runtime import Runtime
from technomart.worker import outbox as delivery
from tests.conftest import count_queries
from tests.factories import buying
from tests.factories.letters import place
from tests.worker.conftest import RememberingCarrier, let_leases_run_out

Row = TypeVar("Row")
NUMBERS = tuple(f"TM-260412-{number:05d}" for number in range(20))


def statuses(runtime: Runtime) -> list[str]:
    with runtime.database.reader() as session:
        return [row.value for row in session.scalars(select(Letter.status).order_by(Letter.id))]


def rows(runtime: Runtime, statement: Select[tuple[Row]]) -> list[Row]:
    with runtime.database.reader() as session:
        found = list(session.scalars(statement))
        session.expunge_all()
        return found


def letter_jobs(runtime: Runtime) -> list[Job]:
    return rows(runtime, select(Job).where(Job.kind == "send_letter"))


def test_a_placed_order_is_told_by_letter_once(runtime: Runtime, carrier: RememberingCarrier) -> None:
    with runtime.database.transaction() as session:
        place(session, NUMBERS[0], NUMBERS[0])
    worker.run_once(runtime)
    worker.run_once(runtime)
    assert [letter.recipient for letter in carrier.sent] == ["anna@example.ru"]
    assert NUMBERS[0] in carrier.sent[0].subject
    assert "https://shop.test/orders/order-token" in carrier.sent[0].text
    assert (statuses(runtime), letter_jobs(runtime)) == (["sent"], [])
    messages = rows(runtime, select(OutboxMessage))
    assert [(m.delivered_at is not None, m.payload) for m in messages] == [(True, {})] * 2


def test_while_the_mail_server_is_away_letters_wait_and_rest_longer(
    runtime: Runtime, carrier: RememberingCarrier
) -> None:
    carrier.trouble = [Unreachable(reason="no answer")] * 3
    with runtime.database.transaction() as session:
        place(session, NUMBERS[0])
    rests = []
    for _ in range(3):
        worker.run_once(runtime)
        (job,) = letter_jobs(runtime)
        rests.append(round((job.due_at - clock.now()).total_seconds()))
        assert worker.run_once(runtime) == 0
        let_leases_run_out(runtime)
    assert rests == sorted(rests)
    assert rests[0] <= 5 < rests[1] <= 30 < rests[2] <= 120
    worker.run_once(runtime)
    assert (len(carrier.sent), statuses(runtime)) == (1, ["sent"])


def test_a_refused_letter_is_not_tried_again(runtime: Runtime, carrier: RememberingCarrier) -> None:
    carrier.trouble = [Refused(reason="550 no such mailbox")]
    with runtime.database.transaction() as session:
        place(session, *NUMBERS[:2])
    worker.run_once(runtime)
    let_leases_run_out(runtime)
    worker.run_once(runtime)
    assert sorted(statuses(runtime)) == [LetterStatus.failed, LetterStatus.sent]
    assert len(carrier.sent) == 1
    assert letter_jobs(runtime) == []


@pytest.mark.parametrize("moment", ["trouble", "after"])
def test_a_worker_that_dies_with_a_letter_in_hand_loses_nothing(
    runtime: Runtime, carrier: RememberingCarrier, moment: str
) -> None:
    setattr(carrier, moment, [KeyboardInterrupt()])
    with runtime.database.transaction() as session:
        place(session, NUMBERS[0])
    with pytest.raises(KeyboardInterrupt):
        worker.run_once(runtime)
    assert worker.run_once(runtime) == 0, "the lease still holds"
    let_leases_run_out(runtime)
    worker.run_once(runtime)
    assert statuses(runtime) == ["sent"]
    assert len({letter.key for letter in carrier.sent}) == 1


def test_a_reaction_that_fails_leaves_nothing_behind_and_is_tried_again(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, carrier: RememberingCarrier
) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("stumbled")

    broken = {"order_placed": (subscriptions.write_order_letter, stumble)}
    with runtime.database.transaction() as session:
        place(session, NUMBERS[0])
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "REACTIONS", broken)
        worker.run_once(runtime)
    assert statuses(runtime) == []
    (message,) = rows(runtime, select(OutboxMessage))
    assert (message.attempts, message.delivered_at, message.last_error) == (1, None, "RuntimeError: stumbled")
    assert message.due_at > clock.now()
    let_leases_run_out(runtime)
    worker.run_once(runtime)
    assert (statuses(runtime), len(carrier.sent)) == (["sent"], 1)


def test_work_nobody_knows_does_not_stop_the_worker(runtime: Runtime, carrier: RememberingCarrier) -> None:
    with runtime.database.transaction() as session:
        jobs.enqueue(session, "paint_the_fence", "fence", {})
        outbox.publish(session, "the_sun_rose", {})
        place(session, NUMBERS[0])
    worker.run_once(runtime)
    assert len(carrier.sent) == 1
    (fence,) = rows(runtime, select(Job).where(Job.key == "fence"))
    assert rows(runtime, select(OutboxMessage).where(OutboxMessage.delivered_at.is_(None))) == []
    assert fence.last_error == "UnknownWork: paint_the_fence"


def test_two_workers_at_once_send_each_letter_once(runtime: Runtime, carrier: RememberingCarrier) -> None:
    with runtime.database.transaction() as session:
        place(session, *NUMBERS)
    stop = threading.Event()
    pair = [threading.Thread(target=worker.run, args=(replace(runtime), stop)) for _ in range(2)]
    for each in pair:
        each.start()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (statuses(runtime).count("sent") < len(NUMBERS) or letter_jobs(runtime)):
        time.sleep(0.05)
    stop.set()
    for each in pair:
        each.join(10)
    assert sorted(letter.key for letter in carrier.sent) == [f"order_placed:{number}" for number in NUMBERS]


def test_a_worker_with_nothing_to_do_only_looks(runtime: Runtime) -> None:
    worker.run_once(runtime)
    with count_queries(runtime.database) as asked:
        assert worker.run_once(runtime) == 0
    assert len(asked) <= 3
    assert all(statement.startswith("SELECT") for statement in asked)


def test_what_the_checkout_tells_is_all_the_letter_needs(runtime: Runtime, carrier: RememberingCarrier) -> None:
    with runtime.database.transaction() as session:
        variant = buying.goods_on_sale(session, buying.an_open_shop(session))
        order = buying.a_placed_order(session, (variant, 2))
        number, recipient, link = order.number, order.email, f"https://shop.test/orders/{order.public_token}"
    worker.run_once(runtime)
    (letter,) = carrier.sent
    assert (letter.key, letter.recipient) == (f"order_placed:{number}", recipient)
    assert link in letter.text
    assert statuses(runtime) == ["sent"]
