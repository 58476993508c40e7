"""What changed is found at once, folded or not, by every process; compared with a slow judge on both databases."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy import delete, text, update

from technomart.domain import search
from technomart.domain.catalog.models import Category, ProductType, Variant
from technomart.domain.search.models import SearchState, SearchText
from technomart.domain.search.text import overlay, stem
from technomart.foundation import changes
from technomart.foundation.changes import Change, ChangeKind
from technomart.foundation.database import Database
from tests.domain.search.text.shelves import fold, fold_all, found, holders, put_out, rename, show

WORDS = ("альфа", "бета", "гамма", "дельта", "эпсилон", "дзета")


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("technomart.domain.search.watch.POLL_SECONDS", 0.0)


def opened(database: Database) -> search.Engine:
    engine = search.Engine(database)
    engine.refresh()
    return engine


def assert_right(engine: search.Engine, database: Database) -> None:
    engine.refresh()
    for word, known in zip(WORDS, holders(database, [stem(word) for word in WORDS]).values(), strict=True):
        assert set(found(engine, word, literally=True)) == known, word


@pytest.mark.on_postgres_as_proof
@pytest.mark.parametrize("seed", range(4))
def test_random_changes_and_folds_leave_no_difference(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    name: Callable[[], str] = lambda: " ".join(chance.sample(WORDS, 2))  # noqa: E731
    with database.transaction() as session:
        ids = [put_out(session, name(), text=chance.choice(WORDS)) for _ in range(6)]
    eager, lazy = opened(database), opened(database)
    for _ in range(25):
        what = chance.random()
        if what < 0.3:
            fold(database, most=chance.choice((1, 2, 40)))
        else:
            with database.transaction() as session:
                if what < 0.45:
                    ids.append(put_out(session, name(), text=chance.choice(WORDS)))
                elif what < 0.8:
                    rename(session, chance.choice(ids), name())
                else:
                    show(session, chance.choice(ids), is_published=chance.random() < 0.5)
        assert_right(eager, database)
        if chance.random() < 0.2:
            assert_right(lazy, database)
    fold_all(database)
    for engine in (eager, lazy, opened(database)):
        assert_right(engine, database)
        engine.close()


def test_goods_are_found_while_no_worker_folds(database: Database) -> None:
    engine = opened(database)
    with database.transaction() as session:
        kettle = put_out(session, "Чайник Альфа")
    assert found(engine, "альфа") == [kettle]
    with database.transaction() as session:
        rename(session, kettle, "Чайник Бета")
    assert found(engine, "альфа", literally=True) == []
    assert found(engine, "бета") == [kettle]


def test_a_beginning_that_was_typed_before_stands_for_words_that_come_later(database: Database) -> None:
    with database.transaction() as session:
        first = put_out(session, "Чайник Альфа")
    fold_all(database)
    engine = opened(database)
    assert engine.suggest("альф", "ru").variants == (first,)
    with database.transaction() as session:
        second = put_out(session, "Чайник Альфонс")
    for _ in range(2):
        engine.refresh()
        assert set(engine.suggest("альф", "ru").variants) == {first, second}
        fold_all(database)


def test_the_best_of_a_beginning_keep_their_places_for_a_minute(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        first, second = (put_out(session, "Чайник Альфа", popularity=often) for often in (9, 1))
    fold_all(database)
    engine = opened(database)
    assert engine.suggest("альф", "ru").variants == (first, second)
    with database.transaction() as session:
        session.execute(update(Variant).where(Variant.id == second).values(popularity=99))
        changes.note(session, ChangeKind.offer, [second])
    engine.refresh()
    assert engine.suggest("альф", "ru").variants == (first, second)
    monkeypatch.setattr("technomart.domain.search.text.window.BEST_KEPT_SECONDS", 0)
    assert engine.suggest("альф", "ru").variants == (second, first)


def test_a_misspelt_word_that_was_typed_before_stands_for_words_that_come_later(database: Database) -> None:
    with database.transaction() as session:
        put_out(session, "Чайник Маркелла")
    fold_all(database)
    engine = opened(database)
    assert engine.find("маргелта").searched == "маркелла"
    with database.transaction() as session:
        put_out(session, "Чайник Маргелла")
    fold_all(database)
    engine.refresh()
    assert engine.find("маргелта").searched == "маргелла"


def test_a_process_that_missed_many_folds_is_right_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("technomart.domain.search.text.window.MOST_CORRECTED", 2)
    with database.transaction() as session:
        ids = [put_out(session, "Альфа") for _ in range(5)]
    fold_all(database)
    engine = opened(database)
    assert len(found(engine, "альфа")) == 5
    for one in ids:
        with database.transaction() as session:
            rename(session, one, "Бета")
    fold_all(database)
    assert found(engine, "альфа", literally=True) == []
    assert len(found(engine, "бета")) == 5


def test_changes_that_were_thrown_away_meanwhile_do_no_harm(database: Database) -> None:
    with database.transaction() as session:
        one = put_out(session, "Альфа")
    fold_all(database)
    engine = opened(database)
    assert found(engine, "альфа") == [one]
    with database.transaction() as session:
        rename(session, one, "Бета")
    fold_all(database)
    with database.transaction() as session:
        session.execute(delete(Change))
        changes.note(session, ChangeKind.offer, [one])
    assert found(engine, "альфа", literally=True) == []
    assert found(engine, "бета") == [one]


def test_what_is_beyond_the_overlay_is_found_once_folded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overlay, "MOST_KEPT", 3)
    monkeypatch.setattr("technomart.domain.search.text.window.MOST_KEPT", 3)
    engine = opened(database)
    with database.transaction() as session:
        for _ in range(5):
            put_out(session, "Альфа")
    assert len(found(engine, "альфа")) == 3
    fold_all(database)
    assert len(found(engine, "альфа")) == 5


def test_two_workers_fold_a_portion_once(database: Database) -> None:
    with database.transaction() as session:
        put_out(session, "Альфа")
    with database.reader() as session:
        one, two = search.draft_fold(session), search.draft_fold(session)
    assert one is not None
    assert two is not None
    with database.transaction() as session:
        assert search.fold(session, one)
    with database.transaction() as session:
        assert not search.fold(session, two)


def test_a_renamed_category_is_found_by_its_new_name_once_walked(database: Database) -> None:
    with database.transaction() as session:
        one = put_out(session, "Альфа", ("phones", "Смартфоны"))
    fold_all(database)
    engine = opened(database)
    with database.transaction() as session:
        session.query(Category).update({"name": "Коммуникаторы"})
        session.query(ProductType).update({"name": "Коммуникаторы"})
        changes.note(session, ChangeKind.vocabulary, [0])
    fold_all(database)
    assert found(engine, "коммуникаторы", understand=False) == [one]
    assert found(engine, "смартфоны", literally=True) == []


def test_a_vocabulary_that_says_the_same_starts_no_walk(database: Database) -> None:
    with database.transaction() as session:
        put_out(session, "Альфа")
    fold_all(database)
    with database.transaction() as session:
        changes.note(session, ChangeKind.vocabulary, [0])
    with database.reader() as session:
        portion = search.draft_fold(session)
        state = session.get(SearchState, 1)
    assert portion is not None
    assert state is not None
    assert (portion.walk, dict(portion.documents)) == (None, {})


def test_nothing_is_owed_when_all_is_folded(database: Database) -> None:
    with database.transaction() as session:
        one = put_out(session, "Альфа")
    fold_all(database)
    assert not fold(database)
    with database.transaction() as session:
        changes.note(session, ChangeKind.offer, [one])
    assert not fold(database)


def test_a_deleted_variant_leaves_the_index_with_its_row(database: Database) -> None:
    with database.transaction() as session:
        one = put_out(session, "Альфа")
        two = put_out(session, "Альфа")
    fold_all(database)
    with database.transaction() as session:
        session.execute(delete(Variant).where(Variant.id == one))
    with database.reader() as session:
        assert session.scalars(text("SELECT variant_id FROM search_text")).all() == [two]
        if database.is_sqlite:
            assert session.scalars(text("SELECT rowid FROM search_terms WHERE search_terms MATCH 'альф'")).all() == [
                two
            ]
            session.execute(text("SELECT * FROM search_terms LIMIT 1"))
    assert found(opened(database), "альфа") == [two]


def test_the_index_holds_what_the_table_says(database: Database) -> None:
    if not database.is_sqlite:
        pytest.skip("the full-text table is SQLite's")
    with database.transaction() as session:
        ids = [put_out(session, f"Альфа {word}") for word in WORDS]
    fold_all(database)
    with database.transaction() as session:
        for one in ids[:3]:
            rename(session, one, "Дзета")
    fold_all(database)
    with database.transaction() as session:
        session.execute(text("INSERT INTO search_terms (search_terms, rank) VALUES ('integrity-check', 1)"))
        assert session.query(SearchText).count() == len(ids)
