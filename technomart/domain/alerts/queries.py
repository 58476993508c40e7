"""Looking at alerts: whose they are, and which have come true."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from technomart.domain import catalog, inventory, pricing
from technomart.domain.alerts.models import Alert, AlertKind
from technomart.domain.alerts.rules import has_come_true
from technomart.domain.catalog import VariantFacts
from technomart.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Standing:
    """How goods stand at this moment, as far as somebody who waits for them cares."""

    is_sold: bool
    available: int
    price: Money | None

    def is_what_was_wanted(self, below: int | None) -> bool:
        """Whether they can be had, and for less than `below` kopecks if that is given."""
        price = None if self.price is None else self.price.minor
        return has_come_true(is_sold=self.is_sold, available=self.available, price=price, below=below)


@dataclass(frozen=True, slots=True)
class Look:
    """A glance at a portion of what is waited for: what has come true, and where to look on; None at the end."""

    ready: tuple[int, ...]
    last: int | None


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing somebody waits for, to be shown."""

    kind: AlertKind
    goods: VariantFacts
    seen: Money | None
    price: Money | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is to be told to whom. `key` names the occasion; `stop` is the secret of the link that ends it."""

    key: str
    kind: AlertKind
    recipient: str
    lang: str
    stop: str
    goods: VariantFacts
    price: Money
    seen: Money | None


def look(session: Session, kind: AlertKind, *, after: int, most: int, at: datetime) -> Look:
    """Look at up to `most` variants that somebody waits for, in the order of their ids, beyond `after`."""
    waiting = session.execute(
        select(Alert.variant_id, func.max(Alert.seen_kopecks))
        .where(Alert.kind == kind, Alert.told_at.is_(None), Alert.variant_id > after)
        .group_by(Alert.variant_id)
        .order_by(Alert.variant_id)
        .limit(most)
    ).all()
    wishes: dict[int, int | None] = {variant_id: highest for variant_id, highest in waiting}
    standing = standing_of(session, wishes, at)
    ready = tuple(one for one, below in wishes.items() if standing[one].is_what_was_wanted(below))
    return Look(ready, max(wishes) if len(wishes) == most else None)


def standing_of(session: Session, variant_ids: Iterable[int], at: datetime) -> Mapping[int, Standing]:
    """How these variants stand, every one that was asked for. At most three queries for each 500."""
    ids = list(variant_ids)
    stock = inventory.availability_of(session, ids)
    there = [one for one in ids if stock[one].available > 0]
    offers = pricing.offers_of(session, there, at)
    facts = catalog.facts_of(session, offers)
    return {
        one: Standing(
            is_sold=one in facts and facts[one].is_sold,
            available=stock[one].available,
            price=offers[one].price if one in offers else None,
        )
        for one in ids
    }


def of_owner(account_id: int, email: str) -> ColumnElement[bool]:
    """The alerts of an account: its own, and those its proven address asked for without it."""
    return or_(Alert.account_id == account_id, Alert.email == email)


def watched_by(session: Session, account_id: int, email: str, *, lang: str, at: datetime) -> list[Watched]:
    """What the account waits for, newest first."""
    rows = session.scalars(
        select(Alert)
        .where(of_owner(account_id, email), Alert.told_at.is_(None))
        .order_by(Alert.created_at.desc(), Alert.id.desc())
    ).all()
    return _shown(session, rows, lang, at)


def find_by_link(session: Session, token: str, *, lang: str, at: datetime) -> Watched | None:
    """What the link in a letter is about, told or not; None when it has been ended or never was."""
    found = session.scalars(select(Alert).where(Alert.token == token)).all()
    return next(iter(_shown(session, found, lang, at)), None)


def holds(session: Session, token: str, *, at: datetime) -> bool:
    """Whether what is about to be told by this alert is still so, and still wanted."""
    alert = session.scalar(select(Alert).where(Alert.token == token, Alert.told_at.is_not(None)))
    if alert is None:
        return False
    return standing_of(session, [alert.variant_id], at)[alert.variant_id].is_what_was_wanted(alert.seen_kopecks)


def _shown(session: Session, rows: Iterable[Alert], lang: str, at: datetime) -> list[Watched]:
    kept = list(rows)
    ids = [row.variant_id for row in kept]
    facts: Mapping[int, Any] = catalog.facts_of(session, ids, lang)
    offers = pricing.offers_of(session, ids, at)
    return [
        Watched(
            kind=row.kind,
            goods=facts[row.variant_id],
            seen=None if row.seen_kopecks is None else Money(row.seen_kopecks),
            price=offers[row.variant_id].price if row.variant_id in offers else None,
            created_at=row.created_at,
        )
        for row in kept
    ]
