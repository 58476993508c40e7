"""A plain map of a carrier's points, drawn by us: where they lie to each other, north up, and a measure.

No streets and nobody else's pictures: it is an aid to the list beside it, which says everything by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

from technomart.domain.shipping import Dot

WIDTH: Final = 640
HEIGHT: Final = 440
MARGIN: Final = 28
FOOT: Final = 36
"""What the measure needs below the drawing."""
KM_PER_DEGREE: Final = 111.32
LEAST_KM: Final = 1.0
"""What the drawing spans at least: a single point is not a map of its own doorstep."""
MEASURES: Final = (0.5, 1, 2, 5, 10, 20, 50)
LONGEST_MEASURE: Final = WIDTH / 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the list with its number."""

    x: int
    y: int
    number: int
    code: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PointMap:
    """Dots for the points of other pages, marks for those of this one, and a measure: kilometres and how long."""

    dots: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    measure_km: str
    measure: int


def draw(dots: Sequence[Dot], numbers: Mapping[str, int], chosen: str) -> PointMap | None:
    """The map of these points; none without any whose place is known."""
    if not dots:
        return None
    narrowing = cos(radians(sum(dot.latitude for dot in dots) / len(dots)))
    flat = [(dot.longitude * narrowing * KM_PER_DEGREE, -dot.latitude * KM_PER_DEGREE) for dot in dots]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    top, bottom = min(y for _, y in flat), max(y for _, y in flat)
    across, down = max(right - left, LEAST_KM), max(bottom - top, LEAST_KM)
    high = HEIGHT - FOOT
    scale = min((WIDTH - 2 * MARGIN) / across, (high - 2 * MARGIN) / down)

    def placed(x: float, y: float) -> tuple[int, int]:
        east, south = x - (left + right) / 2, y - (top + bottom) / 2
        return round(WIDTH / 2 + east * scale), round(high / 2 + south * scale)

    places = {dot.code: placed(*where) for dot, where in zip(dots, flat, strict=True)}
    km = max((one for one in MEASURES if one * scale <= LONGEST_MEASURE), default=MEASURES[0])
    marks = [Mark(*place, numbers[code], code, code == chosen) for code, place in places.items() if code in numbers]
    marks.sort(key=lambda mark: (mark.is_chosen, -mark.number))
    others = dict.fromkeys(place for code, place in places.items() if code not in numbers)
    return PointMap(tuple(others), tuple(marks), f"{km:g}", round(km * scale))
