"""`technomart search`: save the listing for quick starts, compare it with the tables, have read anew what differs."""

from __future__ import annotations

import argparse
import sys

from technomart.domain import search
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.settings import Settings

MOST_NAMED = 10


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`search audit | save | forget`."""
    parser = commands.add_parser("search", help="compare the listing with the tables, save it, forget it")
    tasks = parser.add_subparsers(dest="what", required=True, metavar="TASK")
    looking = tasks.add_parser("audit", help="compare each leaf's sums with the tables; 1 if any differ")
    looking.add_argument("--mend", action="store_true", help="have every process read anew what differs")
    looking.set_defaults(task=audit)
    tasks.add_parser("save", help="save the columns of what has changed").set_defaults(task=save)
    tasks.add_parser("forget", help="throw the saved columns away; they are only a cache").set_defaults(task=forget)
    for task in tasks.choices.values():
        task.add_argument("--database", default="", metavar="URL", help="another database than the shop's own")
        task.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Do the task with the database of the settings or the one that is named."""
    database = Database(chosen.database or Settings().database)
    try:
        return int(chosen.task(database, chosen))
    finally:
        database.dispose()


def audit(database: Database, chosen: argparse.Namespace) -> int:
    """Print every leaf that differs. A listing started here knows what the saved columns and the changes say."""
    engine = search.Engine(database)
    try:
        snapshot = engine.settle()
    finally:
        engine.close()
    if snapshot is None:
        print("the listing does not come to rest: so much is being changed; try again later", file=sys.stderr)
        return 2
    with database.reader() as session:
        found = search.audit(session, snapshot.columns, clock.now())
    for finding in found:
        named = ", ".join(map(str, finding.variant_ids[:MOST_NAMED]))
        more = " …" if len(finding.variant_ids) > MOST_NAMED else ""
        slug = snapshot.vocabulary.categories[finding.leaf].slug
        print(f"{slug}: {', '.join(finding.sums)} differ; variants {named}{more}")
    if not found:
        print(f"search audit: {len(snapshot.columns):,} variants in {len(snapshot.columns.tree)} leaves are right")
        return 0
    if chosen.mend:
        with database.transaction() as session:
            search.read_again(session, [one for finding in found for one in finding.variant_ids])
        print("search audit: noted, every process reads them anew")
    return 1


def save(database: Database, _chosen: argparse.Namespace) -> int:
    """Save what has changed."""
    engine = search.Engine(database)
    try:
        print(f"{search.save_blocks(database, engine)} leaves saved")
    finally:
        engine.close()
    return 0


def forget(database: Database, _chosen: argparse.Namespace) -> int:
    """Throw the saved columns away."""
    with database.transaction() as session:
        print(f"{search.forget_blocks(session)} leaves forgotten")
    return 0
