"""Letters and short messages: what the shop owes people in writing, each occasion once."""

from technomart.domain.notifications.commands import forget_sent, mark_failed, mark_sent, say_shortly, write
from technomart.domain.notifications.errors import BadRecipient, Refused, Unreachable
from technomart.domain.notifications.ports import LetterCarrier, RenderedLetter, ShortCarrier, ShortMessage
from technomart.domain.notifications.queries import OwedLetter, find_owed
from technomart.domain.notifications.rules import SEND_LETTER, SEND_SHORT, LetterTemplate, ShortKind, is_one_address

__all__ = [
    "SEND_LETTER",
    "SEND_SHORT",
    "BadRecipient",
    "LetterCarrier",
    "LetterTemplate",
    "OwedLetter",
    "Refused",
    "RenderedLetter",
    "ShortCarrier",
    "ShortKind",
    "ShortMessage",
    "Unreachable",
    "find_owed",
    "forget_sent",
    "is_one_address",
    "mark_failed",
    "mark_sent",
    "say_shortly",
    "write",
]
