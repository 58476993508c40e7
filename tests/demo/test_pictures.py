"""Every thing in the demo can be drawn, from several sides and in its own colour."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from technomart.demo.devices import KINDS, draw
from technomart.demo.goods import Shop
from technomart.demo.pictures import drawings, hero, raster

CELL = 96


def test_every_variant_has_two_to_five_views_that_its_kind_knows(demo: Shop) -> None:
    for model in demo.models:
        for one in model.variants:
            known = {*KINDS[one.drawing.kind][1], "detail", "off"}
            assert 2 <= len(one.views) <= 5
            assert len(set(one.views)) == len(one.views)
            assert set(one.views) <= known, one.slug


def test_every_model_is_drawn_and_its_views_differ(demo: Shop) -> None:
    for model in demo.models:
        pictures = drawings(model.variants[0])
        assert [view for view, _ in pictures] == list(model.variants[0].views)
        assert len({svg for _, svg in pictures}) == len(pictures), model.slug
        for _, svg in pictures:
            assert ElementTree.fromstring(svg).tag.endswith("svg")
            assert len(svg) <= 25_600, model.slug


def test_colours_of_a_model_look_different(demo: Shop) -> None:
    same = []
    for model in demo.models:
        seen: dict[str, str] = {}
        for one in model.variants:
            colour = one.options.get("colour")
            if colour is not None and one.condition == "new":
                seen.setdefault(colour, drawings(one)[0][1])
        if len(set(seen.values())) != len(seen):
            same.append(model.slug)
    assert same == []


def test_a_picture_is_a_square_on_a_transparent_ground(demo: Shop) -> None:
    kinds = {one.drawing.kind: one for model in demo.models for one in model.variants}
    for one in kinds.values():
        picture = Image.open(BytesIO(raster(drawings(one)[0][1], CELL)))
        assert picture.format == "WEBP"
        assert picture.size == (CELL, CELL)
        assert picture.mode == "RGBA"
        alpha = picture.getchannel("A")
        assert alpha.getpixel((0, 0)) == 0
        drawn = sum(value > 200 for value in alpha.get_flattened_data())
        assert drawn > CELL * CELL / 50, one.slug


@pytest.mark.parametrize(("suffix", "form"), [(".png", "PNG"), (".webp", "WEBP"), (".avif", "AVIF")])
def test_pictures_come_in_the_formats_of_the_web(suffix: str, form: str) -> None:
    assert Image.open(BytesIO(raster(draw("lamp", tile="none"), 64, suffix=suffix))).format == form


def test_the_home_page_has_a_wide_first_picture() -> None:
    assert Image.open(BytesIO(raster(hero(), 720))).size == (720, 420)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_device_can_be_drawn_with_every_choice(kind: str) -> None:
    _, views, choices = KINDS[kind]
    for view in views:
        plain = draw(kind, view=view)
        assert draw(kind, view=view) == plain
        ElementTree.fromstring(plain)
    for name, values in choices.items():
        for value in values:
            ElementTree.fromstring(draw(kind, **{name: value}))
