"""What lists of shoppers' words have in common: which of them the address asks for, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from technomart.foundation.paging import Paging
from technomart.web.access import OFFICE
from technomart.web.backoffice.desk import Pages, pages_of
from technomart.web.forms import own_path

ON_A_PAGE = 20
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """Which words the address asks for; anything strange in it asks for the first list."""

    view: str
    state: str
    first: str
    text: str
    paging: Paging

    @classmethod
    def read(cls, view: str, states: Mapping[str, str], args: MultiDict[str, str]) -> Asked:
        first = next(iter(states))
        state = args.get("state", "")
        return cls(
            view=view,
            state=state if state in states else first,
            first=first,
            text=args.get("q", "").strip()[:LONGEST_TEXT],
            paging=Paging.asked(args.get("page", type=int), usual=ON_A_PAGE),
        )

    def url(self, *, state: str | None = None, page: int = 1) -> str:
        """The address of the same list, or of another state's first page."""
        wanted = state or self.state
        return url_for(
            f"{OFFICE}.{self.view}",
            state=None if wanted == self.first else wanted,
            q=self.text or None,
            page=None if page == 1 else page,
        )

    def pages(self, total: int) -> Pages:
        return pages_of(self.paging.number, self.paging.pages(total), lambda page: self.url(page=page))

    @property
    def here(self) -> str:
        return self.url(page=self.paging.number)


def back_to_queue(view: str) -> Response:
    """To the very list the button stood in."""
    return redirect(own_path(request.form.get("next")) or url_for(f"{OFFICE}.{view}"), 303)
