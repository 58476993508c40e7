"""The demo's goods, folded, as a database to copy."""

from technomart.demo import opening
from technomart.foundation.database import Database
from technomart.worker.words import fold_at_once


def demo_goods(url: str) -> None:
    database = Database(url)
    opening.open_shop(database, lambda _said: None, with_accounts=False)
    fold_at_once(database)
    database.dispose()
