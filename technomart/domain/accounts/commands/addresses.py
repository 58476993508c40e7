"""The address book of an account: every verb looks only among the account's own addresses."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from technomart.domain.accounts.errors import TooManyAddresses
from technomart.domain.accounts.models import Address
from technomart.domain.accounts.queries import address_row, lock_account
from technomart.domain.accounts.rules.times import MOST_ADDRESSES
from technomart.foundation import clock
from technomart.foundation.ids import token


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to bring goods, as the shopper wrote it."""

    city: str
    street: str
    postal_code: str = ""
    flat: str = ""
    entrance: str = ""
    floor: str = ""
    intercom: str = ""
    comment: str = ""


def add_address(session: Session, account_id: int, place: Place) -> Address:
    """Add an address; the first one becomes the usual one. TooManyAddresses when the book is full."""
    lock_account(session, account_id)
    count = session.scalar(select(func.count()).select_from(Address).where(Address.account_id == account_id)) or 0
    if count >= MOST_ADDRESSES:
        raise TooManyAddresses(most=MOST_ADDRESSES)
    address = Address(
        public_id=token(), account_id=account_id, is_usual=count == 0, created_at=clock.now(), **asdict(place)
    )
    session.add(address)
    return address


def change_address(session: Session, account_id: int, public_id: str, place: Place) -> Address:
    """Rewrite one of the account's own addresses."""
    address = address_row(session, account_id, public_id)
    for name, value in asdict(place).items():
        setattr(address, name, value)
    return address


def remove_address(session: Session, account_id: int, public_id: str) -> None:
    """Remove one of the account's own addresses; the oldest one left becomes the usual one if this was it."""
    lock_account(session, account_id)
    address = address_row(session, account_id, public_id)
    was_usual = address.is_usual
    session.delete(address)
    session.flush()  # the next usual one is chosen among those that stay
    if was_usual:
        first = session.scalar(select(func.min(Address.id)).where(Address.account_id == account_id))
        session.execute(update(Address).where(Address.id == first).values(is_usual=True))


def make_usual(session: Session, account_id: int, public_id: str) -> None:
    """Let checkout offer this one first."""
    lock_account(session, account_id)
    address = address_row(session, account_id, public_id)
    session.execute(update(Address).where(Address.account_id == account_id).values(is_usual=False))
    session.execute(update(Address).where(Address.id == address.id).values(is_usual=True))
