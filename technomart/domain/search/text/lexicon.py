"""The vocabulary by its terms: which words mean a category, a brand, a value of a spec."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from technomart.domain.catalog import SpecEntry, Vocabulary
from technomart.domain.search.text import units
from technomart.domain.search.text.analyser import Word, stem, words
from technomart.domain.search.text.reading import own, telling

LANGUAGES = ("ru", "en")
AND = re.compile(r"\s+(?:и|and)\s+|,\s*|\s+/\s+")
NO_VALUES = frozenset({"нет", "no", "none", "есть", "yes", "все", "all"})
LONGEST_PHRASE = 5

Terms = tuple[str, ...]


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
        self.cues[spec.code] = frozenset(term for lang in LANGUAGES for term in phrase_terms(spec.name[lang]))
        for option in spec.options.values():
            for lang in LANGUAGES:
                name = option.name[lang]
                terms = phrase_terms(name)
                if terms and name.casefold() not in NO_VALUES and any(len(term) > 1 for term in terms):
                    meant = OptionMeant(spec.code, option.code, option.id)
                    if meant not in self.options[terms]:
                        self.options[terms].append(meant)
        if spec.kind in ("bool", "number"):
            for terms in {phrase_terms(part) for lang in LANGUAGES for part in AND.split(spec.name[lang])} - {()}:
                self.features[terms].append(spec.code)
        unit = units.of_spec(spec.unit["ru"]) or units.of_spec(spec.unit["en"])
        if spec.kind == "number" and unit is not None:
            self.numbers[unit].append(spec.code)

    def is_noun(self, terms: Terms) -> bool:
        """Whether these terms say what a thing is."""
        return terms in self.categories or terms in self.kinds

    def kind_of(self, terms: Terms) -> tuple[int, ...]:
        """The leaves that hold goods of the kind these terms name; none if they name no kind."""
        return self.kinds.get(terms, ())


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
