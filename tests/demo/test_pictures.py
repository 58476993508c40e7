"""Every thing in the demo can be drawn, from several sides and in its own colour."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from technomart.demo.devices import KINDS, draw
from technomart.demo.goods import Shop, Variant
from technomart.demo.pictures import drawing, drawings, hero, raster

CELL = 96


def test_every_variant_has_two_to_five_views_that_its_kind_knows(demo: Shop) -> None:
    for model in demo.models:
        for one in model.variants:
            known = {*KINDS[one.drawing.kind][1], "detail", "off"}
            assert 2 <= len(one.views) <= 5
            assert len(set(one.views)) == len(one.views)
            assert set(one.views) <= known, one.slug


def of_each_kind(demo: Shop) -> list[Variant]:
    """One thing of every kind of drawing and of every first view."""
    found = {(one.drawing.kind, one.views[0]): one for model in demo.models for one in model.variants}
    return list(found.values())


def test_every_model_can_be_drawn(demo: Shop) -> None:
    for model in demo.models:
        one = model.variants[0]
        svg = drawing(one, one.views[0])
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        assert len(svg) <= 25_600, model.slug


def test_views_of_a_thing_differ(demo: Shop) -> None:
    for one in of_each_kind(demo):
        pictures = drawings(one)
        assert [view for view, _ in pictures] == list(one.views)
        assert len({svg for _, svg in pictures}) == len(pictures), one.slug


def test_a_thing_is_painted_in_the_colour_it_is_sold_in(demo: Shop) -> None:
    coloured = [one for model in demo.models for one in model.variants if "colour" in one.options]
    assert [one.slug for one in coloured if one.drawing.params["color"] != one.options["colour"]] == []
    for one in of_each_kind(demo):
        other = replace(one.drawing, params={**one.drawing.params, "color": "coral"})
        assert drawing(one, one.views[0]) != drawing(replace(one, drawing=other), one.views[0]), one.slug


def test_a_picture_is_a_square_on_a_transparent_ground(demo: Shop) -> None:
    for one in of_each_kind(demo):
        picture = Image.open(BytesIO(raster(drawings(one)[0][1], CELL)))
        assert picture.format == "WEBP"
        assert picture.size == (CELL, CELL)
        assert picture.mode == "RGBA"
        alpha = picture.getchannel("A")
        assert alpha.getpixel((0, 0)) == 0
        drawn = sum(alpha.histogram()[200:])
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
