"""Putting goods into the catalogue, many at a time; what has not changed is left alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from technomart.domain.catalog.commands.drafts import PictureDraft, ProductDraft, SpecValue, VariantDraft
from technomart.domain.catalog.models import (
    Condition,
    Document,
    Media,
    MediaState,
    Product,
    ProductSpec,
    ProductTranslation,
    SlugHistory,
    SlugKind,
    Variant,
    VariantTranslation,
)
from technomart.domain.catalog.queries import load_vocabulary
from technomart.domain.catalog.rules import SpecEntry, Vocabulary
from technomart.foundation import changes, clock
from technomart.foundation.changes import ChangeKind
from technomart.foundation.errors import Invalid

CHUNK = 400
"""How many rows one IN (…) asks for."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: how many product lines were new, changed, left alone; variant ids by SKU."""

    created: int
    changed: int
    unchanged: int
    variant_ids: dict[str, int]


def save_products(session: Session, drafts: Sequence[ProductDraft], words: Vocabulary | None = None) -> Saved:
    """Make the catalogue say what the drafts say: by slug, with their variants by SKU.

    Variants of a line that the draft does not name are taken off sale, not deleted. Refuses (Invalid with
    `unknown_brand`, `unknown_category`, `unknown_type`, `unknown_spec`, `unknown_option`, `wrong_value`)
    the first draft that cannot be kept; the caller's transaction decides what becomes of the others.
    """
    words = words or load_vocabulary(session)
    known = _by_slug(session, [draft.slug for draft in drafts])
    fresh = [draft for draft in drafts if draft.slug not in known]
    stale = [draft for draft in drafts if draft.slug in known and known[draft.slug][1] != draft.fingerprint]
    ids = _insert_products(session, fresh, words)
    ids.update({draft.slug: known[draft.slug][0] for draft in stale})
    _update_products(session, stale, ids, words)
    variant_ids = _save_variants(session, fresh, stale, ids)
    _write_specs(session, [*fresh, *stale], ids, variant_ids, words)
    _write_words(session, [*fresh, *stale], ids, variant_ids)
    _write_pictures(session, [*fresh, *stale], variant_ids)
    changes.note(session, ChangeKind.row, list(variant_ids.values()))
    return Saved(len(fresh), len(stale), len(drafts) - len(fresh) - len(stale), variant_ids)


def _by_slug(session: Session, slugs: Sequence[str]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for part in _chunks(slugs):
        rows = session.execute(select(Product.slug, Product.id, Product.source_hash).where(Product.slug.in_(part)))
        found.update({slug: (product_id, fingerprint) for slug, product_id, fingerprint in rows})
    return found


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _columns(draft: ProductDraft, words: Vocabulary) -> dict[str, Any]:
    brand, category = words.brand(draft.brand), words.category(draft.category)
    kind = next((entry for entry in words.types.values() if entry.code == draft.type), None)
    if brand is None:
        raise Invalid("unknown_brand", slug=draft.brand)
    if category is None or category.children:
        raise Invalid("unknown_category", slug=draft.category)
    if kind is None:
        raise Invalid("unknown_type", type=draft.type)
    return {
        "slug": draft.slug,
        "brand_id": brand.id,
        "category_id": category.id,
        "product_type_id": kind.id,
        "name": draft.name,
        "model": draft.model,
        "text": draft.text,
        "country": draft.country,
        "manufacturer": draft.manufacturer,
        "importer": draft.importer,
        "certificate": draft.certificate,
        "energy_class": draft.energy_class,
        "preinstalled_software": draft.preinstalled_software,
        "warranty_months": draft.warranty_months,
        "service_life_months": draft.service_life_months,
        "released_on": draft.released_on,
        "source_hash": draft.fingerprint,
    }


def _insert_products(session: Session, drafts: Sequence[ProductDraft], words: Vocabulary) -> dict[str, int]:
    if not drafts:
        return {}
    at = clock.now()
    rows = [{**_columns(draft, words), "is_published": True, "created_at": at} for draft in drafts]
    return _insert_all(session, Product, Product.slug, rows)


def _insert_all(
    session: Session,
    table: type[Product | Variant],
    name: InstrumentedAttribute[str],
    rows: Sequence[dict[str, Any]],
) -> dict[str, int]:
    """Insert these rows in one go; their ids by what names them. Ids only grow, so ours are above the last."""
    last = session.scalar(select(func.coalesce(func.max(table.id), 0)))
    session.execute(insert(table).execution_options(render_nulls=True), rows)
    wanted = {row[name.key] for row in rows}
    made = session.execute(select(name, table.id).where(table.id > last))
    return {text: row_id for text, row_id in made if text in wanted}


def _update_products(
    session: Session, drafts: Sequence[ProductDraft], ids: dict[str, int], words: Vocabulary
) -> None:
    if drafts:
        session.execute(update(Product), [{**_columns(draft, words), "id": ids[draft.slug]} for draft in drafts])
    for part in _chunks([ids[draft.slug] for draft in drafts]):
        session.execute(delete(ProductSpec).where(ProductSpec.product_id.in_(part)))
        session.execute(delete(ProductTranslation).where(ProductTranslation.product_id.in_(part)))


def _variant_columns(draft: VariantDraft, position: int) -> dict[str, Any]:
    width, height, depth = draft.size_mm or (None, None, None)
    return {
        "sku": draft.sku,
        "slug": draft.slug,
        "name": draft.name,
        "gtin": draft.gtin,
        "mpn": draft.mpn,
        "options": list(draft.options),
        "condition": Condition(draft.condition),
        "condition_note": draft.condition_note,
        "weight_grams": draft.weight_grams,
        "width_mm": width,
        "height_mm": height,
        "depth_mm": depth,
        "popularity": draft.popularity,
        "position": position,
        "is_published": True,
    }


def _save_variants(
    session: Session, fresh: Sequence[ProductDraft], stale: Sequence[ProductDraft], ids: dict[str, int]
) -> dict[str, int]:
    at = clock.now()
    rows = [
        {**_variant_columns(variant, position), "product_id": ids[draft.slug], "created_at": at}
        for draft in fresh
        for position, variant in enumerate(draft.variants)
    ]
    variant_ids: dict[str, int] = {}
    if rows:
        variant_ids = _insert_all(session, Variant, Variant.sku, rows)
    held: dict[int, dict[str, Variant]] = defaultdict(dict)
    for part in _chunks([ids[draft.slug] for draft in stale]):
        for row in session.scalars(select(Variant).where(Variant.product_id.in_(part))):
            row.is_published = False
            held[row.product_id][row.sku] = row
    changed: list[Variant] = []
    for draft in stale:
        existing = held[ids[draft.slug]]
        for position, variant in enumerate(draft.variants):
            row = existing.get(variant.sku) or Variant(product_id=ids[draft.slug], created_at=at)
            if row.id is not None and row.slug != variant.slug:
                remember_slug(session, SlugKind.variant, row.slug, row.id)
            for name, value in _variant_columns(variant, position).items():
                setattr(row, name, value)
            changed.append(row)
    session.add_all(changed)
    session.flush()  # specs and pictures need the ids of the new ones
    return variant_ids | {row.sku: row.id for row in changed}


def take_off_sale(session: Session, variant_ids: Sequence[int]) -> None:
    """These variants are sold no longer; they keep their address, orders and history."""
    _show(session, variant_ids, is_published=False)


def put_back_on_sale(session: Session, variant_ids: Sequence[int]) -> None:
    """These variants are sold again."""
    _show(session, variant_ids, is_published=True)


def _show(session: Session, variant_ids: Sequence[int], *, is_published: bool) -> None:
    for part in _chunks(sorted(set(variant_ids))):
        session.execute(update(Variant).where(Variant.id.in_(part)).values(is_published=is_published))
    changes.note(session, ChangeKind.row, list(variant_ids))


def remember_slug(session: Session, kind: SlugKind, slug: str, target_id: int) -> None:
    """The old address keeps leading to the same thing (301)."""
    row = session.scalar(select(SlugHistory).where(SlugHistory.kind == kind, SlugHistory.slug == slug))
    if row is None:
        row = SlugHistory(kind=kind, slug=slug)
        session.add(row)
    row.target_id, row.since = target_id, clock.now()


def _write_specs(
    session: Session,
    drafts: Sequence[ProductDraft],
    ids: dict[str, int],
    variant_ids: dict[str, int],
    words: Vocabulary,
) -> None:
    option_ids = {code: {o.code: o.id for o in spec.options.values()} for code, spec in words.specs.items()}
    rows: list[dict[str, Any]] = []
    for draft in drafts:
        owners: list[tuple[int | None, Any]] = [(None, draft.specs)]
        owners += [(variant_ids[variant.sku], variant.specs) for variant in draft.variants]
        for variant_id, specs in owners:
            owner = {**EMPTY, "product_id": ids[draft.slug], "variant_id": variant_id}
            for code, value in specs.items():
                spec = words.specs.get(code)
                if spec is None:
                    raise Invalid("unknown_spec", spec=code)
                typed = _typed(spec, value, option_ids[code])
                rows += [{**owner, **column, "spec_id": spec.id} for column in typed]
    if rows:  # with its NULLs written out every row is the same statement, and all go at once
        session.execute(insert(ProductSpec).execution_options(render_nulls=True), rows)


EMPTY: dict[str, Any] = {"number": None, "flag": None, "option_id": None, "text": None}


def _typed(spec: SpecEntry, value: SpecValue, options: dict[str, int]) -> list[dict[str, Any]]:
    """The value as rows with just one typed column filled. Refuses what does not fit the spec's kind."""
    if spec.has_options:
        codes = value if isinstance(value, tuple) else (value,)
        missing = [code for code in codes if code not in options]
        if missing or (spec.kind == "choice" and len(codes) != 1):
            raise Invalid("unknown_option", spec=spec.code, value=str(value))
        return [{"option_id": options[str(code)]} for code in dict.fromkeys(codes)]
    if spec.kind == "bool":
        if not isinstance(value, bool):
            raise Invalid("wrong_value", spec=spec.code, value=str(value))
        return [{"flag": value}]
    if spec.kind == "text":
        return [{"text": str(value)}]
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise Invalid("wrong_value", spec=spec.code, value=str(value)) from error
    if not number.is_finite():
        raise Invalid("wrong_value", spec=spec.code, value=str(value))
    return [{"number": number}]


def _write_words(
    session: Session, drafts: Sequence[ProductDraft], ids: dict[str, int], variant_ids: dict[str, int]
) -> None:
    changed = [variant_ids[variant.sku] for draft in drafts for variant in draft.variants]
    for part in _chunks(changed):
        session.execute(delete(VariantTranslation).where(VariantTranslation.variant_id.in_(part)))
    lines = [
        {
            "product_id": ids[draft.slug],
            "lang": lang,
            "name": name,
            "text": draft.texts.get(lang, ""),
            "country": draft.countries.get(lang, ""),
        }
        for draft in drafts
        for lang, name in draft.names.items()
    ]
    if lines:
        session.execute(insert(ProductTranslation), lines)
    names = [
        {
            "variant_id": variant_ids[variant.sku],
            "lang": lang,
            "name": name,
            "condition_note": variant.condition_notes.get(lang, ""),
        }
        for draft in drafts
        for variant in draft.variants
        for lang, name in variant.names.items()
    ]
    if names:
        session.execute(insert(VariantTranslation), names)


def _write_pictures(session: Session, drafts: Sequence[ProductDraft], variant_ids: dict[str, int]) -> None:
    wanted = [
        (variant_ids[variant.sku], position, picture)
        for draft in drafts
        for variant in draft.variants
        for position, picture in enumerate(variant.pictures)
    ]
    known: set[tuple[int | None, str]] = set()
    for part in _chunks([variant_id for variant_id, _, _ in wanted]):
        known.update(session.execute(select(Media.variant_id, Media.key).where(Media.variant_id.in_(part))).tuples())
    rows = [_picture(*one) for one in wanted if (one[0], one[2].key) not in known]
    if rows:
        session.execute(insert(Media), rows)


def mark_drawn(session: Session, keys: Sequence[str]) -> None:
    """The files of these pictures have been made."""
    for part in _chunks(keys):
        session.execute(update(Media).where(Media.key.in_(part)).values(state=MediaState.ready))


def _picture(variant_id: int, position: int, picture: PictureDraft) -> dict[str, Any]:
    return {
        "variant_id": variant_id,
        "key": picture.key,
        "alt": picture.alt,
        "alt_en": picture.alt_en,
        "position": position,
        "state": MediaState.waiting,
        "recipe": dict(picture.recipe) if picture.recipe else None,
    }


def add_document(
    session: Session, slug: str, *, title: str, path: str, size_bytes: int, title_en: str = ""
) -> Document | None:
    """Lay a kept paper beside the product line of this slug; a second time nothing changes. None: no such line."""
    product_id = session.scalar(select(Product.id).where(Product.slug == slug))
    if product_id is None:
        return None
    row = session.scalar(select(Document).where(Document.product_id == product_id, Document.path == path))
    if row is None:
        row = Document(product_id=product_id, title=title, title_en=title_en, path=path, size_bytes=size_bytes)
        session.add(row)
        variants = session.scalars(select(Variant.id).where(Variant.product_id == product_id))
        changes.note(session, ChangeKind.row, list(variants))
    return row


def rename_variant(session: Session, variant_id: int, slug: str) -> None:
    """Give the variant another address; the old one leads to it."""
    variant = session.get_one(Variant, variant_id)
    if variant.slug == slug:
        return
    remember_slug(session, SlugKind.variant, variant.slug, variant.id)
    variant.slug = slug
    changes.note(session, ChangeKind.row, [variant.id])
