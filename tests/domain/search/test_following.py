"""While somebody changes much, a thread looks between the questions; else there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from technomart.domain import pricing
from technomart.domain.catalog.models import Variant
from technomart.domain.search import Engine, following
from technomart.domain.search.following import MANY, Follower
from technomart.foundation import clock
from technomart.foundation.database import Database, DatabaseGone
from tests.domain.search.full_shop import ACTOR, a_full_shop

filled = pytest.mark.filled(by=a_full_shop)
PATIENCE_SECONDS = 10


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    one = Engine(database)
    one.refresh()
    yield one
    one.close()


def comes_true(what: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not what() and time.monotonic() < until:
        time.sleep(0.01)
    return what()


def charge(database: Database, count: int, kopecks: int) -> int:
    """Set the price of so many variants; one of them."""
    with database.transaction() as session:
        ids = session.scalars(select(Variant.id).order_by(Variant.id).limit(count)).all()
        pricing.set_prices(session, [(one, kopecks) for one in ids], at=clock.now(), actor=ACTOR, reason="test")
    return ids[0]


def look(engine: Engine) -> None:
    with engine._lock:
        engine._watch.look_again()
    engine.refresh()


@filled
def test_many_changes_are_followed_and_the_next_ones_are_there_before_anybody_asks(
    database: Database, engine: Engine
) -> None:
    changed = charge(database, MANY, 55_500)
    look(engine)
    assert engine.offer_of(changed).price == 55_500
    changed = charge(database, 1, 44_400)
    assert comes_true(lambda: engine.offer_of(changed).price == 44_400), "nobody has asked since"


@filled
def test_of_a_few_changes_a_question_takes_note_itself(database: Database, engine: Engine) -> None:
    charge(database, MANY - 1, 55_500)
    look(engine)
    assert not engine._follower.is_busy


@filled
def test_a_closed_window_follows_nobody(database: Database, engine: Engine) -> None:
    charge(database, MANY, 55_500)
    look(engine)
    engine.close()
    assert not engine._follower.is_busy
    engine._follower.follow()
    assert not engine._follower.is_busy


def test_it_ends_when_nothing_more_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "IDLE_LOOKS", 3)
    looks: list[int] = []
    follower = Follower(lambda: looks.append(1), lambda: min(len(looks), 5))
    follower.follow()
    follower.follow()
    assert comes_true(lambda: not follower.is_busy)
    assert len(looks) == 8, "five that found something, three that did not"
    follower.follow()
    assert comes_true(lambda: not follower.is_busy), "it can begin again"


def test_what_breaks_a_look_ends_it_and_nothing_else() -> None:
    def broken() -> None:
        raise DatabaseGone

    follower = Follower(broken, lambda: 0)
    follower.follow()
    assert comes_true(lambda: not follower.is_busy)
