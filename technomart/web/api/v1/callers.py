"""Who is calling: nobody in particular, or an account by its key; and how often it has called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request

from technomart.domain import accounts
from technomart.domain.accounts import Bearer
from technomart.foundation.allowance import Allowance, Counter
from technomart.foundation.errors import DomainError, Forbidden
from technomart.web.api.v1.doors import Door
from technomart.web.context import reader, runtime, transaction

KEY = re.compile(r"tm_[A-Za-z0-9_-]{20,80}", re.ASCII)


class NoKey(DomainError):
    """The operation needs a key, or the one that came is not good: answered with 401."""

    code = "unauthorized"


class NotInScope(Forbidden):
    """The key is good, but not for this."""

    code = "insufficient_scope"


class TooManyCalls(DomainError):
    """More calls in this minute than the shop answers: answered with 429."""

    code = "too_many_requests"


@dataclass(frozen=True, slots=True)
class Caller:
    """An account that acts by its key, or a guest known by its network only."""

    bearer: Bearer | None
    network: str

    @property
    def account_id(self) -> int | None:
        return None if self.bearer is None else self.bearer.account_id

    @property
    def own_account_id(self) -> int:
        """The account, behind a door that only opens to one."""
        if self.bearer is None:
            raise NoKey()
        return self.bearer.account_id

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset() if self.bearer is None else self.bearer.scopes

    @property
    def name(self) -> str:
        """Whose calls are counted together, and whose Idempotency-Keys these are."""
        return f"n:{self.network}" if self.bearer is None else f"a:{self.bearer.account_id}"


def identify() -> Caller:
    """Who this request comes from, by its Authorization header alone. Refuses NoKey for a key that is no good."""
    network = accounts.network_of(request.remote_addr or "")
    given = request.headers.getlist("Authorization")
    if not given:
        return Caller(None, network)
    kind, _, value = given[0].partition(" ")
    if len(given) > 1 or kind.lower() != "bearer" or not KEY.fullmatch(value.strip()):
        raise NoKey()
    with reader() as db:
        bearer = accounts.find_bearer(db, value.strip())
    if bearer is None:
        raise NoKey()
    if accounts.is_due_to_be_noted(bearer):
        with transaction() as db:
            accounts.note_api_token_use(db, bearer)
    return Caller(bearer, network)


def let_in(caller: Caller, door: Door) -> None:
    """Refuse NoKey or NotInScope to whoever may not come in by this door."""
    if caller.bearer is None:
        if not door.guests:
            raise NoKey()
        return
    if door.scope is not None and door.scope not in caller.bearer.scopes:
        raise NotInScope(scope=door.scope)
    if door.permission is not None:
        with reader() as db:
            held = accounts.permissions_of(db, caller.bearer.account_id)
        if door.permission not in held:
            raise NotInScope(scope=door.scope)


def allowance_of(name: str, counter: Counter) -> Allowance | None:
    """Count this call; None when the shop sets no limit."""
    limit = runtime().settings.api_rate_per_minute
    return counter.count(name, limit) if limit else None
