"""Letters the shop owes or has sent: one row a letter, so that each is written once."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Instant, Key, Moment, State, Whole, one_of
from technomart.foundation.database import Base


class LetterStatus(StrEnum):
    """Queued until a mail server has taken it."""

    queued = "queued"
    sent = "sent"
    failed = "failed"


class Letter(Base):
    """One letter to one person. `key` names the occasion: the same occasion never writes twice."""

    __tablename__ = "letter"
    __table_args__ = (Index(None, "status"), Index(None, "queued_at"), one_of("status", LetterStatus))

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    template: Mapped[Code]
    recipient: Mapped[str] = mapped_column(String(320))
    lang: Mapped[str] = mapped_column(String(8), default="ru")
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    status: Mapped[LetterStatus] = mapped_column(State(LetterStatus), default=LetterStatus.queued)
    queued_at: Mapped[Instant]
    sent_at: Mapped[Instant | None] = mapped_column(Moment())
    attempts: Mapped[Whole] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
