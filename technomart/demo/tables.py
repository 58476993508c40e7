"""Reads the shop's written tables: product lines, their specs and every model that belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from technomart.demo.goods import Better, Option, Spec, SpecKind, SpecValue

KINDS: dict[str, SpecKind] = {
    "number": "number",
    "bool": "bool",
    "choice": "choice",
    "multi": "multi",
    "text": "text",
}


@dataclass(frozen=True)
class Sizes:
    """The one thing besides colour that a shopper chooses within a model: memory, diagonal, capacity."""

    spec: str
    label: str
    label_en: str
    gives: tuple[str, ...]
    """Specs that a size like 12/256 fills, in order."""
    shown: int
    """How many of them make the label; the rest (a weight, say) merely change with the size."""
    unsaid: tuple[str, ...] = ()
    """Sizes too plain to be part of a name: one router in the box."""


@dataclass(frozen=True)
class Line:
    """One product type: its nouns, its specs and its goods, all as written tables."""

    code: str
    name: str
    name_en: str
    noun: str
    noun_en: str
    gender: str
    category: str
    sheet: str
    goods: str
    phrases: str
    kind: str
    views: tuple[str, ...]
    warranty: int
    service: int
    box: tuple[int, int, int, int]
    """Packaging: grams added to the net weight, then length, width and height in millimetres."""
    sizes: Sizes | None = None
    drawing: str = ""
    tail: str = ""
    second: str = "detail"
    """What the other picture of a thing with one side worth showing shows."""
    software: str | None = None
    declared: bool = False
    """A declaration of conformity is enough, no certificate is needed."""
    nouns: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Category slug to the noun, its English twin and its gender, where they differ from the line's."""


@dataclass(frozen=True)
class SheetSpec:
    """A row of a type's sheet: the spec and how the type uses it."""

    group: str
    code: str
    required: bool
    filterable: bool
    comparable: bool
    key_spec: bool
    better: Better


@dataclass(frozen=True)
class Offer:
    size: tuple[str, ...]
    roubles: int


@dataclass(frozen=True)
class Draft:
    """A model as written in a table, before names, texts and prices are worked out."""

    line: Line
    brand: str
    model: str
    model_en: str
    released: str
    popularity: int
    country: str
    category: str
    drawing: dict[str, object]
    specs: dict[str, SpecValue]
    colours: tuple[str, ...]
    offers: tuple[Offer, ...]
    hook: str
    hook_en: str


def rows(table: str) -> Iterator[str]:
    """Lines that say something; one that begins with > goes on from the line before."""
    held = ""
    for raw in table.splitlines():
        row = raw.strip()
        if row.startswith(">"):
            held += " " + row[1:].strip()
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def _two(text: str) -> tuple[str, str]:
    """«имя / name», or the same word for both."""
    russian, _, english = text.partition(" / ")
    return russian.strip(), (english or russian).strip()


def options(cell: str) -> tuple[Option, ...]:
    found = []
    for item in cell.split(";"):
        code, _, names = item.strip().partition(" ")
        name, name_en = _two(names or code)
        found.append(Option(code=code, name=name, name_en=name_en))
    return tuple(found)


def spec(code: str, definition: list[str]) -> Spec:
    """«Диагональ | Diagonal | number 2 | ″ | in» or «Матрица | Panel | choice | ips IPS; va VA»."""
    name, name_en, kind, *rest = definition
    word, _, decimals = kind.partition(" ")
    if word in ("choice", "multi"):
        return Spec(code, name, name_en, KINDS[word], options=options(rest[0]) if rest else ())
    unit, unit_en = (*rest, "", "")[:2]
    return Spec(code, name, name_en, KINDS[word], unit, unit_en or unit, int(decimals or 0))


def sheet(line: Line) -> tuple[list[SheetSpec], list[Spec]]:
    """The type's specs in order, and the definitions of those that only it has."""
    used: list[SheetSpec] = []
    own: list[Spec] = []
    group = ""
    for row in rows(line.sheet):
        if row.startswith("#"):
            group = row[1:].strip()
            continue
        head, *definition = cells(row)
        code, _, flags = head.partition(" ")
        better: Better = "higher" if "+" in flags else "lower" if "-" in flags else "none"
        used.append(SheetSpec(group, code, "R" in flags, "F" in flags, "C" in flags, "K" in flags, better))
        if definition:
            own.append(spec(code, definition))
    return used, own


def value(spec: Spec, token: str) -> SpecValue:
    if spec.kind == "number":
        return Decimal(token)
    if spec.kind == "bool":
        return {"yes": True, "no": False}[token]
    if spec.kind == "multi":
        return tuple(_known(spec, part) for part in token.split(","))
    if spec.kind == "choice":
        return _known(spec, token)
    return token.replace("_", " ").replace("x", "×") if re.search(r"\dx\d", token) else token.replace("_", " ")


def _known(spec: Spec, code: str) -> str:
    if spec.options and code not in {option.code for option in spec.options}:
        raise ValueError(f"{spec.code} has no option {code!r}")
    return code


def _params(cell: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for pair in cell.split():
        name, _, text = pair.partition("=")
        if text in ("yes", "no"):
            found[name] = text == "yes"
        elif re.fullmatch(r"-?\d+", text):
            found[name] = int(text)
        elif re.fullmatch(r"-?\d*\.\d+", text):
            found[name] = float(text)
        else:
            found[name] = text
    return found


class Reader:
    """Turns a line's table of goods into drafts, checking each against the line's sheet.

    A row gives a group's specs in the sheet's order, ~ for what the model lacks; a ; divides groups.
    """

    def __init__(self, line: Line, specs: dict[str, Spec]) -> None:
        self.line = line
        self.specs = specs
        self.groups: dict[str, list[str]] = {}
        given = set(line.sizes.gives) | {line.sizes.spec} if line.sizes else set()
        for entry in sheet(line)[0]:
            if entry.code not in given and entry.code != "colour":
                self.groups.setdefault(entry.group, []).append(entry.code)

    def drafts(self) -> Iterator[Draft]:
        block: list[str] = []
        for row in rows(self.line.goods):
            if row.startswith("=") and block:
                yield self._draft(block)
                block = []
            if row:
                block.append(row)
        if block:
            yield self._draft(block)

    def _draft(self, block: list[str]) -> Draft:
        head = cells(block[0].removeprefix("="))
        brand, named, released, popularity, country = head[:5]
        model, model_en = _two(named)
        drawing = _params(self.line.drawing) | _params(head[5] if len(head) > 5 else "")
        category = str(drawing.pop("category", self.line.category))
        specs: dict[str, SpecValue] = {}
        colours: tuple[str, ...] = ()
        offers: tuple[Offer, ...] = ()
        hooks = {"ru": "", "en": ""}
        for row in block[1:]:
            word, _, rest = row.partition(" ")
            if word == "sell":
                colours, offers = _offers(rest)
            elif word in hooks:
                hooks[word] = rest.strip()
            else:
                for part in row.split(";"):
                    group, *tokens = part.split()
                    specs |= self._group(f"{brand} {model}", group, tokens)
        return Draft(
            line=self.line, brand=brand, model=model, model_en=model_en, released=released,
            popularity=int(popularity), country=country, category=category, drawing=drawing, specs=specs,
            colours=colours, offers=offers, hook=hooks["ru"], hook_en=hooks["en"],
        )  # fmt: skip

    def _group(self, whose: str, group: str, tokens: list[str]) -> dict[str, SpecValue]:
        codes = self.groups.get(group, [])
        if len(codes) != len(tokens):
            raise ValueError(f"{whose}: {group} wants {codes}, got {tokens}")
        pairs = zip(codes, tokens, strict=True)
        return {code: value(self.specs[code], token) for code, token in pairs if token != "~"}


def _offers(text: str) -> tuple[tuple[str, ...], tuple[Offer, ...]]:
    """«graphite sage : 12/256=54990 12/512=59990», or «graphite : 4990» where there are no sizes."""
    colours, _, prices = text.partition(":")
    found = []
    for item in prices.split():
        size, _, roubles = item.rpartition("=")
        found.append(Offer(size=tuple(size.split("/")) if size else (), roubles=int(roubles)))
    return tuple(colours.split()), tuple(found)
