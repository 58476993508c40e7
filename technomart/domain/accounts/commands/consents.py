"""Consents as the law wants them kept: who, to what purpose, to which version of which text, when and where."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import NoConsentToWithdraw
from technomart.domain.accounts.models import Consent, ConsentAction
from technomart.domain.accounts.queries import latest_word
from technomart.foundation import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """Which text was agreed to."""

    purpose: str
    document_slug: str
    document_version: int
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """From where and on which form the word was given."""

    ip: str
    user_agent: str
    form: str


def record_consent(
    session: Session, text: ConsentText, seen: Circumstances, *, subject: str, account_id: int | None = None
) -> Consent:
    """Write down that `subject` (an e-mail address) agreed. Nothing is ever changed or deleted."""
    return _write(session, text, seen, subject=subject, account_id=account_id, action=ConsentAction.given)


def withdraw_consent(
    session: Session, account_id: int, purpose: str, *, subject: str, seen: Circumstances
) -> Consent:
    """Write down that the consent is withdrawn, to the version it was given to.

    NoConsentToWithdraw if none stands.
    """
    latest = session.scalar(
        select(Consent)
        .where(Consent.account_id == account_id, Consent.purpose == purpose)
        .order_by(Consent.id.desc())
        .limit(1)
    )
    if latest is None or latest.action is ConsentAction.withdrawn:
        raise NoConsentToWithdraw()
    text = ConsentText(
        purpose=purpose,
        document_slug=latest.document_slug,
        document_version=latest.document_version,
        text_hash=latest.text_hash,
    )
    return _write(session, text, seen, subject=subject, account_id=account_id, action=ConsentAction.withdrawn)


def withdraw_by_letter(
    session: Session, *, subject: str, account_id: int | None, purpose: str, seen: Circumstances
) -> None:
    """Write down that whoever reads the letters to `subject` takes the consent back; nothing if none stands."""
    latest = session.scalar(latest_word(purpose, subject=subject, account_id=account_id).with_for_update())
    if latest is None or latest.action is ConsentAction.withdrawn:
        return
    text = ConsentText(
        purpose=purpose,
        document_slug=latest.document_slug,
        document_version=latest.document_version,
        text_hash=latest.text_hash,
    )
    _write(session, text, seen, subject=subject, account_id=account_id, action=ConsentAction.withdrawn)


def _write(
    session: Session,
    text: ConsentText,
    seen: Circumstances,
    *,
    subject: str,
    account_id: int | None,
    action: ConsentAction,
) -> Consent:
    row = Consent(
        account_id=account_id,
        subject=subject,
        purpose=text.purpose,
        action=action,
        document_slug=text.document_slug,
        document_version=text.document_version,
        text_hash=text.text_hash,
        at=clock.now(),
        ip=seen.ip[:64],
        user_agent=seen.user_agent[:300],
        form=seen.form,
    )
    session.add(row)
    return row
