"""A photo as the body of a request: its bytes alone, made anew by us before anything is locked."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from flask import Response, request
from werkzeug.datastructures import FileStorage

from technomart.adapters.pictures import PRIVATE
from technomart.foundation.errors import Invalid
from technomart.web.api.v1.callers import Caller
from technomart.web.api.v1.reading import WrongType
from technomart.web.api.v1.repeating import REPLAYED
from technomart.web.context import runtime
from technomart.web.photos import LARGEST_PHOTO, PhotoRefused, made_anew

PHOTO_TYPE = "application/octet-stream"


class NotAPhoto(Invalid):
    """The body is no photo that can be taken: no JPEG, PNG or WebP, broken, or of too many points."""

    code = "not_a_photo"


def with_photo(caller: Caller, work: Callable[[str], Response]) -> Response:
    """Do the work with the key of the photo that was sent; nothing of it stays if it is refused or was done before.

    Who has no account may send as much as any body may be long, an account up to 8 MB. Refuses WrongType and
    NotAPhoto.
    """
    if request.mimetype != PHOTO_TYPE:
        raise WrongType()
    if caller.account_id is not None:
        request.max_content_length = LARGEST_PHOTO
    raw = request.get_data(cache=True, parse_form_data=False)
    try:
        with made_anew([FileStorage(BytesIO(raw))], PRIVATE) as (key,):
            response = work(key)
            if REPLAYED in response.headers:
                runtime().pictures.drop(key)
            return response
    except PhotoRefused as refusal:
        raise NotAPhoto(field="", reason=refusal.code) from refusal
