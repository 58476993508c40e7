"""Papers beside goods are PDF files under names of ours, and nothing else is taken or found."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from technomart.adapters.papers import (
    LARGEST_BYTES,
    NotAPaper,
    PaperNotSet,
    PaperStore,
    set_paper,
    set_paper_apart,
)

HOSTILE = '#read("/etc/passwd") $ * _ #panic("now") <b> \\ "'


def guide(name: str) -> bytes:
    section = {"heading": "Главное", "rows": [["Память", "256 ГБ"]]}
    steps = {"heading": "Уход", "steps": ["Протирайте сухой салфеткой."]}
    part = {"lang": "ru", "kind": "Руководство", "name": name, "sections": [section, steps]}
    return set_paper("guide", {"title": name, "author": "Technomart", "parts": [part]})


def test_a_guide_is_the_same_bytes_every_time() -> None:
    assert guide("Смартфон") == guide("Смартфон")
    assert guide("Смартфон").startswith(b"%PDF-")


def test_what_goes_into_a_guide_is_data_and_never_markup() -> None:
    assert guide(HOSTILE).startswith(b"%PDF-")


def test_a_paper_is_kept_once_and_found_again(tmp_path: Path) -> None:
    store = PaperStore(tmp_path)
    name = store.take(guide("Смартфон"))
    assert store.take(guide("Смартфон")) == name
    found = store.find(name)
    assert found is not None
    assert found.read_bytes() == guide("Смартфон")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"GIF89a%PDF-", b"%PDF-" + bytes(LARGEST_BYTES)])
def test_what_is_no_paper_is_refused_and_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotAPaper):
        PaperStore(tmp_path).take(data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../shop.sqlite3", "a.pdf", "..%2f", "0" * 32, "0" * 32 + ".pdf\n", "0" * 32 + ".PDF"]
)
def test_only_names_of_ours_are_found(tmp_path: Path, name: str) -> None:
    PaperStore(tmp_path).take(guide("Смартфон"))
    assert PaperStore(tmp_path).find(name) is None


def test_a_paper_is_set_apart_within_its_time_also_by_a_forked_process() -> None:
    facts = {"title": "Руководство", "author": "Technomart", "parts": []}
    set_paper("guide", facts)  # the press's threads run here, and would be missing after a fork
    forked = multiprocessing.get_context("fork")
    child = forked.Process(target=set_paper_apart, args=("guide", facts), kwargs={"seconds": 30})
    child.start()
    child.join(40)
    assert child.exitcode == 0
    with pytest.raises(PaperNotSet):
        set_paper_apart("guide", facts, seconds=0.001)
    with pytest.raises(PaperNotSet):
        set_paper_apart("no such template", facts, seconds=30)
