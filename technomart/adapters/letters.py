"""How letters look: words and sums put into a template, as HTML and as plain text, without the web."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from functools import cache, partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import css_inline
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from technomart.adapters.links import link
from technomart.adapters.translations import translations
from technomart.domain.notifications import OwedLetter, Refused, RenderedLetter, is_one_address
from technomart.foundation import clock
from technomart.foundation.money import MINOR_PER_MAJOR

FOLDER: Final = Path(__file__).parent / "letter_templates"
MARK: Final = "cid:mark"
STOP: Final = "stop"
"""Where the payload of a letter that can be ended keeps the secret of its link."""
NBSP: Final = "\u00a0"
DAYS: Final = {"ru": "d MMMM", "en": "MMMM d"}
LONGEST_NAME: Final = 60
PLAIN_NAME: Final = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
"""A name that no mail program turns into a link: whoever signs somebody else up chooses it."""

BLANK_LINES: Final = re.compile(r"\n{3,}")


AWAY: Final = "List-Unsubscribe"


class WholeLinks(EmailPolicy):
    """Letters as SMTP wants them; the address in a header stays whole, since no mail program follows a torn one."""

    def fold(self, name: str, value: Any) -> str:
        return f"{name}: {value}{self.linesep}" if name == AWAY else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode() if name == AWAY else super().fold_binary(name, value)


ON_THE_WIRE: Final = WholeLinks(linesep="\r\n")


class LetterPress:
    """Prints letters in both languages for one shop: its public address, its sender, its time zone."""

    def __init__(self, *, public_url: str, sender: str, timezone: str) -> None:
        self.sender = sender
        self.public_url = public_url
        self.timezone = ZoneInfo(timezone)
        self._inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
        self._environments = {
            (lang, kind): self._environment(lang, kind) for lang in DAYS for kind in ("html", "text")
        }

    def render(self, letter: OwedLetter) -> RenderedLetter:
        """The letter as it will be read. What its payload lacks is an error (jinja2.UndefinedError)."""
        name = f"{letter.template}.jinja"
        text = self._environments[letter.lang, "text"].get_template(name)
        html = self._environments[letter.lang, "html"].get_template(name)
        model = dict(letter.payload)
        subject = "".join(text.blocks["subject"](text.new_context(model)))
        return RenderedLetter(
            key=letter.key,
            lang=letter.lang,
            sender=self.sender,
            recipient=letter.recipient,
            subject=" ".join(subject.split()),
            text=BLANK_LINES.sub("\n\n", text.render(model)).strip() + "\n",
            html=self._inliner.inline(html.render(model)),
            unsubscribe=link(self.public_url, letter.lang, "unsubscribe", token=model[STOP]) if STOP in model else "",
        )

    def _environment(self, lang: str, kind: str) -> Environment:
        environment = Environment(
            loader=FileSystemLoader([FOLDER / kind, FOLDER]),
            autoescape=kind == "html",  # noqa: S701 - the other kind is plain text
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(
            _=partial(_words, translations(lang).gettext),
            link=partial(link, self.public_url, lang),
            lang=lang,
            period=partial(period, lang, self.timezone),
            moment=partial(moment, lang, self.timezone),
            day=partial(day, lang, self.timezone),
        )
        environment.filters.update(
            money=partial(money, lang), name_or=name_or, place=partial(place, lang), unbroken=partial(unbroken, kind)
        )
        return environment


def _words(gettext: Callable[[str], str], message: str, **values: object) -> str:
    words = gettext(message)
    if any(isinstance(value, Markup) for value in values.values()):
        words = escape(words)  # the sentence becomes HTML as well, and escapes what is put into it
    return words % values if values else words


def unbroken(kind: str, text: str) -> str:
    """A number that is not torn at the end of a line; plain text knows no such thing."""
    return Markup('<span class="nw">{}</span>').format(text) if kind == "html" else text


def money(lang: str, kopecks: int) -> str:
    """`59 990 ₽`; kopecks only where there are any."""
    whole, part = divmod(abs(kopecks), MINOR_PER_MAJOR)
    sign = "\u2212" if kopecks < 0 else ""
    if lang == "en":
        return f"{sign}₽{whole:,}" + (f".{part:02d}" if part else "")
    return sign + f"{whole:,}".replace(",", NBSP) + (f",{part:02d}" if part else "") + f"{NBSP}₽"


def period(lang: str, timezone: ZoneInfo, start: str | None, end: str | None) -> str:
    """Two ISO moments as people say them: `24 ноября, 10:00–14:00` or `24 ноября – 26 ноября`; empty without."""
    moments = [datetime.fromisoformat(given).astimezone(timezone) for given in (start, end) if given]
    if not moments:
        return ""
    first, last = moments[0], moments[-1]
    days = [format_date(moment, DAYS[lang], locale=lang).replace(" ", NBSP) for moment in (first, last)]
    if first.date() != last.date():
        return f"{days[0]} – {days[1]}"
    hours = f"{first:%H:%M}" if first == last else f"{first:%H:%M}–{last:%H:%M}"
    return f"{days[0]}, {hours}"


def moment(lang: str, timezone: ZoneInfo, given: str | None) -> str:
    """One ISO moment as people say it: `24 ноября, 14:05`; empty without."""
    if not given:
        return ""
    told = datetime.fromisoformat(given).astimezone(timezone)
    return f"{format_date(told, DAYS[lang], locale=lang).replace(' ', NBSP)}, {told:%H:%M}"


def day(lang: str, timezone: ZoneInfo, given: str) -> str:
    """The day of one ISO moment as people say it: `24 ноября`."""
    told = datetime.fromisoformat(given).astimezone(timezone)
    return format_date(told, DAYS[lang], locale=lang).replace(" ", NBSP)


def name_or(name: str, otherwise: str) -> str:
    """The name for the greeting, or other words if it does not look like a name."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME and PLAIN_NAME.fullmatch(name) else otherwise


def place(lang: str, address: Mapping[str, Any] | str) -> str:
    """An address on one line, as it is told to a courier."""
    if isinstance(address, str):
        return address
    words = translations(lang).gettext
    labels = {
        "postal_code": "%s",
        "city": "%s",
        "street": "%s",
        "flat": words("кв. %s"),
        "entrance": words("подъезд %s"),
        "floor": words("этаж %s"),
        "intercom": words("домофон %s"),
    }
    return ", ".join(label % address[part] for part, label in labels.items() if address.get(part))


@cache
def mark() -> bytes:
    """The shop's mark as a PNG: it travels with each letter, since mail programs do not fetch pictures."""
    return (FOLDER / "mark.png").read_bytes()


def mark_as_data() -> str:
    """The mark as a data URL, for looking at a letter in a browser."""
    return "data:image/png;base64," + base64.b64encode(mark()).decode()


def envelope(letter: RenderedLetter) -> EmailMessage:
    """The letter as a MIME message. Its Message-ID is made from the occasion, the same at each attempt."""
    message = EmailMessage(policy=ON_THE_WIRE)
    display, sender = parseaddr(letter.sender)
    home = sender.rpartition("@")[2]
    try:
        message["From"] = Address(display, addr_spec=sender)
        message["To"] = mailbox(letter.recipient)
        message["Subject"] = letter.subject
    except (ValueError, UnicodeError, IndexError) as error:
        raise Refused(reason=f"not an address or subject: {error}") from error
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{home}>"
    message["Content-Language"] = letter.lang
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message[AWAY] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="base64")
    message.add_alternative(letter.html, subtype="html", cte="base64")
    page = message.get_payload()[1]  # type: ignore[index]
    page.add_related(mark(), "image", "png", cid="<mark>", filename="mark.png", disposition="inline")  # type: ignore[union-attr]
    return message


def mailbox(recipient: str) -> Address:
    """One address; a domain in another script is written as the name system has it. ValueError for any other."""
    if not is_one_address(recipient):
        raise ValueError("not one plain address")
    local, _, domain = recipient.rpartition("@")
    return Address(username=local, domain=domain.encode("idna").decode())
