"""How the shop's texts are read: which there are, their title, their Markdown as clean HTML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt

SLUGS = (
    "about",
    "contacts",
    "delivery",
    "payment",
    "returns",
    "warranty",
    "offer",
    "privacy",
    "cookies",
    "consent-account",
    "consent-order",
    "consent-marketing",
    "consent-review",
    "consent-alerts",
)
"""Every document the shop must have, in the order they are listed."""

CONSENTS = {
    "account": "consent-account",
    "order": "consent-order",
    "marketing": "consent-marketing",
    "review": "consent-review",
    "alerts": "consent-alerts",
}
"""Each purpose of processing has a document of its own (152-ФЗ art. 9), by the code of the purpose."""

ALLOWED_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}


class BadText(ValueError):
    """A text file of the shop does not begin with its title."""


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A document as its author wrote it."""

    title: str
    text: str


def read_text(source: str) -> WrittenText:
    """Take a Markdown file apart: the `# title` on its first line and the text below it."""
    first, _, rest = source.strip().partition("\n")
    if not first.startswith("# ") or not rest.strip():
        raise BadText(first[:80])
    return WrittenText(title=first[2:].strip(), text=rest.strip() + "\n")


def hash_of(title: str, text: str) -> str:
    """The fingerprint of what a person agreed to: SHA-256 of the title and the text, hexadecimal."""
    return hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()


def as_html(text: str, link_prefix: str = "") -> str:
    """Markdown as safe HTML. Links that start at our root get the prefix (`/en` on English pages)."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    for token in tokens:
        for child in token.children or ():
            href = child.attrGet("href")
            if isinstance(href, str) and href.startswith("/") and not href.startswith("//"):
                child.attrSet("href", link_prefix + href)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener",
    )


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
