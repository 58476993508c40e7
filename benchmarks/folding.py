"""How long folding, suggestions and strange texts take on the demo: python -m benchmarks.folding."""

import random
import time
from collections.abc import Callable

from sqlalchemy import select, update

from benchmarks.judged import demo_shop
from technomart.domain import search
from technomart.domain.catalog.models import Product, Variant
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database

TYPED = 100
LONGEST_TYPED = 12
STRANGE = 30


def cpu_ms(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def told(name: str, times: list[float]) -> None:
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    print(
        f"{name:36}{len(times):5} times  p50 {times[len(times) // 2]:6.2f}  p95 {p95:6.2f}  most {times[-1]:6.2f} ms"
    )


def suggest(engine: search.Engine, names: list[str], chance: random.Random) -> None:
    typed = [name[: chance.randint(1, LONGEST_TYPED)] for name in chance.sample(names, TYPED)]
    for name in ("suggestions, first", "suggestions, then"):
        told(name, [cpu_ms(lambda text=text: engine.suggest(text, "ru")) for text in typed])  # type: ignore[misc]


def strain(engine: search.Engine, chance: random.Random) -> None:
    texts = ["".join(chance.choices("абвгдежзиклмнопрст ", k=200)) for _ in range(STRANGE)]
    texts += ["".join(chance.choices("abcdefghijklmnop ,;'[].", k=200)) for _ in range(STRANGE)]
    texts += [
        " ".join(chance.choices(("смартфон", "samsung", "16 гб", "до", "белый", "8/256"), k=40))
        for _ in range(STRANGE)
    ]
    texts += ["a" * 10_000, "\0", "😀" * 300, '"' * 200, "NEAR(a b)", "' OR 1=1 --", "*", "-", "title:x"]
    told("strange texts", [cpu_ms(lambda text=text: engine.find(text)) for text in texts])  # type: ignore[misc]


def fold(database: Database) -> None:
    """Change every name and text, then fold as the worker does."""
    with database.transaction() as session:
        ids = list(session.scalars(select(Variant.id)))
        session.execute(update(Variant).values(name=Variant.name + " новинка"))
        session.execute(update(Product).values(text=Product.text + " свежий завоз"))
        changes.note(session, ChangeKind.row, ids)
    read: list[float] = []
    turns: list[float] = []
    while True:
        began = time.process_time()
        with database.reader() as session:
            portion = search.draft_fold(session)
        read.append((time.process_time() - began) * 1000)
        if portion is None:
            break
        at = time.monotonic()
        with database.transaction() as session:
            search.fold(session, portion)
        turns.append((time.monotonic() - at) * 1000)
    told("reading and cutting a portion", read)
    told("turn at the writers' lock, wall", turns)


def main() -> None:
    chance = random.Random(1)
    with demo_shop(None) as database:
        engine = search.Engine(database)
        engine.refresh()
        with database.reader() as session:
            names = list(session.scalars(select(Variant.name)))
        print(f"the first text of a process: {cpu_ms(lambda: engine.find('чайник')):.0f} ms")
        suggest(engine, names, chance)
        strain(engine, chance)
        fold(database)
        engine.close()


if __name__ == "__main__":
    main()
