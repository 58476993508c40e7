"""Draws the pictures of the demo's goods from their recipes."""

from collections.abc import Mapping
from typing import Any

from technomart.demo import devices


def paint(recipe: Mapping[str, Any]) -> str:
    """The SVG text of a recipe: a kind of device, its parameters, one of its views; on nothing, to suit any light."""
    return devices.draw(recipe["kind"], tile="none", view=recipe["view"], **recipe["params"])
