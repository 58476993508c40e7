"""What the interface can do: each operation with its address, shapes and door, and how it is answered.

A view is declared with one of three words. `reads` looks through the reading door; `changes` and `creates`
work in one transaction, which holds the answer of an `Idempotency-Key` as well: work and answer are kept
together or not at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, g, request
from sqlalchemy.orm import Session

from technomart.foundation.errors import NotFound
from technomart.web.api.v1.callers import Caller
from technomart.web.api.v1.doors import DOORS, Door
from technomart.web.api.v1.photos import with_photo
from technomart.web.api.v1.reading import read_body, read_query
from technomart.web.api.v1.repeating import once
from technomart.web.api.v1.schemas.wire import Asked, Given, Nothing, Told
from technomart.web.context import reader, transaction
from technomart.web.security import for_programs

PREFIX = "/api/v1"
ETAG_BYTES = 16
PATTERNS = {
    "slug": r"^[a-z0-9][a-z0-9-]{0,119}$",
    "sku": r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$",
    "number": r"^TM-[0-9]{6}-[2-9A-Z]{5}$",
    "back": r"^RT-[0-9]{6}-[2-9A-Z]{5}$",
    "location": r"^[a-z0-9][a-z0-9-]{0,39}$",
    "purpose": r"^[a-z]{1,40}$",
    "promotion": r"^[a-z0-9][a-z0-9-]{0,119}$",
    "word": r"^[A-Za-zА-Яа-яЁё0-9_-]{1,40}$",
    "wish": r"^(stock|price)$",
}
OPAQUE = r"^[A-Za-z0-9_-]{20,64}$"
"""What names in paths look like; those that are not listed are random tokens."""

blueprint = Blueprint("api_v1", __name__, url_prefix=PREFIX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How the answer of one operation leads to another (OpenAPI links)."""

    to: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as it is declared."""

    id: str
    tag: str
    method: str
    path: str
    words: str
    view: Callable[[Call], Told | None]
    door: Door
    query: type[Asked]
    body: type[Given] | None
    answer: type[Told] | None
    status: int
    writes: bool
    creates: bool
    is_public: bool
    is_secret: bool
    links: tuple[Link, ...]
    at: str
    first: Callable[[], None] | None = None
    ahead: Callable[[Call], None] | None = None
    takes_photo: bool = False

    @property
    def may_be_empty(self) -> bool:
        """Whether the request may come without a body: nothing in it must be said."""
        return self.body is None or not any(field.is_required() for field in self.body.model_fields.values())

    @property
    def template(self) -> str:
        """The path as OpenAPI writes it."""
        return self.path.replace("<", "{").replace(">", "}")

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters of the path."""
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("<"))


@dataclass(slots=True)
class Call:
    """One request, read and let in."""

    db: Session
    caller: Caller
    path: Mapping[str, str]
    query: Any
    body: Any


def pattern_of(name: str) -> str:
    """What this parameter of a path looks like."""
    return PATTERNS.get(name, OPAQUE)


OPERATIONS: dict[str, Operation] = {}
"""Every operation by its id, in the order of their declaration."""


def reads(path: str, *, tag: str, answer: type[Told], query: type[Asked] = Asked, **more: Any) -> Any:
    """Declare a view that only looks. `is_public`: the same for everyone, so it may be asked for by ETag."""
    return _declare("GET", path, tag=tag, answer=answer, query=query, **more)


def changes(
    method: str, path: str, *, tag: str, answer: type[Told] | None, body: type[Given] | None = None, **more: Any
) -> Any:
    """Declare a view that changes something; without an answer it answers 204.

    `first`: what is done before, in a transaction of its own, so that it stays whatever the view refuses.
    `ahead`: a look through the reading door that may refuse before the view has to wait for its transaction.
    """
    return _declare(method, path, tag=tag, answer=answer, body=body, writes=True, **more)


def creates(path: str, *, tag: str, answer: type[Told], body: type[Given] = Nothing, **more: Any) -> Any:
    """Declare a view that makes something new: POST, 201, once for each `Idempotency-Key`.

    `at`: where the new thing is, from the fields of the answer. `is_secret`: the answer is given this once only.
    `takes_photo`: the body is a photo, and the view gets the key of the files that were made of it.
    """
    return _declare("POST", path, tag=tag, answer=answer, body=body, writes=True, creates=True, **more)


def _declare(
    method: str,
    path: str,
    *,
    tag: str,
    answer: type[Told] | None,
    query: type[Asked] = Asked,
    body: type[Given] | None = None,
    writes: bool = False,
    creates: bool = False,
    is_public: bool = False,
    is_secret: bool = False,
    links: tuple[Link, ...] = (),
    at: str = "",
    **more: Any,
) -> Any:
    def declared(view: Callable[[Call], Told | None]) -> Callable[[Call], Told | None]:
        operation = Operation(
            id=view.__name__,
            tag=tag,
            method=method,
            path=path,
            words=view.__doc__ or "",
            view=view,
            door=DOORS[view.__name__],
            query=query,
            body=body if body is not None or method in ("GET", "DELETE") else Nothing,
            answer=answer,
            status=201 if creates else 200 if answer else 204,
            writes=writes,
            creates=creates,
            is_public=is_public,
            is_secret=is_secret,
            links=links,
            at=at,
            **more,
        )
        _serve(operation)
        return view

    return declared


def _serve(operation: Operation) -> None:
    """List the operation and give it its address."""
    OPERATIONS[operation.id] = operation

    def endpoint(**path: str) -> Response:
        return perform(operation, path)

    blueprint.add_url_rule(operation.path, operation.id, for_programs(endpoint), methods=[operation.method])


def perform(operation: Operation, path: Mapping[str, str]) -> Response:
    """Read the request, do the work once, write the answer."""
    if not all(re.fullmatch(pattern_of(name), value) for name, value in path.items()):
        raise NotFound()
    query = read_query(operation.query, request.args)
    caller: Caller = g.caller
    body = None
    if operation.body is not None and not operation.takes_photo:
        body = read_body(operation.body, optional=operation.may_be_empty)
    if operation.first is not None:
        operation.first()
    if operation.ahead is not None:
        with reader() as db:
            operation.ahead(Call(db, caller, path, query, body))

    if operation.takes_photo:
        return with_photo(caller, lambda key: _work(operation, caller, path, query, key))
    return _work(operation, caller, path, query, body)


def _work(operation: Operation, caller: Caller, path: Mapping[str, str], query: Any, body: Any) -> Response:
    def work(db: Session) -> Response:
        return respond(operation, operation.view(Call(db, caller, path, query, body)))

    if operation.creates:
        return once(work, caller, is_secret=operation.is_secret)
    with transaction() if operation.writes else reader() as db:
        return work(db)


def respond(operation: Operation, told: Told | None) -> Response:
    """The answer as JSON; public reads carry a strong ETag over their bytes and answer 304 to whoever has them."""
    if told is None:
        return Response(status=204)
    body = told.model_dump_json().encode()
    response = Response(body, operation.status, mimetype="application/json")
    if operation.at:
        response.headers["Location"] = PREFIX + operation.at.format_map(told.model_dump())
    if operation.is_public:
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(hashlib.blake2b(body, digest_size=ETAG_BYTES).hexdigest())
        response.make_conditional(request)
    return response
