"""What a short message says: one sentence in the shopper's language, short enough to be one message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from technomart.adapters.letters import NBSP, day
from technomart.adapters.translations import translations
from technomart.domain.notifications import ShortKind, ShortMessage

LONGEST: Final = 200
READY: Final = "Техномарт: заказ %(number)s ждёт вас до %(day)s. %(place)s."
SHIPPED: Final = "Техномарт: заказ %(number)s отправлен."
TRACKED: Final = "Техномарт: заказ %(number)s отправлен, номер для отслеживания %(track)s."


def worded(message: Mapping[str, Any], timezone: str) -> ShortMessage:
    """The message that is owed, in words; what is too long ends with an ellipsis."""
    said, lang = message["said"], message["lang"]
    words = translations(lang).gettext
    if message["kind"] == ShortKind.order_ready:
        until = day(lang, ZoneInfo(timezone), said["kept_until"])
        text = words(READY) % {"number": said["number"], "day": until, "place": said["place"]}
    elif said["tracking"]:
        text = words(TRACKED) % {"number": said["number"], "track": said["tracking"]}
    else:
        text = words(SHIPPED) % {"number": said["number"]}
    plain = " ".join(text.replace(NBSP, " ").split())
    kept = plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"
    return ShortMessage(key=message["key"], lang=lang, phone=message["phone"], text=kept)
