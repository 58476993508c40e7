"""Builds the whole demo shop out of its written tables, the same every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from technomart.demo import departments, naming, places, specs
from technomart.demo.brands import brands
from technomart.demo.goods import Option, ProductType, Shop, Spec, SpecGroup, TypeSpec
from technomart.demo.lines import LINES
from technomart.demo.making import Workbench
from technomart.demo.questions import questions
from technomart.demo.relations import relations
from technomart.demo.reviews import reviews
from technomart.demo.tables import Draft, Line, Reader, sheet


def shop() -> Shop:
    """Every department, model, review and question of the demo shop."""
    makers = {brand.slug: brand for brand in brands()}
    known = _specs(LINES)
    drafts = [draft for line in LINES for draft in Reader(line, known).drafts()]
    known = _with_sizes(known, drafts)
    numbers = naming.Numbers()
    models = tuple(Workbench(draft, makers[draft.brand], known, numbers).model() for draft in drafts)
    return Shop(
        categories=departments.categories(),
        brands=tuple(makers.values()),
        specs=tuple(known.values()),
        types=tuple(_type(line) for line in LINES),
        models=models,
        locations=places.locations(),
        reviews=reviews(models),
        questions=questions(models, known),
        relations=relations(models),
    )


def _specs(lines: Iterable[Line]) -> dict[str, Spec]:
    known = specs.shared()
    for line in lines:
        for spec in sheet(line)[1]:
            if known.setdefault(spec.code, spec) != spec:
                raise ValueError(f"{line.code} redefines {spec.code}")
    return known


def _with_sizes(known: dict[str, Spec], drafts: list[Draft]) -> dict[str, Spec]:
    """Sizes are options too: they are gathered from the goods that come in them."""
    found: dict[str, dict[str, tuple[tuple[float, ...], Option]]] = {}
    for draft in drafts:
        if draft.line.sizes is None:
            continue
        for offer in draft.offers:
            if offer.size:
                code = naming.size_code(draft, offer.size)
                name = naming.size_label(draft, offer.size, known)
                name_en = naming.size_label(draft, offer.size, known, english=True)
                options = found.setdefault(draft.line.sizes.spec, {})
                options[code] = (_rank(offer.size), Option(code, name, name_en))
    result = dict(known)
    for spec, options in found.items():
        ordered = sorted(options.values(), key=lambda pair: (pair[0], pair[1].code))
        result[spec] = replace(known[spec], options=tuple(option for _, option in ordered))
    return result


def _rank(size: tuple[str, ...]) -> tuple[float, ...]:
    """Sizes stand from small to large: by memory first, then by storage."""
    return tuple(float(part) for part in size if part.replace(".", "").isdigit())


def _type(line: Line) -> ProductType:
    headings = specs.groups()
    grouped: dict[str, list[TypeSpec]] = {}
    for row in sheet(line)[0]:
        entry = TypeSpec(row.code, row.required, row.filterable, row.comparable, row.key_spec, row.better)
        grouped.setdefault(row.group, []).append(entry)
    return ProductType(
        line.code,
        line.name,
        line.name_en,
        tuple(SpecGroup(code, *headings[code], tuple(entries)) for code, entries in grouped.items()),
    )
