"""The worker folds what changed about goods into the index of words."""

from technomart.domain import search
from technomart.domain.search.models import SearchText
from technomart.runtime import Runtime
from technomart.worker import schedule, words
from tests.domain.search.text.shelves import put_out, rename


def test_the_duty_folds_until_nothing_is_left(runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        ids = [put_out(session, "Чайник Альфа") for _ in range(90)]
    words.fold(runtime, {})
    with runtime.database.reader() as session:
        assert session.query(SearchText).count() == 90
        assert search.draft_fold(session) is None
    with runtime.database.transaction() as session:
        rename(session, ids[0], "Чайник Бета")
    schedule.SCHEDULE["fold_words"].work(runtime, {})
    with runtime.database.reader() as session:
        renamed = session.get(SearchText, ids[0])
        assert renamed is not None
        assert "бет" in renamed.title.split()


def test_everything_is_folded_before_the_shop_opens(runtime: Runtime) -> None:
    with runtime.database.transaction() as session:
        for _ in range(3):
            put_out(session, "Чайник Альфа")
    assert words.fold_at_once(runtime.database) == 3
    assert words.fold_at_once(runtime.database) == 0
