"""Words: a text with its listing and all counts, suggestions while typing, and words that are misspelt."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from benchmarks.search.measuring import times_of
from benchmarks.search.questions import SEED
from technomart.domain import search
from technomart.domain.catalog.models import Brand, Category, Product, Variant
from technomart.foundation.database import Database
from technomart.worker import words

LONGEST_TYPED = 12
SHORTEST_BENT = 6
PAGE = 24


@dataclass(frozen=True)
class Sold:
    """One of the goods at random, by what people call it."""

    kind: str
    brand: str
    model: str
    name: str
    sku: str
    told: str


def fold_all(database: Database) -> None:
    """Have the words of all goods in the index."""
    began, spent = time.monotonic(), time.process_time()
    count = words.fold_at_once(database)
    if count:
        took = f"{time.process_time() - spent:.0f} s of cpu, {time.monotonic() - began:.0f} s"
        print(f"\nthe words of {count:,} goods folded in {took}", flush=True)


def text_rows(database: Database, _engine: search.Engine, count: int) -> list[str]:
    """Texts of several kinds with the listing of what they find, the first time and warm; suggestions; typos."""
    chance = random.Random(SEED)
    engine = search.Engine(database)
    engine.find("прогрев")
    sold = _some_sold(database, chance, count)
    rows = []
    for kind, texts in _texts(sold).items():
        rows.append(f"text, {kind}, first | {times_of(_found_by(engine), texts).cells}")
        rows.append(f"text, {kind}, then | {times_of(_found_by(engine), texts).cells}")
    everything = [text for texts in _texts(sold).values() for text in texts]
    rows.append(f"text with all counts, every kind, then | {times_of(_found_by(engine), everything).cells}")
    rows += _typing_rows(engine, sold, chance)
    rows += _typo_rows(engine, sold, chance)
    engine.close()
    return rows


def _some_sold(database: Database, chance: random.Random, count: int) -> list[Sold]:
    with database.reader() as session:
        top = session.scalar(select(func.max(Variant.id))) or 1
        ids = sorted({chance.randint(1, top) for _ in range(count)})
        rows = session.execute(
            select(Category.name, Brand.name, Product.model, Variant.name, Variant.sku, Product.text)
            .select_from(Variant)
            .join(Product, Product.id == Variant.product_id)
            .join(Category, Category.id == Product.category_id)
            .join(Brand, Brand.id == Product.brand_id)
            .where(Variant.id.in_(ids))
        )
        return [Sold(*row) for row in rows]


def _texts(sold: Sequence[Sold]) -> dict[str, list[str]]:
    return {
        "kind": [one.kind for one in sold],
        "kind and brand": [f"{one.kind} {one.brand}" for one in sold],
        "brand and model": [f"{one.brand} {one.model}" for one in sold],
        "whole name": [one.name for one in sold],
        "SKU": [one.sku for one in sold],
        "a word that is told": [max(one.told.split(), key=len).strip(".,:;«»") for one in sold],
    }


def _found_by(engine: search.Engine) -> Callable[[str], object]:
    """As the page of a search does: read the text, find, and answer with every filter's counts."""

    def ask(text: str) -> object:
        found = engine.find(text)
        words = engine.vocabulary
        slug = next((piece.parameter[1] for piece in found.pieces if piece.kind == "category"), None)
        node = None if slug is None else words.category(slug)
        scope = words.leaves if node is None else node.leaves
        if found.ids is not None:
            narrow = search.Query(scope=scope, hits=found.ids)
            scope = tuple(engine.leaves_of(narrow)) or scope
        asked = search.read([piece.parameter for piece in found.pieces if piece.kind != "category"], words)
        query = search.query_for(asked, words, scope, size=PAGE, hits=found.ids, scores=found.scores)
        codes = [use.spec.code for use in search.filterable(words, scope)]
        return engine.search(search.counting(query, codes))

    return ask


def _typing_rows(engine: search.Engine, sold: Sequence[Sold], chance: random.Random) -> list[str]:
    names = [one.name for one in sold]
    typed = [name[: chance.randint(1, LONGEST_TYPED)] for name in names]

    def suggest(text: str) -> object:
        return engine.suggest(text, "ru")

    suggest("а")
    first = times_of(suggest, typed)
    return [f"suggestions, first | {first.cells}", f"suggestions, then | {times_of(suggest, typed).cells}"]


def _typo_rows(engine: search.Engine, sold: Sequence[Sold], chance: random.Random) -> list[str]:
    """A word of a name with one letter wrong, and how often the word that was meant came out."""
    meant = [
        word for one in sold for word in one.name.lower().split() if word.isalpha() and len(word) >= SHORTEST_BENT
    ]
    asked = [(bent(word, chance), word) for word in chance.sample(meant, min(len(meant), len(sold)))]
    right: list[bool] = []

    def correct(pair: tuple[str, str]) -> None:
        right.append(engine.find(pair[0], understand=False).searched.lower() == pair[1])

    bent_words = [word for word, _meant in asked]
    found = [times_of(engine._text.meant, bent_words) for _ in range(2)]
    first = times_of(correct, asked)
    share = 100 * sum(right) / max(1, len(right))
    return [
        f"the word a misspelt one stands for, first | {found[0].cells}",
        f"the word a misspelt one stands for, then | {found[1].cells}",
        f"a misspelt word, answered, first ({share:.0f} % as meant) | {first.cells}",
        f"a misspelt word, answered, then | {times_of(correct, asked).cells}",
    ]


def bent(word: str, chance: random.Random) -> str:
    """The word with one letter left out, doubled, or swapped with the next."""
    at = chance.randrange(1, len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice([word[:at] + word[at + 1 :], word[: at + 1] + word[at:], swapped])
