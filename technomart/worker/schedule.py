"""What is done again and again: one table, kept as rows among the jobs so that several workers share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from technomart.foundation import jobs
from technomart.foundation.jobs import Job
from technomart.runtime import Runtime
from technomart.worker import carriers, promotions, prune, search, tills, together, waiting, words


@dataclass(frozen=True, slots=True)
class Duty:
    """A piece of work and how often it is due."""

    every: timedelta
    work: Callable[[Runtime, Mapping[str, Any]], None]


SCHEDULE: Final[Mapping[str, Duty]] = MappingProxyType(
    {
        "ask_after_payments": Duty(timedelta(seconds=15), tills.ask_after_payments),
        "expire_unpaid_orders": Duty(timedelta(seconds=30), tills.expire_orders),
        "release_reservations": Duty(timedelta(minutes=1), tills.release_reservations),
        "fold_words": Duty(timedelta(seconds=10), words.fold),
        "apply_promotions": Duty(timedelta(minutes=10), promotions.apply),
        "tell_who_waits": Duty(timedelta(minutes=1), waiting.tell),
        "remind_of_carts": Duty(timedelta(hours=1), waiting.remind),
        "ask_after_parcels": Duty(timedelta(minutes=1), carriers.ask_after_parcels),
        "refresh_carrier_points": Duty(timedelta(days=1), carriers.refresh_points),
        "save_search_blocks": Duty(timedelta(minutes=3), search.save_blocks),
        "audit_search": Duty(timedelta(days=1), search.audit),
        "prune_web_sessions": Duty(timedelta(hours=1), prune.web_sessions),
        "prune_carts": Duty(timedelta(hours=1), prune.carts),
        "prune_idempotency_keys": Duty(timedelta(hours=1), prune.idempotency_keys),
        "prune_sign_in_attempts": Duty(timedelta(hours=1), prune.sign_in_attempts),
        "prune_emailed_tokens": Duty(timedelta(days=1), prune.emailed_tokens),
        "prune_outbox": Duty(timedelta(hours=1), prune.delivered_events),
        "prune_letters": Duty(timedelta(days=1), prune.sent_letters),
        "prune_alerts": Duty(timedelta(days=1), prune.old_alerts),
        "prune_cart_reminders": Duty(timedelta(days=1), prune.cart_reminders),
        "relate_goods": Duty(timedelta(days=1), together.relate),
        "prune_search_counts": Duty(timedelta(days=1), prune.search_counts),
        "prune_carrier_tariffs": Duty(timedelta(days=1), prune.carrier_tariffs),
    }
)


def plan(runtime: Runtime) -> None:
    """Put down every duty that is not put down yet."""
    with runtime.database.reader() as session:
        known = set(session.scalars(select(Job.key).where(Job.key.in_([_key(kind) for kind in SCHEDULE]))))
    for kind in SCHEDULE:
        if _key(kind) not in known:
            try:
                with runtime.database.transaction() as session:
                    jobs.enqueue(session, kind, _key(kind), {})
            except IntegrityError:
                continue  # another worker has just put it down


def _key(kind: str) -> str:
    return f"schedule:{kind}"
