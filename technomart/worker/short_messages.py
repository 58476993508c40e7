"""Carries one short message, if the shop sends any: with no transaction open, at least once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from technomart.adapters.short_words import worded
from technomart.domain.notifications import Refused
from technomart.foundation import clock
from technomart.foundation.logs import log
from technomart.runtime import Runtime

GIVE_UP_AFTER: Final = timedelta(hours=12)
"""A message this old would only wake somebody: the letter has said it."""


def send(runtime: Runtime, message: Mapping[str, Any]) -> None:
    """Send this message; nothing if short messages are switched off. Raises Unreachable: try again."""
    carrier = runtime.short_messages
    if carrier is None or datetime.fromisoformat(message["queued_at"]) < clock.now() - GIVE_UP_AFTER:
        return
    try:
        carrier.send(worded(message, runtime.settings.timezone))
    except Refused as error:
        log().warning("short_message_refused", kind=message["kind"], error=error.code)
