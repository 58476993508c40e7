"""CDEK says that something has happened to a parcel: a hint, never believed by itself.

There is no signature and no list of networks, so the address nobody can guess stands in its place. Of the body
nothing is read but which parcel it is about; the back room then asks and writes down what it is told.
"""

from __future__ import annotations

import hmac
import json
import re

from flask import Response
from werkzeug.exceptions import BadRequest, NotFound

from technomart import carriers
from technomart.domain import fulfilment
from technomart.foundation import clock
from technomart.web.context import reader, runtime, transaction
from technomart.web.security import for_programs
from technomart.web.webhooks.door import blueprint, read_body

CARRIER = "cdek"
REF = re.compile(r"[0-9a-fA-F-]{8,64}", re.ASCII)


@blueprint.post("/cdek/<secret>")
@for_programs
def cdek(secret: str) -> Response:
    if not hmac.compare_digest(secret.encode(), carriers.webhook_secret(runtime(), CARRIER).encode()):
        raise NotFound()
    ref = read_hint(read_body())
    with reader() as db:
        known = fulfilment.find_parcel_by_ref(db, CARRIER, ref)
    if known is not None:
        with transaction() as db:
            fulfilment.ask_after_parcel(db, CARRIER, ref, at=clock.now())
    return Response("", 200)


def read_hint(body: bytes) -> str:
    """Which parcel this is about. BadRequest for anything else."""
    try:
        ref = str(json.loads(body)["uuid"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest() from error
    if not REF.fullmatch(ref):
        raise BadRequest()
    return ref
