"""Units behind numbers: «16 гб», «16GB», «55"» and «55 дюймов» are each one and the same term."""

from __future__ import annotations

import re
from decimal import Decimal

SPELT = {
    "in": r"\"|''|″|”|“|дюйм[а-я]*|inch(?:es)?|in",
    "gb": r"гб|гиг[а-я]*|gb|gib",
    "tb": r"тб|терабайт[а-я]*|терр?[ао]?|tb",
    "mb": r"мб|мегабайт[а-я]*|mb",
    "gbps": r"гбит(?:/с)?|gbit/s|gbps",
    "mbps": r"мбит(?:/с)?|mbit/s|mbps",
    "mbs": r"мб/с|mb/s",
    "mts": r"мт/с|mt/s",
    "ghz": r"ггц|гигагерц[а-я]*|ghz",
    "mhz": r"мгц|мегагерц[а-я]*|mhz",
    "hz": r"гц|герц[а-я]*|hz",
    "kw": r"квт|киловатт[а-я]*|kw",
    "w": r"вт|ватт[а-я]*|watts?|w",
    "mah": r"ма[·*.]?\s?ч|миллиампер[а-я]*|mah",
    "mp": r"мп(?:икс)?|мегапиксел[а-я]*|mpx?|megapixels?",
    "mm": r"мм|миллиметр[а-я]*|mm",
    "cm": r"см|сантиметр[а-я]*|cm",
    "m": r"м|метр[а-я]*|m",
    "kg": r"кг|килограмм[а-я]*|kg",
    "g": r"гр?|грамм[а-я]*|g",
    "l": r"л|литр[а-я]*|l|lit(?:re|er)s?",
    "nits": r"нит[а-я]*|nits?",
    "lm": r"лм|люмен[а-я]*|lm|lumens?",
    "pa": r"па|паскал[а-я]*|pa",
    "rpm": r"об/мин|оборот[а-я]*|rpm",
    "ms": r"мс|ms",
    "h": r"час(?:а|ов)?|ч|hours?|h",
    "pcs": r"шт(?:ук[а-я]*)?|pcs",
    "fps": r"кадр[а-я]*/с|fps",
    "bar": r"бар|bar",
    "m2": r"м²|м2|кв\.? ?м|m²|m2",
    "db": r"дб|db",
    "percent": r"%",
    "times": r"×|крат[а-я]*",
}
AFTER = re.compile(
    r"[ \u00a0\u202f-]?(?:" + "|".join(f"(?P<{unit}>{spelt})" for unit, spelt in SPELT.items()) + r")(?![a-zа-я0-9²])"
)

LARGER = {
    "tb": ("gb", (1000, 1024)),
    "kw": ("w", (1000,)),
    "ghz": ("mhz", (1000,)),
    "kg": ("g", (1000,)),
    "m": ("cm", (100,)),
}
"""Units that are also told in smaller ones, and how many of those make one; about terabytes people disagree."""


def after(text: str, place: int) -> tuple[str, int] | None:
    """The unit that follows a number which ends at this place, and where the unit ends; None if none does."""
    found = AFTER.match(text, place)
    return None if found is None or found.lastgroup is None else (found.lastgroup, found.end())


def of_spec(unit: str) -> str | None:
    """Our sign for a unit as the catalogue writes it: `ГБ` is gb; None for one we do not know."""
    small = unit.lower().strip()
    found = after(small, 0) if small else None
    return found[0] if found is not None and found[1] == len(small) else None


def plain(number: Decimal) -> str:
    """The number without needless zeros."""
    return f"{number.normalize():f}" if number == number.to_integral_value() else f"{number.normalize()}"


def same(number: Decimal, unit: str) -> list[tuple[str, Decimal]]:
    """The same amount in other units."""
    found = []
    if unit in LARGER:
        smaller, times = LARGER[unit]
        found += [(smaller, number * each) for each in times]
    found += [(larger, number / each) for larger, (small, times) in LARGER.items() if small == unit for each in times]
    return found
