"""People: accounts, their addresses, devices and consents, and what staff may do."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from technomart.foundation.columns import Code, Instant, Key, Moment, Name, State, Whole, one_of
from technomart.foundation.database import Base


class Account(Base):
    """A person with a password. `email` is case-folded; `login_key` changes when every device must sign in anew."""

    __tablename__ = "account"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[Name]
    phone: Mapped[str] = mapped_column(String(20), default="")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    login_key: Mapped[str] = mapped_column(String(64), unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    confirmed_at: Mapped[Instant | None] = mapped_column(Moment())
    lang: Mapped[str] = mapped_column(String(8), default="ru")
    created_at: Mapped[Instant]


class Address(Base):
    """Where an account wants its goods."""

    __tablename__ = "address"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Whole] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    city: Mapped[Name]
    postal_code: Mapped[str] = mapped_column(String(6), default="")
    street: Mapped[Name]
    flat: Mapped[str] = mapped_column(String(40), default="")
    entrance: Mapped[str] = mapped_column(String(40), default="")
    floor: Mapped[str] = mapped_column(String(40), default="")
    intercom: Mapped[str] = mapped_column(String(40), default="")
    comment: Mapped[str] = mapped_column(String(500), default="")
    is_usual: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Instant]


class WebSession(Base):
    """One browser that talks to the shop; the cookie's random id is kept only as a hash."""

    __tablename__ = "web_session"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_id: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    data: Mapped[bytes] = mapped_column(LargeBinary)
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    ip: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    ends_at: Mapped[Instant]


class SignInAttempt(Base):
    """A failed sign-in, counted by e-mail and by network address (both hashed)."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "key_hash", "at"), Index(None, "at"))

    id: Mapped[Key]
    key_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]


class ConsentAction(StrEnum):
    """A consent is given, and may be withdrawn at any time (152-ФЗ art. 9)."""

    given = "given"
    withdrawn = "withdrawn"


class Consent(Base):
    """One act of consent for one purpose, to one version of one text: append-only."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "account_id"), Index(None, "subject"), one_of("action", ConsentAction))

    id: Mapped[Key]
    account_id: Mapped[Whole | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    subject: Mapped[str] = mapped_column(String(320))
    purpose: Mapped[Code]
    action: Mapped[ConsentAction] = mapped_column(State(ConsentAction))
    document_slug: Mapped[Code]
    document_version: Mapped[Whole]
    text_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]
    ip: Mapped[str] = mapped_column(String(64), default="")
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    form: Mapped[Code]


class StaffRole(Base):
    """A role an account holds at the shop; roles and what they may do are a table in `rules`."""

    __tablename__ = "staff_role"
    __table_args__ = (UniqueConstraint("account_id", "role"),)

    id: Mapped[Key]
    account_id: Mapped[Whole] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    role: Mapped[Code]
    granted_at: Mapped[Instant]
    granted_by: Mapped[str] = mapped_column(String(160))


class ApiToken(Base):
    """A program's key to an account: shown once, kept as a hash, limited to its scopes."""

    __tablename__ = "api_token"
    __table_args__ = (Index(None, "account_id"),)

    id: Mapped[Key]
    public_id: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[Whole] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Name]
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant | None] = mapped_column(Moment())
    seen_at: Mapped[Instant | None] = mapped_column(Moment())
    revoked_at: Mapped[Instant | None] = mapped_column(Moment())


class EmailedToken(Base):
    """A one-time link sent by e-mail (confirm, reset, new e-mail): hashed, dated, used once."""

    __tablename__ = "emailed_token"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    id: Mapped[Key]
    account_id: Mapped[Whole] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    purpose: Mapped[Code]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None] = mapped_column(Moment())
