"""Gives every model and variant its shop name, address, codes and numbers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from decimal import Decimal

from technomart.demo.colours import agree
from technomart.demo.goods import Brand, Option, Spec, SpecValue
from technomart.demo.tables import Draft, value

MARKS = {"+": " plus ", "&": " and ", "'": "", "″": "", "!": ""}
ENGLISH_MARKS = {" лм": " lm", " л": " l", " Гц": " Hz", " Вт": " W", " кг": " kg", " ГБ": " GB"}


def slug(*parts: str) -> str:
    text = " ".join(parts)
    for mark, word in MARKS.items():
        text = text.replace(mark, word)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def number(value: Decimal, english: bool = False) -> str:
    """1250 stays 1250, 12500 becomes 12 500 (12,500), 6.83 becomes 6,83 (6.83)."""
    value = value.normalize()
    whole, _, fraction = f"{value:f}".partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}" if english else f"{int(whole):,}".replace(",", "\u00a0")
    return whole + (("." if english else ",") + fraction if fraction else "")


def spoken(spec: Spec, value: SpecValue, english: bool = False) -> str:
    """A spec's value as people say it, without its unit."""
    if isinstance(value, bool):
        return ("yes" if value else "no") if english else ("есть" if value else "нет")
    if isinstance(value, Decimal):
        return number(value, english)
    if spec.kind == "text":
        return str(value)
    codes = (value,) if isinstance(value, str) else value
    names = [spec.option(code) for code in codes]
    return ", ".join(option.name_en if english else option.name for option in names)


def size_label(draft: Draft, size: tuple[str, ...], known: Mapping[str, Spec], *, english: bool = False) -> str:
    """«12/512 ГБ», «12 ГБ/1 ТБ», «55″»: a size as the shopper reads it on the switch."""
    sizes = draft.line.sizes
    if sizes is None or not size:
        return ""
    shown = size[: sizes.shown]
    template = sizes.label_en if english else sizes.label
    memory = sizes.gives[0] in ("ram_gb", "storage_gb", "capacity_gb")
    if memory and int(shown[-1]) >= 1000:
        gb, tb = ("GB", "TB") if english else ("ГБ", "ТБ")
        last = f"{round(int(shown[-1]) / 1000)} {tb}"
        return "/".join([f"{part} {gb}" for part in shown[:-1]] + [last])
    specs = [known[code] for code in sizes.gives]
    return template.format(
        *(spoken(spec, value(spec, part), english) for spec, part in zip(specs, shown, strict=False))
    )


def size_code(draft: Draft, size: tuple[str, ...]) -> str:
    """The same size as an option's code: 12_512."""
    shown = size[: draft.line.sizes.shown] if draft.line.sizes else ()
    return "_".join(shown).replace(".", "_").lower()


def unsaid(draft: Draft, size: tuple[str, ...]) -> bool:
    """Whether the size goes without saying: one router in the box."""
    sizes = draft.line.sizes
    return sizes is not None and size[: sizes.shown] == sizes.unsaid


def model_names(draft: Draft, brand: Brand) -> tuple[str, str]:
    noun, noun_en, _ = nouns(draft)
    english = f"{brand.name_en} {draft.model_en}"
    says_it = noun_en.split()[-1].lower() in draft.model_en.lower().split()
    return f"{noun} {brand.name} {draft.model}", english if says_it else f"{english} {noun_en}"


def nouns(draft: Draft) -> tuple[str, str, str]:
    line = draft.line
    return line.nouns.get(draft.category, (line.noun, line.noun_en, line.gender))


def variant_names(
    draft: Draft,
    brand: Brand,
    *,
    size: tuple[str, ...],
    specs: dict[str, SpecValue],
    known: Mapping[str, Spec],
    colour: Option | None,
) -> tuple[str, str]:
    """«Смартфон Xiaomi 15T Pro, 12/512 ГБ, шалфейный» and its English twin."""
    full = []
    for english, name in zip((False, True), model_names(draft, brand), strict=True):
        parts = [name, "" if unsaid(draft, size) else size_label(draft, size, known, english=english)]
        if draft.line.tail:
            parts.append(tail(draft.line.tail, specs, known, english=english))
        if colour is not None:
            parts.append(colour.name_en if english else agree(colour.name, nouns(draft)[2]))
        full.append(", ".join(part for part in parts if part))
    return full[0], full[1]


def tail(template: str, specs: dict[str, SpecValue], known: Mapping[str, Spec], *, english: bool) -> str:
    """«{panel}, {refresh_hz} Гц»: parts whose spec the model lacks are left out."""
    said = []
    for part in template.split(", "):
        codes = re.findall(r"\{(\w+)\}", part)
        if all(code in specs for code in codes):
            values = {code: spoken(known[code], specs[code], english) for code in codes}
            said.append(part.format(**values))
    text = ", ".join(said)
    if english:
        for russian, latin in ENGLISH_MARKS.items():
            text = text.replace(russian, latin)
    return text


class Numbers:
    """Hands out seven-digit SKUs that follow from the slug, so that new goods do not renumber the old."""

    def __init__(self) -> None:
        self.taken: set[int] = set()

    def sku(self, slug: str) -> str:
        found = 1_000_000 + zlib.crc32(slug.encode()) % 9_000_000
        while found in self.taken:
            found = 1_000_000 + (found + 1) % 9_000_000
        self.taken.add(found)
        return str(found)


def gtin(sku: str, range_: str = "21000") -> str:
    """EAN-13 in the 200-299 range that GS1 leaves to shops for their own use."""
    body = f"{range_}{sku}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def mpn(brand: str, slug: str) -> str:
    """A maker's part number: two letters of the brand and a code that looks like those on a box."""
    letters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
    code, left = "", zlib.crc32(f"mpn/{slug}".encode())
    for _ in range(6):
        left, digit = divmod(left, len(letters))
        code += letters[digit]
    return f"{brand[:2].upper()}{code[:4]}-{code[4:]}"


def certificate(slug: str, country: str, *, declared: bool) -> str:
    code = zlib.crc32(f"eac/{slug}".encode())
    year = 24 + code % 3
    home = country.upper()
    if declared:
        return f"ЕАЭС N RU Д-{home}.РА{code // 7 % 10:02d}.В.{code % 90000 + 10000}/{year}"
    return f"ЕАЭС RU С-{home}.НА{code // 7 % 90 + 10}.В.{code % 9000 + 1000:05d}/{year}"
