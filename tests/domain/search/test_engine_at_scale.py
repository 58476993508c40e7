"""The listing kept in a process: right after any change, from any start, whatever lies in the saved blocks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from random import Random

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import OperationalError

from technomart.domain import catalog, inventory, pricing, search
from technomart.domain.catalog.models import Product, Variant
from technomart.domain.search import Engine, Query, keeping
from technomart.domain.search import engine as engines
from technomart.domain.search.models import SearchBlock, SearchListing
from technomart.domain.search.watch import POLL_SECONDS
from technomart.foundation import changes, clock
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import Database
from technomart.worker.words import fold_at_once
from tests.conftest import fresh_database
from tests.domain.search.full_shop import ACTOR, a_full_shop, differences, something_happens

pytestmark = [pytest.mark.filled(by=a_full_shop), pytest.mark.on_postgres_as_proof]


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    one = Engine(database)
    yield one
    one.close()


def up_to_date(engine: Engine) -> Engine:
    """The engine after everything that was committed so far."""
    time.sleep(0.06 if engine._database.is_sqlite else POLL_SECONDS)  # the dated changes of the tests are due by then
    assert engine.settle() is not None
    return engine


def some_ids(database: Database, count: int) -> list[int]:
    with database.reader() as session:
        return list(session.scalars(select(Variant.id).order_by(Variant.id).limit(count)))


def charge(database: Database, ids: list[int], kopecks: int) -> None:
    with database.transaction() as session:
        pricing.set_prices(session, [(one, kopecks) for one in ids], at=clock.now(), actor=ACTOR, reason="test")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def a_living_shop(request: pytest.FixtureRequest) -> Iterator[tuple[Database, Engine]]:
    with fresh_database(request.param, request, a_full_shop) as url:
        database = Database(url)
        engine = Engine(database)
        yield database, engine
        engine.close()
        database.dispose()


@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_whatever_happens_every_answer_is_true(a_living_shop: tuple[Database, Engine], seed: int) -> None:
    """Two engines on one shop: one that lives on, one that starts at random from what is saved, if anything is."""
    database, living = a_living_shop
    chance = Random(seed)
    for _ in range(chance.randint(1, 8)):
        something_happens(database, chance, most=chance.choice([5, 60, 400]))
        if chance.random() < 0.3:
            living.refresh()
        if chance.random() < 0.3:
            search.save_blocks(database, living)
        if chance.random() < 0.1:
            with database.transaction() as session:
                session.execute(delete(SearchBlock).where(SearchBlock.category_id % 3 == 0))
    assert differences(up_to_date(living), database, chance) == []
    starting = Engine(database)
    starting.refresh()
    assert differences(up_to_date(starting), database, chance) == []
    starting.close()


def test_goods_that_moved_to_a_leaf_that_was_not_saved_stand_there_once(database: Database, engine: Engine) -> None:
    search.save_blocks(database, engine)
    with database.transaction() as session:
        here, there = session.scalars(select(Product.category_id).distinct().order_by(Product.category_id).limit(2))
        moved = session.scalars(select(Product.id).where(Product.category_id == here).limit(1)).one()
        session.execute(update(Product).where(Product.id == moved).values(category_id=there))
        changes.note(
            session, ChangeKind.row, list(session.scalars(select(Variant.id).where(Variant.product_id == moved)))
        )
        session.execute(delete(SearchBlock).where(SearchBlock.category_id == there))
    again = Engine(database)
    again.refresh()
    assert differences(up_to_date(again), database, Random(0)) == []
    again.close()


def test_a_start_from_blocks_reads_no_goods(database: Database, engine: Engine) -> None:
    assert search.save_blocks(database, engine) == len(engine.vocabulary.leaves)
    assert search.save_blocks(database, engine) == 0
    again = Engine(database)
    with database.transaction() as session:  # if it looked, it would find nothing
        session.execute(update(Variant).values(is_published=False))
    assert again.search(Query(scope=tuple(again.vocabulary.leaves))).total == 1000
    again.close()


def test_only_leaves_that_have_changed_are_saved(database: Database, engine: Engine) -> None:
    search.save_blocks(database, engine)
    charge(database, some_ids(database, 1), 77_700)
    up_to_date(engine)
    assert search.save_blocks(database, engine) == 1
    again = Engine(database)
    again.refresh()
    assert again.offer_of(some_ids(database, 1)[0]).price == 77_700
    again.close()


@pytest.mark.parametrize("changed", [5, 40])
def test_a_start_misses_nothing_among_changes_of_the_same_goods(
    database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch, changed: int
) -> None:
    monkeypatch.setattr(keeping, "MOST_CAUGHT_UP", 20)
    search.save_blocks(database, engine)
    ids = some_ids(database, changed)
    for kopecks in range(100, 125):
        charge(database, ids[:1], kopecks)
    charge(database, ids[1:], 77_700)
    again = Engine(database)
    again.refresh()
    assert [again.offer_of(one).price for one in ids] == [124, *[77_700] * (changed - 1)]
    again.close()


SPOILT = (
    lambda data: b"",
    lambda data: b"TMB3" + bytes(40),
    lambda data: data[:-1],
    lambda data: data + b"x",
    lambda data: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :],
)
"""Ways for a block to be broken."""


def test_garbage_among_the_blocks_is_ignored_and_replaced(database: Database, engine: Engine) -> None:
    search.save_blocks(database, engine)
    with database.transaction() as session:
        blocks = session.scalars(select(SearchBlock)).all()
        assert len(blocks) > 2 * len(SPOILT)
        for block, spoil in zip(blocks[::2], cycle(SPOILT), strict=False):
            block.data = spoil(block.data)
        blocks[1].data = blocks[3].data
    again = Engine(database)
    again.refresh()
    assert len(again._damaged) == len(blocks[::2]) + 1
    assert differences(again, database, Random(1)) == []
    assert search.save_blocks(database, again) >= len(blocks[::2])
    third = Engine(database)
    third.refresh()
    assert third._damaged == frozenset()
    assert differences(third, database, Random(2)) == []
    again.close()
    third.close()


def test_a_price_that_ended_while_the_shop_was_closed_is_not_in_the_blocks(
    database: Database, engine: Engine
) -> None:
    [phone] = some_ids(database, 1)
    charge(database, [phone], 500_000)
    now = clock.now()
    with database.transaction() as session:
        until = now + timedelta(hours=5)
        pricing.reduce_prices(session, [(phone, 400_000)], valid_from=now, valid_to=until, actor=ACTOR, reason="test")
    up_to_date(engine)
    assert engine.offer_of(phone).price == 400_000
    search.save_blocks(database, engine)
    with time_machine.travel(now + timedelta(hours=6)):
        again = Engine(database)
        again.refresh()
        assert again.offer_of(phone).price == 500_000
        engine.refresh()
        assert engine.offer_of(phone).price == 500_000
        assert differences(again, database, Random(3)) == []
        assert differences(engine, database, Random(3)) == []
        again.close()


def test_many_rows_are_read_in_the_background_and_the_listing_goes_on(
    database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.refresh()
    ids = some_ids(database, 600)
    reading, goes_on = threading.Event(), threading.Event()
    read = engines.load_rows

    def slowly(*arguments: object) -> object:
        reading.set()
        assert goes_on.wait(20)
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engines, "load_rows", slowly)
    with database.transaction() as session:
        catalog.take_off_sale(session, ids)
    time.sleep(0 if database.is_sqlite else POLL_SECONDS)
    engine.refresh()
    assert reading.wait(20)
    scope = tuple(engine.vocabulary.leaves)
    before = engine.seq
    assert engine.search(Query(scope=scope)).total == 1000
    assert engine.search(Query(scope=scope)).total == 1000
    stays = some_ids(database, 601)[-1]
    charge(database, [stays, ids[0]], 12_300)
    time.sleep(0 if database.is_sqlite else POLL_SECONDS)
    engine.refresh()
    assert engine.offer_of(stays).price == 12_300
    goes_on.set()
    up_to_date(engine)
    assert engine.seq > before
    assert engine.search(Query(scope=scope)).total == 400
    assert engine.offer_of(stays).price == 12_300
    assert engine.version(search.EVERYTHING) == engine.seq
    assert differences(engine, database, Random(4)) == []


def test_rows_that_could_not_be_read_go_on_waiting(
    database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.refresh()
    ids = some_ids(database, 600)
    read, stumbles = engines.load_rows, [True]

    def stumbling(*arguments: object) -> object:
        if stumbles.pop() if stumbles else False:
            raise OperationalError("SELECT", {}, Exception("the connection was lost"))
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(engines, "load_rows", stumbling)
    with database.transaction() as session:
        catalog.take_off_sale(session, ids)
    up_to_date(engine)
    assert stumbles == []
    assert engine.search(Query(scope=tuple(engine.vocabulary.leaves))).total == 400


def test_more_changes_than_one_look_applies_come_with_the_next_ones(
    database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "MOST_CHANGES", 100)
    monkeypatch.setattr(engines, "MANY", 1000)  # nobody else looks
    engine.refresh()
    ids = some_ids(database, 350)
    charge(database, ids, 100)
    time.sleep(0 if database.is_sqlite else POLL_SECONDS)
    seen = []
    for _ in range(4):
        engine.refresh()
        seen.append(sum(engine.offer_of(one).price == 100 for one in ids))
    assert seen == [100, 200, 300, 350]


def test_a_process_that_slept_through_what_was_thrown_away_reads_everything_anew(
    database: Database, engine: Engine
) -> None:
    sleeper = Engine(database)
    sleeper.refresh()
    charge(database, some_ids(database, 30), 31_400)
    up_to_date(engine)
    search.save_blocks(database, engine)
    assert search.prune_changes(database, clock.now()) == 0  # others may not have looked yet
    with time_machine.travel(clock.now() + timedelta(hours=3)):
        up_to_date(engine)
        search.save_blocks(database, engine)
        assert search.prune_changes(database, clock.now()) == 0  # the words are not folded yet
        fold_at_once(database)
        search.save_blocks(database, engine)
        assert search.prune_changes(database, clock.now()) > 30
        with database.reader() as session:
            # What falls due later stays.
            assert session.scalar(select(func.count()).select_from(Change).where(Change.due_at > clock.now()))
            assert not session.scalar(select(func.count()).select_from(Change).where(Change.due_at <= clock.now()))
        up_to_date(sleeper)
        assert sleeper.offer_of(some_ids(database, 1)[0]).price == 31_400
        assert sleeper.version(("product", 1)) == sleeper.seq
        assert differences(sleeper, database, Random(5)) == []
        starting = Engine(database)
        starting.refresh()
        assert differences(starting, database, Random(6)) == []
        charge(database, some_ids(database, 3), 27_100)
        for one in (engine, sleeper, starting):
            up_to_date(one)
            assert one.offer_of(some_ids(database, 1)[0]).price == 27_100
        starting.close()
    sleeper.close()


def test_blocks_older_than_what_was_thrown_away_are_not_used(database: Database, engine: Engine) -> None:
    search.save_blocks(database, engine)
    [phone] = some_ids(database, 1)
    charge(database, [phone], 55_500)
    with database.transaction() as session:
        state = session.get_one(SearchListing, 1)
        state.pruned_seq = changes.newest(session)
        session.execute(delete(Change))
    again = Engine(database)
    again.refresh()
    assert again.offer_of(phone).price == 55_500
    again.close()


def test_who_saves_something_older_gives_way(database: Database, engine: Engine) -> None:
    engine.refresh()
    old = engine.settle()
    assert old is not None
    [phone] = some_ids(database, 1)
    charge(database, [phone], 66_600)
    newer = Engine(database)
    search.save_blocks(database, newer)
    newer.close()
    engine.settle = lambda: old  # type: ignore[method-assign, assignment]
    with database.transaction() as session:
        session.execute(update(SearchBlock).values(data=b"not what it was"))
    assert search.save_blocks(database, engine) == 0
    again = Engine(database)
    again.refresh()
    assert again.offer_of(phone).price == 66_600
    again.close()


KILLED = """
import sys, time
from technomart.domain import search
from technomart.domain.search.commands import blocks as commands
from technomart.foundation.database import Database
database = Database(sys.argv[1])
engine = search.Engine(database)
engine.refresh()
put, done = commands._put, []
def put_slowly(*arguments):
    put(*arguments)
    done.append(1)
    if len(done) == 20:
        print("in the midst", flush=True)
        time.sleep(60)
commands._put = put_slowly
search.save_blocks(database, engine, all_anew=True)
"""


def test_who_is_killed_while_saving_leaves_nothing_wrong_behind(database: Database, engine: Engine) -> None:
    search.save_blocks(database, engine)
    charge(database, some_ids(database, 300), 44_400)
    url = database.url.render_as_string(hide_password=False)
    saver = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(KILLED), url], stdout=subprocess.PIPE, env={**os.environ}
    )
    assert saver.stdout is not None
    assert saver.stdout.readline().strip() == b"in the midst"
    saver.send_signal(signal.SIGKILL)
    saver.wait()
    again = Engine(database)
    again.refresh()
    assert differences(again, database, Random(7)) == []
    assert search.save_blocks(database, again) > 0
    third = Engine(database)
    third.refresh()
    assert differences(third, database, Random(8)) == []
    again.close()
    third.close()


def test_a_new_leaf_and_new_words_read_no_goods(
    database: Database, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.refresh()
    total = engine.search(Query(scope=tuple(engine.vocabulary.leaves))).total
    with database.transaction() as session:
        catalog.define_categories(
            session, [catalog.CategoryDraft(slug="kites", name="Змеи", parent="tools", type="drills", position=0)]
        )
        changes.note(session, ChangeKind.vocabulary, [0])
    monkeypatch.setattr(engines, "load_rows", None)
    up_to_date(engine)
    assert engine.vocabulary.category_slugs["kites"] in engine.vocabulary.leaves
    assert engine.search(Query(scope=tuple(engine.vocabulary.leaves))).total == total
    assert differences(engine, database, Random(9)) == []


def test_a_closed_place_and_other_words_do_not_confuse_two_engines(database: Database) -> None:
    """Two processes apply the same changes in portions of their own and end with the same sums."""
    first, second = Engine(database), Engine(database)
    first.refresh()
    chance = Random(10)
    for _ in range(6):
        something_happens(database, chance, most=300)
        first.refresh()
    for one in (first, second):
        up_to_date(one)
    assert first._columns.audit() == second._columns.audit()
    for one in (first, second):
        assert differences(one, database, Random(11)) == []
        one.close()


@pytest.mark.filled(by=a_full_shop)
def test_places_of_stock_are_followed(database: Database, engine: Engine) -> None:
    engine.refresh()
    [phone] = some_ids(database, 1)
    with database.transaction() as session:
        places = [place.id for place in inventory.locations(session)]
        inventory.count_all(session, [(phone, place, 4) for place in places], cause="counted", actor=ACTOR)
    up_to_date(engine)
    assert engine.offer_of(phone).locations == tuple(sorted(places))
    assert engine.offer_of(phone).quantity == 4 * len(places)
