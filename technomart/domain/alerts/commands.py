"""Asking to be told, ending that, and telling: each wish once, whoever does the telling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from technomart.domain import accounts, catalog, pricing
from technomart.domain.alerts.errors import UnknownAlert
from technomart.domain.alerts.models import Alert, AlertKind
from technomart.domain.alerts.queries import Announcement, of_owner, standing_of
from technomart.domain.alerts.rules import ALERT_DUE, KEPT_AFTER_TOLD, MOST_WAITING, WAITS_AT_MOST
from technomart.foundation import ids, outbox
from technomart.foundation.money import Money

UNSYNCHRONIZED = {"synchronize_session": False}


def watch(
    session: Session, kind: AlertKind, sku: str, *, email: str, account_id: int | None, lang: str, at: datetime
) -> None:
    """Note that this address wants to be told; whether it had asked before shows nowhere. Refuses UnknownSku.

    Goods without a price have none that could fall: then their arrival is waited for.
    """
    variant_id = catalog.get_variant(session, sku).id
    seen = None
    if kind is AlertKind.price:
        offer = pricing.offers_of(session, [variant_id], at).get(variant_id)
        kind, seen = (AlertKind.stock, None) if offer is None else (kind, offer.price.minor)
    wish = {"lang": lang, "seen_kopecks": seen, "created_at": at, "told_at": None}
    if account_id is not None:
        wish["account_id"] = account_id
    same = (Alert.kind == kind, Alert.variant_id == variant_id, Alert.email == email)
    known = session.scalar(select(Alert.id).where(*same).with_for_update())
    if known is not None:
        session.execute(update(Alert).where(Alert.id == known).values(wish), execution_options=UNSYNCHRONIZED)
        return
    _make_room(session, email)
    try:
        with session.begin_nested():  # a double click on PostgreSQL: both looked before either wrote
            session.add(Alert(kind=kind, variant_id=variant_id, email=email, token=ids.token(), **wish))
    except IntegrityError:
        return


def _make_room(session: Session, email: str) -> None:
    """Let the oldest wishes of an address go when there are too many."""
    mine = (Alert.email == email, Alert.told_at.is_(None))
    newest_first = select(Alert.id).where(*mine).order_by(Alert.created_at.desc(), Alert.id.desc())
    _drop(session, session.scalars(newest_first.offset(MOST_WAITING - 1)).all())


def end(session: Session, account_id: int, kind: AlertKind, sku: str) -> None:
    """End the account's own wish, about goods that are sold or not. Refuses UnknownSku and UnknownAlert."""
    email = accounts.get_account(session, account_id).email
    variant = catalog.get_any_variant(session, sku)
    mine = (Alert.kind == kind, Alert.variant_id == variant.id, of_owner(account_id, email))
    found = session.scalars(select(Alert.id).where(*mine, Alert.told_at.is_(None))).all()
    if not found:
        raise UnknownAlert()
    _drop(session, found)


def end_by_link(session: Session, token: str) -> None:
    """End the alert this link from a letter is about; twice is once."""
    session.execute(delete(Alert).where(Alert.token == token), execution_options=UNSYNCHRONIZED)


def end_all(session: Session, account_id: int) -> None:
    """End every wish of the account: it has taken back its consent."""
    email = accounts.get_account(session, account_id).email
    session.execute(delete(Alert).where(of_owner(account_id, email)), execution_options=UNSYNCHRONIZED)


def call_up(session: Session, kind: AlertKind, variant_id: int, *, at: datetime, most: int) -> int:
    """Mark up to `most` wishes about this variant as told and put them into the outbox; how many there were.

    Looks anew whether they have come true. The rows are locked before they are marked: of two workers at once
    the second waits and then finds only what the first has left.
    """
    standing = standing_of(session, [variant_id], at)[variant_id]
    if standing.price is None or not standing.is_what_was_wanted(None):
        return 0
    waiting = select(Alert.id).where(Alert.kind == kind, Alert.variant_id == variant_id, Alert.told_at.is_(None))
    if kind is AlertKind.price:
        waiting = waiting.where(Alert.seen_kopecks > standing.price.minor)
    found = list(session.scalars(waiting.order_by(Alert.id).limit(most).with_for_update()))
    if found:
        mark = update(Alert).where(Alert.id.in_(found)).values(told_at=at)
        session.execute(mark, execution_options=UNSYNCHRONIZED)
    for alert_id in found:
        outbox.publish(session, ALERT_DUE, {"alert": alert_id, "told_at": at.isoformat()})
    return len(found)


def announce(session: Session, alert_id: int, told_at: datetime, *, at: datetime) -> Announcement | None:
    """What to write about an alert that was called up at `told_at`, or None.

    None if it has been ended or renewed meanwhile, or its account is closed. Goods that are gone or dear again are
    not announced: then the alert waits on.
    """
    alert = session.scalar(select(Alert).where(Alert.id == alert_id, Alert.told_at == told_at).with_for_update())
    if alert is None:
        return None
    try:
        owner = None if alert.account_id is None else accounts.get_account(session, alert.account_id)
    except accounts.UnknownAccount:
        return None
    standing = standing_of(session, [alert.variant_id], at)[alert.variant_id]
    if standing.price is None or not standing.is_what_was_wanted(alert.seen_kopecks):
        alert.told_at = None
        session.flush()  # it waits from this moment on
        return None
    return Announcement(
        key=f"{alert.kind}_alert:{alert.id}:{told_at.isoformat()}",
        kind=alert.kind,
        recipient=alert.email if owner is None else owner.email,
        lang=alert.lang,
        stop=alert.token,
        goods=catalog.facts_of(session, [alert.variant_id], alert.lang)[alert.variant_id],
        price=standing.price,
        seen=None if alert.seen_kopecks is None else Money(alert.seen_kopecks),
    )


def wait_on(session: Session, token: str) -> None:
    """What was to be told is so no longer: let the alert wait again. One that was ended stays ended."""
    session.execute(update(Alert).where(Alert.token == token).values(told_at=None), execution_options=UNSYNCHRONIZED)


def forget_old(session: Session, at: datetime, limit: int) -> int:
    """Delete up to `limit` alerts that were told long ago or have waited for too long; how many there were."""
    is_over = or_(
        Alert.told_at < at - KEPT_AFTER_TOLD, Alert.told_at.is_(None) & (Alert.created_at < at - WAITS_AT_MOST)
    )
    found = session.scalars(select(Alert.id).where(is_over).limit(limit)).all()
    session.execute(delete(Alert).where(Alert.id.in_(found), is_over), execution_options=UNSYNCHRONIZED)
    return len(found)


def _drop(session: Session, alert_ids: Sequence[int]) -> None:
    session.execute(delete(Alert).where(Alert.id.in_(alert_ids)), execution_options=UNSYNCHRONIZED)
