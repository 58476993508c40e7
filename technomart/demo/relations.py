"""Says what goes with what: a charger with a phone, and phones like this one."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from technomart.demo.goods import Model, Relation

# What people buy along with a type of goods, in the order it is offered.
GOES_WITH = {
    "smartphone": ("charger", "powerbank", "headphones", "smartwatch"),
    "smartwatch": ("charger", "headphones"),
    "tablet": ("charger", "headphones", "keyboard", "powerbank"),
    "laptop": ("mouse", "monitor", "headphones", "ssd", "charger"),
    "tv": ("soundbar", "console", "speaker"),
    "projector": ("speaker", "soundbar"),
    "soundbar": ("tv",),
    "console": ("gamepad", "headphones", "tv", "ssd"),
    "vr": ("headphones", "console"),
    "gpu": ("psu", "monitor", "cpu"),
    "cpu": ("motherboard", "memory", "ssd"),
    "motherboard": ("cpu", "memory", "ssd", "psu"),
    "monitor": ("keyboard", "mouse", "speaker"),
    "keyboard": ("mouse",),
    "mouse": ("keyboard",),
    "router": ("speaker", "lamp"),
    "speaker": ("lamp", "robot_vacuum"),
    "lamp": ("speaker",),
    "robot_vacuum": ("purifier", "speaker"),
    "camera": ("ssd", "powerbank"),
    "action_camera": ("powerbank", "ssd"),
    "coffee_machine": ("kettle",),
    "kettle": ("microwave",),
    "washer": ("vacuum",),
    "ereader": ("charger", "headphones"),
    "powerbank": ("charger",),
}
MAKERS_OWN = ("apple", "samsung", "huawei", "xiaomi", "sony", "yandex")
"""Their things are offered together where both exist."""


def relations(models: Sequence[Model]) -> tuple[Relation, ...]:
    by_type: dict[str, list[Model]] = {}
    for model in models:
        by_type.setdefault(model.type, []).append(model)
    found: list[Relation] = []
    for model in models:
        extras = _accessories(model, by_type)
        found += [Relation(model.slug, other.slug, "accessory", place) for place, other in enumerate(extras)]
        alike = _similar(model, by_type[model.type])
        found += [Relation(model.slug, other.slug, "similar", place) for place, other in enumerate(alike)]
    return tuple(found)


def _accessories(model: Model, by_type: dict[str, list[Model]]) -> Iterator[Model]:
    """Two of each kind that fits, the maker's own first, the popular before the rare."""
    rng = random.Random(f"with/{model.slug}")
    for kind in GOES_WITH.get(model.type, ()):
        fitting = [other for other in by_type[kind] if _fits(model, other)]
        own = model.brand in MAKERS_OWN
        fitting.sort(
            key=lambda other: (
                not (own and other.brand == model.brand),
                -other.popularity + rng.random() * 25,
            )
        )
        yield from fitting[:2]


def _fits(model: Model, other: Model) -> bool:
    """Sockets and memory must match, and things of one system do not go with the other's."""
    if {model.type, other.type} <= {"cpu", "motherboard", "memory"} and not _matches(model, other):
        return False
    if other.type == "memory" and other.specs["dimm"] == "sodimm":
        return False
    if other.type == "smartwatch":
        system = "ios" if model.specs["os"] == "ios" else "android"
        return system in several(other, "works_with")
    if other.type == "gamepad" and model.type == "console":
        wanted = {"playstation": "ps", "xbox": "xboxc", "steamos": "pc", "windows": "pc", "own": "sw"}
        return wanted[str(model.specs["os"])] in several(other, "works_on")
    return True


def _matches(model: Model, other: Model) -> bool:
    shared = [code for code in ("socket", "ram_type") if code in model.specs and code in other.specs]
    return all(model.specs[code] == other.specs[code] for code in shared)


def several(model: Model, code: str) -> tuple[str, ...]:
    found = model.specs[code]
    return found if isinstance(found, tuple) else ()


def _similar(model: Model, peers: list[Model]) -> list[Model]:
    """The eight nearest in price within the category."""
    rest = [peer for peer in peers if peer.slug != model.slug and peer.category == model.category]
    price = model.variants[0].price_kopecks
    rest.sort(key=lambda peer: (abs(peer.variants[0].price_kopecks - price), peer.slug))
    return rest[:8]
