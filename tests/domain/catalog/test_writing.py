"""How the numbers of specs are written for people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from technomart.domain.catalog import SpecEntry
from technomart.domain.catalog.rules import Words

NBSP = "\u00a0"


def spec(ru: str, en: str, decimals: int = 0) -> SpecEntry:
    return SpecEntry(1, "size", "number", Words("Размер", {"en": "Size"}), Words(ru, {"en": en}), decimals, {})


@pytest.mark.parametrize(
    ("value", "ru", "en"),
    [
        (256, f"256{NBSP}ГБ", f"256{NBSP}GB"),
        (1024, f"1{NBSP}ТБ", f"1{NBSP}TB"),
        (Decimal("2048.00"), f"2{NBSP}ТБ", f"2{NBSP}TB"),
        (1000, f"1{NBSP}000{NBSP}ГБ", f"1,000{NBSP}GB"),
        (1536, f"1{NBSP}536{NBSP}ГБ", f"1,536{NBSP}GB"),
    ],
)
def test_whole_terabytes_are_written_as_people_say_them(value: Decimal | int, ru: str, en: str) -> None:
    memory = spec("ГБ", "GB")
    assert memory.write_number(Decimal(value), "ru") == ru
    assert memory.write_number(Decimal(value), "en") == en


def test_signs_stand_close_and_words_after_a_space() -> None:
    assert spec("″", "″", 1).write_number(Decimal("6.70"), "ru") == "6,7″"
    assert spec("×", "×", 1).write_number(Decimal("2"), "ru") == "2×"
    assert spec("мА·ч", "mAh").write_number(Decimal(5000), "ru") == f"5{NBSP}000{NBSP}мА·ч"
