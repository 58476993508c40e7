"""The photos of a return, for its shopper and for staff only: found by the return, kept by nobody on the way."""

from __future__ import annotations

from flask import abort, send_file
from werkzeug.wrappers import Response

from technomart.adapters.pictures import parse_name
from technomart.domain.aftersales import ReturnRequest
from technomart.web.context import runtime
from technomart.web.private import private


def photo_of(one: ReturnRequest, name: str) -> Response:
    """The file of this name if it is a photo of this return; else there is no such page (404)."""
    known = parse_name(name)
    if known is None or known[0] not in {picture.key for picture in one.pictures}:
        abort(404)
    path = runtime().pictures.path(*known)
    if not path.exists():
        abort(404)
    return private(send_file(path, mimetype=f"image/{known[2]}", etag=False, conditional=False))
