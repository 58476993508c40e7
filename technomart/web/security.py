"""The guard at the door: who may send what from where, and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, RequestEntityTooLarge

from technomart.web.context import SAFE_METHODS, runtime

TOKEN_FREE = "_free_of_form_token"  # noqa: S105 - the name of a mark on views
LARGEST_UPLOAD = "_takes_uploads_up_to"
ACCOUNT = "account_id"
NO_ORIGIN_NEEDED = "_other_proof_than_origin"
PROGRAMS = ("/api/", "/webhooks/")
URLENCODED = "application/x-www-form-urlencoded"
MOST_HEARD_OUT = 2_000_000
"""Bytes of a body that is refused; the server in front lets no larger one through to a form (deploy/Caddyfile)."""
AT_A_TIME = 64 * 1024

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains; preload"
PLAIN_HEADERS = tuple(HEADERS.items())
SECURE_HEADERS = (*PLAIN_HEADERS, ("Strict-Transport-Security", STRICT_TRANSPORT))
LONGEST_TEXT = 64_000

View = TypeVar("View", bound=Callable[..., object])


class ForeignRequest(Forbidden):
    """An unsafe request that did not come from one of our own pages."""


def without_form_token(view: View) -> View:
    """Mark a view that pages without a token post to: its proof is the request's origin alone."""
    setattr(view, TOKEN_FREE, True)
    return view


def takes_uploads(most_bytes: int) -> Callable[[View], View]:
    """Mark a view whose form brings files: only there, and only from signed-in people, bodies may be so large."""

    def mark(view: View) -> View:
        setattr(view, LARGEST_UPLOAD, most_bytes)
        return view

    return mark


def make_room_for_uploads() -> None:
    """Let the body of the present request be larger if its view takes uploads; before anybody looks at its form."""
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, LARGEST_UPLOAD, None)
    if most is not None and ACCOUNT in session:
        request.max_content_length = most


def refuse_countless_fields() -> None:
    """Refuse a form of more fields than any of ours has before it is taken apart, which alone keeps a thread busy.

    Werkzeug's own limit looks at multipart forms only.
    """
    if is_harmless() or request.mimetype != URLENCODED:
        return
    if request.get_data().count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
        raise RequestEntityTooLarge()


def hear_out(response: Response) -> Response:
    """Take in the rest of a body that is too large, so that whoever is still sending it can hear why it is refused.

    To a sender that cannot write on the connection is broken, and the answer is lost (RFC 9112, section 9.6).
    """
    left = request.content_length or 0
    if response.status_code == RequestEntityTooLarge.code and left <= MOST_HEARD_OUT:
        body = request.environ["wsgi.input"]
        while left > 0 and (part := body.read(min(left, AT_A_TIME))):
            left -= len(part)
    return response


def for_programs(view: View) -> View:
    """Mark a view that takes no cookie at all and so needs no proof of origin."""
    setattr(view, NO_ORIGIN_NEEDED, True)
    return view


def is_of_a_program() -> bool:
    """Whether the request goes to the part of the shop that takes no cookie, whatever its address there."""
    return request.path.startswith(PROGRAMS)


def is_harmless() -> bool:
    """Whether the request can change nothing by a cookie: it only looks, brings none, or no view answers it."""
    return request.method in SAFE_METHODS or is_of_a_program() or request.routing_exception is not None


def needs_form_token() -> bool:
    """Whether the present request must carry the session's form token."""
    if is_harmless():
        return False
    view = current_app.view_functions.get(request.endpoint or "")
    return not any(getattr(view, mark, False) for mark in (TOKEN_FREE, NO_ORIGIN_NEEDED))


def refuse_foreign_requests() -> None:
    """Let an unsafe request pass only if the browser says it came from our own origin."""
    if is_harmless():
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, NO_ORIGIN_NEEDED, False):
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise ForeignRequest()
        return
    source = request.headers.get("Origin") or request.headers.get("Referer")
    if source is None or not is_our_origin(source):
        raise ForeignRequest()


def is_our_origin(source: str) -> bool:
    """Whether this URL is on the very scheme, host and port the request was made to, or our public one."""
    try:
        parts = urlsplit(source)
    except ValueError:
        return False
    ours = {f"{request.scheme}://{request.host}", runtime().settings.public_url.rstrip("/")}
    return f"{parts.scheme}://{parts.netloc}" in ours


def refuse_broken_text() -> None:
    """Refuse NUL and undecodable bytes in the path or the query before any view sees them."""
    try:
        texts = [request.path]
        if request.query_string:
            texts += [*request.args.keys(), *request.args.values()]
    except UnicodeError as error:
        raise BadRequest() from error
    for text in texts:
        if "\x00" in text or len(text) > LONGEST_TEXT or not is_whole_text(text):
            raise BadRequest()


def is_whole_text(text: str) -> bool:
    """Whether the text can be stored and shown: no lone surrogates."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def add_headers(response: Response) -> Response:
    """Tell the browser what this page may do; strictly nothing that is not ours."""
    given = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in given:  # as setdefault does, which looks through all headers for each
            response.headers.add(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
    if "cache-control" not in given:
        response.headers["Cache-Control"] = "no-store"
    return response


def headers_for(is_secure: bool) -> tuple[tuple[str, str], ...]:
    """The headers of an answer that brings its own Cache-Control, as `add_headers` would add them."""
    return SECURE_HEADERS if is_secure else PLAIN_HEADERS


def refuse_tricky_methods() -> None:
    """A method is what the request line says; overrides by header or field are ignored, TRACE is refused."""
    if request.method in {"TRACE", "CONNECT"}:
        raise_method_not_allowed()


def raise_method_not_allowed() -> None:
    raise HTTPException(response=Response(status=405, headers={"Allow": "GET, HEAD, POST"}))


def protect(app: Flask) -> None:
    """Put the guard at the door of this application."""
    app.before_request(refuse_tricky_methods)
    app.before_request(refuse_broken_text)
    app.before_request(refuse_foreign_requests)
    app.before_request(make_room_for_uploads)
    app.before_request(refuse_countless_fields)
    app.after_request(add_headers)
    app.after_request(hear_out)
