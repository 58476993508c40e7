"""A few goods with names, and the slow judge of who has a term."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from technomart.domain import catalog, search
from technomart.domain.catalog.models import Product, Variant
from technomart.domain.search.queries import load_wordings
from technomart.domain.search.text import document
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Database
from tests.factories.catalog import a_category, a_variant

PHONES, CASES, KETTLES = ("phones", "Смартфоны"), ("cases", "Чехлы"), ("kettles", "Чайники")


def put_out(
    session: Session, name: str, kind: tuple[str, str] = PHONES, text: str = "", popularity: int = 0, model: str = ""
) -> int:
    """A variant of just this name, noted as changed; its id."""
    variant = a_variant(session, name=name, category=a_category(session, *kind))
    variant.name, variant.popularity = name, popularity
    session.execute(update(Product).where(Product.id == variant.product_id).values(text=text, model=model))
    changes.note(session, ChangeKind.row, [variant.id])
    changes.note(session, ChangeKind.vocabulary, [0])
    return variant.id


def rename(session: Session, variant_id: int, name: str) -> None:
    session.execute(update(Variant).where(Variant.id == variant_id).values(name=name))
    changes.note(session, ChangeKind.row, [variant_id])


def show(session: Session, variant_id: int, *, is_published: bool) -> None:
    session.execute(update(Variant).where(Variant.id == variant_id).values(is_published=is_published))
    changes.note(session, ChangeKind.row, [variant_id])


def fold(database: Database, most: int = 40) -> bool:
    """Fold one portion; whether there was any."""
    with database.reader() as session:
        portion = search.draft_fold(session, most)
    if portion is None:
        return False
    with database.transaction() as session:
        assert search.fold(session, portion)
    return True


def fold_all(database: Database) -> None:
    while fold(database):
        pass


def found(engine: search.Engine, text: str, **how: bool) -> list[int]:
    """The hits of a text, best first, after a look at what has changed."""
    engine.refresh()
    answer = engine.find(text, **how)
    if answer.ids is None or answer.scores is None:
        return []
    return [int(one) for one in answer.ids[np.argsort(-answer.scores, kind="stable")]]


def holders(database: Database, terms: Iterable[str]) -> dict[str, set[int]]:
    """Who has each of these terms, read from the truth."""
    with database.reader() as session:
        words = catalog.load_vocabulary(session)
        wordings = load_wordings(session, words, session.scalars(select(Variant.id)).all())
    documents = {one: set(" ".join(document(wording).fields).split()) for one, wording in wordings.items()}
    return {term: {one for one, known in documents.items() if term in known} for term in terms}
