"""Letters a shop without a mail server has written, to be read in the browser while it is being developed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from flask import Blueprint, Response, abort, url_for

from technomart.adapters import letter_samples
from technomart.adapters.letters import MARK, LetterPress, mark_as_data
from technomart.domain.notifications import LetterTemplate
from technomart.web.context import runtime
from technomart.web.templating import Page, gettext, render

MOST_SHOWN = 200
NAME = re.compile(r"[0-9a-f]{32}")
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
)
"""Letters carry their styles in the tags, as mail programs want it; scripts have no place in them."""

blueprint = Blueprint("dev_letters", __name__, url_prefix="/dev/letters")


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter from the folder."""

    name: str
    recipient: str
    subject: str
    at: datetime
    text: str
    html: str


@blueprint.before_request
def only_in_development() -> None:
    if runtime().settings.is_production:
        abort(404)


@blueprint.get("")
def index() -> str:
    page = Page(title=gettext("Письма"), noindex=True)
    return render("storefront/dev/letters.html", page, letters=newest(), templates=samples(), messages=messages())


@blueprint.get("/<name>")
def show(name: str) -> str:
    letter = find(name) or abort(404)
    return render("storefront/dev/letter.html", Page(title=gettext("Письма"), noindex=True), letter=letter)


@blueprint.get("/<name>/page")
def page(name: str) -> Response:
    letter = find(name) or abort(404)
    return as_mail(letter.html)


@blueprint.get("/samples/<any(ru, en):language>/<template>")
def sample(language: str, template: str) -> Response:
    if template not in set(LetterTemplate):
        abort(404)
    settings = runtime().settings
    press = LetterPress(public_url=settings.public_url, sender=settings.mail_from, timezone=settings.timezone)
    return as_mail(press.render(letter_samples.sample(LetterTemplate(template), language)).html)


def as_mail(html: str) -> Response:
    """A letter as a mail program shows it."""
    whole = html.replace(MARK, mark_as_data())
    return Response(whole, mimetype="text/html", headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})


def samples() -> list[tuple[str, str, str]]:
    """Every kind of letter: its name, and where its samples are in Russian and in English."""
    return [
        (kind.value, *(url_for("dev_letters.sample", language=one, template=kind.value) for one in ("ru", "en")))
        for kind in LetterTemplate
    ]


def newest() -> list[KeptLetter]:
    """The letters of the folder, the newest first."""
    paths = runtime().settings.letters_dir.glob("*.eml")
    latest = sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True)[:MOST_SHOWN]
    return [read(path) for path in latest]


def messages() -> list[tuple[str, str, datetime]]:
    """The short messages of the folder, the newest first: number, words, moment."""
    paths = runtime().settings.short_messages_dir.glob("*.json")
    latest = sorted(paths, key=lambda path: path.stat().st_mtime_ns, reverse=True)[:MOST_SHOWN]
    return [
        (said["phone"], said["text"], datetime.fromtimestamp(path.stat().st_mtime, UTC))
        for path in latest
        for said in (json.loads(path.read_text()),)
    ]


def find(name: str) -> KeptLetter | None:
    """The letter with this name, if there is one."""
    path = runtime().settings.letters_dir / f"{name}.eml"
    return read(path) if NAME.fullmatch(name) and path.is_file() else None


def read(path: Path) -> KeptLetter:
    """A letter out of its file."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return KeptLetter(
        name=path.stem,
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        at=message["Date"].datetime,
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
    )
