"""Moving a return on along its table of moves, with a note in the order's history and one in the audit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import orders
from technomart.domain.aftersales import rules
from technomart.domain.aftersales.errors import ReturnMoveNotAllowed
from technomart.domain.aftersales.models import ReturnRequest
from technomart.domain.aftersales.rules import ReturnStatus
from technomart.domain.orders import Order
from technomart.foundation import audit as audits
from technomart.foundation import clock


def require(request: ReturnRequest, after: ReturnStatus) -> None:
    """Refuse (ReturnMoveNotAllowed) a move that is not open to a return whose order is locked."""
    if not rules.may_move(request.status, after):
        raise ReturnMoveNotAllowed(before=request.status.value, after=after.value)


def move(request: ReturnRequest, after: ReturnStatus) -> None:
    require(request, after)
    request.status = after


def close(order: Order, request: ReturnRequest, *, actor: str) -> None:
    """Nothing is to be given back for what has come: the return is over without money."""
    move(request, ReturnStatus.refunded)
    request.refunded_at, request.refunded_by = clock.now(), actor
    note(order, request, "return_closed", actor=actor)


def note(order: Order, request: ReturnRequest, kind: str, *, actor: str, other: Order | None = None) -> None:
    """What has happened, with the return's number; `other` is the order it is about as well."""
    more = {} if other is None else {"order": other.number, "token": other.public_token}
    orders.note_event(order, kind, at=clock.now(), actor=actor, details={"return": request.number} | more)


def audit(session: Session, request: ReturnRequest, verb: str, before: ReturnStatus, *, actor: str) -> None:
    audits.record(
        session,
        actor,
        f"return.{verb}",
        subject=f"return {request.number}",
        before={"status": before.value},
        after={
            "status": request.status.value,
            "due_kopecks": request.due_kopecks,
            "refunded_kopecks": request.refunded_kopecks,
            "carried_kopecks": request.carried_kopecks,
            "words": request.decision,
        },
    )
