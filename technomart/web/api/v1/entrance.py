"""The entrance: every call is counted, known by its key alone, and let in by its door or not at all."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, g, request
from werkzeug.exceptions import Forbidden

from technomart.domain import accounts
from technomart.foundation.errors import DomainError
from technomart.web.api.v1.callers import Caller, Counter, NoKey, TooManyCalls, allowance_of, identify, let_in
from technomart.web.api.v1.operations import OPERATIONS
from technomart.web.api.v1.refusals import refuse
from technomart.web.context import runtime, speak

COUNTER = "technomart-api-counter"
OPEN = frozenset({"openapi", "reference"})
"""The two addresses that describe the interface: no operations, open to everyone."""


def guard(blueprint: Blueprint) -> None:
    """Put the entrance before everything this blueprint answers."""
    blueprint.before_request(enter)
    blueprint.after_request(tell_allowance)
    blueprint.register_error_handler(DomainError, refuse)
    blueprint.record_once(lambda state: state.app.extensions.setdefault(COUNTER, Counter()))


def enter() -> None:
    """Let the call in, or refuse NoKey, NotInScope, TooManyCalls; an address nobody listed is nobody's."""
    speak("en" if request.args.get("lang") == "en" else "ru")
    name = (request.endpoint or "").rpartition(".")[2]
    if name in OPEN:
        return
    operation = OPERATIONS.get(name)
    if operation is None:
        raise Forbidden()
    g.caller = _counted_caller()
    let_in(g.caller, operation.door)
    runtime().search.refresh()


def _counted_caller() -> Caller:
    """Who is calling, counted before anything else is done; a bad key counts for its network."""
    try:
        caller = identify()
    except NoKey:
        _count(f"n:{accounts.network_of(request.remote_addr or '')}")
        raise
    _count(caller.name if caller.bearer is None else f"t:{caller.bearer.token_id}")
    return caller


def _count(name: str) -> None:
    counter = cast(Counter, current_app.extensions[COUNTER])
    allowance = g.allowance = allowance_of(name, counter)
    if allowance is not None and allowance.is_spent:
        raise TooManyCalls(retry_after=allowance.resets_in)


def tell_allowance(response: Response) -> Response:
    """Say how many calls are left in this minute."""
    allowance = g.get("allowance")
    if allowance is not None:
        response.headers["RateLimit-Limit"] = str(allowance.limit)
        response.headers["RateLimit-Remaining"] = str(max(0, allowance.left))
        response.headers["RateLimit-Reset"] = str(allowance.resets_in)
    return response
