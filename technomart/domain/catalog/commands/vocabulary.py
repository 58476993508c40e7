"""Teaching the catalogue its words: categories, brands, types, specs. Saying the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from technomart.domain.catalog.commands.drafts import BrandDraft, CategoryDraft, OptionDraft, SpecDraft, TypeDraft
from technomart.domain.catalog.models import (
    Better,
    Brand,
    BrandTranslation,
    Category,
    CategoryTranslation,
    ProductType,
    ProductTypeSpec,
    ProductTypeTranslation,
    Spec,
    SpecGroup,
    SpecGroupTranslation,
    SpecKind,
    SpecOption,
    SpecOptionTranslation,
    SpecTranslation,
)
from technomart.foundation import changes
from technomart.foundation.changes import ChangeKind
from technomart.foundation.database import Base
from technomart.foundation.errors import Invalid


def define_categories(session: Session, drafts: Iterable[CategoryDraft]) -> None:
    """Put these categories into the tree, parents before children. Refuses an unknown parent or type."""
    types = {row.code: row.id for row in session.scalars(select(ProductType))}
    known = {row.slug: row for row in session.scalars(select(Category))}
    for position, draft in enumerate(drafts):
        parent = known.get(draft.parent) if draft.parent else None
        if draft.parent and parent is None:
            raise Invalid("unknown_category", slug=draft.parent)
        if draft.type and draft.type not in types:
            raise Invalid("unknown_type", code=draft.type)
        row = known.get(draft.slug) or Category(slug=draft.slug)
        row.parent_id = parent.id if parent else None
        row.path = f"{parent.path}/{draft.slug}" if parent else draft.slug
        row.product_type_id = types[draft.type] if draft.type else None
        row.name, row.text, row.icon = draft.name, draft.text, draft.icon
        row.position = position if draft.position is None else draft.position
        session.add(row)
        session.flush()  # children need its id
        known[draft.slug] = row
        _translate(session, CategoryTranslation, "category_id", row.id, name=draft.names)
    changes.note(session, ChangeKind.vocabulary, [0])


def define_brands(session: Session, drafts: Iterable[BrandDraft]) -> None:
    """Know these brands by slug."""
    known = {row.slug: row for row in session.scalars(select(Brand))}
    for draft in drafts:
        row = known.get(draft.slug) or Brand(slug=draft.slug)
        row.name, row.country, row.text = draft.name, draft.country, draft.text
        session.add(row)
        session.flush()  # its words need its id
        _translate(session, BrandTranslation, "brand_id", row.id, country=draft.countries, text=draft.texts)
    changes.note(session, ChangeKind.vocabulary, [0])


def define_specs(session: Session, drafts: Iterable[SpecDraft]) -> None:
    """Know these specs and their options. A spec never changes its kind: refuses `spec_kind_fixed`.

    But one that was given one value may be given several: a choice may become a multi, and stays one.
    """
    known = {row.code: row for row in session.scalars(select(Spec))}
    for draft in drafts:
        row = known.get(draft.code) or Spec(code=draft.code, kind=SpecKind(draft.kind))
        if row.kind == SpecKind.choice and draft.kind == SpecKind.multi:
            row.kind = SpecKind.multi
        elif row.kind != draft.kind and (row.kind, draft.kind) != (SpecKind.multi, SpecKind.choice):
            raise Invalid("spec_kind_fixed", code=draft.code)
        row.name, row.unit, row.decimals = draft.name, draft.unit, draft.decimals
        session.add(row)
        session.flush()  # its options need its id
        _translate(session, SpecTranslation, "spec_id", row.id, name=draft.names, unit=draft.units)
        _define_options(session, row, draft)
    changes.note(session, ChangeKind.vocabulary, [0])


def _define_options(session: Session, spec: Spec, draft: SpecDraft) -> None:
    known = {row.code: row for row in session.scalars(select(SpecOption).where(SpecOption.spec_id == spec.id))}
    for position, wanted in enumerate(draft.options):
        option = known.get(wanted.code) or SpecOption(spec_id=spec.id, code=wanted.code)
        option.name, option.colour, option.position = wanted.name, wanted.colour, position
        session.add(option)
        if wanted.names:
            session.flush()  # its words need its id
            _translate(session, SpecOptionTranslation, "option_id", option.id, name=wanted.names)
    session.flush()  # the next spec looks its options up


def allow_several(session: Session, codes: Iterable[str]) -> None:
    """Let these choice specs have several values at once; the values that goods have stay as they are."""
    session.execute(
        update(Spec).where(Spec.code.in_(list(codes)), Spec.kind == SpecKind.choice).values(kind=SpecKind.multi)
    )
    changes.note(session, ChangeKind.vocabulary, [0])


def add_options(session: Session, wanted: Mapping[str, Sequence[OptionDraft]]) -> None:
    """Add values to choice specs, after those they have; a value that is known already is left as it is."""
    specs = {row.code: row.id for row in session.scalars(select(Spec).where(Spec.code.in_(list(wanted))))}
    rows: list[dict[str, Any]] = []
    words: dict[tuple[int, str], Mapping[str, str]] = {}
    for code, drafts in wanted.items():
        if code not in specs:
            raise Invalid("unknown_spec", code=code)
        held = select(SpecOption.code, SpecOption.position).where(SpecOption.spec_id == specs[code])
        known = dict(session.execute(held).tuples().all())
        last = max(known.values(), default=-1)
        for draft in drafts:
            if draft.code not in known:
                last += 1
                row = {"spec_id": specs[code], "code": draft.code, "name": draft.name, "colour": draft.colour}
                rows.append({**row, "position": last})
                words[specs[code], draft.code] = draft.names
    if rows:
        made = session.execute(insert(SpecOption).returning(SpecOption.spec_id, SpecOption.code, SpecOption.id), rows)
        translated = [
            {"option_id": option_id, "lang": lang, "name": name}
            for spec_id, code, option_id in made
            for lang, name in words[spec_id, code].items()
        ]
        if translated:
            session.execute(insert(SpecOptionTranslation), translated)
    changes.note(session, ChangeKind.vocabulary, [0])


def define_types(session: Session, drafts: Iterable[TypeDraft]) -> None:
    """Know these product types; their list of specs becomes just what the draft says.

    Refuses unknown specs (`unknown_spec`), and free text as a filter (`text_is_no_filter`): it has nothing to choose.
    """
    specs = {row.code: row for row in session.scalars(select(Spec))}
    groups = {row.code: row for row in session.scalars(select(SpecGroup))}
    known = {row.code: row for row in session.scalars(select(ProductType))}
    for draft in drafts:
        row = known.get(draft.code) or ProductType(code=draft.code)
        row.name = draft.name
        session.add(row)
        session.flush()  # its specs need its id
        _translate(session, ProductTypeTranslation, "product_type_id", row.id, name=draft.names)
        session.execute(delete(ProductTypeSpec).where(ProductTypeSpec.product_type_id == row.id))
        position = 0
        for wanted in draft.groups:
            group = groups.get(wanted.code) or SpecGroup(code=wanted.code)
            group.name = wanted.name
            session.add(group)
            session.flush()  # the specs under it need its id
            groups[wanted.code] = group
            _translate(session, SpecGroupTranslation, "group_id", group.id, name=wanted.names)
            for use in wanted.specs:
                if use.spec not in specs:
                    raise Invalid("unknown_spec", code=use.spec)
                if use.filterable and specs[use.spec].kind is SpecKind.text:
                    raise Invalid("text_is_no_filter", code=use.spec)
                session.add(
                    ProductTypeSpec(
                        product_type_id=row.id,
                        spec_id=specs[use.spec].id,
                        group_id=group.id,
                        required=use.required,
                        filterable=use.filterable,
                        comparable=use.comparable,
                        key_spec=use.key_spec,
                        better=Better(use.better),
                        position=position,
                    )
                )
                position += 1
    session.flush()  # a type must be whole before goods of it are saved
    changes.note(session, ChangeKind.vocabulary, [0])


def _translate(session: Session, table: type[Base], key: str, owner: int, **fields: Mapping[str, str]) -> None:
    for lang in sorted({lang for words in fields.values() for lang in words}):
        values: dict[str, Any] = {name: words[lang] for name, words in fields.items() if lang in words}
        row = session.get(table, {key: owner, "lang": lang})
        if row is None:
            session.add(table(**{key: owner, "lang": lang}, **values))
        else:
            for name, value in values.items():
                setattr(row, name, value)
