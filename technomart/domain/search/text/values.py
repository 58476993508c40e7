"""Reads values of specs out of a query's words, in the light of what goods of one type really have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import takewhile

from technomart.domain.catalog import SpecEntry
from technomart.domain.search.columns import Answer
from technomart.domain.search.queries import SPEC_PREFIX
from technomart.domain.search.text import units
from technomart.domain.search.text.analyser import Word, words
from technomart.domain.search.text.lexicon import WITHOUT, Lexicon, OptionMeant, Terms, cue_terms, phrase_terms, spans
from technomart.domain.search.text.reading import Aliases, own

CUES = {
    "ram_gb": "озу оператив ram память memory", "storage_gb": "ssd накопител диск встроен памят storage",
}  # fmt: skip
COLOUR = "colour"
"""A colour is that of the thing itself, unless the words beside it say of what: «белая клавиатура»."""

NOT = frozenset({"не", "кроме", "not", "except"})
AT_LEAST, AT_MOST = frozenset({"от", "from", "over"}), frozenset({"до", "under", "below"})
NOMINAL = {"in": Decimal("0.5")}
"""How far a size that nobody has to the letter may be from what goods have: 24 inches are 23.8."""


Cues = Callable[[], frozenset[str]]
"""The terms of the words beside a value, made when several specs may be meant."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Something that may be meant by the words between two places of the text: any of these values of a filter."""

    kind: str
    name: str
    values: tuple[str, ...]
    start: int
    end: int

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return [(self.name, value) for value in self.values]

    def covers(self, word: Word) -> bool:
        return word.start < self.end and self.start < word.end


class Readings:
    """What spans of words stand for: themselves, and what people mean with them."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases

    def of(self, span: Sequence[Word]) -> list[Terms]:
        """The terms of a span as it is and by its other names; a name for the lack of something is no such name."""
        is_whole = not (span[0].is_stop or span[-1].is_stop)  # «без пара» is not «пар»
        itself = tuple(term for word in span if is_whole and not word.is_stop for term in own(word))
        named = self._aliases.means(span)
        further = [more for means in named for more in self._aliases.of_form(means)]
        meant = [phrase_terms(means) for means in (*named, *further)]
        return [terms for terms in dict.fromkeys([itself, *meant]) if terms]

    def of_lack(self, span: Sequence[Word]) -> list[Terms]:
        """The terms of what this span says is not there: «проводная» is without a wireless connection."""
        return [terms for means in self._aliases.lacks(span) if (terms := phrase_terms(means))]

    def of_family(self, span: Sequence[Word]) -> list[Terms]:
        """What the other names of a span are without a number at the end: «пс5» is a PlayStation."""
        named = [phrase_terms(means) for means in self._aliases.means(span)]
        return [terms[:-1] for terms in named if len(terms) > 1 and terms[-1].isdigit()]

    def around(self, said: Sequence[Word]) -> set[Word]:
        """The words that are parts of names of several words."""
        return self._aliases.around(said)

    def measures(self, span: Sequence[Word]) -> Iterator[tuple[Decimal, str]]:
        """The numbers with units a span stands for: «16 гб», «терабайт»."""
        amounts = (means for means in self._aliases.means(span) if means[0].isdigit())
        ways: list[Sequence[Word]] = [span, *map(words, amounts)]
        for said in ways:
            if len(said) == 1 and said[0].unit is not None and said[0].number is not None:
                yield said[0].number, said[0].unit

    def cues(self, near: Iterable[Word]) -> frozenset[str]:
        """The terms of words beside a value that may tell which spec it is of, by whatever name."""
        said = list(near)
        named = (phrase_terms(means) for word in said for means in self._aliases.means([word]))
        return cue_terms(said).union(*named)


class Values:
    """The values that goods of some leaves have, all of one type; `specs` are its filters in their order."""

    def __init__(self, lexicon: Lexicon, readings: Readings, specs: Sequence[SpecEntry], answer: Answer) -> None:
        self._lexicon, self._readings = lexicon, readings
        self._specs, self._answer = specs, answer

    def of(self, rest: Sequence[Word], free: Sequence[Word]) -> list[Meant]:
        """The values the words of `rest` mean, each span for one; `free` are those that may tell of which."""
        found: list[Meant] = []
        for start, end in spans(len(rest)):
            span = rest[start:end]
            if any(one.covers(word) for word in span for one in found):
                continue
            others = partial(self._cues_beside, free, span)
            before = next((word for word in reversed(free) if word.end <= span[0].start), None)
            value = (
                self._bound(before, span, others)
                or self._value(before, span, others)
                or self._counted(span, rest)
                or self._feature(before, span)
            )
            if value is not None and not any(one.name == value.name for one in found):
                found.append(self._with_its_name(value, [w for w in rest if not any(o.covers(w) for o in found)]))
        return found

    def _cues_beside(self, free: Sequence[Word], span: Sequence[Word]) -> frozenset[str]:
        return self._readings.cues([word for word in free if word not in span])

    def _with_its_name(self, value: Meant, rest: Sequence[Word]) -> Meant:
        """The value with the words beside it that say of which spec it is: «512 гб ssd» is no text about SSDs."""
        names = self._cues(value.name.removeprefix(SPEC_PREFIX))
        before = [word for word in reversed(rest) if word.end <= value.start]
        after = [word for word in rest if word.start >= value.end]
        sides = (list(takewhile(lambda word: self._readings.cues([word]) & names, side)) for side in (before, after))
        beside = next(filter(None, sides), [])
        ends = [(value.start, value.end), *((word.start, word.end) for word in beside)]
        return Meant(
            value.kind, value.name, value.values, min(start for start, _ in ends), max(end for _, end in ends)
        )

    def _bound(self, before: Word | None, span: Sequence[Word], cues: Cues) -> Meant | None:
        """«от 27 дюймов», «до 2 кг»: a bound of the first number spec with that unit which leaves some goods."""
        word = span[0]
        is_least = before is not None and before.text in AT_LEAST
        if before is None or len(span) > 1 or word.unit is None or word.number is None:
            return None
        if not is_least and before.text not in AT_MOST:
            return None
        codes = set(self._lexicon.numbers.get(word.unit, ()))
        fitting = [
            spec.code
            for spec in self._specs
            if spec.code in codes
            and any(
                (has >= word.number) if is_least else (has <= word.number)
                for has in self._answer.numbers.get(spec.code, ())
            )
        ]
        if not fitting:
            return None
        bound = units.plain(word.number)
        return _meant(self._chosen(fitting, cues), [f"{bound}-" if is_least else f"-{bound}"], before, word)

    def _value(self, before: Word | None, span: Sequence[Word], cues: Cues) -> Meant | None:
        """What the span is a value of: wholly, else as the beginning of a name («ryzen 5»); «без» tells the rest."""
        is_not = before is not None and before.text in NOT | WITHOUT
        if before is not None and before.text in WITHOUT:
            lacking = self._options(self._lexicon.lacks, self._readings.of(span))
            if lacking:
                code = self._chosen(list(lacking), cues)
                return _meant(code, lacking[code], before, span[-1])
        readings = self._readings.of(span)
        candidates = (
            self._options(self._lexicon.lacks, self._readings.of_lack(span))
            or self._options(self._lexicon.options, readings) | self._numbers_of(span)
            or self._options(self._lexicon.families, readings)
            or self._options(self._lexicon.options, self._readings.of_family(span))
        )
        if not candidates:
            return None
        code = self._chosen(list(candidates), cues)
        if not is_not or before is None:
            return _meant(code, candidates[code], span[0], span[-1])
        others = [one for one in self._has(code) if one not in candidates[code]]
        return _meant(code, others, before, span[-1]) if others else None

    def _counted(self, span: Sequence[Word], rest: Sequence[Word]) -> Meant | None:
        """«6 ядер», «8000 dpi», «высота 203»: a number beside the name of what is counted or measured."""
        word = span[0]
        if len(span) > 1 or word.number is None or word.unit is not None:
            return None
        place = rest.index(word)
        beside = self._readings.cues([*rest[max(0, place - 1) : place], *rest[place + 1 : place + 2]])
        for code in (spec.code for spec in self._specs if beside & self._cues(spec.code)):
            has = {Decimal(repr(float(one))) for one in self._answer.numbers.get(code, ())}
            if word.number in has:
                return _meant(code, [units.plain(word.number)], word, word)
        return None

    def _options(
        self, known: Mapping[Terms, Sequence[OptionMeant]], readings: Sequence[Terms]
    ) -> dict[str, list[str]]:
        """The options some goods have that these readings name, by spec: all of those the names say no more of."""
        found: dict[str, list[str]] = {}
        for terms in readings:
            for option in known.get(terms, ()):
                chosen = found.setdefault(option.spec, [])
                if option.code not in chosen and self._answer.choices.get(option.spec, {}).get(option.id):
                    chosen.append(option.code)
            found = {spec: codes for spec, codes in found.items() if codes}
            if found and terms is readings[0]:
                break
        filters = {spec.code for spec in self._specs}
        return {spec: codes for spec, codes in found.items() if spec in filters}

    def _numbers_of(self, span: Sequence[Word]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for number, unit in self._readings.measures(span):
            found |= self._numbers(number, unit) or self._nearly(number, unit)
        filters = {spec.code for spec in self._specs}
        return {code: values for code, values in found.items() if code in filters}

    def _chosen(self, codes: Sequence[str], cues: Cues) -> str:
        """Of several specs the one the words beside the value name, else the colour, else the first filter."""
        in_order = [spec.code for spec in self._specs if spec.code in codes]
        if len(in_order) == 1:
            return in_order[0]
        said = cues()
        cued = [code for code in in_order if said & self._cues(code)]
        return next(iter(cued or [code for code in in_order if code == COLOUR] or in_order))

    def _has(self, code: str) -> list[str]:
        """The options of a spec that some goods have."""
        counts = self._answer.choices.get(code, {})
        spec = next(spec for spec in self._specs if spec.code == code)
        return [option.code for option in spec.options.values() if counts.get(option.id)]

    def _feature(self, before: Word | None, span: Sequence[Word]) -> Meant | None:
        """«с nfc», «без шумоподавления»: what is told of by yes or no, or by a value some goods have not."""
        is_without = before is not None and before.text in WITHOUT
        first = before if before is not None and is_without else span[0]
        readings, lacking = self._readings.of(span), self._readings.of_lack(span)
        for ways, has in ((readings, not is_without), (lacking, is_without)):
            codes = {code for terms in ways for code in self._lexicon.features.get(terms, ())}
            for spec in self._specs:
                if spec.code in codes and (values := self._having(spec, has=has)):
                    return _meant(spec.code, values, first, span[-1])
        return None

    def _having(self, spec: SpecEntry, *, has: bool) -> list[str]:
        """The values of goods that have what the spec tells of, or of those that have not; none if all are alike."""
        if spec.kind == "bool":
            return [str(int(has))] if self._answer.choices.get(spec.code, {}).get(int(has)) else []
        if spec.has_options:
            nothing = self._lexicon.nothing.get(spec.code)
            known = self._has(spec.code)
            return [one for one in known if (one != nothing) is has] if nothing in known else []
        numbers = self._answer.numbers.get(spec.code, {})
        some = [number for number in numbers if number > 0]
        if not has:
            return ["0"] if len(some) < len(numbers) else []
        if not some or sum(numbers[number] for number in some) == self._answer.total:
            return []
        return [f"{units.plain(round(Decimal(repr(float(min(some)))), 3))}-"]

    def _cues(self, code: str) -> frozenset[str]:
        return self._lexicon.cues.get(code, frozenset()) | frozenset(CUES.get(code, "").split())

    def _numbers(self, number: Decimal, unit: str) -> dict[str, list[str]]:
        """The number specs in which some of these goods have just this value; 1 TB is 1000 GB as well as 1024."""
        found: dict[str, list[Decimal]] = {}
        for each, value in [(unit, number), *units.same(number, unit)]:
            for code in self._lexicon.numbers.get(each, ()):
                if value in {round(Decimal(repr(float(has))), 3) for has in self._answer.numbers.get(code, ())}:
                    found.setdefault(code, []).append(value)
        return {code: [_range(min(values), max(values))] for code, values in found.items()}

    def _nearly(self, number: Decimal, unit: str) -> dict[str, list[str]]:
        """The number specs of a size in which some goods are as good as that large."""
        reach = NOMINAL.get(unit)
        if reach is None:
            return {}
        return {
            code: [_range(number - reach, number + reach)]
            for code in self._lexicon.numbers.get(unit, ())
            if any(abs(Decimal(repr(float(has))) - number) <= reach for has in self._answer.numbers.get(code, ()))
        }


def _meant(code: str, values: Sequence[str], first: Word, last: Word) -> Meant:
    return Meant("spec", SPEC_PREFIX + code, tuple(values), first.start, last.end)


def _range(low: Decimal, high: Decimal) -> str:
    return units.plain(low) if low == high else f"{units.plain(low)}-{units.plain(high)}"
