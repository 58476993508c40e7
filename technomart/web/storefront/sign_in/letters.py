"""The letters an account causes: each is owed from the moment its cause is written down."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart.domain import notifications
from technomart.foundation.ids import token, token_hash
from technomart.web.context import lang


def owe_letter(
    session: Session, template: str, *, recipient: str, name: str, link: str = "", language: str = ""
) -> None:
    """Owe one letter. The link's token stands in the payload only; the key of the occasion holds its hash."""
    notifications.write(
        session,
        key=f"{template}:{token_hash(link or token())}",
        template=template,
        recipient=recipient,
        lang=language or lang(),
        payload={"name": name, "token": link},
    )
