"""The names people use for goods, as staff look them over."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.search.models import SearchAlias


def aliases(session: Session, beginning: str = "") -> list[SearchAlias]:
    """Every name that begins so, in order, each with what it means."""
    query = select(SearchAlias).order_by(SearchAlias.word, SearchAlias.means)
    if beginning:
        query = query.where(SearchAlias.word.startswith(beginning.lower().replace("ё", "е"), autoescape=True))
    return list(session.scalars(query))
