"""Alerts: who wants to be told that goods are back, or that they have become cheaper."""

from technomart.domain.alerts.commands import (
    announce,
    call_up,
    end,
    end_all,
    end_by_link,
    forget_old,
    wait_on,
    watch,
)
from technomart.domain.alerts.errors import UnknownAlert
from technomart.domain.alerts.models import Alert, AlertKind
from technomart.domain.alerts.queries import (
    Announcement,
    Look,
    Watched,
    find_by_link,
    holds,
    look,
    watched_by,
)
from technomart.domain.alerts.rules import ALERT_DUE, MOST_WAITING

__all__ = [
    "ALERT_DUE",
    "MOST_WAITING",
    "Alert",
    "AlertKind",
    "Announcement",
    "Look",
    "UnknownAlert",
    "Watched",
    "announce",
    "call_up",
    "end",
    "end_all",
    "end_by_link",
    "find_by_link",
    "forget_old",
    "holds",
    "look",
    "wait_on",
    "watch",
    "watched_by",
]
