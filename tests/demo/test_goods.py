"""The demo's goods are many, complete, priced in order and possible in the real world."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from itertools import permutations

from technomart.demo import shop
from technomart.demo.goods import Model, Shop, Spec, SpecValue, Variant
from technomart.demo.places import WAREHOUSE
from technomart.settings import ROOT

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[a-z0-9_]+")


def every(demo: Shop) -> list[tuple[Model, Variant, dict[str, SpecValue]]]:
    """Each variant with its model and the specs that hold for it."""
    return [(model, one, {**model.specs, **one.specs}) for model in demo.models for one in model.variants]


def test_the_shop_is_large_enough_to_look_real(demo: Shop) -> None:
    assert len(demo.types) >= 16
    assert len(demo.categories) >= 30
    assert len(demo.brands) >= 40
    assert len(demo.models) >= 300
    assert len(every(demo)) >= 700
    assert len(demo.questions) >= 200
    assert Counter(place.kind for place in demo.locations) == {"shop": 4, "warehouse": 1}


def test_every_brand_and_leaf_category_has_goods(demo: Shop) -> None:
    assert {brand.slug for brand in demo.brands} >= {model.brand for model in demo.models}
    used = {model.brand for model in demo.models}
    assert {brand.slug for brand in demo.brands if brand.slug not in used} == set()
    leaves = {category.slug: category.type for category in demo.categories if category.type}
    assert {model.category for model in demo.models} == set(leaves)
    assert all(leaves[model.category] == model.type for model in demo.models)


def test_the_tree_has_departments_and_holds_goods_only_in_leaves(demo: Shop) -> None:
    by_slug = {category.slug: category for category in demo.categories}
    parents = {category.parent for category in demo.categories if category.parent}
    assert len(by_slug) == len(demo.categories)
    assert parents <= set(by_slug)
    assert all((category.slug in parents) != (category.type is not None) for category in demo.categories)
    assert 8 <= sum(category.parent is None for category in demo.categories) <= 10
    assert [category.position for category in demo.categories] == list(range(len(demo.categories)))


def test_every_category_has_a_sign_in_the_sprite(demo: Shop) -> None:
    sprite = (ROOT / "technomart/web/static/source/art/icons.svg").read_text()
    assert {category.icon for category in demo.categories} <= set(re.findall(r'symbol id="([^"]+)"', sprite))


def test_the_shop_is_the_same_every_time_and_in_every_process(demo: Shop) -> None:
    assert shop() == demo
    tell = (
        "import hashlib; from technomart.demo import shop; print(hashlib.sha256(repr(shop()).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", tell],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_numbers_on_labels_are_unique_and_valid(demo: Shop) -> None:
    variants = [one for _, one, _ in every(demo)]
    for field in ("sku", "slug", "gtin", "mpn"):
        values = [getattr(one, field) for one in variants if one.condition == "new" or field != "mpn"]
        assert len(set(values)) == len(values), field
    slugs = [model.slug for model in demo.models] + [brand.slug for brand in demo.brands]
    assert len({model.slug for model in demo.models}) == len(demo.models)
    assert all(SLUG.fullmatch(slug) for slug in slugs + [one.slug for one in variants])
    assert all(re.fullmatch(r"[1-9]\d{6}", one.sku) for one in variants)
    for one in variants:
        digits = [int(digit) for digit in one.gtin]
        assert len(digits) == 13
        assert 200 <= int(one.gtin[:3]) <= 299
        assert (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0
    names = Counter(one.name for one in variants)
    assert [name for name, count in names.items() if count > 1] == []


def test_required_specs_are_present_and_no_others_than_the_types(demo: Shop) -> None:
    types = {kind.code: kind for kind in demo.types}
    missing, strange = [], []
    for model, one, specs in every(demo):
        wanted = types[model.type].specs
        missing += [(one.slug, entry.spec) for entry in wanted if entry.required and entry.spec not in specs]
        strange += [(one.slug, code) for code in specs if code not in {entry.spec for entry in wanted}]
    assert missing == []
    assert strange == []


def fault(spec: Spec, value: SpecValue) -> bool:
    codes = {option.code for option in spec.options}
    if spec.kind == "number":
        return not isinstance(value, Decimal) or value < 0 or round(value, spec.decimals) != value
    if spec.kind == "bool":
        return not isinstance(value, bool)
    if spec.kind == "choice":
        return value not in codes
    if spec.kind == "multi":
        return not isinstance(value, tuple) or not set(value) <= codes
    return not isinstance(value, str) or re.search("[а-яё]", value, re.IGNORECASE) is not None


def test_every_value_is_of_its_kind_and_every_option_exists(demo: Shop) -> None:
    known = {spec.code: spec for spec in demo.specs}
    assert len(known) == len(demo.specs)
    assert [spec.code for spec in demo.specs if not CODE.fullmatch(spec.code)] == []
    assert [(s.code, o.code) for s in demo.specs for o in s.options if not CODE.fullmatch(o.code)] == []
    wrong = [
        (one.slug, code, value)
        for _, one, specs in every(demo)
        for code, value in specs.items()
        if fault(known[code], value)
    ]
    assert wrong == []
    for _, one, _ in every(demo):
        for code, option in one.options.items():
            assert option in {known_option.code for known_option in known[code].options}, one.slug
            assert one.specs[code] == option


def test_a_type_is_worth_filtering_and_comparing(demo: Shop) -> None:
    headings: dict[str, tuple[str, str]] = {}
    for kind in demo.types:
        specs = kind.specs
        assert len({entry.spec for entry in specs}) == len(specs)
        assert sum(entry.filterable for entry in specs) >= 4, kind.code
        assert 2 <= sum(entry.key_spec for entry in specs) <= 6, kind.code
        for group in kind.groups:
            assert headings.setdefault(group.code, (group.name, group.name_en)) == (group.name, group.name_en)


def test_a_filter_tells_goods_apart(demo: Shop) -> None:
    """At least half of a type's filters have two values or more among its goods."""
    for kind in demo.types:
        goods = [specs for model, _, specs in every(demo) if model.type == kind.code]
        filters = [entry.spec for entry in kind.specs if entry.filterable]
        telling = [code for code in filters if len({specs.get(code) for specs in goods}) > 1]
        assert len(telling) * 2 >= len(filters), kind.code


def test_siblings_differ_by_their_options(demo: Shop) -> None:
    for model in demo.models:
        new = [tuple(one.options.items()) for one in model.variants if one.condition == "new"]
        assert len(set(new)) == len(new), model.slug
        assert len({tuple(one.options) for one in model.variants}) == 1, model.slug


def test_more_memory_or_a_larger_screen_never_costs_less(demo: Shop) -> None:
    wrong = []
    for model in demo.models:
        new = [one for one in model.variants if one.condition == "new"]
        for less, more in permutations(new, 2):
            if less.options.get("colour") != more.options.get("colour"):
                continue
            sizes = [
                (value, more.specs[code])
                for code, value in less.specs.items()
                if isinstance(value, Decimal) and code in more.specs
            ]
            grows = all(a <= b for a, b in sizes) and any(a < b for a, b in sizes)  # type: ignore[operator]
            if grows and less.price_kopecks >= more.price_kopecks:
                wrong.append((less.slug, more.slug))
    assert wrong == []


def test_prices_are_in_kopecks_and_reductions_are_real(demo: Shop) -> None:
    variants = [one for _, one, _ in every(demo)]
    new = [one for one in variants if one.condition == "new"]
    reduced = [one for one in new if one.was_kopecks is not None]
    assert all(one.price_kopecks % 1_000 == 0 and 50_000 <= one.price_kopecks <= 50_000_000 for one in variants)
    assert all(one.was_kopecks > one.price_kopecks for one in reduced if one.was_kopecks)
    assert all(one.was_kopecks < one.price_kopecks * 1.3 for one in reduced if one.was_kopecks)
    assert 0.10 <= len(reduced) / len(new) <= 0.20


def test_some_goods_are_gone_some_are_far_and_some_are_the_last(demo: Shop) -> None:
    places = {place.code for place in demo.locations}
    variants = [one for _, one, _ in every(demo)]
    assert all(set(one.stock) <= places and all(n > 0 for n in one.stock.values()) for one in variants)
    share = len(variants)
    assert 0.03 <= sum(not one.stock for one in variants) / share <= 0.12
    assert 0.04 <= sum(set(one.stock) == {WAREHOUSE} for one in variants) / share <= 0.15
    assert 0.05 <= sum(0 < sum(one.stock.values()) <= 2 for one in variants) / share <= 0.25
    assert all(any(code in one.stock for one in variants) for code in places)


def test_opened_and_refurbished_things_say_so_and_cost_less(demo: Shop) -> None:
    by_sku = {one.sku: (model, one) for model, one, _ in every(demo)}
    used = [(model, one) for model, one, _ in every(demo) if one.condition != "new"]
    assert {one.condition for _, one in used} == {"open_box", "refurbished"}
    assert len(used) >= 20
    for model, one in used:
        assert one.twin is not None
        twin_model, twin = by_sku[one.twin]
        assert twin_model == model
        assert twin.options == one.options
        assert twin.condition == "new"
        assert one.price_kopecks < twin.price_kopecks
        assert one.condition_note
        assert one.condition_note_en
        assert sum(one.stock.values()) == 1
    assert all(one.condition_note is None and one.twin is None for _, one, _ in every(demo) if one.condition == "new")


def test_the_law_finds_what_it_asks_for_on_a_card(demo: Shop) -> None:
    for model in demo.models:
        assert model.warranty_months >= 12
        assert model.service_life_months >= model.warranty_months, model.slug
        assert model.country
        assert re.fullmatch(r"ЕАЭС (N )?RU [СД]-[A-Z]{2}\.\S+", model.certificate), model.certificate
        assert model.energy_class or model.type not in ("tv", "fridge", "washer")
        assert model.preinstalled_software or model.type not in ("smartphone", "tablet", "tv")
        assert 0 < model.popularity <= 100
    for _, one, _ in every(demo):
        assert one.weight_grams > 0
        assert all(side > 0 for side in one.size_mm)


def test_relations_lead_to_other_goods_that_exist(demo: Shop) -> None:
    models = {model.slug: model for model in demo.models}
    pairs = [(relation.model, relation.other, relation.kind) for relation in demo.relations]
    assert len(set(pairs)) == len(pairs)
    for model, other, kind in pairs:
        assert model != other
        same = models[model].type == models[other].type
        assert same == (kind == "similar")
    alone = set(models) - {model for model, _, kind in pairs if kind == "similar"}
    assert len(alone) <= 3


def test_a_processor_is_offered_only_boards_and_memory_that_fit(demo: Shop) -> None:
    models = {model.slug: model for model in demo.models}
    for relation in demo.relations:
        one, other = models[relation.model], models[relation.other]
        if {one.type, other.type} == {"cpu", "motherboard"}:
            assert one.specs["socket"] == other.specs["socket"]
        if {one.type, other.type} <= {"cpu", "motherboard", "memory"} and relation.kind == "accessory":
            assert one.specs["ram_type"] == other.specs["ram_type"]
