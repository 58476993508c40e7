"""What goods of each leaf are like: their noun, brands, specs with the values these take, and prices."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from technomart.demo.goods import Model, Shop, Spec, SpecValue
from technomart.demo.lines import LINES
from technomart.demo.plenty import departments, specs
from technomart.demo.plenty.departments import Leaf
from technomart.demo.tables import Line, sheet

BETWEEN = 24
"""How many numbers are offered between the lowest and the highest of the written goods."""

LEAST_BRANDS, MOST_BRANDS = 25, 70
COLOURS = ["black", "white", "graphite", "silver", "blue", "green", "red", "sand", "steel", "pink"]


@dataclass(frozen=True)
class Trait:
    """A spec of a kind and the values goods take: option codes, numbers, texts, or nothing for yes and no."""

    code: str
    kind: str
    values: tuple[str | float, ...]
    is_certain: bool


@dataclass(frozen=True)
class Kind:
    """One leaf's goods. `sizes` are option codes of the spec shoppers choose by; `gives` is what a size says."""

    category: str
    type: str
    noun: str
    gender: str
    roubles: int
    brands: tuple[str, ...]
    traits: tuple[Trait, ...]
    colours: tuple[str, ...]
    size_spec: str = ""
    sizes: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


def kinds(shop: Shop, known: Mapping[str, Spec], brands: Iterable[str]) -> list[Kind]:
    """The kinds of all leaves: those of the written demo, then those that are only generated."""
    everybody = tuple(brands)
    of_category: dict[str, list[Model]] = {}
    for model in shop.models:
        of_category.setdefault(model.category, []).append(model)
    lines = {line.code: line for line in LINES}
    found = [
        _written(lines[models[0].type], category, models, known=known, everybody=everybody)
        for category, models in of_category.items()
    ]
    numbers = specs.ranges()
    return found + [_invented(leaf, known, numbers, everybody) for leaf in departments.leaves()]


def _some_brands(category: str, own: Iterable[str], everybody: tuple[str, ...]) -> tuple[str, ...]:
    chance = random.Random(f"brands of {category}")
    chosen = list(dict.fromkeys(own))
    others = [brand for brand in everybody if brand not in chosen]
    most = chance.randint(LEAST_BRANDS, MOST_BRANDS)
    return (*chosen, *chance.sample(others, max(0, most - len(chosen))))


def _written(
    line: Line, category: str, models: list[Model], *, known: Mapping[str, Spec], everybody: tuple[str, ...]
) -> Kind:
    """As the written goods of this category are."""
    seen: dict[str, set[SpecValue]] = {}
    for model in models:
        for given in (model.specs, *(variant.specs for variant in model.variants)):
            for code, value in given.items():
                seen.setdefault(code, set()).update(value if isinstance(value, tuple) else (value,))
    sizes, gives = line.sizes, line.sizes.gives if line.sizes else ()
    size_spec = sizes.spec if sizes and known[sizes.spec].options else ""
    left_out = {"colour", size_spec, *(gives if size_spec else ())}
    traits = [
        _trait(known[row.code], seen.get(row.code, set()), is_certain=row.required)
        for row in sheet(line)[0]
        if row.code not in left_out
    ]
    prices = sorted(variant.price_kopecks // 100 for model in models for variant in model.variants)
    colours = {
        str(variant.options["colour"]) for m in models for variant in m.variants if "colour" in variant.options
    }
    labels = {str(v.options[size_spec]) for m in models for v in m.variants if size_spec in v.options}
    return Kind(
        category=category,
        type=line.code,
        noun=line.nouns.get(category, (line.noun,))[0],
        gender=line.nouns[category][2] if category in line.nouns else line.gender,
        roubles=prices[len(prices) // 2],
        brands=_some_brands(category, (model.brand for model in models), everybody),
        traits=tuple(trait for trait in traits if trait.values or trait.kind == "bool"),
        colours=tuple(sorted(colours)),
        size_spec=size_spec if labels else "",
        sizes=tuple(option.code for option in known[size_spec].options if option.code in labels) if size_spec else (),
        gives=_said_by_sizes(line, labels),
    )


def _said_by_sizes(line: Line, labels: set[str]) -> tuple[str, ...]:
    """The specs whose numbers can be read in a size's code, in order; none if a code does not say them all."""
    if line.sizes is None:
        return ()
    shown = line.sizes.gives[: line.sizes.shown]
    parts = [label.split("_") for label in labels]
    return shown if all(len(one) == len(shown) and all(part.isdigit() for part in one) for one in parts) else ()


def _trait(spec: Spec, seen: set[SpecValue], *, is_certain: bool) -> Trait:
    if spec.kind != "number":
        return Trait(spec.code, spec.kind, tuple(sorted(str(value) for value in seen)), is_certain)
    numbers = {float(str(value)) for value in seen}
    if numbers:
        low, high = min(numbers), max(numbers)
        step = Decimal(1).scaleb(-spec.decimals)
        spread = (Decimal(low + (high - low) * part / BETWEEN) for part in range(BETWEEN + 1))
        numbers |= {float(one.quantize(step)) for one in spread}
    return Trait(spec.code, spec.kind, tuple(sorted(numbers)), is_certain)


def _invented(
    leaf: Leaf, known: Mapping[str, Spec], numbers: Mapping[str, tuple[float, ...]], everybody: tuple[str, ...]
) -> Kind:
    """Each leaf takes a stretch of a spec's values, so that a drill's power is not a toothbrush's."""
    chance = random.Random(f"values of {leaf.slug}")
    traits = []
    for code in leaf.specs:
        spec = known[code]
        if code == "colour":
            continue
        values: tuple[str | float, ...] = ()
        if spec.kind == "number":
            whole = numbers[code]
            width = max(min(len(whole), 8), len(whole) * chance.randint(25, 100) // 100)
            start = chance.randint(0, len(whole) - width)
            values = whole[start : start + width]
        elif spec.kind != "bool":
            codes = [option.code for option in spec.options]
            values = tuple(chance.sample(codes, max(min(3, len(codes)), len(codes) * chance.randint(40, 100) // 100)))
        if values or spec.kind == "bool":
            traits.append(Trait(code, spec.kind, values, code == "made_in"))
    return Kind(
        category=leaf.slug,
        type=leaf.slug,
        noun=leaf.noun,
        gender=leaf.gender,
        roubles=leaf.roubles,
        brands=_some_brands(leaf.slug, (), everybody),
        traits=tuple(traits),
        colours=tuple(chance.sample(COLOURS, chance.randint(3, len(COLOURS)))),
    )
