"""The public addresses letters point to: one table, tested against the routes of the web."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

ENGLISH_PREFIX: Final = "/en"
SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "home": "/",
        "order": "/orders/{token}",
        "pay": "/pay/{token}",
        "pay_return": "/pay/{token}/return",
        "confirm": "/confirm/{token}",
        "reset": "/reset-password/{token}",
        "sign_in": "/sign-in",
        "forgot": "/forgot-password",
        "account": "/account/",
        "shops": "/shops",
        "product": "/product/{slug}/",
        "review": "/product/{slug}/reviews/new",
        "cart": "/cart",
        "unsubscribe": "/unsubscribe/{token}",
        "contacts": "/pages/contacts",
        "return_terms": "/pages/returns",
    }
)


def link(public_url: str, lang: str, name: str, **parts: str) -> str:
    """The full address of a page by its name: on the shop's configured public URL, in the language asked for."""
    filled = SHAPES[name].format_map({part: quote(str(value), safe="") for part, value in parts.items()})
    return public_url.rstrip("/") + (ENGLISH_PREFIX if lang == "en" else "") + filled
