"""Photos for tests, honest and otherwise."""

from __future__ import annotations

import struct
import zlib

import pyvips


def a_photo(kind: str = ".jpg", width: int = 400, height: int = 200) -> bytes:
    """A picture as a telephone takes it: lying on its side, with the place it was taken at."""
    colour = pyvips.Image.black(width, height, bands=3).linear([0, 0, 0], [200, 120, 40])
    image = colour.cast("uchar").copy(interpretation="srgb")
    image.set_type(pyvips.GValue.gint_type, "orientation", 6)
    image.set_type(pyvips.GValue.gstr_type, "exif-ifd0-Make", "Acme Spyphone (Acme Spyphone, ASCII, 14 components)")
    image.set_type(pyvips.GValue.gstr_type, "exif-ifd3-GPSLatitude", "55/1 45/1 21/1")
    return bytes(image.write_to_buffer(kind))


def half(kind: str) -> bytes:
    """The first half of a grainy photo: its header is in order, its end is missing."""
    grain = pyvips.Image.gaussnoise(600, 400).cast("uchar").copy(interpretation="b-w")
    whole = bytes(grain.write_to_buffer(kind))
    return whole[: len(whole) // 2]


def a_monstrous_header(side: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it is this wide and high."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + _chunk(b"IEND", b"")
    )


def a_long_film(frames: int = 10_000) -> bytes:
    """A GIF of very many frames."""
    frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b";"


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


REFUSED = {
    "nothing at all": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a long film": a_long_film(),
    "a script that begins like a GIF": b"GIF89a/*" + b"*/=1;alert(1)",
    "a sound": b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40,
    "a monstrous header": a_monstrous_header(),
    "a very wide header": a_monstrous_header(13_000),
    "half a JPEG": half(".jpg"),
    "half a PNG": half(".png"),
    "half a WebP": half(".webp"),
    "the beginning of a JPEG": b"\xff\xd8\xff\xe0" + b"\0" * 100,
    "the beginning of a PNG": b"\x89PNG\r\n\x1a\n" + b"<?php system($_GET['c']); ?>",
}
