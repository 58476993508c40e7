"""The same request twice does its work once: `Idempotency-Key`, kept for a day for each caller."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable

from flask import Response, request
from sqlalchemy.orm import Session

from technomart.foundation import idempotency
from technomart.foundation.errors import Conflict
from technomart.foundation.idempotency import IdempotencyKey
from technomart.web.api.v1.callers import Caller
from technomart.web.api.v1.reading import Unreadable
from technomart.web.context import transaction

HEADER = "Idempotency-Key"
KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
REPLAYED = "Idempotency-Replayed"


class ShownOnce(Conflict):
    """The work was done, but its answer holds a secret, which is kept nowhere and so cannot be given again."""

    code = "shown_once"


def once(work: Callable[[Session], Response], caller: Caller, *, is_secret: bool = False) -> Response:
    """Do the work, or give again the answer it was given before; instead of a secret one ShownOnce.

    The key is claimed in a transaction of its own, so that a twin that comes meanwhile is refused; work and
    answer are then committed together. What was refused is not kept: it may be sent again, put right.
    """
    keys = request.headers.getlist(HEADER)
    if not keys:
        with transaction() as db:
            return work(db)
    if len(keys) > 1 or not KEY.fullmatch(keys[0]):
        raise Unreadable("bad_idempotency_key")
    with transaction() as db:
        row = idempotency.claim(db, caller.name, _route(), keys[0], _fingerprint())
    if row.status is not None:
        if is_secret:
            raise ShownOnce()
        return _again(row)
    return _claimed(work, row.id, is_secret=is_secret)


def _claimed(work: Callable[[Session], Response], row_id: int, *, is_secret: bool) -> Response:
    try:
        with transaction() as db:
            response = work(db)
            headers = json.dumps([pair for pair in response.headers.items() if pair[0] != "Content-Length"])
            body = b"" if is_secret else response.get_data()
            idempotency.answer(db, row_id, status=response.status_code, headers=headers, body=body)
    except BaseException:
        with transaction() as db:
            idempotency.release(db, row_id)
        raise
    return response


def _again(row: IdempotencyKey) -> Response:
    status, headers, body = idempotency.stored(row)
    response = Response(body, status, headers=dict(json.loads(headers)))
    response.headers[REPLAYED] = "true"
    return response


def _route() -> str:
    """The operation and the things it is about: a key means something else at another address."""
    address = hashlib.sha256(request.path.encode()).hexdigest()[:40]
    return f"{request.endpoint} {address}"


def _fingerprint() -> str:
    """What must be the same the second time: the body as it was sent, and the language of the answer."""
    return hashlib.sha256(request.args.get("lang", "").encode() + b"\n" + request.get_data(cache=True)).hexdigest()
