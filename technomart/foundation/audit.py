"""Who of the staff changed what, from what, to what: append-only."""

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from technomart.foundation import clock
from technomart.foundation.columns import Instant, Key
from technomart.foundation.database import Base


class AuditEntry(Base):
    """One change made by a person or a tool with authority; actor and subject are plain text."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject"),)

    id: Mapped[Key]
    at: Mapped[Instant]
    actor: Mapped[str] = mapped_column(String(160))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(160))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)


def record(
    session: Session,
    actor: str,
    action: str,
    *,
    subject: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write the change down in the same transaction that makes it."""
    session.add(AuditEntry(at=clock.now(), actor=actor, action=action, subject=subject, before=before, after=after))
