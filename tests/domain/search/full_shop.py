"""A shop of a thousand generated goods in many leaves, whatever happens in it, and what its listing must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart.demo import opening, plenty, shop
from technomart.domain import catalog, inventory, pricing, search
from technomart.domain.catalog.models import Product, Variant
from technomart.domain.reviews import ProductRating
from technomart.domain.search import Engine, Query, Sort
from technomart.domain.search.columns import Answer, Columns
from technomart.domain.search.queries import load_rows
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database

ACTOR = "test"


def a_full_shop(url: str) -> None:
    """A thousand variants with everything that belongs to them."""
    database = Database(url)
    with database.transaction() as session:
        opening.open_places(session, shop())
    plenty.fill(database, 1_000, lambda _line: None)
    database.dispose()


def change_prices(session: Session, chance: Random, ids: list[int]) -> None:
    at = clock.now()
    pricing.set_prices(session, [(one, chance.randint(100, 10**7)) for one in ids], at=at, actor=ACTOR, reason="test")


def reduce_prices(session: Session, chance: Random, ids: list[int]) -> None:
    at = clock.now()
    lowest = pricing.offers_of(session, ids, at)
    cheaper = [(one, offer.price.minor - 1) for one, offer in lowest.items() if offer.price.minor > 1]
    since = at + timedelta(milliseconds=chance.choice([0, 0, 50]))
    for pair in cheaper[:20]:
        try:
            with session.begin_nested():
                pricing.reduce_prices(
                    session, [pair], valid_from=since, valid_to=since + timedelta(days=2), actor=ACTOR, reason="test"
                )
        except pricing.NotAReduction:
            continue


def end_prices(session: Session, _chance: Random, ids: list[int]) -> None:
    pricing.end_prices(session, ids[:7], at=clock.now())


def count_stock(session: Session, chance: Random, ids: list[int]) -> None:
    places = [place.id for place in inventory.locations(session)]
    found = [(one, chance.choice(places), chance.choice([0, 0, 3, 50])) for one in ids]
    inventory.count_all(session, found, cause="counted", actor=ACTOR)


def take_off_sale(session: Session, _chance: Random, ids: list[int]) -> None:
    catalog.take_off_sale(session, ids)


def put_back_on_sale(session: Session, _chance: Random, ids: list[int]) -> None:
    catalog.put_back_on_sale(session, ids)


def move_lines(session: Session, chance: Random, ids: list[int]) -> None:
    """Product lines go to another leaf, as when a price list is imported with another category."""
    lines = session.scalars(select(Variant.product_id).where(Variant.id.in_(ids[:10]))).all()
    leaves = session.scalars(select(Product.category_id).distinct()).all()
    session.execute(update(Product).where(Product.id.in_(lines)).values(category_id=chance.choice(leaves)))
    moved = session.scalars(select(Variant.id).where(Variant.product_id.in_(lines))).all()
    changes.note(session, ChangeKind.row, list(moved))


def rate(session: Session, chance: Random, ids: list[int]) -> None:
    line = session.scalars(select(Variant.product_id).where(Variant.id == ids[0])).one()
    row = session.get(ProductRating, line) or ProductRating(product_id=line, reviews=0, stars=0, questions=0)
    row.reviews += 1
    row.stars += chance.randint(1, 5)
    session.add(row)
    rated = session.scalars(select(Variant.id).where(Variant.product_id == line)).all()
    changes.note(session, ChangeKind.offer, list(rated))


def add_words(session: Session, chance: Random, _ids: list[int]) -> None:
    name = f"Leaf {chance.randrange(10**6)}"
    slug, kind = name.lower().replace(" ", "-"), chance.choice(["usb-cables", "drills"])
    catalog.define_categories(session, [catalog.CategoryDraft(slug=slug, name=name, parent="tools", type=kind)])


HAPPENINGS: list[Callable[[Session, Random, list[int]], None]] = [
    change_prices, change_prices, reduce_prices, end_prices, count_stock, count_stock, take_off_sale,
    put_back_on_sale, move_lines, rate, add_words,
]  # fmt: skip


def something_happens(database: Database, chance: Random, *, most: int = 60) -> None:
    """One transaction of somebody's, about a few goods or many."""
    with database.transaction() as session:
        everything = session.scalars(select(Variant.id).order_by(Variant.id)).all()
        ids = sorted(chance.sample(everything, chance.randint(1, most)))
        chance.choice(HAPPENINGS)(session, chance, ids)


def truth(database: Database) -> Columns:
    """The listing made anew out of plain rows, one by one: no blocks, no changes, no columns read at once."""
    with database.reader() as session:
        leaves = catalog.load_vocabulary(session).leaves
        ids = session.scalars(select(Variant.id)).all()
        return Columns(leaves, load_rows(session, ids, clock.now()))


def questions(chance: Random, columns: Columns, count: int) -> list[Query]:
    """Leaves, departments and the whole shop, with what a shopper may wish."""
    asked = []
    for _ in range(count):
        first, last = sorted(chance.choices(range(len(columns.tree) + 1), k=2))
        query = Query(scope=chance.choice([columns.tree[first:last], (chance.choice(columns.tree),), columns.tree]))
        wide = columns.search(query)
        wishes = {
            "brands": frozenset(chance.sample(sorted(wide.brands), min(3, len(wide.brands)))),
            "price": (chance.randint(0, 10**6), chance.randint(10**6, 10**7)),
            "in_stock": True,
            "reduced": True,
            "rating_from": 40,
            "locations": frozenset(chance.sample(range(1, 8), 2)),
            "choices": {
                code: frozenset(list(counts)[:2])
                for code, counts in chance.sample(sorted(wide.choices.items()), min(2, len(wide.choices)))
            },
        }
        chosen = {name: wishes[name] for name in chance.sample(sorted(wishes), chance.randint(0, 3))}
        offset = chance.choice([0, 0, 24])
        asked.append(replace(query, sort=chance.choice(list(Sort)), offset=offset, **chosen))  # type: ignore[arg-type]
    return asked


def differences(engine: Engine, database: Database, chance: Random, *, count: int = 12) -> list[tuple[Query, Answer]]:
    """Questions the engine answers otherwise than the truth does, with what would be true."""
    expected = truth(database)
    with database.reader() as session:
        assert engine.vocabulary.leaves == catalog.load_vocabulary(session).leaves
    asked = questions(chance, expected, count)
    answers = [(query, expected.search(query)) for query in asked]
    return [(query, answer) for query, answer in answers if engine.search(query) != answer]


def save(database: Database, engine: Engine) -> int:
    return search.save_blocks(database, engine)
