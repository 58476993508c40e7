"""Builds the whole demo shop out of its written tables, the same every time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from technomart.demo import departments, naming, places, specs, stocking, telling
from technomart.demo.brands import brands
from technomart.demo.devices import KINDS
from technomart.demo.goods import (
    Brand,
    Drawing,
    Model,
    Option,
    ProductType,
    Shop,
    Spec,
    SpecGroup,
    SpecValue,
    TypeSpec,
    Variant,
)
from technomart.demo.lines import LINES
from technomart.demo.questions import questions
from technomart.demo.relations import relations
from technomart.demo.reviews import reviews
from technomart.demo.tables import Draft, Line, Offer, Reader, sheet, value


def shop() -> Shop:
    """Every department, model, review and question of the demo shop."""
    makers = {brand.slug: brand for brand in brands()}
    known = _specs(LINES)
    drafts = [draft for line in LINES for draft in Reader(line, known).drafts()]
    known = _with_sizes(known, drafts)
    numbers = naming.Numbers()
    models = tuple(_model(draft, makers[draft.brand], known, numbers) for draft in drafts)
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
    found: dict[str, dict[str, tuple[float, Option]]] = {}
    for draft in drafts:
        if draft.line.sizes is None:
            continue
        for offer in draft.offers:
            if offer.size:
                code = _size_code(draft, offer)
                name = naming.size_label(draft, offer.size, known)
                name_en = naming.size_label(draft, offer.size, known, english=True)
                options = found.setdefault(draft.line.sizes.spec, {})
                options[code] = (_rank(offer.size), Option(code, name, name_en))
    result = dict(known)
    for spec, options in found.items():
        ordered = sorted(options.values(), key=lambda pair: (pair[0], pair[1].code))
        result[spec] = replace(known[spec], options=tuple(option for _, option in ordered))
    return result


def _size_code(draft: Draft, offer: Offer) -> str:
    shown = offer.size[: draft.line.sizes.shown] if draft.line.sizes else ()
    return "_".join(shown).replace(".", "_").lower()


def _rank(size: tuple[str, ...]) -> float:
    numbers = [float(part) for part in size if part.replace(".", "").isdigit()]
    return sum(figure * 10_000**-place for place, figure in enumerate(numbers))


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


def _model(draft: Draft, brand: Brand, known: dict[str, Spec], numbers: naming.Numbers) -> Model:
    slug = naming.slug(draft.brand, draft.model_en)
    name, name_en = naming.model_names(draft, brand)
    line = draft.line
    in_colour = any(row.code == "colour" for row in sheet(line)[0])
    common: dict[str, SpecValue] = dict(draft.specs)
    if in_colour and len(draft.colours) == 1:
        common["colour"] = draft.colours[0]
    first = common | _given(draft, draft.offers[0], known)
    text, text_en = telling.texts(draft, slug, first, known)
    country, country_en = places.COUNTRIES[draft.country]
    energy = draft.specs.get("energy_class")
    year, month = (int(part) for part in draft.released.split("-"))
    return Model(
        slug=slug, brand=draft.brand, category=draft.category, type=line.code, model=draft.model,
        model_en=draft.model_en, name=name, name_en=name_en, text=text, text_en=text_en,
        warranty_months=line.warranty, service_life_months=line.service, country=country,
        country_en=country_en, specs=common,
        energy_class=known["energy_class"].option(str(energy)).name if energy else None,
        preinstalled_software=line.software,
        certificate=naming.certificate(slug, draft.country, declared=line.declared),
        popularity=draft.popularity, released=date(year, month, 1 + len(slug) % 27),
        variants=_variants(draft, brand, slug, known=known, numbers=numbers, coloured=in_colour),
    )  # fmt: skip


def _given(draft: Draft, offer: Offer, known: dict[str, Spec]) -> dict[str, SpecValue]:
    sizes = draft.line.sizes
    if sizes is None or not offer.size:
        return {}
    pairs = zip(sizes.gives, offer.size, strict=True)
    return {code: value(known[code], token) for code, token in pairs if token != "~"}


def _variants(
    draft: Draft, brand: Brand, slug: str, *, known: dict[str, Spec], numbers: naming.Numbers, coloured: bool
) -> tuple[Variant, ...]:
    several = coloured and len(draft.colours) > 1
    new: list[Variant] = []
    for offer in draft.offers:
        for code in draft.colours:
            own = _given(draft, offer, known)
            options: dict[str, str] = {}
            if (
                own
                and draft.line.sizes
                and not (len(draft.offers) == 1 and draft.line.sizes.unsaid == offer.size)
            ):
                options[draft.line.sizes.spec] = _size_code(draft, offer)
            if several:
                options["colour"] = code
            new.append(
                _variant(
                    draft,
                    brand,
                    slug,
                    offer=offer,
                    colour=code,
                    options=options,
                    own=own,
                    known=known,
                    numbers=numbers,
                )  # fmt: skip
            )
    used = [stocking.second_life(variant, draft.line.code, numbers) for variant in new]
    return tuple(new + [variant for variant in used if variant is not None][:1])


def _variant(
    draft: Draft,
    brand: Brand,
    model_slug: str,
    *,
    offer: Offer,
    colour: str,
    options: dict[str, str],
    own: dict[str, SpecValue],
    known: dict[str, Spec],
    numbers: naming.Numbers,
) -> Variant:
    slug = naming.slug(model_slug, *(option.replace("_", "-") for option in options.values()))
    swatch = known["colour"].option(colour) if "colour" in options else None
    specs = own | options
    every = draft.specs | specs
    name, name_en = naming.variant_names(draft, brand, size=offer.size, specs=every, known=known, colour=swatch)
    sku = numbers.sku(slug)
    params = {"color": colour} | draft.drawing
    kind, view = str(params.pop("kind_", draft.line.kind)), params.pop("view", None)
    views = draft.line.views if kind == draft.line.kind else tuple(KINDS[kind][1])
    return Variant(
        sku=sku, slug=slug, name=name, name_en=name_en, options=options, specs=specs,
        gtin=naming.gtin(sku), mpn=naming.mpn(draft.brand, slug), price_kopecks=offer.roubles * 100,
        was_kopecks=(was * 100 if (was := stocking.old_price(slug, offer.roubles)) else None),
        condition="new", condition_note=None, condition_note_en=None, twin=None,
        weight_grams=_gross(draft, every), size_mm=_package(draft, every),
        stock=stocking.stock(sku, draft.popularity, offer.roubles),
        drawing=Drawing(kind, params),
        views=(str(view), draft.line.second) if view else views,
    )  # fmt: skip


def _gross(draft: Draft, specs: dict[str, SpecValue]) -> int:
    """Weight with its packaging, in whole grams."""
    net = specs.get("weight_g")
    heavy = specs.get("weight_kg")
    grams = int(net) if net is not None and not isinstance(net, (str, tuple)) else 0
    if heavy is not None and not isinstance(heavy, (str, tuple)):
        grams = int(heavy * 1000)
    return grams + draft.line.box[0]


def _package(draft: Draft, specs: dict[str, SpecValue]) -> tuple[int, int, int]:
    """The box's length, width and height: from the diagonal for screens, from the sides for appliances."""
    _, length, width, height = draft.line.box
    inch = specs.get("screen_inch")
    sides = [specs.get(code) for code in ("width_cm", "depth_cm", "height_cm")]
    if draft.line.code in ("tv", "monitor") and inch is not None and not isinstance(inch, (str, tuple)):
        return int(inch * 24) + 60, width, int(inch * 14) + 90
    if all(side is not None and not isinstance(side, (str, tuple)) for side in sides):
        a, b, c = (
            int(side * 10) + 60 for side in sides if side is not None and not isinstance(side, (str, tuple))
        )
        return a, b, c
    return length, width, height
