"""Giving people a role at the shop and taking it away; both are written into the audit."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from technomart.domain.accounts.models import StaffRole
from technomart.domain.accounts.queries import lock_account, roles_of
from technomart.domain.accounts.rules import require_role
from technomart.foundation import audit, clock


def grant_role(session: Session, account_id: int, role: str, *, granted_by: str) -> None:
    """Let the account act in this role. Granting twice changes nothing. UnknownRole."""
    require_role(role)
    account = lock_account(session, account_id)
    before = roles_of(session, account_id)
    if role in before:
        return
    session.add(StaffRole(account_id=account_id, role=role, granted_at=clock.now(), granted_by=granted_by))
    _note(session, granted_by, account.email, before, sorted([*before, role]))


def take_role(session: Session, account_id: int, role: str, *, taken_by: str) -> None:
    """Take the role away. Taking what is not held changes nothing."""
    account = lock_account(session, account_id)
    before = roles_of(session, account_id)
    if role not in before:
        return
    session.execute(delete(StaffRole).where(StaffRole.account_id == account_id, StaffRole.role == role))
    _note(session, taken_by, account.email, before, [held for held in before if held != role])


def _note(session: Session, actor: str, email: str, before: list[str], after: list[str]) -> None:
    audit.record(
        session, actor, "change_roles", subject=f"account {email}", before={"roles": before}, after={"roles": after}
    )
