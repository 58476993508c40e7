"""Draws the pictures of the demo's goods and turns them into what a browser shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyvips

from technomart.demo.devices import draw
from technomart.demo.goods import Variant

CLOSE_UP = {
    "charger": (150, 190, 430),
    "coffee": (210, 300, 400),
    "console": (120, 200, 430),
    "ereader": (150, 100, 420),
    "fridge": (250, 60, 400),
    "gamepad": (180, 190, 440),
    "gpu": (300, 230, 380),
    "hairdryer": (90, 120, 420),
    "kettle": (170, 110, 420),
    "memory": (120, 170, 430),
    "microwave": (330, 220, 400),
    "motherboard": (190, 190, 400),
    "psu": (150, 170, 430),
    "purifier": (210, 90, 400),
    "router": (230, 300, 400),
    "speaker bookshelf": (80, 120, 380),
    "speaker portable": (190, 190, 420),
    "speaker smart": (190, 190, 420),
    "speaker soundbar": (430, 270, 330),
    "speaker tower": (225, 30, 350),
    "ssd": (190, 190, 420),
    "vacuum": (230, 60, 380),
    "vr": (130, 190, 430),
}
"""Where a close-up looks on an 800 x 800 drawing: left, top and side of the square."""


def drawings(variant: Variant) -> list[tuple[str, str]]:
    """The variant's pictures in the order of its gallery: the name of the view and a transparent SVG."""
    return [(view, drawing(variant, view)) for view in variant.views]


def drawing(variant: Variant, view: str) -> str:
    return view_of(variant.drawing.kind, variant.drawing.params, variant.views[0], view)


def view_of(kind: str, params: Mapping[str, Any], whole: str, view: str) -> str:
    """One view of a thing whose first view is `whole`: another side, switched off, or a close-up."""
    if view == "off":
        return draw(kind, view=whole, tile="none", on=False, **params)
    if view != "detail":
        return draw(kind, view=view, tile="none", **params)
    square = CLOSE_UP.get(f"{kind} {whole}") or CLOSE_UP[kind]
    return close_up(draw(kind, view=whole, tile="none", **params), square)


def close_up(svg: str, square: tuple[int, int, int]) -> str:
    """The same drawing seen from nearer by."""
    left, top, side = square
    return re.sub(r'viewBox="[^"]*"', f'viewBox="{left} {top} {side} {side}"', svg, count=1)


def raster(svg: str, px: int, *, suffix: str = ".webp", quality: int = 86, effort: int = 2) -> bytes:
    """A square picture with a transparent background: .webp, .avif or .png.

    Effort 2 takes half the time of libvips' usual 4 and makes WebP a twelfth larger.
    """
    image = pyvips.Image.thumbnail_buffer(svg.encode(), px)
    options = {"compression": 9} if suffix == ".png" else {"Q": quality, "effort": effort}
    return bytes(image.write_to_buffer(suffix, **options))


# What stands on the home page's first picture: kind, parameters, then left, top and side of its square.
HERO = (
    ("laptop", {"view": "open", "color": "silver", "seed": 3, "ui": ""}, (250, -20, 860)),
    ("headphones", {"view": "angle", "color": "sand"}, (30, 330, 470)),
    ("smartphone", {"view": "pair", "color": "sage", "seed": 4, "cameras": 3}, (960, 330, 450)),
    ("earbuds", {"view": "open", "color": "white"}, (760, 520, 310)),
)  # fmt: skip


def hero() -> str:
    """The home page's first picture, 1440 x 840 on a transparent ground: a desk full of good things."""
    parts = []
    for kind, params, (left, top, side) in HERO:
        svg = draw(kind, tile="none", **params)
        head, _, body = svg.partition(">")
        box = re.search(r'viewBox="[^"]*"', head)
        parts.append(f'<svg x="{left}" y="{top}" width="{side}" height="{side}" {box[0] if box else ""}>{body}')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="1440" height="840" viewBox="0 0 1440 840">{"".join(parts)}</svg>'
    )
