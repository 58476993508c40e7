"""Looking up the shop's documents and the seller's details."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, func, select
from sqlalchemy.orm import Session

from technomart.domain.content.errors import UnknownDocument
from technomart.domain.content.models import ContentDocument, ShopDetails
from technomart.domain.content.rules import SLUGS

LARGEST_VERSION = 1_000_000


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in a list: without its text."""

    slug: str
    title: str
    version: int
    published_at: datetime


def find_current(session: Session, slug: str, lang: str) -> ContentDocument | None:
    """The version in force, if the document exists in this language."""
    return session.scalar(_in_force(), {"slug": slug, "lang": lang})


def version_in_force(session: Session | Connection, slug: str, lang: str) -> tuple[int, str] | None:
    """The number of the version in force and the hash of its text, without that text; None as in `find_current`."""
    row = session.execute(_version_in_force(), {"slug": slug, "lang": lang}).one_or_none()
    return None if row is None else (row.version, row.text_hash)


@cache
def _version_in_force() -> Select[int, str]:
    return _in_force().with_only_columns(ContentDocument.version, ContentDocument.text_hash)


@cache
def _in_force() -> Select[ContentDocument]:
    return (
        select(ContentDocument)
        .where(ContentDocument.slug == bindparam("slug"), ContentDocument.lang == bindparam("lang"))
        .order_by(ContentDocument.version.desc())
        .limit(1)
    )


def current(session: Session, slug: str, lang: str) -> ContentDocument:
    """The version in force. Refuses UnknownDocument."""
    found = find_current(session, slug, lang)
    if found is None:
        raise UnknownDocument(slug=slug)
    return found


def get_version(session: Session, slug: str, lang: str, version: int) -> ContentDocument:
    """One version, in force or not. Refuses UnknownDocument."""
    found = None
    if 0 < version <= LARGEST_VERSION:
        found = session.scalar(
            select(ContentDocument).where(
                ContentDocument.slug == slug, ContentDocument.lang == lang, ContentDocument.version == version
            )
        )
    if found is None:
        raise UnknownDocument(slug=slug, version=version)
    return found


def versions_of(session: Session, slug: str, lang: str) -> Sequence[DocumentEntry]:
    """Every version of a document, newest first."""
    rows = session.execute(
        select(ContentDocument.slug, ContentDocument.title, ContentDocument.version, ContentDocument.published_at)
        .where(ContentDocument.slug == slug, ContentDocument.lang == lang)
        .order_by(ContentDocument.version.desc())
    )
    return [DocumentEntry(*row) for row in rows]


def documents(session: Session, lang: str) -> Sequence[DocumentEntry]:
    """The versions in force of all documents in this language, the known ones in their order, then the rest."""
    newest = (
        select(ContentDocument.slug, func.max(ContentDocument.version).label("version"))
        .where(ContentDocument.lang == lang)
        .group_by(ContentDocument.slug)
        .subquery()
    )
    rows = session.execute(
        select(ContentDocument.slug, ContentDocument.title, ContentDocument.version, ContentDocument.published_at)
        .join(
            newest,
            (newest.c.slug == ContentDocument.slug) & (newest.c.version == ContentDocument.version),
        )
        .where(ContentDocument.lang == lang)
    )
    place = {slug: number for number, slug in enumerate(SLUGS)}
    return sorted(
        (DocumentEntry(*row) for row in rows), key=lambda entry: (place.get(entry.slug, len(place)), entry.slug)
    )


def shop_details(session: Session) -> ShopDetails:
    """Who sells. Refuses UnknownDocument before the shop has been set up."""
    found = session.get(ShopDetails, 1)
    if found is None:
        raise UnknownDocument(slug="shop")
    return found
