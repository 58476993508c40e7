"""Carries one letter: looks it up, prints it, hands it over with no transaction open, notes what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final

from technomart.adapters.letters import LetterPress
from technomart.domain import notifications
from technomart.domain.notifications import OwedLetter, Refused, Unreachable
from technomart.foundation import clock
from technomart.foundation.logs import log
from technomart.runtime import Runtime
from technomart.subscriptions import LAST_LOOKS

GIVE_UP_AFTER: Final = timedelta(days=3)
"""A letter this old is of no use any more: its links are dead, its order is known."""


def send(runtime: Runtime, payload: Mapping[str, Any]) -> None:
    """Send the letter with this `key` unless it is out already, or true no longer. Raises Unreachable: try again."""
    key = payload["key"]
    with runtime.database.reader() as session:
        owed = notifications.find_owed(session, key)
    if owed is None or not _is_still_so(runtime, owed):
        return
    letter = press(*_shop_of(runtime)).render(owed)
    try:
        runtime.letters.send(letter)
    except (Refused, Unreachable) as error:
        for_ever = isinstance(error, Refused) or owed.queued_at < clock.now() - GIVE_UP_AFTER
        with runtime.database.transaction() as session:
            reason = str(error.details.get("reason", error.code))
            notifications.mark_failed(session, key, reason, for_ever=for_ever)
        if not for_ever:
            raise
        log().warning("letter_given_up", template=owed.template.value, error=error.code)
        return
    with runtime.database.transaction() as session:
        notifications.mark_sent(session, key, clock.now())


def _is_still_so(runtime: Runtime, owed: OwedLetter) -> bool:
    """Whether the letter still says what is; one that does not is given up."""
    look = LAST_LOOKS.get(owed.template)
    if look is None:
        return True
    with runtime.database.transaction() as session:
        is_so = look(session, owed.payload)
        if not is_so:
            notifications.mark_failed(session, owed.key, "is so no longer", for_ever=True)
    return is_so


@cache
def press(public_url: str, sender: str, timezone: str) -> LetterPress:
    """The press of this shop, set up once: its templates stay compiled."""
    return LetterPress(public_url=public_url, sender=sender, timezone=timezone)


def _shop_of(runtime: Runtime) -> tuple[str, str, str]:
    settings = runtime.settings
    return settings.public_url, settings.mail_from, settings.timezone
