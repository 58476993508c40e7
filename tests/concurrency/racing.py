"""Many at once: threads and processes that start together, and a database with its locks taken away."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from technomart.cli.invariants import violations
from technomart.domain import carts
from technomart.domain.accounts import models as accounts
from technomart.foundation.database import Database
from technomart.foundation.errors import DomainError
from technomart.foundation.faults import Faults
from technomart.foundation.money import Money
from tests.factories.buying import place

ROOT = Path(__file__).parents[2]
TABLES_NEEDED = (accounts,)
"""Orders point at accounts: a process that places orders must know that table, too."""

Act = Callable[[], Any]
Bid = tuple[str, int]
"""A cart's token and the total its shopper agreed to, in kopecks."""


class NoLocks(Faults):
    """What the shop must never be: looks, waits a moment, and writes whatever it saw, at these places."""

    def __init__(self, *places: str, rest: float = 0.02) -> None:
        self._places, self._rest = places, rest

    def skips_lock(self, place: str) -> bool:
        return place in self._places

    def after_check(self, place: str) -> None:
        time.sleep(self._rest)


class UnguardedDatabase(Database):
    """The same database without its guards, for negative controls.

    On SQLite every statement stands alone, as the driver does it by itself; on PostgreSQL no row is locked. A short
    rest before each change gives the others time to look at the same row.
    """

    def _engine(self, *, writes: bool) -> Engine:
        engine = super()._engine(writes=writes)
        if writes:
            event.listen(engine, "before_cursor_execute", _without_guard, retval=True)
        return engine

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._queue = _NoQueue()  # type: ignore[assignment]


class _NoQueue:
    def acquire(self, timeout: float) -> bool:
        return True

    def release(self) -> None:
        pass


def _without_guard(
    _connection: object, _cursor: object, statement: str, parameters: Any, *_rest: Any
) -> tuple[str, Any]:
    if statement == "BEGIN IMMEDIATE":
        return "SELECT 1", parameters
    if statement.startswith("UPDATE"):
        time.sleep(0.01)
    return statement.replace(" FOR UPDATE OF stock", "").replace(" FOR UPDATE", ""), parameters


def race(acts: Sequence[Act]) -> list[Any]:
    """Do all of these at the same moment, each in a thread; what each gave or was refused with."""
    start = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(number: int, act: Act) -> None:
        start.wait(timeout=30)
        try:
            results[number] = act()
        except (DomainError, DBAPIError) as refusal:
            results[number] = refusal

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return results


def outcomes(results: Sequence[Any]) -> Counter[str]:
    """How often each refusal came; what went well is counted as `done`."""
    return Counter(
        result.code
        if isinstance(result, DomainError)
        else type(result).__name__
        if isinstance(result, Exception)
        else "done"
        for result in results
    )


def buyer(database: Database, bid: Bid, faults: Faults | None = None) -> Act:
    """Somebody who presses the button once; gives the order's number."""
    token, kopecks = bid

    def press() -> str:
        with database.transaction() as session:
            return place(session, token, Money(kopecks), faults=faults or Faults()).number

    return press


def buyers_in_processes(url: str, bids: Sequence[Bid], *, processes: int) -> list[str]:
    """The same buyers spread over several processes of several threads: an outcome each."""
    portions = [list(bids[number::processes]) for number in range(processes)]
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.racing", url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in portions
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "ready"
    for child, portion in zip(children, portions, strict=True):
        assert child.stdin is not None
        child.stdin.write(json.dumps(portion) + "\n")
        child.stdin.flush()
    answers: list[str] = []
    for child in children:
        out, _ = child.communicate(timeout=120)
        assert child.returncode == 0
        answers += json.loads(out)
    return answers


def books(database: Database) -> list[str]:
    """What is wrong with the books."""
    with database.reader() as session:
        return violations(session)


def cart_lines(database: Database, token: str) -> dict[int, int]:
    """What lies in an open cart: variant to quantity."""
    with database.reader() as session:
        cart = carts.find_cart(session, token)
        return {line.variant_id: line.quantity for line in cart.lines} if cart else {}


def main() -> None:
    """A process full of buyers: waits for its bids on stdin, races them, and says what became of each."""
    database = Database(sys.argv[1])
    with database.transaction():
        pass
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    bids = json.loads(sys.stdin.readline())
    results = race([buyer(database, (token, kopecks)) for token, kopecks in bids])
    sys.stdout.write(json.dumps([code for code, times in outcomes(results).items() for _ in range(times)]))
    database.dispose()


if __name__ == "__main__":
    main()
