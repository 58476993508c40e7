"""What happens before the shop opens, shown as it goes: documents, demo goods, first pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from technomart.adapters.papers import PaperStore
from technomart.adapters.pictures import FIRST_WIDTHS, PictureStore
from technomart.cli.kinship import hands
from technomart.cli.progress import say
from technomart.demo import opening
from technomart.demo.painting import paint
from technomart.domain import catalog, content
from technomart.foundation.database import Database
from technomart.settings import Settings
from technomart.worker.words import fold_at_once

MOST_PICTURES = 100_000


def prepare(settings: Settings, *, demo: bool, pictures: bool = True) -> None:
    """Publish the shop's documents; if asked, fill an empty shop with the demo and draw its first pictures.

    In production the demo brings goods only: accounts with a password everybody knows stay away, and those that
    were made before are locked.
    """
    database = Database(settings.database)
    try:
        with database.transaction() as session:
            content.seed(session)
        if settings.is_production:
            opening.lock_known_accounts(database, say)
        if demo and opening.is_empty(database):
            say("filling the shop with the demo catalogue")
            opening.open_shop(database, say, with_accounts=not settings.is_production)
            opening.lay_guides(database, PaperStore(settings.papers_dir).take)
        found = fold_at_once(database)
        if found:
            say(f"{found} variants can be found by their words")
        if demo and pictures:
            draw_first_pictures(database, settings.media_dir)
    finally:
        database.dispose()


def draw_first_pictures(database: Database, folder: Path) -> None:
    """Draw the first view of everything that has none, on every core; the other views come when asked for."""
    with database.reader() as session:
        waiting = catalog.waiting_pictures(session, MOST_PICTURES, first_only=True)
    store = PictureStore(folder)
    missing = [(str(folder), key, recipe) for key, recipe in waiting if not store.has(key)]
    if not missing:
        return
    say(f"drawing {len(missing)} pictures")
    with hands() as pool:
        for count, _ in enumerate(pool.map(_draw, missing, chunksize=8), start=1):
            if count % 200 == 0:
                say(f"{count} drawn")


def _draw(job: tuple[str, str, dict[str, Any]]) -> None:
    folder, key, recipe = job
    PictureStore(Path(folder)).draw(key, paint(recipe), FIRST_WIDTHS)


def say_open(address: str, settings: Settings) -> None:
    """The addresses and, in development, the demo accounts: the last thing that is printed."""
    say("the shop is open")
    lines = [f"Technomart   {address}/", f"English      {address}/en/"]
    if not settings.is_production:
        lines += [
            f"Letters      {address}/dev/letters",
            f"Shopper      {opening.SHOPPER}   {opening.DEMO_PASSWORD}",
            f"Staff        {opening.OWNER}     {opening.DEMO_PASSWORD}",
        ]
    print("\n" + "".join(f"  {line}\n" for line in lines), file=sys.stderr, flush=True)
