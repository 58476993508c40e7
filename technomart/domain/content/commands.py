"""Publishing the shop's documents."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from technomart.domain.content.models import ContentDocument, ShopDetails
from technomart.domain.content.rules import SLUGS, WrittenText, hash_of, read_text
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("ru", "en")

DEMONSTRATION = {
    "brand": "Техномарт",
    "brand_en": "Technomart",
    "legal_name": "ООО «Техномарт»",
    "legal_name_en": "Technomart LLC",
    "ogrn": "0000000000000",
    "inn": "0000000000",
    "address": "125000, г. Москва, ул. Примерная, д. 1",
    "address_en": "1 Primernaya Street, Moscow 125000",
    "phone": "8 800 000-00-00",
    "email": "hello@technomart.example",
    "hours": "ежедневно с 9:00 до 21:00",
    "hours_en": "9 a.m. to 9 p.m. every day",
    "city": "Москва",
    "city_en": "Moscow",
}
"""A seller that does not exist, and looks like it: the owner of a real shop puts theirs in its place."""


def publish(session: Session, slug: str, lang: str, *, title: str, text: str) -> ContentDocument:
    """Make this the text in force: a new version, or the present one if not a letter has changed."""
    last = session.scalar(
        select(ContentDocument)
        .where(ContentDocument.slug == slug, ContentDocument.lang == lang)
        .order_by(ContentDocument.version.desc())
        .limit(1)
        .with_for_update()
    )
    document = _version(slug, lang, last.version + 1 if last else 1, WrittenText(title, text))
    if last is not None and last.text_hash == document.text_hash:
        return last
    session.add(document)
    session.flush()
    _note_new_words(session)
    return document


def seed(session: Session) -> int:
    """Publish the texts that come with the shop and the demonstration seller; how many were new.

    A document that already stands is left alone: its owner may have edited it.
    """
    standing = set(session.execute(select(ContentDocument.slug, ContentDocument.lang)).tuples())
    missing = [(slug, lang) for lang in LANGUAGES for slug in SLUGS if (slug, lang) not in standing]
    if missing:
        session.add_all(_version(slug, lang, 1, written_text(slug, lang)) for slug, lang in missing)
        _note_new_words(session)
    if session.get(ShopDetails, 1) is None:
        session.add(ShopDetails(id=1, **DEMONSTRATION))
    session.flush()
    return len(missing)


def _version(slug: str, lang: str, version: int, written: WrittenText) -> ContentDocument:
    return ContentDocument(
        slug=slug,
        lang=lang,
        version=version,
        title=written.title,
        text=written.text,
        text_hash=hash_of(written.title, written.text),
        published_at=clock.now(),
    )


def _note_new_words(session: Session) -> None:
    """Kept pages listen to changes only, and any of them may link to a document."""
    changes.note(session, ChangeKind.vocabulary, [0])


def written_text(slug: str, lang: str) -> WrittenText:
    """The text of a document as it comes with the shop."""
    return read_text((TEXTS / lang / f"{slug}.md").read_text(encoding="utf-8"))
