"""Where notices of providers and carriers come in: small bodies, plain as they are."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

LARGEST_BODY = 64 * 1024

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")


def read_body() -> bytes:
    """The body, if it is small and not packed."""
    if (request.content_length or 0) > LARGEST_BODY:
        raise RequestEntityTooLarge()
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise BadRequest()
    request.max_content_length = LARGEST_BODY
    return request.get_data(cache=False)
