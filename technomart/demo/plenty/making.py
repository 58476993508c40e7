"""Makes the goods of one batch: the same lines and variants for the same number, whatever was made before."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from technomart.demo import naming
from technomart.demo.colours import agree
from technomart.demo.goods import Brand, Spec
from technomart.demo.plenty import words
from technomart.demo.plenty.kinds import Kind, Trait
from technomart.demo.stocking import pretty

ZIPF = 0.9
MOST_COLOURS, MOST_SIZES, MOST_VARIANTS = 4, 3, 8
KNOWN = 0.93
"""How often a spec that need not be said is said."""

Value = tuple[str, str, str | float | bool]
"""The code of a spec, its kind, and an option's code, a number, yes or no, or a text."""


@dataclass(frozen=True)
class MadeVariant:
    """One variant before it has an id."""

    number: int
    name: str
    mark: str
    options: tuple[str, ...]
    values: tuple[Value, ...]
    kopecks: int
    was_kopecks: int | None
    popularity: int
    weight_grams: int
    pieces: Mapping[int, int]
    """Pieces by the place of a location in the shop's list."""


@dataclass(frozen=True)
class MadeLine:
    """One product line before it has an id."""

    kind: Kind
    brand: str
    name: str
    model: str
    text: str
    values: tuple[Value, ...]
    age_days: int
    warranty_months: int
    ratings: tuple[int, ...]
    variants: tuple[MadeVariant, ...]


class Maker:
    """Makes batches. Few leaves have most of the goods, as by Zipf's law."""

    def __init__(
        self, kinds: Sequence[Kind], known: Mapping[str, Spec], brands: Mapping[str, Brand], locations: int
    ) -> None:
        self._kinds = list(kinds)
        random.Random("leaves").shuffle(self._kinds)
        self._reach = list(accumulate(1 / rank**ZIPF for rank in range(1, len(kinds) + 1)))
        self._known = known
        self._options = {code: {option.code: option for option in spec.options} for code, spec in known.items()}
        self._brands = brands
        self._locations = locations

    def batch(self, number: int, size: int) -> list[MadeLine]:
        """The lines of a batch, with just so many variants together."""
        chance = random.Random(f"plenty {number}")
        made: list[MadeLine] = []
        left, first = size, number * size + 1
        while left:
            kind = self._kinds[bisect(self._reach, chance.random() * self._reach[-1])]
            line = self._line(chance, kind, first + size - left, left)
            left -= len(line.variants)
            made.append(line)
        return made

    def _line(self, chance: random.Random, kind: Kind, first: int, most: int) -> MadeLine:
        brand = kind.brands[int(chance.random() ** 1.7 * len(kind.brands))]
        model = f"{chance.choice(words.SERIES)} {chance.choice('ABCDEFGHKLMNPRSTVXZ')}{chance.randint(10, 9999)}"
        name = f"{kind.noun} {self._brands[brand].name} {model}"
        values = tuple(value for trait in kind.traits for value in _pick(chance, trait))
        roubles = kind.roubles * min(8.0, max(0.2, chance.lognormvariate(0, 0.55)))
        reviews = 0 if chance.random() < 0.6 else chance.randint(1, 3)
        return MadeLine(
            kind=kind,
            brand=brand,
            name=name,
            model=model,
            text=words.described(chance, name, self._facts(values)),
            values=values,
            age_days=int(chance.random() ** 1.5 * 1400),
            warranty_months=chance.choice((12, 12, 24, 24, 36, 60)),
            ratings=tuple(min(5, max(1, round(chance.gauss(4.2, 0.9)))) for _ in range(reviews)),
            variants=self._variants(chance, kind, name, first=first, most=most, roubles=roubles),
        )

    def _facts(self, values: Sequence[Value]) -> str:
        said = []
        for code, kind, value in values:
            spec = self._known[code]
            if kind == "number" and len(said) < 4:
                said.append(f"{spec.name.lower()} {value:g} {spec.unit}".rstrip().replace(".", ","))
            elif kind == "choice" and len(said) < 3:
                said.append(f"{spec.name.lower()}: {self._options[code][str(value)].name}")
        return f"Главное: {'; '.join(said)}." if said else ""

    def _variants(
        self, chance: random.Random, kind: Kind, name: str, *, first: int, most: int, roubles: float
    ) -> tuple[MadeVariant, ...]:
        colours = chance.sample(kind.colours, min(len(kind.colours), 1 + int(chance.random() ** 2 * MOST_COLOURS)))
        start = chance.randrange(len(kind.sizes)) if kind.sizes else 0
        sizes = kind.sizes[start : start + 1 + int(chance.random() ** 2 * MOST_SIZES)]
        heat = int(chance.paretovariate(1.2) * 10)
        made: list[MadeVariant] = []
        for step, size in enumerate(sizes or ("",)):
            for colour in colours or ("",):
                if len(made) < min(most, MOST_VARIANTS):
                    price = roubles * (1 + 0.22 * step)
                    look = (size, colour)
                    made.append(
                        self._variant(chance, kind, name, first + len(made), look=look, price=price, heat=heat)
                    )
        return tuple(made)

    def _variant(
        self,
        chance: random.Random,
        kind: Kind,
        name: str,
        number: int,
        *,
        look: tuple[str, str],
        price: float,
        heat: int,
    ) -> MadeVariant:
        size, colour = look
        parts, options, values = [name], list[str](), list[Value]()
        if size:
            parts.append(self._options[kind.size_spec][size].name)
            options.append(kind.size_spec)
            values.append((kind.size_spec, "choice", size))
            pairs = zip(kind.gives, size.split("_"), strict=False)
            values += [(code, "number", float(part)) for code, part in pairs]
        if colour:
            parts.append(agree(self._options["colour"][colour].name, kind.gender))
            options.append("colour")
            values.append(("colour", "choice", colour))
        roubles = pretty(price)
        was = pretty(roubles * chance.uniform(1.06, 1.25)) if chance.random() < 0.15 else roubles
        return MadeVariant(
            number=number,
            name=", ".join(parts),
            mark=naming.slug(*look),
            options=tuple(options),
            values=tuple(values),
            kopecks=roubles * 100,
            was_kopecks=was * 100 if was > roubles else None,
            popularity=min(10**6, heat * chance.randint(20, 100)),
            weight_grams=chance.randint(1, 400) * 25,
            pieces=self._pieces(chance),
        )

    def _pieces(self, chance: random.Random) -> dict[int, int]:
        """A third is sold out or in one place only; the rest lies in the warehouse and a shop or two."""
        fate = chance.random()
        if fate < 0.15:
            return {}
        if fate < 0.3:
            return {chance.randrange(self._locations): chance.randint(1, 3)}
        places = {0: chance.randint(3, 60)}
        for _ in range(chance.randint(0, 2)):
            places[chance.randrange(self._locations)] = chance.randint(1, 12)
        return places


def _pick(chance: random.Random, trait: Trait) -> list[Value]:
    """The first values of a spec are the most frequent."""
    if not trait.is_certain and chance.random() > KNOWN:
        return []
    if trait.kind == "bool":
        return [(trait.code, "bool", chance.random() < 0.4)]
    count = len(trait.values)
    if trait.kind == "multi":
        some = chance.sample(trait.values, min(count, chance.randint(1, 3)))
        return [(trait.code, "choice", value) for value in some]
    return [(trait.code, trait.kind, trait.values[int(chance.random() ** 1.6 * count)])]
