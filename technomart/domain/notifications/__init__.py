"""Letters the shop owes or has sent: one row an occasion, sent by the worker."""

from technomart.domain.notifications.commands import DELIVER, mark_attempt, mark_sent, requeue_failed, write
from technomart.domain.notifications.models import Letter, LetterStatus
from technomart.domain.notifications.ports import LetterCarrier, LetterToSend
from technomart.domain.notifications.queries import find_letter, find_queued, newest
from technomart.domain.notifications.reactions import confirm_order

__all__ = [
    "DELIVER",
    "Letter",
    "LetterCarrier",
    "LetterStatus",
    "LetterToSend",
    "confirm_order",
    "find_letter",
    "find_queued",
    "mark_attempt",
    "mark_sent",
    "newest",
    "requeue_failed",
    "write",
]
