"""Draws the pictures of the demo's goods from their recipes."""

from collections.abc import Mapping
from typing import Any

from technomart.demo.pictures import view_of


def paint(recipe: Mapping[str, Any]) -> str:
    """The SVG text of a recipe: a kind of device, its parameters, one of its views; on nothing, to suit any light."""
    return view_of(recipe["kind"], recipe["params"], recipe["whole"], recipe["view"])
