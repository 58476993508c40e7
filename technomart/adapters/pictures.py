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
UPLOAD_WIDTHS = (240, 1600)
"""What a shopper's photo is shown in: as a thumbnail, and large."""

PRIVATE = "return-"
"""How the names of pictures begin that are for one shopper and the staff only."""

LARGEST_SIDE = 12_000
LARGEST_PIXELS = 40_000_000
LARGEST_PIXELS_AT_ONCE = 16_000_000
"""For WebP, which cannot be read in strips: a whole picture in memory must stay small."""

LARGEST_PIXELS_INTERLACED = 13_000_000
"""For progressive JPEG and interlaced PNG: all passes are held before the first row is whole, up to 8 bytes a pixel.
Of 16 bits a sample half as many: at 40 million one picture took 400 MB."""

UPLOAD_KINDS = {b"\xff\xd8\xff": "jpegload", b"\x89PNG\r\n\x1a\n": "pngload", b"RIFF": "webpload"}
"""How the files we take begin, and the one decoder each may reach; whatever else they hold is never looked at."""

WHOLE_ONLY = "fail_on=error"
"""For the decoder inside: `thumbnail` does not hand its own `fail_on` on, and would show half a picture."""

SHARDS = 2

Painter = Callable[[Mapping[str, Any]], str]
"""Turns the recipe of a drawn picture into SVG text."""


class NotAPicture(ValueError):
    """The bytes are no picture of a kind we take (`kind`), a monstrous one (`size`), or broken (`broken`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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

    def take(self, key: str, data: bytes, widths: Iterable[int] = UPLOAD_WIDTHS) -> tuple[int, int]:
        """Re-encode an uploaded picture into these widths; returns its size in pixels. Refuses NotAPicture.

        The original is never kept: what is served is what we have encoded ourselves, turned upright and without
        metadata. Its header is judged before a pixel is decoded, and one picture is decoded at a time.
        """
        sizes = sorted(set(widths), reverse=True)
        with self._one_at_a_time:
            try:
                _require_modest(data)
                upright = pyvips.Image.thumbnail_buffer(data, sizes[0], size="down", option_string=WHOLE_ONLY)
                whole = upright.colourspace("srgb").copy_memory()
                for width in sizes:
                    ratio = min(1.0, width / whole.width)
                    self._write(key, width, whole.resize(ratio) if ratio < 1 else whole, KINDS)
            except pyvips.Error as error:
                self.drop(key)
                raise NotAPicture("broken") from error
        return whole.width, whole.height

    def drop(self, key: str) -> None:
        """Delete every file of this picture; what is not there is not missed."""
        for width in WIDTHS:
            for kind in KINDS:
                self.path(key, width, kind).unlink(missing_ok=True)

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
                try:
                    file.write(data)
                except OSError:
                    Path(file.name).unlink()  # a full disk keeps no halves
                    raise
            Path(file.name).replace(path)
            path.chmod(0o644)


def _require_modest(data: bytes) -> None:
    """Refuse what is no JPEG, PNG or WebP by its first bytes, and what would be monstrous when decoded."""
    loader = next((name for start, name in UPLOAD_KINDS.items() if data.startswith(start)), None)
    if loader is None or (loader == "webpload" and data[8:12] != b"WEBP"):
        raise NotAPicture("kind")
    seen = getattr(pyvips.Image, f"{loader}_buffer")(data, access="sequential")
    most = LARGEST_PIXELS_AT_ONCE if loader == "webpload" else LARGEST_PIXELS
    if seen.get_typeof("interlaced"):
        most = LARGEST_PIXELS_INTERLACED // (2 if seen.format == "ushort" else 1)
    if max(seen.width, seen.height) > LARGEST_SIDE or seen.width * seen.height > most:
        raise NotAPicture("size")


def is_private(key: str) -> bool:
    """Whether a picture is for some people only, and never served by its name alone."""
    return key.startswith(PRIVATE)


def parse_name(name: str) -> tuple[str, int, str] | None:
    """The key, width and kind a file name stands for; None for any name the shop did not make."""
    found = NAME.fullmatch(name)
    if found is None or int(found["width"]) not in WIDTHS:
        return None
    return found["key"], int(found["width"]), found["kind"]
