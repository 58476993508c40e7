"""The shop's own documents: delivery, returns, the offer, the data policy, each with its earlier versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, request, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session

from technomart.domain import content
from technomart.domain.content import DocumentEntry
from technomart.domain.search import VOCABULARY
from technomart.web.context import ENGLISH_PREFIX, lang, reader
from technomart.web.pages import depends_on, public_page
from technomart.web.templating import Page, gettext, render

HELP = ("delivery", "payment", "returns", "warranty", "contacts", "about")
DESCRIPTION_LENGTH = 200

blueprint = Blueprint("content", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """The document that is being read."""

    title: str
    version: int
    published_at: datetime
    html: Markup
    description: str
    is_old: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the document; `url` is None for the one that is being read."""

    version: int
    published_at: datetime
    url: str | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents beside this one, under their heading."""

    heading: str
    documents: list[tuple[str, str, bool]]


@blueprint.get("/pages/<slug>")
@public_page
def show(slug: str) -> str:
    version = request.args.get("version", type=int)
    with reader() as session:
        document = _document(session, slug, version)
        editions = _editions(content.versions_of(session, slug, lang()), document.version)
        shelves = _shelves(session, slug)
    depends_on(VOCABULARY)
    return render(
        "storefront/content/show.html",
        Page(title=_title(document.title), description=document.description, noindex=document.is_old),
        document=document,
        current_url=url_for("content.show", slug=slug),
        editions=editions,
        shelves=shelves,
    )


def _document(session: Session, slug: str, version: int | None) -> Shown:
    newest = content.current(session, slug, lang())
    chosen = content.get_version(session, slug, lang(), version) if version else newest
    html = content.as_html(chosen.text, ENGLISH_PREFIX if lang() == "en" else "")
    return Shown(
        title=chosen.title,
        version=chosen.version,
        published_at=chosen.published_at,
        html=_with_scrolling_tables(html),
        description=_description(chosen.text),
        is_old=chosen.version != newest.version,
    )


def _with_scrolling_tables(html: str) -> Markup:
    """A table wider than a phone scrolls in a box of its own, which the keyboard can reach."""
    box = Markup('<div class="tm-scroll" role="group" tabindex="0" aria-label="{}"><table>').format(
        gettext("Таблица")
    )
    return Markup(html.replace("<table>", box).replace("</table>", "</table></div>"))  # noqa: S704 - as_html cleans


def _title(title: str) -> str:
    return gettext("%(title)s — Техномарт", title=title)


def _description(text: str) -> str:
    """The first plain paragraph, shortened at a word."""
    first = next((part for part in text.split("\n\n") if part[0] not in "#|-*0123456789"), "")
    plain = Markup(content.as_html(first)).striptags()  # noqa: S704 - its tags are taken away again
    if len(plain) <= DESCRIPTION_LENGTH:
        return plain
    return plain[:DESCRIPTION_LENGTH].rsplit(" ", 1)[0] + "…"


def _editions(versions: Sequence[DocumentEntry], shown: int) -> list[Edition]:
    """Every version, newest first: the newest at the plain address, the others by their number."""
    return [
        Edition(
            version=entry.version,
            published_at=entry.published_at,
            url=None
            if entry.version == shown
            else url_for("content.show", slug=entry.slug, version=None if place == 0 else entry.version),
        )
        for place, entry in enumerate(versions)
    ]


def _shelves(session: Session, slug: str) -> list[Shelf]:
    entries = content.documents(session, lang())

    def shelf(heading: str, chosen: list[DocumentEntry]) -> Shelf:
        return Shelf(
            heading,
            [(entry.title, url_for("content.show", slug=entry.slug), entry.slug == slug) for entry in chosen],
        )

    return [
        shelf(gettext("Покупателям"), [entry for entry in entries if entry.slug in HELP]),
        shelf(gettext("Документы"), [entry for entry in entries if entry.slug not in HELP]),
    ]
