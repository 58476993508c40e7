"""The account behind a key on the wire: its data, addresses, consents, devices, keys and lists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from technomart.domain.accounts import SCOPES
from technomart.web.api.v1.schemas.catalogue import Item
from technomart.web.api.v1.schemas.wire import Email, Given, Moment, Phone, PostalCode, Sku, Sum, Told, line, whole

Scope = Literal[tuple(SCOPES)]  # type: ignore[valid-type]


class Account(Told):
    """Who the key belongs to, and what the key may do."""

    email: str
    name: str
    phone: str
    lang: str
    is_confirmed: bool
    scopes: list[str]


class ChangeAccount(Given):
    """What is to change; what is not named stays. The e-mail address and the password are changed on the pages."""

    name: line(100, least=1) | None = None  # type: ignore[valid-type]
    phone: Phone | Literal[""] | None = None
    lang: Literal["ru", "en"] | None = None


class GivenAddress(Given):
    """Where to bring goods."""

    city: line(120, least=1)  # type: ignore[valid-type]
    postal_code: PostalCode | Literal[""] = ""
    street: line(200, least=1)  # type: ignore[valid-type]
    flat: line(40) = ""  # type: ignore[valid-type]
    entrance: line(40) = ""  # type: ignore[valid-type]
    floor: line(40) = ""  # type: ignore[valid-type]
    intercom: line(40) = ""  # type: ignore[valid-type]
    comment: line(500) = ""  # type: ignore[valid-type]


class KnownAddress(Told):
    """One address of the book."""

    id: str
    city: str
    postal_code: str
    street: str
    flat: str
    entrance: str
    floor: str
    intercom: str
    comment: str
    is_usual: bool


class Addresses(Told):
    """The address book, the usual one first."""

    items: list[KnownAddress]


class Consent(Told):
    """The latest word on one purpose."""

    purpose: str
    is_given: bool
    document: str
    version: int
    at: Moment


class Consents(Told):
    """What the account has agreed to, and what it has taken back."""

    items: list[Consent]


class Device(Told):
    """A browser that is signed in."""

    id: str
    user_agent: str
    ip: str
    created_at: Moment
    seen_at: Moment


class Devices(Told):
    """The browsers signed in to the account, the latest seen first."""

    items: list[Device]


class CreateToken(Given):
    """A key for a program: its scopes lie within those of the key that asks."""

    name: line(100, least=1)  # type: ignore[valid-type]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(SCOPES))]
    days: whole(1, 3650) = 90  # type: ignore[valid-type]


class ApiToken(Told):
    """A working key, without its text."""

    id: str
    name: str
    scopes: list[str]
    created_at: Moment
    expires_at: Moment | None
    seen_at: Moment | None


class ApiTokens(Told):
    """The account's working keys, newest first."""

    items: list[ApiToken]


class NewToken(ApiToken):
    """A new key; its text is told this once."""

    token: str


class Kept(Told):
    """The goods on a list, newest first."""

    items: list[Item]


class WatchGoods(Given):
    """Goods to wait for. `consent`: the reader agrees to the letter by the text of `/documents/consent-alerts`."""

    sku: Sku
    wish: Literal["stock", "price"]
    email: Email | None = None
    consent: Literal[True]


class NotedAlert(Told):
    """What is waited for now."""

    sku: str
    wish: Literal["stock", "price"]


class KnownAlert(NotedAlert):
    """Goods the account waits for. `seen` is the price that must fall, `price` the present one."""

    slug: str
    name: str
    seen: Sum | None
    price: Sum | None
    created_at: Moment


class KnownAlerts(Told):
    """The goods the account waits for, newest first."""

    items: list[KnownAlert]
