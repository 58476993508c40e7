"""How pages are written: the words, the sums, the dates, and where pictures and styles lie."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, current_app, render_template, request
from flask.templating import Environment
from jinja2 import StrictUndefined
from markupsafe import Markup

from technomart.adapters.translations import translations
from technomart.foundation import clock
from technomart.foundation.money import MINOR_PER_MAJOR, Money
from technomart.web.context import ENGLISH_PREFIX, SAFE_METHODS, lang, runtime
from technomart.web.pieces import GAP, KeptTag, Option, Pieces

NBSP = "\u00a0"
MINUS = "\u2212"
DIST = Path(__file__).parent / "static" / "dist"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
PICTURE_WIDTHS = (96, 240, 480, 960, 1600)
PLAIN_IN_PATHS = "/:@!$&'()*+,;=~"
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)

DAY_PATTERNS = {
    ("ru", True): "d MMMM",
    ("ru", False): "d MMMM y",
    ("en", True): "MMMM d",
    ("en", False): "MMMM d, y",
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page says about itself: to the browser's tab, to search engines, to the layout."""

    title: str
    description: str = ""
    noindex: bool = False
    structured: tuple[dict[str, Any], ...] = ()
    body_class: str = ""
    tab: str = ""
    path: str | None = None


@dataclass(frozen=True, kw_only=True)
class ShownPage:
    """A page as the layout sees it: with its absolute addresses in both languages."""

    title: str
    description: str
    noindex: bool
    jsonld: Markup
    body_class: str
    tab: str
    canonical: str
    alternate_ru: str
    alternate_en: str
    twin: str


def gettext(message: str, **values: object) -> str:
    """The message in the language of the page; `%(name)s` is filled from the values."""
    words = translations(lang()).gettext(message)
    return words % values if values else words


def ngettext(one: str, few: str, count: int, /, **values: object) -> str:
    """The message in the right plural form; `%(num)s` is the number as it is written."""
    words = translations(lang()).ngettext(one, few, count)
    return words % {"num": number(count), **values}


def number(value: int | Decimal, decimals: int | None = None) -> str:
    """A number as it is written in the language of the page: `12 500,5` or `12,500.5`."""
    if decimals is None:
        value = value.normalize() if isinstance(value, Decimal) else value
        written = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    else:
        written = f"{value:,.{decimals}f}"
    if lang() == "en":
        return written
    return written.replace(",", NBSP).replace(".", ",")


def money(value: Money) -> str:
    """`59 990 ₽`; kopecks only where there are any."""
    whole, part = divmod(abs(value.minor), MINOR_PER_MAJOR)
    written = number(whole)
    if part:
        written += ("," if lang() == "ru" else ".") + f"{part:02d}"
    sign = MINUS if value.minor < 0 else ""
    if lang() == "ru":
        return f"{sign}{written}{NBSP}₽"
    return f"{sign}₽{written}"


def local(moment: datetime) -> datetime:
    """The moment in the shop's own time zone."""
    return moment.astimezone(ZoneInfo(runtime().settings.timezone))


def day(value: date | datetime) -> str:
    """`23 ноября`, with the year when it is not this one."""
    shown = local(value).date() if isinstance(value, datetime) else value
    return _day_written(shown, lang(), same_year=shown.year == local(clock.now()).year)


@lru_cache(maxsize=1000)
def _day_written(shown: date, language: str, *, same_year: bool) -> str:
    return format_date(shown, DAY_PATTERNS[language, same_year], locale=language).replace(" ", NBSP, 1)


def soon(value: date) -> str:
    """A day as people say it: `завтра`, `послезавтра, 27 ноября`, `29 ноября`."""
    ahead = (value - local(clock.now()).date()).days
    if ahead in (0, 1):
        return gettext("сегодня") if ahead == 0 else gettext("завтра")
    return gettext("послезавтра, %(day)s", day=day(value)) if ahead == 2 else day(value)


def weekday(value: date | datetime) -> str:
    """`пятница, 27 ноября`."""
    shown = local(value).date() if isinstance(value, datetime) else value
    return f"{_weekday_written(shown, lang())}, {day(shown)}"


@lru_cache(maxsize=1000)
def _weekday_written(shown: date, language: str) -> str:
    return format_date(shown, "EEEE", locale=language)


def when(moment: datetime) -> str:
    """`23 ноября, 19:42` in the shop's time."""
    return f"{day(moment)}, {local(moment):%H:%M}"


def iso(moment: date | datetime) -> str:
    """For `<time datetime>` and sitemaps."""
    return (
        moment.astimezone(UTC).isoformat(timespec="seconds") if isinstance(moment, datetime) else moment.isoformat()
    )


@cache
def _manifest() -> dict[str, str]:
    path = DIST / "manifest.json"
    return json.loads(path.read_text()) if path.exists() else {}


def asset(name: str) -> str:
    """The address of a built file by its logical name."""
    return STATIC_URL + _manifest().get(name, name)


def media(key: str, width: int, kind: str) -> str:
    """The address of a picture: `kind` is `avif` or `webp`, `width` one of PICTURE_WIDTHS."""
    return f"{MEDIA_URL}{key}-{width}.{kind}"


def public_url(path: str = "/") -> str:
    """An absolute address on the shop's configured public URL, never on the request's Host."""
    return runtime().settings.public_url.rstrip("/") + path


def structured(data: tuple[dict[str, Any], ...]) -> Markup:
    """Structured data, safe inside a script element; nothing if there is none."""
    if not data:
        return Markup("")
    one_or_many = data[0] if len(data) == 1 else list(data)
    written = json.dumps(one_or_many, ensure_ascii=False, separators=(",", ":"))
    for character, escape in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")):
        written = written.replace(character, escape)
    return Markup(written)  # noqa: S704 - every character that could end the element is escaped above


def shown(page: Page) -> ShownPage:
    """The page with its canonical address and its twins in both languages."""
    path = request.path if page.path is None else page.path
    return ShownPage(
        title=page.title,
        description=page.description,
        noindex=page.noindex,
        jsonld=structured(page.structured),
        body_class=page.body_class,
        tab=page.tab,
        canonical="" if page.noindex else public_url((ENGLISH_PREFIX if lang() == "en" else "") + path),
        alternate_ru="" if page.noindex else public_url(path),
        alternate_en="" if page.noindex else public_url(ENGLISH_PREFIX + path),
        twin=twin_address(),
    )


def twin_address() -> str:
    """Where the same page stands in the other language: what a shopper presses, so filters come along."""
    path = "/"
    if request.method in SAFE_METHODS:
        path = own_address() + (f"?{request.query_string.decode('utf-8', 'replace')}" if request.query_string else "")
    return path if lang() == "en" else ENGLISH_PREFIX + path


def own_address() -> str:
    """The path that was asked for without the language's prefix, encoded anew: decoded it could name another host.

    Browsers read `/\\host` and, leaving out tabs and line breaks, `/<tab>/host` as they read `//host`.
    """
    return quote(request.path, safe=PLAIN_IN_PATHS)


def tongue(words: str) -> Markup:
    """`lang="ru"` for what people wrote in Cyrillic, where it stands on an English page (WCAG 3.1.2)."""
    return Markup(' lang="ru"') if lang() == "en" and CYRILLIC.search(words) else Markup("")


def render(template: str, page: Page, **model: object) -> str:
    """The page as HTML. The template gets `page` and the model, and refuses what is not given."""
    return render_template(template, page=shown(page), **model)


def counted(option: Callable[..., Markup], options: Iterable[Option], *given: str) -> Markup:
    """The options of a group of filters as the macro writes them, each with its count."""
    pieces: Pieces = current_app.jinja_env.pieces  # type: ignore[attr-defined]
    return pieces.counted(option, number, given, options)


class Templates(Environment):
    """The templates of one application, all with the same globals.

    Jinja lays an empty mapping over them for each template, and goes through both at every page, `include` and
    `from … import` (docs/speed.md).
    """

    def make_globals(self, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(own) if own else self.globals


def equip(app: Flask) -> None:
    """Give templates their words and filters, and make them refuse what is undefined."""
    app.jinja_environment = Templates
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.auto_reload = False
    environment.globals.update(
        _=gettext, gettext=gettext, ngettext=ngettext, asset=asset, media=media, widths=PICTURE_WIDTHS
    )
    environment.filters.update(
        rub=money, money=money, number=number, decimal=number, date=day, soon=soon, when=when, iso=iso, tongue=tongue
    )
    environment.add_extension(KeptTag)
    environment.globals.update(counted=counted, gap=GAP)
    app.context_processor(lambda: {"lang": lang()})
