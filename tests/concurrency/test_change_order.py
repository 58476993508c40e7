"""Numbers of changes are given in the order of commits: no reader ever passes over a change that commits later."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from technomart.domain import pricing
from technomart.domain.search import Engine
from technomart.domain.search.watch import POLL_SECONDS
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database
from tests.conftest import fresh_database
from tests.factories.buying import ACTOR, an_open_shop, goods_on_sale


@pytest.fixture
def postgres(request: pytest.FixtureRequest) -> Iterator[Database]:
    with fresh_database("postgresql", request) as url:
        database = Database(url)
        yield database
        database.dispose()


@contextmanager
def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Changes are noted as they would be without the lock: the plain insert, each with the next number."""
    numbers = iter(range(10**6, 10**6 + 100))
    plain = changes.note

    def each_with_a_lock_of_its_own(session: Session, kind: ChangeKind, ids: list[int], **more: object) -> None:
        monkeypatch.setattr(changes, "PUBLISH_LOCK", next(numbers))
        plain(session, kind, ids, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(changes, "note", each_with_a_lock_of_its_own)
        yield


def the_slow_and_the_quick(database: Database) -> tuple[int, int, bool]:
    """One transaction notes a change and takes its time; another notes one after it and is quick.

    A reader looks as soon as the quick one can be seen, and again at the end. Prices it has for both, and whether
    the quick one had to wait for the slow one.
    """
    with database.transaction() as session:
        shop = an_open_shop(session)
        slow, quick = (goods_on_sale(session, shop, kopecks=100_000).id for _ in range(2))
    engine = Engine(database)
    engine.refresh()
    noted, may_commit, quick_is_done = threading.Event(), threading.Event(), threading.Event()

    def charge(variant_id: int) -> None:
        with database.transaction() as session:
            pricing.set_price(session, variant_id, 200_000, at=clock.now(), actor=ACTOR, reason="dearer")
            if variant_id == slow:
                noted.set()
                assert may_commit.wait(20)
        if variant_id == quick:
            quick_is_done.set()

    hands = [threading.Thread(target=charge, args=(one,)) for one in (slow, quick)]
    hands[0].start()
    assert noted.wait(20)
    hands[1].start()
    waited = not quick_is_done.wait(1.0)
    time.sleep(POLL_SECONDS)
    engine.refresh()
    may_commit.set()
    for each in hands:
        each.join(20)
    time.sleep(POLL_SECONDS)
    engine.refresh()
    prices = engine.offer_of(slow).price or 0, engine.offer_of(quick).price or 0
    engine.close()
    return *prices, waited


def test_a_change_that_commits_late_is_not_passed_over(postgres: Database) -> None:
    assert the_slow_and_the_quick(postgres) == (200_000, 200_000, True)


def test_without_the_lock_it_would_be(postgres: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with without_the_lock(monkeypatch):
        assert the_slow_and_the_quick(postgres) == (100_000, 200_000, False)
