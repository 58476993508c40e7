"""What the shop's people decide about a return before the goods come."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain.aftersales.commands.moving import audit, move, note
from technomart.domain.aftersales.commands.telling import APPROVED, REFUSED, tell
from technomart.domain.aftersales.errors import ReasonMissing, WordsTooLong
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.queries import lock_return, post_address
from technomart.domain.aftersales.rules import LONGEST_WORDS, ReturnStatus, Terms
from technomart.domain.orders import Order
from technomart.foundation import clock
from technomart.foundation.words import one_line


def approve(session: Session, request_id: int, *, words: str = "", actor: str, terms: Terms) -> ReturnRequest:
    """Agree that the goods may come; the letter says how. Refuses ReturnMoveNotAllowed, also the second time."""
    order, request = _decide(session, request_id, ReturnStatus.approved, words=words, actor=actor)
    tell(session, APPROVED, order, request, terms=terms, post_to=post_address(session, request))
    return request


def refuse(session: Session, request_id: int, *, words: str, actor: str, terms: Terms) -> ReturnRequest:
    """Say no, and why: the letter repeats it. Refuses ReasonMissing and ReturnMoveNotAllowed."""
    if not one_line(words):
        raise ReasonMissing(field="words")
    order, request = _decide(session, request_id, ReturnStatus.refused, words=words, actor=actor)
    tell(session, REFUSED, order, request, terms=terms)
    return request


def _decide(
    session: Session, request_id: int, after: ReturnStatus, *, words: str, actor: str
) -> tuple[Order, ReturnRequest]:
    words = one_line(words)
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong(field="words", longest=LONGEST_WORDS)
    order, request = lock_return(session, request_id)
    before = request.status
    move(request, after)
    request.decided_at, request.decided_by, request.decision = clock.now(), actor, words
    note(order, request, f"return_{after.value}", actor=actor)
    audit(session, request, "approve" if after is ReturnStatus.approved else "refuse", before, actor=actor)
    session.flush()  # the books are whole when the verb returns
    return order, request
