"""`technomart demo`: the demo catalogue into an empty shop and, if asked, up to a million more goods."""

from __future__ import annotations

import argparse
import sys

from technomart.cli import database as tables
from technomart.cli import stages
from technomart.cli.progress import say
from technomart.demo import plenty
from technomart.foundation.database import Database
from technomart.settings import Settings


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """`demo`, with `--products` for a full shop."""
    parser = commands.add_parser("demo", help="fill the shop with the demo catalogue, or with up to a million goods")
    parser.add_argument(
        "--products",
        type=int,
        default=0,
        metavar="N",
        help=f"generated variants beside the written ones, whole thousands, at most {plenty.MOST_GOODS:,}",
    )
    parser.add_argument("--no-pictures", action="store_true", help="draw no pictures now; they come when asked for")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Bring the tables up to date and fill them. Started again after an interruption it goes on where it stopped."""
    if not 0 <= chosen.products <= plenty.MOST_GOODS:
        print(f"--products takes 0 to {plenty.MOST_GOODS:,}", file=sys.stderr)
        return 2
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    tables.upgrade(settings.database)
    stages.prepare(settings, demo=True, pictures=not chosen.no_pictures)
    if chosen.products:
        database = Database(settings.database)
        try:
            there = plenty.fill(database, chosen.products, say)
        finally:
            database.dispose()
        say(f"the shop has {there:,} generated goods")
    return 0
