"""Which browser is talking to us: sessions kept in the database, the cookie holding nothing but a random number.

A session is read when it is first asked for, so public pages cost nothing, and written only when something
in it changed or it was last seen a while ago. It is born by an unsafe request or by a page that carries a
form token; a cookie we do not know is never adopted.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.orm import Session as Transaction

from technomart.domain import accounts
from technomart.foundation import clock
from technomart.foundation.errors import Unavailable
from technomart.foundation.logs import log
from technomart.runtime import Runtime
from technomart.web.context import EXTENSION

COOKIE = "__Host-session"
ACCOUNT = "account_id"
FORM_TOKEN = "csrf_token"  # noqa: S105 - the name under which Flask-WTF keeps it
FORM_TOKEN_BYTES = 20
LONGEST_COOKIE = 200
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ShopSession(SessionMixin):
    """What is remembered about one browser. Looks like a dict of plain JSON values."""

    def __init__(self, runtime: Runtime, request: Request) -> None:
        self._runtime = runtime
        self._request = request
        self._values: dict[str, Any] | None = None
        self.visit: accounts.Visit | None = None
        self.fresh: accounts.Begun | None = None
        self.modified = False
        self.accessed = False
        self.ended = False

    def _load(self) -> dict[str, Any]:
        if self._values is None:
            self.accessed = True
            self._values = {}
            cookie = self._request.cookies.get(COOKIE, "")
            if cookie and len(cookie) <= LONGEST_COOKIE:
                with self._runtime.database.glance() as connection:
                    self.visit = accounts.find_visit(connection, cookie)
            if self.visit is not None:
                self._values = json.loads(self.visit.data)
                if self.visit.account_id is not None:
                    self._values[ACCOUNT] = self.visit.account_id
        return self._values

    def __getitem__(self, key: str) -> Any:
        return self._load()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._load()[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self._load()[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())

    @property
    def new(self) -> bool:  # type: ignore[override]
        self._load()
        return self.visit is None

    @property
    def row_id(self) -> int | None:
        """The row this browser's session is kept in, if it has one."""
        self._load()
        if self.fresh is not None:
            return self.fresh.id
        return self.visit.id if self.visit else None

    @property
    def public_id(self) -> str | None:
        """The name under which the owner sees this session among the devices."""
        self._load()
        if self.fresh is not None:
            return self.fresh.public_id
        return self.visit.public_id if self.visit else None

    def written(self) -> bytes:
        """What is kept in the row: everything but the account, which has a column of its own."""
        kept = {key: value for key, value in self._load().items() if key != ACCOUNT}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()

    def begin(self, transaction: Transaction) -> None:
        """Take a new row with a new id, in place of the old one, for whoever the session now belongs to."""
        old = self.row_id
        if old is not None:
            accounts.forget_session(transaction, old)
        if FORM_TOKEN not in self:  # the next page will need it, and need not write for that
            self[FORM_TOKEN] = secrets.token_hex(FORM_TOKEN_BYTES)
        self.fresh = accounts.begin_session(
            transaction,
            account_id=self.get(ACCOUNT),
            data=self.written(),
            user_agent=self._request.user_agent.string,
            ip=self._request.remote_addr or "",
        )
        self.modified = False

    def keep(self, transaction: Transaction) -> None:
        """Write what has changed so far with the caller's own work, and not in a transaction after it.

        Called last in the block: the row of a session is locked after everything else.
        """
        if not self.modified or (self.row_id is not None and self.changed_hands):
            return
        if self.row_id is None:
            self.begin(transaction)
        else:
            accounts.keep_session(transaction, self.row_id, data=self.written())
            self.modified = False

    @property
    def changed_hands(self) -> bool:
        """Somebody was signed in or out by hand: that always needs a new id."""
        return self.fresh is None and self.visit is not None and self.get(ACCOUNT) != self.visit.account_id


def enter(transaction: Transaction, account_id: int) -> None:
    """From here on this browser is signed in: new id, new form token, in the caller's transaction."""
    current = here()
    current.pop(FORM_TOKEN, None)
    current[ACCOUNT] = account_id
    current.begin(transaction)


def leave(transaction: Transaction) -> None:
    """Sign this browser out: its session is gone from the database before the answer is sent."""
    current = here()
    if current.row_id is not None:
        accounts.forget_session(transaction, current.row_id)
    current.clear()
    current.ended = True


def here() -> ShopSession:
    """The session of the present request, with what only our own kind can do."""
    current = session._get_current_object()  # type: ignore[attr-defined]
    if not isinstance(current, ShopSession):
        raise TypeError("another kind of session is installed")
    return current


class ShopSessions(SessionInterface):
    """Finds the session of a request and keeps it afterwards."""

    def open_session(self, app: Flask, request: Request) -> ShopSession:
        return ShopSession(app.extensions[EXTENSION], request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not isinstance(session, ShopSession) or not session.accessed:
            return
        if session.ended:
            response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
        else:
            try:
                self._keep(app.extensions[EXTENSION], session)
            except Unavailable as error:
                self._do_without(session, response, error)
            if session.fresh is not None:
                self._send(response, session.fresh.token)
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")

    def _keep(self, runtime: Runtime, session: ShopSession) -> None:
        if session.fresh is not None and not session.modified:
            return
        if session.row_id is None or session.changed_hands:
            if session.modified and self._may_be_born(session):
                with runtime.database.transaction() as transaction:
                    session.begin(transaction)
        elif session.modified or self._seen_long_ago(session):
            data = session.written() if session.modified else None
            with runtime.database.transaction() as transaction:
                accounts.keep_session(transaction, session.row_id, data=data)

    @staticmethod
    def _do_without(session: ShopSession, response: Response, error: Unavailable) -> None:
        """What an unsafe request has done stays done; a page whose form could not be sent is not shown."""
        log().warning("session_not_kept", code=error.code)
        if session.modified and session.row_id is None and session._request.method in SAFE_METHODS:
            response.status_code = 503
            response.headers["Retry-After"] = "5"
            response.set_data("503\n")

    @staticmethod
    def _may_be_born(session: ShopSession) -> bool:
        return session._request.method not in SAFE_METHODS or FORM_TOKEN in session or ACCOUNT in session

    @staticmethod
    def _seen_long_ago(session: ShopSession) -> bool:
        return session.visit is not None and clock.now() - session.visit.seen_at >= accounts.SEEN_EVERY

    @staticmethod
    def _send(response: Response, token: str) -> None:
        response.set_cookie(
            COOKIE,
            token,
            max_age=accounts.SESSION_AT_MOST,
            path="/",
            secure=True,
            httponly=True,
            samesite="Lax",
        )
