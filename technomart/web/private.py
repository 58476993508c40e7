"""Answers behind a link that is their only key: kept by nobody, found by nobody, their address told to nobody."""

from __future__ import annotations

from flask import Response as Answer
from werkzeug.wrappers import Response


def private(answer: Response) -> Response:
    """The answer with the headers of what only its own people may have."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def paper(data: bytes, name: str) -> Response:
    """A PDF that opens in the browser and is saved under this name."""
    answer = Answer(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return private(answer)
