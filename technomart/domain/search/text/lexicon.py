"""The vocabulary by its terms: which words mean a category, a brand, a value of a spec."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from technomart.domain.catalog import SpecEntry, Vocabulary
from technomart.domain.search.text import units
from technomart.domain.search.text.analyser import Word, is_cyrillic, stem, words
from technomart.domain.search.text.reading import own, telling

LANGUAGES = ("ru", "en")
AND = re.compile(r"\s+(?:и|and)\s+|,\s*|\s+/\s+")
BRACKETS = re.compile(r"\(([^()]+)\)")
NOTHING = frozenset({"нет", "no", "none"})
NO_VALUES = NOTHING | {"есть", "yes", "все", "all"}
BUILT_IN = frozenset({"встроенная", "integrated"})
"""«Видеокарта: встроенная» is as good as none."""

WITHOUT = frozenset({"без", "without"})
LACKING = WITHOUT | {"no"}
LONGEST_PHRASE = 5

Terms = tuple[str, ...]


@lru_cache(maxsize=10_000)
def phrase_terms(text: str) -> Terms:
    """The terms of a phrase of the catalogue: what the words of a query are compared with."""
    return tuple(term for word in telling(words(text)) for term in own(word))


@dataclass(frozen=True, slots=True)
class OptionMeant:
    """An option of a spec."""

    spec: str
    code: str
    id: int


class Lexicon:
    """The phrases of one vocabulary. Built once for each; asked by the terms of a span of words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.categories: dict[Terms, int] = {}
        self.kinds: dict[Terms, tuple[int, ...]] = {}
        self.brands: dict[Terms, int] = {}
        self.options: dict[Terms, list[OptionMeant]] = defaultdict(list)
        self.lacks: dict[Terms, list[OptionMeant]] = defaultdict(list)
        """Options that are called by what is not there, by that: «без объектива»."""
        self.families: dict[Terms, list[OptionMeant]] = defaultdict(list)
        """Options by the beginnings of their names: «ryzen 5» is every Ryzen 5."""
        self.nothing: dict[str, str] = {}
        """The option that says there is none of what the spec is called by: «Подсветка: нет»."""
        self.cues: dict[str, frozenset[str]] = {}
        self.numbers: dict[str, list[str]] = defaultdict(list)
        self.features: dict[Terms, list[str]] = defaultdict(list)
        self._name_categories()
        self._name_kinds()
        for brand in vocabulary.brands.values():
            self._put(self.brands, brand.name, brand.id)
        for spec in vocabulary.specs.values():
            self._know_spec(spec)

    def _name_categories(self) -> None:
        """Whole names of any category, and the parts of the names of leaves: «Ноутбуки и ультрабуки» are both."""
        nodes = self.vocabulary.categories
        for node in nodes.values():
            for lang in LANGUAGES:
                self._put(self.categories, node.name[lang], node.id)
        for leaf in self.vocabulary.leaves:
            for lang in LANGUAGES:
                for part in AND.split(nodes[leaf].name[lang]):
                    self._put(self.categories, part, leaf)

    def _name_kinds(self) -> None:
        """Names of types: that of several leaves means all of them, though one of them may bear it too."""
        nodes = self.vocabulary.categories
        of_kind: dict[int, list[int]] = defaultdict(list)
        for leaf in self.vocabulary.leaves:
            kind = nodes[leaf].type_id
            if kind is not None:
                of_kind[kind].append(leaf)
        for kind, leaves in of_kind.items():
            for lang in LANGUAGES:
                for part in AND.split(self.vocabulary.types[kind].name[lang]):
                    terms = phrase_terms(part)
                    if len(leaves) > 1 and self.categories.get(terms) in leaves:
                        del self.categories[terms]
                    if terms and terms not in self.categories:
                        self.kinds.setdefault(terms, tuple(leaves))

    @staticmethod
    def _put(phrases: dict[Terms, int], name: str, what: int) -> None:
        terms = phrase_terms(name)
        if terms:
            phrases.setdefault(terms, what)

    def _know_spec(self, spec: SpecEntry) -> None:
        named = (text for lang in LANGUAGES for text in (spec.name[lang], spec.unit[lang]))
        self.cues[spec.code] = frozenset(term for text in named for term in phrase_terms(text))
        for option in spec.options.values():
            meant = OptionMeant(spec.code, option.code, option.id)
            for name in dict.fromkeys(option.name[lang] for lang in LANGUAGES):
                self._know_option(name, meant)
        if spec.kind in ("bool", "number") or spec.code in self.nothing:
            called = (part for lang in LANGUAGES for part in (spec.name[lang], *AND.split(spec.name[lang])))
            for terms in dict.fromkeys(map(phrase_terms, called)):
                self.features[terms].append(spec.code)
        unit = units.of_spec(spec.unit["ru"]) or units.of_spec(spec.unit["en"])
        if spec.kind == "number" and unit is not None:
            self.numbers[unit].append(spec.code)

    def _know_option(self, name: str, meant: OptionMeant) -> None:
        terms, said = phrase_terms(name), words(name)
        if name.casefold() in NOTHING | BUILT_IN:
            self.nothing[meant.spec] = meant.code
        if not terms or name.casefold() in NO_VALUES or all(len(term) < 2 for term in terms):
            return
        if said[0].text in LACKING and len(said) > 1:
            self.lacks[phrase_terms(name[said[0].end :])].append(meant)
            return
        for called in {terms, *map(phrase_terms, _told_in_brackets(name))}:
            if called and meant not in self.options[called]:
                self.options[called].append(meant)
        for size in range(1, len(terms)):
            start = terms[:size]
            is_name = any(map(str.isalpha, start)) and len("".join(start)) > 1
            if is_name and not any(map(is_cyrillic, start)) and meant not in self.families[start]:
                self.families[start].append(meant)

    def is_noun(self, terms: Terms) -> bool:
        """Whether these terms say what a thing is."""
        return terms in self.categories or terms in self.kinds

    def kind_of(self, terms: Terms) -> tuple[int, ...]:
        """The leaves that hold goods of the kind these terms name; none if they name no kind."""
        return self.kinds.get(terms, ())


def _told_in_brackets(name: str) -> list[str]:
    """The names of an option that has others behind it: «2560×1440 (2K, QHD)»."""
    others = [one for inside in BRACKETS.findall(name) for one in AND.split(inside)]
    return [BRACKETS.sub(" ", name), *others] if others else []


def cue_terms(near: Iterable[Word]) -> frozenset[str]:
    """The terms of words beside a value that may tell which spec it is of."""
    return frozenset(term for word in near for term in own(word)) | frozenset(
        said for word in near if word.is_plain for said in (word.text, stem(word.text))
    )


def spans(size: int) -> Sequence[tuple[int, int]]:
    """Every span of so many words, longest first, from the left."""
    return [
        (start, start + length)
        for length in range(min(LONGEST_PHRASE, size), 0, -1)
        for start in range(size - length + 1)
    ]
