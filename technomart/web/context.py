"""What a view may ask for: the runtime, a database door, the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from flask import current_app, request, session
from sqlalchemy.orm import Session

from technomart.foundation.ids import token
from technomart.runtime import Runtime

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXTENSION = "technomart"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
ENGLISH_PREFIX = "/en"
_lang: ContextVar[str] = ContextVar("lang", default="ru")
ONE_LANGUAGE_ONLY = ("/api/", "/static/", "/media/", "/healthz", "/robots.txt", "/sitemap", "/webhooks/")


def runtime() -> Runtime:
    """The runtime this application was made with."""
    return cast(Runtime, current_app.extensions[EXTENSION])


def reader() -> AbstractContextManager[Session]:
    """One reading snapshot."""
    return runtime().database.reader()


def transaction(*, may_be_lost: bool = False) -> AbstractContextManager[Session]:
    """One writing transaction, committed at the end of the block; a power cut may undo what `may_be_lost`."""
    return runtime().database.transaction(may_be_lost=may_be_lost)


def lang() -> str:
    """The language of this page: `en` under /en/, else `ru`. Never guessed from headers (168-ФЗ)."""
    return _lang.get()


def speak(language: str) -> None:
    """Let the rest of this request be answered in this language: for programs, which ask by a parameter."""
    _lang.set(language)


class EnglishUnderPrefix:
    """Serves /en/… with the same routes as /…: the prefix becomes the script name, so links keep it."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        before = _lang.set("ru")
        path = environ.get("PATH_INFO", "")
        if path == ENGLISH_PREFIX or path.startswith(ENGLISH_PREFIX + "/"):
            rest = path[len(ENGLISH_PREFIX) :]
            if rest and not rest.startswith(ONE_LANGUAGE_ONLY):
                _lang.set("en")
                environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + ENGLISH_PREFIX
                environ["PATH_INFO"] = rest
        try:
            return self.application(environ, start_response)
        finally:
            _lang.reset(before)


def extension(name: str) -> Any:
    """Something else the application carries, by name."""
    return current_app.extensions[name]


def guest() -> str | None:
    """Who this browser is without an account, as lists name their owners; None while it has marked nothing."""
    known = session.get("visitor")
    return f"v:{known}" if isinstance(known, str) else None


def visitor() -> str | None:
    """Who marks goods here: `a:<account id>`, or the guest, who gets a name with the first unsafe request.

    None on a safe request of somebody who has marked nothing yet: looking leaves no trace.
    """
    account_id = session.get("account_id")
    if isinstance(account_id, int):
        return f"a:{account_id}"
    if guest() is None and request.method not in SAFE_METHODS:
        session["visitor"] = token()
    return guest()
