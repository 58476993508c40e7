"""Which words the shop must learn before the goods can be put in: what it knows already stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from technomart.domain.catalog import (
    BrandDraft,
    CategoryDraft,
    GroupDraft,
    OptionDraft,
    SpecDraft,
    TypeDraft,
    TypeEntry,
    TypeSpecDraft,
    Vocabulary,
)
from technomart.domain.importing.errors import WordsClash
from technomart.domain.importing.rules import Choice, ImportMapping, Spec
from technomart.foundation.slugs import slug

NUMBERS = re.compile(r"(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is to be learnt, ready for the catalogue's verbs."""

    specs: tuple[SpecDraft, ...]
    several: tuple[str, ...]
    options: Mapping[str, tuple[OptionDraft, ...]]
    type: TypeDraft | None
    categories: tuple[CategoryDraft, ...]
    brands: tuple[BrandDraft, ...]

    def __bool__(self) -> bool:
        return bool(
            self.specs or self.several or self.options or self.type or self.categories or self.brands
        )  # fmt: skip

    @property
    def option_count(self) -> int:
        return sum(len(options) for options in self.options.values())


def lesson_for(
    mapping: ImportMapping,
    brands: Mapping[str, str],
    choices: Mapping[str, Mapping[str, Choice]],
    words: Vocabulary,
) -> Lesson:
    """What these goods say that the shop has no words for. Refuses WordsClash."""
    return Lesson(
        specs=tuple(_spec(spec) for spec in mapping.specs if _is_new(spec, words)),
        several=tuple(spec.code for spec in mapping.specs if _needs_several(spec, words)),
        options=_options(choices, words),
        type=_type(mapping, words),
        categories=tuple(_categories(mapping, words)),
        brands=tuple(_brands(brands, words)),
    )


def brand_slugs(brands: Mapping[str, str], words: Vocabulary) -> dict[str, str]:
    """The slug of each brand by its folded name: that of the brand the shop has by this name, else a new one."""
    known = {brand.name.casefold(): brand.slug for brand in words.brands.values()}
    return {folded: known.get(folded) or slug(name) for folded, name in brands.items()}


def _brands(brands: Mapping[str, str], words: Vocabulary) -> Iterable[BrandDraft]:
    fresh: dict[str, str] = {}
    for folded, name_slug in brand_slugs(brands, words).items():
        if words.brand(name_slug) is None:
            fresh[name_slug] = min(brands[folded], fresh.get(name_slug, brands[folded]))
    return (BrandDraft(slug=name_slug, name=name) for name_slug, name in sorted(fresh.items()))


def _is_new(spec: Spec, words: Vocabulary) -> bool:
    """Whether the shop has no such spec. Refuses one of another kind or another unit."""
    known = words.specs.get(spec.code)
    if known is None:
        return True
    if known.kind != spec.kind and not (known.has_options and spec.kind in ("choice", "multi")):
        raise WordsClash(problem=f"spec {spec.code} is {known.kind} in this shop, not {spec.kind}")
    if spec.kind == "number" and known.unit.ru != spec.unit.ru:
        raise WordsClash(
            problem=f"spec {spec.code} is counted in {known.unit.ru!r} in this shop, not {spec.unit.ru!r}"
        )
    return False


def _needs_several(spec: Spec, words: Vocabulary) -> bool:
    known = words.specs.get(spec.code)
    return known is not None and known.kind == "choice" and spec.kind == "multi"


def _spec(spec: Spec) -> SpecDraft:
    return SpecDraft(
        code=spec.code,
        kind=spec.kind,
        name=spec.ru,
        names={"en": spec.en},
        unit=spec.unit.ru,
        units={"en": spec.unit.en},
        decimals=spec.decimals,
    )


def _options(choices: Mapping[str, Mapping[str, Choice]], words: Vocabulary) -> dict[str, tuple[OptionDraft, ...]]:
    fresh: dict[str, tuple[OptionDraft, ...]] = {}
    for code, found in choices.items():
        spec = words.specs.get(code)
        known = {option.code for option in spec.options.values()} if spec else set()
        missing = sorted((one for one in found.values() if one.code not in known), key=_standing)
        if missing:
            fresh[code] = tuple(_option(one) for one in missing)
    return fresh


def _option(choice: Choice) -> OptionDraft:
    names = {"en": choice.en} if choice.en != choice.ru else {}
    return OptionDraft(code=choice.code, name=choice.ru, colour=choice.colour, names=names)


def _standing(choice: Choice) -> list[tuple[int, float, str]]:
    """People's order: `2` before `10`, letters without regard to case."""
    parts = NUMBERS.split(choice.ru.casefold())
    return [(0, float(part), "") if place % 2 else (1, 0.0, part) for place, part in enumerate(parts) if part]


def _type(mapping: ImportMapping, words: Vocabulary) -> TypeDraft | None:
    """The product type with the specs it lacks added to its own; None if it has them all."""
    known = next((kind for kind in words.types.values() if kind.code == mapping.type.code), None)
    has = {use.spec.code for use in known.specs} if known else set()
    if known and has.issuperset(spec.code for spec in mapping.specs):
        return None
    groups = _groups_of(known) if known else {}
    for group in mapping.group:
        fresh = tuple(_use(spec) for spec in group.spec if spec.code not in has)
        if fresh:
            before = groups.get(group.code) or GroupDraft(
                code=group.code, name=group.ru, names={"en": group.en}, specs=()
            )
            groups[group.code] = GroupDraft(
                code=before.code, name=before.name, names=before.names, specs=(*before.specs, *fresh)
            )
    name = known.name if known else None
    return TypeDraft(
        code=mapping.type.code,
        name=name.ru if name else mapping.type.ru,
        names=dict(name.others) if name else {"en": mapping.type.en},
        groups=tuple(groups.values()),
    )


def _groups_of(kind: TypeEntry) -> dict[str, GroupDraft]:
    groups: dict[str, GroupDraft] = {}
    for use in kind.specs:
        before = groups.get(use.group_code)
        one = TypeSpecDraft(
            spec=use.spec.code,
            required=use.required,
            filterable=use.filterable,
            comparable=use.comparable,
            key_spec=use.key_spec,
            better=use.better,
        )
        groups[use.group_code] = GroupDraft(
            code=use.group_code,
            name=use.group_name.ru,
            names=dict(use.group_name.others),
            specs=(*before.specs, one) if before else (one,),
        )
    return groups


def _use(spec: Spec) -> TypeSpecDraft:
    return TypeSpecDraft(
        spec=spec.code,
        required=spec.required,
        filterable=spec.filter,
        comparable=spec.compare,
        key_spec=spec.key,
        better=spec.better,
    )


def _categories(mapping: ImportMapping, words: Vocabulary) -> Iterable[CategoryDraft]:
    """The categories that are missing on the way to the leaf. Refuses a way that leads through goods."""
    types = {kind.id: kind.code for kind in words.types.values()}
    parent: str | None = None
    for place, step in enumerate(mapping.category):
        is_leaf = place == len(mapping.category) - 1
        known = words.category(step.slug)
        if known is None:
            above = words.category(parent) if parent else None
            yield CategoryDraft(
                slug=step.slug,
                name=step.ru,
                names={"en": step.en},
                icon=step.icon,
                parent=parent,
                type=mapping.type.code if is_leaf else None,
                position=len(above.children) if above else 0 if parent else len(words.roots),
            )
        elif is_leaf and (known.children or types.get(known.type_id or 0) != mapping.type.code):
            raise WordsClash(problem=f"category {step.slug} is there, but not for goods of type {mapping.type.code}")
        elif not is_leaf and known.type_id is not None:
            raise WordsClash(problem=f"category {step.slug} holds goods itself, so nothing can stand under it")
        parent = step.slug
