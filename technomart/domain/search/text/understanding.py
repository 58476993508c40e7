"""Reads filters out of a query: category, brand, values of specs, price, stock, order. What is unsure stays text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from technomart.domain.search.columns import Answer, Query
from technomart.domain.search.queries import filterable, query_for
from technomart.domain.search.queries import read as read_parameters
from technomart.domain.search.text.analyser import Word, is_adjective, is_cyrillic, plain_text, words
from technomart.domain.search.text.answers import Piece
from technomart.domain.search.text.lexicon import WITHOUT, Lexicon, spans
from technomart.domain.search.text.looking import Ids
from technomart.domain.search.text.prices import GRAMMAR, wishes
from technomart.domain.search.text.reading import Aliases
from technomart.domain.search.text.values import NOT, Meant, Readings, Values

FOR = frozenset({"для", "for", "под"})
WITH = WITHOUT | {"с", "со", "with"}
MOST_PIECES = 8
MOST_OTHERS = 40
"""Brands that «не apple» may stand for; where more are left it says nothing."""

SUREST = ("category", "brand", "price", "in_stock", "reduced", "sort", "spec")
WISHES = frozenset({"price", "in_stock", "reduced", "sort"})
"""What no goods have as words."""

Searching = Callable[[Query], Answer]
Counting = Callable[[Query], Mapping[int, int]]
"""How many goods lie in each leaf."""

Finding = Callable[[str], Ids | None]


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

    `search` counts values of specs, `count` goods, `find` tells the hits of a text, `is_near` whether anybody has all
    of it in title and specs, `is_had` whether anybody has a word.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        aliases: Aliases,
        *,
        search: Searching,
        count: Counting,
        find: Finding,
        is_near: Callable[[str], bool],
        is_had: Callable[[Word], bool],
    ) -> None:
        self._lexicon, self._readings = lexicon, Readings(aliases)
        self._search, self._count, self._find = search, count, find
        self._is_near, self._word_is_had = is_near, is_had
        self._vocabulary = lexicon.vocabulary

    def of(self, text: str) -> Understood:
        """The pieces of a text, all of which together have goods; none if there is nothing to understand."""
        meant = [
            Meant(one.kind, one.parameter[0], one.parameter[1:], one.start, one.end)
            for one in wishes(plain_text(text))
        ]
        free = [word for word in words(text) if not _is_taken(word, meant)]
        nouns = self._nouns(free)
        scope = self._scope(nouns)
        leaves = scope or self._scope_of_text(_cut(text, [*meant, *nouns]), free)
        meant += self._with_values(free, [self._but(free, noun, leaves) for noun in nouns], leaves)
        kind = () if scope else self._kind(_head(free))
        understood = self._agreed(text, sorted(meant, key=lambda one: one.start)[:MOST_PIECES], free, kind)
        if any(piece.kind == "category" for piece in understood.pieces):
            return understood
        return replace(understood, kind=self._kind(_head(words(understood.rest))))

    def _but(self, free: Sequence[Word], noun: Meant, leaves: tuple[int, ...]) -> Meant:
        """The noun, or, if it is a brand that is not wanted, the others that have such goods: «не apple»."""
        before = [word for word in free if word.end <= noun.start]
        if noun.kind != "brand" or not before or before[-1].text not in NOT:
            return noun
        counts = self._search(Query(scope=leaves, limit=0, facets=())).brands if leaves else {}
        others = [self._vocabulary.brands[one].slug for one in sorted(counts, key=lambda one: -counts[one])]
        values = tuple(slug for slug in others if slug not in noun.values)
        return Meant("brand", "brand", values if len(values) <= MOST_OTHERS else (), before[-1].start, noun.end)

    def _with_values(self, free: Sequence[Word], nouns: list[Meant], leaves: tuple[int, ...]) -> list[Meant]:
        """The nouns and the values beside them; who makes no such goods may make what is in them: «ноутбук intel»."""
        filters = [use.spec for use in filterable(self._vocabulary, leaves)] if leaves else []
        if not filters:
            return nouns
        brands = [one for one in nouns if one.kind == "brand"]
        codes = {spec.code for spec in filters}
        foreign = [
            one
            for one in brands
            if not self._count(self._query([one], leaves)) or self._is_part_of_a_value(free, one, codes)
        ]
        kept = [one for one in nouns if one not in foreign]
        rest = [word for word in free if not _is_taken(word, kept)]
        if not rest:
            return nouns
        known = frozenset(
            self._vocabulary.brand_slugs[slug] for one in brands if one not in foreign for slug in one.values
        )
        facets = tuple(spec.code for spec in filters)
        answer = self._search(Query(scope=leaves, brands=known, limit=0, facets=facets))
        found = Values(self._lexicon, self._readings, filters, answer).of(rest, free)
        return [*kept, *found, *(one for one in foreign if not any(_overlap(one, value) for value in found))]

    def _is_part_of_a_value(self, free: Sequence[Word], brand: Meant, codes: Collection[str]) -> bool:
        """Whether the brand and words beside it are a value of these specs: «apple m4», «nintendo switch»."""
        for start, end in spans(len(free)):
            span = free[start:end]
            if span[0].start <= brand.start and brand.end <= span[-1].end and len(span) > 1:
                terms = next(iter(self._readings.of(span)), ())
                if any(option.spec in codes for option in self._lexicon.options.get(terms, ())):
                    return True
        return False

    def _nouns(self, free: Sequence[Word]) -> list[Meant]:
        """A category and brands, outside of what the thing is for; real names go before what people call things.

        Beside the name of a kind that lies in several leaves, which stays text, no category is meant: «ноутбук ssd»,
        nor by what it comes with; what a measure is of is meant last: «телефон 12 гб оперативной памяти».
        """
        head = _head(free)
        comes_with = {place for place in range(1, len(head)) if head[place - 1].text in WITH}
        measured = {place for place in range(1, len(head)) if head[place - 1].unit is not None}
        behind = set(range(min(comes_with, default=len(head)), len(head)))
        passes = dict.fromkeys(map(frozenset, (behind | measured, comes_with | measured, comes_with)))
        found: list[Meant] = []
        taken: set[int] = set()
        is_named = False
        for barred, by_name, (start, end) in product(passes, (True, False), spans(len(head))):
            if taken.intersection(range(start, end)):
                continue
            span = free[start:end]
            for terms in self._readings.of(span)[: 1 if by_name else None]:
                category, brand = self._lexicon.categories.get(terms), self._lexicon.brands.get(terms)
                may_be = not is_named and start not in barred
                if may_be and self._lexicon.kind_of(terms):
                    is_named = True
                    taken.update(range(start, end))
                    break
                if may_be and category is not None:
                    is_named = True
                    kind, slug = "category", self._vocabulary.categories[category].slug
                elif brand is not None:
                    kind, slug = "brand", self._vocabulary.brands[brand].slug
                else:
                    continue
                found.append(Meant(kind, kind, (slug,), span[0].start, span[-1].end))
                taken.update(range(start, end))
                break
        return found

    def _scope(self, meant: Sequence[Meant]) -> tuple[int, ...]:
        for one in meant:
            if one.kind == "category":
                node = self._vocabulary.category(one.values[0])
                return node.leaves if node is not None else ()
        return ()

    def _scope_of_text(self, text: str, free: Sequence[Word]) -> tuple[int, ...]:
        """The leaves of the kind that is named, else those of the text's own hits, or of those without its values."""
        kind = self._kind(free)
        if kind:
            return kind
        plain = [word for word in words(text) if word.unit is None]
        options = self._lexicon.options
        bare = [word for word in plain if not any(terms in options for terms in self._readings.of([word]))]
        ways = dict.fromkeys(" ".join(text[word.start : word.end] for word in way) for way in (plain, bare))
        found = (self._find(way) for way in ways if way)
        hits = next((each for each in found if each is not None and len(each)), None)
        if hits is None:
            return ()
        return tuple(self._count(Query(scope=self._vocabulary.leaves, hits=hits)))

    def _kind(self, free: Sequence[Word]) -> tuple[int, ...]:
        """The leaves of the kind that is named; none if no kind is."""
        for start, end in spans(len(free)):
            for terms in self._readings.of(free[start:end]):
                leaves = self._lexicon.kind_of(terms)
                if leaves:
                    return leaves
        return ()

    def _purposes(self, free: Sequence[Word], meant: Sequence[Meant], kind: tuple[int, ...]) -> list[Word]:
        """Words that say what a thing is for and narrow nothing: no goods of the kind are called by them.

        A name narrows, though goods only tell of it: «ссд для ps5».
        """
        head, scope = _head(free), self._scope(meant) or kind
        noun = " ".join(word.text for word in head if not word.is_stop)
        said = [word for word in free[len(head) :] if not (_says_nothing(word) or _is_taken(word, meant))]
        if not scope or not noun:
            return []

        def narrows(word: Word) -> bool:
            readings, nouns = self._readings.of([word]), [one for one in meant if one.kind == "category"]
            is_name = any(self._lexicon.is_noun(terms) or not all(map(is_cyrillic, terms)) for terms in readings)
            return self._has_goods(nouns, word.text, kind) and (is_name or self._is_near(f"{noun} {word.text}"))

        return [word for word in said if not narrows(word)]

    def _agreed(self, text: str, meant: list[Meant], free: Sequence[Word], kind: tuple[int, ...]) -> Understood:
        """As much of what is meant as has goods of the kind together with the rest; the unsurest is given up first.

        If neither that nor the names of goods have any, the words nobody has beside the surest are dropped. A price
        and the like are never looked for as words.
        """
        idle: list[Meant | Word] = [*self._purposes(free, meant, kind), *(one for one in meant if one.kind in WISHES)]
        kept = sorted(meant, key=lambda one: SUREST.index(one.kind))
        while kept and not self._has_goods(kept, self._rest(text, kept, idle), kind):
            kept.pop()
        is_unmet = not kept and bool(meant or (kind and not self._has_goods([], self._rest(text, [], idle), kind)))
        if is_unmet and (not self._is_near(_cut(text, idle)) or self._is_but_described(text, meant, idle)):
            return self._nearest(text, meant, idle, kind)
        for one in [] if kept else [one for one in meant if one.kind in WISHES]:
            if self._has_goods([*kept, one], self._rest(text, [], idle), kind):
                kept.append(one)
        given_up = [one for one in meant if one not in kept and one.kind == "spec"]
        if given_up and self._is_better_without(text, kept, idle, given_up):
            idle += given_up
        rest = self._rest(text, kept, idle)
        return Understood(_pieces(text, kept), rest, (*_told(text, kept, idle), *self._nobodys(text, kept, idle)))

    def _is_but_described(self, text: str, meant: Sequence[Meant], idle: Sequence[Meant | Word]) -> bool:
        """Whether a category is named and all else says which: of «игровая клавиатура» no mice are wanted."""
        said = [word for word in words(_cut(text, [*meant, *idle])) if not _says_nothing(word)]
        named = [term for word in said for terms in self._readings.of([word]) for term in terms]
        is_category = any(one.kind == "category" for one in meant)
        return is_category and all(any(map(is_adjective, (word.text, *named))) for word in said)

    def _is_better_without(
        self, text: str, kept: Sequence[Meant], idle: Sequence[Meant | Word], given_up: Sequence[Meant]
    ) -> bool:
        """Whether somebody has the rest without these values, and nobody with them."""
        found = self._find(self._rest(text, kept, idle))
        without = self._rest(text, kept, [*idle, *given_up])
        return found is not None and not len(found) and bool(without) and self._has_goods(kept, without)

    def _nearest(
        self, text: str, meant: Sequence[Meant], idle: Sequence[Meant | Word], kind: tuple[int, ...]
    ) -> Understood:
        """What is surely meant, with those other wishes and words that leave some goods of the kind."""
        kept: list[Meant] = []
        for one in sorted(meant, key=lambda one: SUREST.index(one.kind)):
            if self._has_goods([*kept, one], "", kind):
                kept.append(one)
        if not kind and not any(one.kind in ("category", "brand") for one in kept):
            return self._valued(text, meant, idle)
        left: list[str] = []
        dropped = [
            *_told(text, kept, idle),
            *(text[one.start : one.end] for one in meant if one not in [*kept, *idle]),
        ]
        for word in words(_cut(text, [*meant, *idle])):
            if _says_nothing(word):
                continue
            more = " ".join([*left, word.text])
            if self._has_goods(kept, more, kind) and (not kind or self._is_near(more)):
                left.append(word.text)
            else:
                dropped.append(word.text)
        return Understood(_pieces(text, kept), " ".join(left), tuple(dropped))

    def _valued(self, text: str, meant: Sequence[Meant], idle: Sequence[Meant | Word]) -> Understood:
        """The text without the values that none of its goods has: there is no black iPhone 17 Pro Max."""
        plain = _cut(text, [*meant, *idle])
        if not plain or not self._has_goods([], plain):
            return Understood((), text, ())
        kept: list[Meant] = []
        for one in meant:
            if self._has_goods([*kept, one], plain):
                kept.append(one)
        silent = [one for one in meant if one not in kept and one not in idle]
        return Understood(_pieces(text, kept), plain, _told(text, kept, [*idle, *silent]))

    def _rest(self, text: str, kept: Sequence[Meant], idle: Sequence[Meant | Word]) -> str:
        """What is left beside what is understood, without words that say nothing or that nobody has."""
        left = _cut(text, [*kept, *idle])
        if not kept:
            return left
        nobodys = self._had_by_nobody(left)
        if all(word in nobodys or _says_nothing(word) for word in words(left)):
            return ""
        return _cut(left, nobodys)

    def _nobodys(self, text: str, kept: Sequence[Meant], idle: Sequence[Meant | Word]) -> tuple[str, ...]:
        """Words beside what is understood that nobody has."""
        return tuple(word.text for word in self._had_by_nobody(_cut(text, [*kept, *idle]))) if kept else ()

    def _had_by_nobody(self, text: str) -> list[Word]:
        said = words(text)
        named = self._readings.around(said)
        return [word for word in said if not (word in named or _says_nothing(word) or self._word_is_had(word))]

    def _has_goods(self, kept: Sequence[Meant], rest: str, kind: tuple[int, ...] = ()) -> bool:
        hits = self._find(rest) if rest else None
        if rest and (hits is None or not len(hits)):
            return False
        return bool(self._count(self._query(kept, self._scope(kept) or kind or self._vocabulary.leaves, hits)))

    def _query(self, kept: Sequence[Meant], scope: tuple[int, ...], hits: Ids | None = None) -> Query:
        parameters = [each for one in kept if one.kind != "category" for each in one.parameters]
        return query_for(read_parameters(parameters, self._vocabulary), self._vocabulary, scope, size=0, hits=hits)


def _head(free: Sequence[Word]) -> Sequence[Word]:
    """The words before the one that says what a thing is for."""
    return free[: next((place for place, word in enumerate(free) if word.text in FOR), len(free))]


def _pieces(text: str, kept: Sequence[Meant]) -> tuple[Piece, ...]:
    return tuple(
        Piece(one.kind, parameter, text[one.start : one.end], _cut(text, [one]))
        for one in sorted(kept, key=lambda one: one.start)
        for parameter in one.parameters
    )


def _says_nothing(word: Word) -> bool:
    return word.is_stop or word.text in GRAMMAR or not word.options


def _is_taken(word: Word, meant: Sequence[Meant]) -> bool:
    return any(one.covers(word) for one in meant)


def _overlap(one: Meant, other: Meant) -> bool:
    return one.start < other.end and other.start < one.end


def _told(text: str, kept: Sequence[Meant], idle: Sequence[Meant | Word]) -> tuple[str, ...]:
    """What is not looked for, as typed: idle words, and what is kept but stands for nothing."""
    silent = [one for one in idle if one not in kept] + [one for one in kept if not one.values]
    return tuple(text[one.start : one.end] for one in sorted(silent, key=lambda one: one.start))


def _cut(text: str, meant: Iterable[Meant | Word]) -> str:
    """The text without those words; each stands somewhere in it."""
    for start, end in sorted({(one.start, one.end) for one in meant}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split()).strip(" ,;.-–—")
