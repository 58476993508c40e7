"""The names people use for goods, as staff look them over."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchAlias


@dataclass(frozen=True, slots=True)
class Alias:
    """What people call something, and what the catalogue calls it."""

    id: int
    word: str
    means: str


def aliases(session: Session, part: str = "") -> list[Alias]:
    """All names, or those that have this part in them, by the alphabet."""
    chosen = select(SearchAlias.id, SearchAlias.word, SearchAlias.means).order_by(SearchAlias.word, SearchAlias.means)
    sought = part.lower().replace("ё", "е")
    if sought:
        has_it = [name.contains(sought, autoescape=True) for name in (SearchAlias.word, SearchAlias.means)]
        chosen = chosen.where(or_(*has_it))
    return [Alias(*row) for row in session.execute(chosen)]
