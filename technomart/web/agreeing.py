"""What people agree to, written down: consents by purpose, and the public offer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from technomart.domain import accounts, alerts, content
from technomart.web.accounts_store import circumstances
from technomart.web.context import lang

OFFER = "offer"
ALERTS = "alerts"


def keep_consent(db: Session, purpose: str, *, form: str, subject: str, account_id: int | None) -> None:
    """Write down that somebody agreed to the text in force for this purpose, in the language it was shown in."""
    document = content.current(db, content.CONSENTS[purpose], lang())
    text = accounts.ConsentText(
        purpose=purpose,
        document_slug=document.slug,
        document_version=document.version,
        text_hash=document.text_hash,
    )
    accounts.record_consent(db, text, circumstances(form), subject=subject, account_id=account_id)


def take_back(db: Session, account: accounts.Account, purpose: str, *, form: str) -> None:
    """Write down that the account takes its consent back, and end what rested on it. Refuses NoConsentToWithdraw."""
    accounts.withdraw_consent(db, account.id, purpose, subject=account.email, seen=circumstances(form))
    if purpose == ALERTS:
        alerts.end_all(db, account.id)


def terms_of(db: Session | Connection) -> dict[str, Any]:
    """Which version of the public offer is being accepted."""
    offer = content.version_in_force(db, OFFER, lang())
    return {} if offer is None else {"offer_version": offer[0], "offer_hash": offer[1]}
