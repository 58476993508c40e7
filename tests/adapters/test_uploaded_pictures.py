"""What shoppers upload is made anew, or refused without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvips

from technomart.adapters.pictures import KINDS, UPLOAD_WIDTHS, NotAPicture, PictureStore
from tests.adapters.photos import REFUSED, a_photo


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("kind", [".jpg", ".png", ".webp"])
def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken(tmp_path: Path, kind: str) -> None:
    original = a_photo(kind)
    if kind == ".jpg":
        assert b"Spyphone" in original
    store = PictureStore(tmp_path)
    assert store.take("review-1", original) == (200, 400)
    made = files(tmp_path)
    assert len(made) == len(UPLOAD_WIDTHS) * len(KINDS)
    for path in made:
        data = path.read_bytes()
        image = pyvips.Image.new_from_buffer(data, "")
        assert image.height > image.width
        assert not any(name.startswith(("exif", "xmp", "iptc")) for name in image.get_fields())
        assert b"Spyphone" not in data
        assert b"Exif" not in data


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused_and_not_kept(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotAPicture):
        PictureStore(tmp_path).take("review-1", REFUSED[name])
    assert files(tmp_path) == []


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"<?php system('id'); ?>", b"PK\x03\x04archive"])
def test_what_hangs_behind_a_photo_is_left_behind(tmp_path: Path, tail: bytes) -> None:
    PictureStore(tmp_path).take("review-1", a_photo(".png") + tail)
    assert all(tail not in path.read_bytes() for path in files(tmp_path))


def test_grey_and_sixteen_bit_pictures_are_photos_too(tmp_path: Path) -> None:
    grey = pyvips.Image.black(300, 300).write_to_buffer(".png")
    deep = pyvips.Image.black(300, 300, bands=3).linear(0, 40_000).cast("ushort").copy(interpretation="rgb16")
    store = PictureStore(tmp_path)
    assert store.take("review-1", grey) == (300, 300)
    assert store.take("review-2", deep.write_to_buffer(".png")) == (300, 300)


@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_a_large_picture_in_passes_is_refused_before_it_fills_the_memory(tmp_path: Path, kind: str) -> None:
    blank = pyvips.Image.black(4500, 3000, bands=3).copy(interpretation="srgb")
    store = PictureStore(tmp_path)
    with pytest.raises(NotAPicture) as refused:
        store.take("review-1", blank.write_to_buffer(kind, interlace=True))
    assert refused.value.reason == "size"
    assert store.take("review-2", blank.write_to_buffer(kind)) == (1600, 1067)
    assert store.take("review-3", a_photo(kind)) == (200, 400)


def test_a_dropped_picture_leaves_nothing(tmp_path: Path) -> None:
    store = PictureStore(tmp_path)
    store.take("review-1", a_photo())
    store.drop("review-1")
    store.drop("review-1")
    assert files(tmp_path) == []
