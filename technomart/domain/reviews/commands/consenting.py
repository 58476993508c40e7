"""Keeping the consent to make a review public beside the review (152-ФЗ art. 9 and 10.1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain import content
from technomart.domain.accounts.models import Account, Consent, ConsentAction

PURPOSE = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Where and how a consent was given."""

    lang: str
    ip: str
    user_agent: str
    form: str


def consent_to_publication(session: Session, account_id: int, *, at: datetime, given: Circumstances) -> Consent:
    """Write down that this account agreed to the text in force. Refuses UnknownDocument without a text."""
    document = content.current(session, content.CONSENTS[PURPOSE], given.lang)
    subject = session.scalars(select(Account.email).where(Account.id == account_id)).one()
    consent = Consent(
        account_id=account_id,
        subject=subject,
        purpose=PURPOSE,
        action=ConsentAction.given,
        document_slug=document.slug,
        document_version=document.version,
        text_hash=document.text_hash,
        at=at,
        ip=given.ip[:64],
        user_agent=given.user_agent[:300],
        form=given.form,
    )
    session.add(consent)
    return consent
