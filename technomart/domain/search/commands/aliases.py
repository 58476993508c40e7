"""What people call goods and how the catalogue calls them: staff add and take off such names."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from technomart.domain.search.commands.spelling import keep_words, unknown_words
from technomart.domain.search.errors import AliasSaysNothing
from technomart.domain.search.models import SearchAlias, SearchState
from technomart.domain.search.text import plain_text, tidy, words

LONGEST_NAME, LONGEST_MEANING = 80, 120


def add_alias(session: Session, word: str, means: str) -> int:
    """From the next query on, `word` also finds what `means` finds; adding it again changes nothing. Its id.

    Refuses AliasSaysNothing if either has no letters or digits, is too long, or both are the same.
    """
    name, meaning = (plain_text(tidy(text)) for text in (word, means))
    is_sound = bool(words(name)) and bool(words(meaning)) and name != meaning
    if not is_sound or len(name) > LONGEST_NAME or len(meaning) > LONGEST_MEANING:
        raise AliasSaysNothing(word=word[:LONGEST_NAME], means=means[:LONGEST_MEANING])
    known = session.scalar(select(SearchAlias.id).where(SearchAlias.word == name, SearchAlias.means == meaning))
    if known is not None:
        return known
    _note_edit(session)
    keep_words(session, unknown_words(session, [each.text for each in words(name) if each.is_plain]))
    session.execute(insert(SearchAlias).values(word=name, means=meaning))
    return session.scalars(select(SearchAlias.id).where(SearchAlias.word == name, SearchAlias.means == meaning)).one()


def remove_alias(session: Session, alias_id: int) -> bool:
    """Forget this name; whether it was there."""
    gone = session.execute(delete(SearchAlias).where(SearchAlias.id == alias_id).returning(SearchAlias.id)).all()
    if gone:
        _note_edit(session)
    return bool(gone)


def _note_edit(session: Session) -> None:
    session.execute(update(SearchState).where(SearchState.id == 1).values(aliases=SearchState.aliases + 1))
