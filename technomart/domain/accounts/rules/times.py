"""How long things of an account last and how often they may be tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CONFIRM_FOR = timedelta(hours=24)
NEW_EMAIL_FOR = timedelta(hours=24)
RESET_FOR = timedelta(hours=1)

SESSION_IDLE = timedelta(days=14)
SESSION_AT_MOST = timedelta(days=90)
SEEN_EVERY = timedelta(minutes=5)

MOST_ADDRESSES = 20
MOST_API_TOKENS = 20


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries within a stretch of time."""

    most: int
    within: timedelta

    def retry_after(self, tries: list[datetime], at: datetime) -> int | None:
        """Seconds until one more try is taken, or None when it is taken now. `tries` oldest first."""
        counted = [moment for moment in tries if moment > at - self.within]
        if len(counted) < self.most:
            return None
        free_at = counted[len(counted) - self.most] + self.within
        return max(1, int((free_at - at).total_seconds()) + 1)


WRONG_PASSWORD = Limit(most=9, within=timedelta(minutes=15))
"""For one account from one network: the tenth try waits."""
WRONG_PASSWORDS_OF_NETWORK = Limit(most=60, within=timedelta(minutes=15))
"""For all accounts from one network; a mobile operator's shared address still gets by."""
WRONG_CODES_OF_NETWORK = Limit(most=30, within=timedelta(minutes=15))
"""Promo codes that do not exist or do not do: who guesses them waits."""
LETTERS_TO_ONE = Limit(most=5, within=timedelta(hours=1))
"""Letters with links that strangers can cause one mailbox to get."""
LETTERS_FROM_NETWORK = Limit(most=40, within=timedelta(hours=1))
ALERTS_OF_ONE = Limit(most=30, within=timedelta(hours=1))
"""Wishes to be told about goods that may be made for one mailbox, by its owner or by strangers."""
ALERTS_FROM_NETWORK = Limit(most=60, within=timedelta(hours=1))
WITHIN_AN_HOUR = timedelta(hours=1)
"""Orders of one account, or of one network's guests, are limited by the shop's setting within this time."""


def session_expires(at: datetime, ends_at: datetime) -> datetime:
    """When a session seen at this moment dies of idleness, never later than its end."""
    return min(at + SESSION_IDLE, ends_at)
