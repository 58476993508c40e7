"""How well the demo's search answers judged queries: python -m benchmarks.judged [--verbose] [--url URL]."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from technomart.cli.database import upgrade
from technomart.demo import opening
from technomart.domain import search
from technomart.foundation.database import Database
from technomart.worker.words import fold_at_once
from tests.domain.search.judged.by_hand import read_by_hand
from tests.domain.search.judged.goods import read_items
from tests.domain.search.judged.judging import Verdict, judge, summaries
from tests.domain.search.judged.making import SEED, Maker


@contextmanager
def demo_shop(url: str | None) -> Iterator[Database]:
    """The shop at this address, or the demo's goods in a scratch file."""
    with tempfile.TemporaryDirectory() as folder:
        path = url or f"sqlite:///{Path(folder) / 'shop.sqlite3'}"
        upgrade(path)
        database = Database(path)
        if opening.is_empty(database):
            opening.open_shop(database, lambda _said: None, with_accounts=False)
        fold_at_once(database)
        yield database
        database.dispose()


def show(title: str, verdicts: Sequence[Verdict], *, verbose: bool) -> None:
    print(f"\n{title}: {len(verdicts)} queries")
    print(
        f"{'kind':14}{'queries':>8}{'success@10':>12}{'precision@10':>14}{'MRR':>7}{'empty':>7}{'bent':>6}{'slowest':>10}"
    )
    for one in summaries(verdicts):
        success = "-" if one.success is None else f"{one.success:.3f}"
        precision = "-" if one.precision is None else f"{one.precision:.3f}"
        print(
            f"{one.kind:14}{one.queries:8}{success:>12}{precision:>14}{one.reciprocal:7.3f}{one.empty:7.1%}"
            f"{one.bent:6}{one.slowest_ms:8.1f}ms"
        )
    if verbose:
        for verdict in verdicts:
            if verdict.score < 1 or (verdict.rewrite and verdict.judged.kind == "plain"):
                print(
                    f"  {verdict.score:.2f} {verdict.judged.kind}: {verdict.judged.query!r} -> {verdict.searched!r} "
                    f"({verdict.rewrite}) wanted {verdict.judged.wish.text}"
                )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--verbose", action="store_true", help="show what was not answered wholly, of the tuning half"
    )
    parser.add_argument("--reveal", action="store_true", help="the same of the reported half, which is not tuned on")
    parser.add_argument("--seed", type=int, default=SEED, help="of the reported half")
    parser.add_argument("--url", help="a shop that is already filled")
    chosen = parser.parse_args()
    with demo_shop(chosen.url) as database:
        engine = search.Engine(database)
        engine.refresh()
        with database.reader() as session:
            items = read_items(session, engine.vocabulary)
        engine.find("разогрев")
        tuning = [judge(engine, one, items) for one in read_by_hand()]
        show("to tune on, by hand", tuning, verbose=chosen.verbose)
        made = Maker(items, engine.vocabulary, chosen.seed).all()
        show(
            f"only reported, made with seed {chosen.seed}",
            [judge(engine, one, items) for one in made],
            verbose=chosen.reveal,
        )
        engine.close()


if __name__ == "__main__":
    main()
