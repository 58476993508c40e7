"""Pictures as files: every one in a few widths, as AVIF and WebP, made once and served for ever.

A picture comes from a drawing (SVG of our own) or from an upload; both take the same way through librsvg or
the decoder to pixels and through the same encoders. Names are made by the shop: `<key>-<width>.<kind>`.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyvips

KINDS = ("avif", "webp")
WIDTHS = (96, 240, 480, 960, 1600)
FIRST_WIDTHS = (240, 480)
"""What cards need: made before a picture is first shown; the other widths wait until they are asked for."""

NAME = re.compile(r"(?P<key>[a-z0-9][a-z0-9_-]{0,79})-(?P<width>\d{2,4})\.(?P<kind>avif|webp)", re.ASCII)
LARGEST_SIDE = 8000
LARGEST_PIXELS = 40_000_000
SHARDS = 2

Painter = Callable[[Mapping[str, Any]], str]
"""Turns the recipe of a drawn picture into SVG text."""


class NotAPicture(ValueError):
    """The bytes are no picture of a kind we take, or a monstrous one."""


class PictureStore:
    """The folder of picture files. Safe to use from several processes: files appear whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._one_at_a_time = threading.Lock()

    def path(self, key: str, width: int, kind: str) -> Path:
        """Where the file is or would be."""
        return self.folder / key[-SHARDS:] / f"{key}-{width}.{kind}"

    def has(self, key: str, widths: Iterable[int] = FIRST_WIDTHS) -> bool:
        return all(self.path(key, width, kind).exists() for width in widths for kind in KINDS)

    def draw(self, key: str, svg: str, widths: Iterable[int] = FIRST_WIDTHS, kinds: Iterable[str] = KINDS) -> None:
        """Make the files of a drawing; those that are there are left alone."""
        sizes = sorted(set(widths), reverse=True)
        with self._one_at_a_time:
            missing = [w for w in sizes if any(not self.path(key, w, kind).exists() for kind in kinds)]
            if not missing:
                return
            drawn = pyvips.Image.new_from_buffer(svg.encode(), "", scale=1)
            largest = pyvips.Image.new_from_buffer(svg.encode(), "", scale=missing[0] / drawn.width).copy_memory()
            for width in missing:
                scaled = largest if width == missing[0] else largest.resize(width / largest.width)
                self._write(key, width, scaled, kinds)

    def take(self, key: str, data: bytes) -> tuple[int, int]:
        """Re-encode an uploaded picture into every width; returns its size in pixels. Refuses NotAPicture.

        The original is never kept: what is served is what we have encoded ourselves, without metadata.
        """
        try:
            found = pyvips.Image.new_from_buffer(data, "", access="sequential", fail_on="error")
            loader = str(found.get("vips-loader"))
            if not loader.startswith(("jpeg", "png", "webp", "heif")):
                raise NotAPicture("kind")
            if max(found.width, found.height) > LARGEST_SIDE or found.width * found.height > LARGEST_PIXELS:
                raise NotAPicture("size")
            whole = pyvips.Image.thumbnail_buffer(data, max(WIDTHS), height=max(WIDTHS), size="down").copy_memory()
        except pyvips.Error as error:
            raise NotAPicture("broken") from error
        for width in WIDTHS:
            ratio = min(1.0, width / whole.width)
            self._write(key, width, whole.resize(ratio) if ratio < 1 else whole, KINDS)
        return whole.width, whole.height

    def _write(self, key: str, width: int, image: Any, kinds: Iterable[str]) -> None:
        for kind in kinds:
            path = self.path(key, width, kind)
            if path.exists():
                continue
            if kind == "avif":
                data = image.heifsave_buffer(Q=55, compression="av1", effort=1, keep="none")
            else:
                data = image.webpsave_buffer(Q=82, effort=2, keep="none")
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(data)
            Path(file.name).replace(path)
            path.chmod(0o644)


def parse_name(name: str) -> tuple[str, int, str] | None:
    """The key, width and kind a file name stands for; None for any name the shop did not make."""
    found = NAME.fullmatch(name)
    if found is None or int(found["width"]) not in WIDTHS:
        return None
    return found["key"], int(found["width"]), found["kind"]
