"""Writes the short guides that lie beside the demo's best-known goods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from technomart.adapters.papers import set_paper
from technomart.demo.goods import Model, Shop, Spec, SpecValue
from technomart.domain.catalog import CLOSE_UNITS

MOST = 40
TITLE, TITLE_EN = "Краткое руководство", "Quick guide"
KIND = {"ru": TITLE, "en": TITLE_EN}
AUTHOR = "Technomart"
MOST_ROWS = 8

STEPS = {
    "ru": (
        "Перед первым включением",
        (
            "Достаньте устройство и проверьте, что на нём нет следов удара, а в коробке есть всё, что на ней названо.",
            "Если устройство принесли с холода, оставьте его в комнате на два часа и только потом включайте.",
            "Пользуйтесь блоком питания и кабелями из комплекта или такими же по напряжению и мощности.",
            "Зарегистрируйте дату покупки: сохраните чек или письмо о заказе до конца гарантии.",
        ),
    ),
    "en": (
        "Before you switch it on",
        (
            "Take the device out and see that it bears no marks of a blow and that the box holds all it names.",
            "If it came in from the cold, leave it in the room for two hours before you switch it on.",
            "Use the power supply and cables from the box, or ones of the same voltage and power.",
            "Keep the receipt or the letter about your order until the warranty ends.",
        ),
    ),
}
CARE = {
    "ru": (
        "Уход и безопасность",
        (
            "Отключайте от сети, прежде чем протирать. Мягкая сухая салфетка лучше любых средств.",
            "Не закрывайте отверстия для воздуха и не ставьте рядом с нагревателями.",
            "Не разбирайте сами: вскрытый корпус лишает гарантии, а внутри бывает опасное напряжение.",
            "Отслужившее устройство и батареи сдайте в пункт приёма: в обычный мусор их нельзя.",
        ),
    ),
    "en": (
        "Care and safety",
        (
            "Unplug it before wiping. A soft dry cloth is better than any cleaner.",
            "Leave the air vents free and keep it away from heaters.",
            "Do not take it apart: an opened case ends the warranty, and the voltage inside can be dangerous.",
            "Hand worn-out devices and batteries in for recycling: they do not belong in household waste.",
        ),
    ),
}
NAMES = {
    "ru": ("Главное", "Гарантия", "Срок службы", "{months} мес."),
    "en": ("At a glance", "Warranty", "Service life", "{months} months"),
}


def guides(goods: Shop) -> Iterator[tuple[str, bytes]]:
    """The guides of the most popular models: (slug, PDF)."""
    known = {spec.code: spec for spec in goods.specs}
    keys = {
        kind.code: [use.spec for group in kind.groups for use in group.specs if use.key_spec] for kind in goods.types
    }
    for model in sorted(goods.models, key=lambda one: (-one.popularity, one.slug))[:MOST]:
        yield model.slug, set_paper("guide", facts_of(model, known, keys[model.type]))


def facts_of(model: Model, known: Mapping[str, Spec], keys: list[str]) -> dict[str, Any]:
    """What the guide of a model says, in both languages."""
    return {
        "title": f"{TITLE}: {model.name}",
        "author": AUTHOR,
        "parts": [_part(model, known, keys, lang) for lang in ("ru", "en")],
    }


def _part(model: Model, known: Mapping[str, Spec], keys: list[str], lang: str) -> dict[str, Any]:
    heading, warranty, service, months = NAMES[lang]
    rows = [
        (known[code].name if lang == "ru" else known[code].name_en, _written(known[code], model.specs[code], lang))
        for code in keys
        if code in model.specs
    ][:MOST_ROWS]
    rows.append((warranty, months.format(months=model.warranty_months)))
    if model.service_life_months:
        rows.append((service, months.format(months=model.service_life_months)))
    steps = [{"heading": title, "steps": list(said)} for title, said in (STEPS[lang], CARE[lang])]
    return {
        "lang": lang,
        "kind": KIND[lang],
        "name": model.name if lang == "ru" else model.name_en,
        "sections": [{"heading": heading, "rows": rows}, *steps],
    }


def _written(spec: Spec, value: SpecValue, lang: str) -> str:
    if isinstance(value, bool):
        return ("есть" if value else "нет") if lang == "ru" else ("yes" if value else "no")
    if spec.options:
        codes = value if isinstance(value, tuple) else (str(value),)
        options = [spec.option(code) for code in codes]
        return ", ".join(one.name if lang == "ru" else one.name_en for one in options)
    unit = spec.unit if lang == "ru" else spec.unit_en
    number = str(value).replace(".", ",") if lang == "ru" else str(value)
    return number + unit if unit in CLOSE_UNITS else f"{number} {unit}".strip()
