"""Reads filters out of a query: category, brand, values of specs, price, stock, order. What is unsure stays text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product, takewhile

from technomart.domain.catalog import TypeSpec
from technomart.domain.search.columns import Answer, Query
from technomart.domain.search.queries import SPEC_PREFIX, filterable, query_for
from technomart.domain.search.queries import read as read_parameters
from technomart.domain.search.text import units
from technomart.domain.search.text.analyser import Word, plain_text, words
from technomart.domain.search.text.answers import Piece
from technomart.domain.search.text.lexicon import Lexicon, Terms, cue_terms, phrase_terms, spans
from technomart.domain.search.text.prices import GRAMMAR, wishes
from technomart.domain.search.text.ranking import Ids
from technomart.domain.search.text.reading import Aliases, own

FOR = frozenset({"для", "for", "под"})
CUES = {
    "ram_gb": "озу оператив ram память memory", "storage_gb": "ssd накопител диск встроен памят storage",
}  # fmt: skip
WITHOUT = frozenset({"без", "without"})
WITH = WITHOUT | {"с", "со", "with"}
AT_LEAST, AT_MOST = frozenset({"от", "from", "over"}), frozenset({"до", "under", "below"})
MOST_PIECES = 8
SUREST = ("category", "brand", "price", "in_stock", "reduced", "sort", "spec")

Searching = Callable[[Query], Answer]
Finding = Callable[[str], Ids | None]


@dataclass(frozen=True, slots=True)
class Meant:
    """Something that may be meant by the words between two places of the text."""

    kind: str
    parameter: tuple[str, str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood, what is left as text, and what no goods have beside it.

    `kind` are the leaves of the kind of goods that is named, if it lies in several and none of them was understood.
    """

    pieces: tuple[Piece, ...]
    rest: str
    dropped: tuple[str, ...]
    kind: tuple[int, ...] = ()


class Understanding:
    """One query in the light of the vocabulary.

    `search` counts goods, `find` tells the hits of a text, `is_near` whether anybody has all of it in
    title and specs, `is_had` whether anybody has a word.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        aliases: Aliases,
        *,
        search: Searching,
        find: Finding,
        is_near: Callable[[str], bool],
        is_had: Callable[[Word], bool],
    ) -> None:
        self._lexicon, self._aliases = lexicon, aliases
        self._search, self._find = search, find
        self._is_near, self._word_is_had = is_near, is_had
        self._vocabulary = lexicon.vocabulary

    def of(self, text: str) -> Understood:
        """The pieces of a text, all of which together have goods; none if there is nothing to understand."""
        small = plain_text(text)
        meant = [Meant(one.kind, one.parameter, one.start, one.end) for one in wishes(small)]
        free = [word for word in words(text) if not _is_taken(word, meant)]
        nouns = self._nouns(free)
        meant += nouns
        scope, brands = self._scope(meant), _values(meant, "brand")
        rest = [word for word in free if not _is_taken(word, meant)]
        meant += self._specs(rest, free, scope or self._scope_of_text(_cut(text, meant), free), brands)
        kind = () if scope else self._kind(_head(free))
        understood = self._agreed(text, sorted(meant, key=lambda one: one.start)[:MOST_PIECES], kind)
        if any(piece.kind == "category" for piece in understood.pieces):
            return understood
        return replace(understood, kind=self._kind(_head(words(understood.rest))))

    def _nouns(self, free: Sequence[Word]) -> list[Meant]:
        """A category and brands, outside of what the thing is for; real names go before what people call things.

        Beside the name of a kind that lies in several leaves, which stays text, no category is meant: «ноутбук ssd»,
        nor by what it comes with; what a measure is of is meant last: «телефон 12 гб оперативной памяти».
        """
        head = _head(free)
        comes_with = {place for place in range(1, len(head)) if head[place - 1].text in WITH}
        measured = {place for place in range(1, len(head)) if head[place - 1].unit is not None}
        passes = (comes_with | measured, comes_with) if measured else (comes_with,)
        found: list[Meant] = []
        taken: set[int] = set()
        is_named = False
        for barred, by_name, (start, end) in product(passes, (True, False), spans(len(head))):
            if taken.intersection(range(start, end)):
                continue
            span = free[start:end]
            for terms in self._readings(span)[: 1 if by_name else None]:
                category, brand = self._lexicon.categories.get(terms), self._lexicon.brands.get(terms)
                may_be = not is_named and start not in barred
                if may_be and self._lexicon.kind_of(terms):
                    is_named = True
                    taken.update(range(start, end))
                    break
                if may_be and category is not None:
                    is_named = True
                    parameter = ("category", self._vocabulary.categories[category].slug)
                elif brand is not None:
                    parameter = ("brand", self._vocabulary.brands[brand].slug)
                else:
                    continue
                found.append(Meant(parameter[0], parameter, span[0].start, span[-1].end))
                taken.update(range(start, end))
                break
        return found

    def _readings(self, span: Sequence[Word]) -> list[Terms]:
        """The terms of a span of words as they are and by what people mean with them."""
        is_whole = not (span[0].is_stop or span[-1].is_stop)  # «без пара» is not «пар»
        itself = tuple(term for word in span if is_whole and not word.is_stop for term in own(word))
        meant = [phrase_terms(means) for means in self._aliases.means(span)]
        return [terms for terms in dict.fromkeys([itself, *meant]) if terms]

    def _scope(self, meant: Sequence[Meant]) -> tuple[int, ...]:
        for one in meant:
            if one.kind == "category":
                node = self._vocabulary.category(one.parameter[1])
                return node.leaves if node is not None else ()
        return ()

    def _scope_of_text(self, text: str, free: Sequence[Word]) -> tuple[int, ...]:
        """The leaves of the kind that is named, else those the text's own hits lie in."""
        kind = self._kind(free)
        if kind:
            return kind
        plain = " ".join(text[word.start : word.end] for word in words(text) if word.unit is None)
        hits = self._find(plain) if plain else None
        if hits is None or not len(hits):
            return ()
        answer = self._search(Query(scope=self._vocabulary.leaves, hits=hits, limit=0, facets=()))
        return tuple(answer.leaves)

    def _kind(self, free: Sequence[Word]) -> tuple[int, ...]:
        """The leaves of the kind that is named; none if no kind is."""
        for start, end in spans(len(free)):
            for terms in self._readings(free[start:end]):
                leaves = self._lexicon.kind_of(terms)
                if leaves:
                    return leaves
        return ()

    def _specs(
        self, rest: Sequence[Word], free: Sequence[Word], scope: tuple[int, ...], brands: tuple[str, ...]
    ) -> list[Meant]:
        """Values of specs that goods of the scope have, each span of words for one spec."""
        uses = filterable(self._vocabulary, scope) if scope else []
        if not uses or not rest:
            return []
        known = frozenset(self._vocabulary.brand_slugs[slug] for slug in brands)
        answer = self._search(Query(scope=scope, brands=known, limit=0, facets=tuple(use.spec.code for use in uses)))
        found: list[Meant] = []
        for start, end in spans(len(rest)):
            span = rest[start:end]
            if any(_is_taken(word, found) for word in span):
                continue
            others = cue_terms([word for word in free if word not in span])
            before = next((word for word in reversed(free) if word.end <= span[0].start), None)
            value = (
                self._bound(before, span, uses, answer, others)
                or self._value(span, uses, answer, others)
                or self._feature(before, span, uses, answer)
            )
            if value is not None and not any(one.parameter[0] == value.parameter[0] for one in found):
                found.append(self._with_its_name(value, [word for word in rest if not _is_taken(word, found)]))
        return found

    def _with_its_name(self, value: Meant, rest: Sequence[Word]) -> Meant:
        """The value with the words beside it that say of which spec it is: «512 гб ssd» is no text about SSDs."""
        names = self._cues(value.parameter[0].removeprefix(SPEC_PREFIX))
        before = [word for word in reversed(rest) if word.end <= value.start]
        after = [word for word in rest if word.start >= value.end]
        sides = (list(takewhile(lambda word: cue_terms([word]) & names, side)) for side in (before, after))
        beside = next(filter(None, sides), [])
        ends = [(value.start, value.end), *((word.start, word.end) for word in beside)]
        return replace(value, start=min(start for start, _ in ends), end=max(end for _, end in ends))

    def _bound(
        self,
        before: Word | None,
        span: Sequence[Word],
        uses: Sequence[TypeSpec],
        answer: Answer,
        cues: frozenset[str],
    ) -> Meant | None:
        """«от 27 дюймов», «до 2 кг»: a bound of the first number spec with that unit which leaves some goods."""
        word = span[0]
        is_least = before is not None and before.text in AT_LEAST
        if before is None or len(span) > 1 or word.unit is None or word.number is None:
            return None
        if not is_least and before.text not in AT_MOST:
            return None
        codes = set(self._lexicon.numbers.get(word.unit, ()))
        fitting = [
            use.spec.code
            for use in uses
            if use.spec.code in codes
            and any(
                (has >= word.number) if is_least else (has <= word.number)
                for has in answer.numbers.get(use.spec.code, ())
            )
        ]
        cued = [code for code in fitting if cues & self._cues(code)]
        if not fitting:
            return None
        bound = units.plain(word.number)
        parameter = (SPEC_PREFIX + (cued or fitting)[0], f"{bound}-" if is_least else f"-{bound}")
        return Meant("spec", parameter, before.start, word.end)

    def _value(
        self, span: Sequence[Word], uses: Sequence[TypeSpec], answer: Answer, cues: frozenset[str]
    ) -> Meant | None:
        candidates: dict[str, str] = {}
        for terms in self._readings(span):
            for option in self._lexicon.options.get(terms, ()):
                if answer.choices.get(option.spec, {}).get(option.id):
                    candidates.setdefault(option.spec, option.code)
        word = span[-1]
        if len(span) == 1 and word.unit is not None and word.number is not None:
            candidates.update(self._numbers(word.number, word.unit, answer))
        fitting = [use for use in uses if use.spec.code in candidates]
        if not fitting:
            return None
        cued = [use for use in fitting if cues & self._cues(use.spec.code)]
        chosen = (cued or fitting)[0].spec.code
        return Meant("spec", (SPEC_PREFIX + chosen, candidates[chosen]), span[0].start, word.end)

    def _feature(
        self, before: Word | None, span: Sequence[Word], uses: Sequence[TypeSpec], answer: Answer
    ) -> Meant | None:
        """«с nfc», «без шумоподавления»: what is told of by yes or no, or by a number that some goods have not."""
        codes = {code for terms in self._readings(span) for code in self._lexicon.features.get(terms, ())}
        is_without = before is not None and before.text in WITHOUT
        for code in (use.spec.code for use in uses if use.spec.code in codes):
            value, numbers = str(int(not is_without)), answer.numbers.get(code, {})
            if answer.choices.get(code, {}).get(int(value)):
                start = before.start if before is not None and is_without else span[0].start
                return Meant("spec", (SPEC_PREFIX + code, value), start, span[-1].end)
            if numbers and not is_without and sum(numbers.values()) < answer.total:
                least = units.plain(round(Decimal(repr(float(min(numbers)))), 3))
                return Meant("spec", (SPEC_PREFIX + code, f"{least}-"), span[0].start, span[-1].end)
        return None

    def _cues(self, code: str) -> frozenset[str]:
        return self._lexicon.cues.get(code, frozenset()) | frozenset(CUES.get(code, "").split())

    def _numbers(self, number: Decimal, unit: str, answer: Answer) -> Mapping[str, str]:
        """The number specs in which some of these goods have just this value; 1 TB is 1000 GB as well as 1024."""
        wanted = [(unit, number), *units.same(number, unit)]
        found: dict[str, list[Decimal]] = {}
        for each, value in wanted:
            for code in self._lexicon.numbers.get(each, ()):
                if value in {round(Decimal(repr(float(has))), 3) for has in answer.numbers.get(code, ())}:
                    found.setdefault(code, []).append(value)
        return {
            code: units.plain(values[0])
            if len(values) == 1
            else f"{units.plain(min(values))}-{units.plain(max(values))}"
            for code, values in found.items()
        }

    def _agreed(self, text: str, meant: list[Meant], kind: tuple[int, ...]) -> Understood:
        """As much of what is meant as has goods of the kind together with the rest; the unsurest is given up first.

        If neither that nor the names of goods have any, the words nobody has beside the surest are dropped.
        """
        kept = sorted(meant, key=lambda one: SUREST.index(one.kind))
        while kept and not self._has_goods(kept, self._rest(text, kept), kind):
            kept.pop()
        if not kept and meant and not self._is_near(text):
            return self._nearest(text, meant, kind)
        return Understood(_pieces(text, kept), self._rest(text, kept), self._nobodys(text, kept))

    def _nearest(self, text: str, meant: Sequence[Meant], kind: tuple[int, ...]) -> Understood:
        """What is surely meant, with those other wishes and words that leave some goods of the kind."""
        kept: list[Meant] = []
        for one in sorted(meant, key=lambda one: SUREST.index(one.kind)):
            if self._has_goods([*kept, one], "", kind):
                kept.append(one)
        if not any(one.kind in ("category", "brand") for one in kept):
            return Understood((), text, ())
        left: list[str] = []
        dropped = [text[one.start : one.end] for one in meant if one not in kept]
        for word in words(_cut(text, meant)):
            if _says_nothing(word):
                continue
            if self._has_goods(kept, " ".join([*left, word.text]), kind):
                left.append(word.text)
            else:
                dropped.append(word.text)
        return Understood(_pieces(text, kept), " ".join(left), tuple(dropped))

    def _rest(self, text: str, kept: Sequence[Meant]) -> str:
        """What is left beside what is understood, without words that say nothing or that nobody has."""
        left = _cut(text, kept)
        if not kept:
            return left
        saying = [word for word in words(left) if not _says_nothing(word)]
        if not any(self._word_is_had(word) for word in saying):
            return ""
        for word in reversed(saying):
            if not self._word_is_had(word):
                left = f"{left[: word.start]} {left[word.end :]}"
        return " ".join(left.split())

    def _nobodys(self, text: str, kept: Sequence[Meant]) -> tuple[str, ...]:
        """Words beside what is understood that nobody has."""
        left = words(_cut(text, kept)) if kept else []
        return tuple(word.text for word in left if not _says_nothing(word) and not self._word_is_had(word))

    def _has_goods(self, kept: Sequence[Meant], rest: str, kind: tuple[int, ...] = ()) -> bool:
        hits = self._find(rest) if rest else None
        if rest and (hits is None or not len(hits)):
            return False
        scope = self._scope(kept) or kind or self._vocabulary.leaves
        parameters = [one.parameter for one in kept if one.kind != "category"]
        asked = read_parameters(parameters, self._vocabulary)
        query = query_for(asked, self._vocabulary, scope, size=0, hits=hits)
        return self._search(replace(query, facets=())).total > 0


def _head(free: Sequence[Word]) -> Sequence[Word]:
    """The words before the one that says what a thing is for."""
    return free[: next((place for place, word in enumerate(free) if word.text in FOR), len(free))]


def _pieces(text: str, kept: Sequence[Meant]) -> tuple[Piece, ...]:
    return tuple(
        Piece(one.kind, one.parameter, text[one.start : one.end], _cut(text, [one]))
        for one in sorted(kept, key=lambda one: one.start)
    )


def _says_nothing(word: Word) -> bool:
    return word.is_stop or word.text in GRAMMAR or not word.options


def _is_taken(word: Word, meant: Sequence[Meant]) -> bool:
    return any(word.start < one.end and one.start < word.end for one in meant)


def _values(meant: Sequence[Meant], kind: str) -> tuple[str, ...]:
    return tuple(one.parameter[1] for one in meant if one.kind == kind)


def _cut(text: str, meant: Sequence[Meant]) -> str:
    """The text without those words."""
    for one in sorted(meant, key=lambda each: -each.start):
        text = f"{text[: one.start]} {text[one.end :]}"
    return " ".join(text.split()).strip(" ,;.-–—")
