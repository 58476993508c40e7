"""What the first letters may mean: ready phrases of the shop, looked up by the beginning of any of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from technomart.domain.catalog import Vocabulary
from technomart.domain.search.text.analyser import stem, words
from technomart.domain.search.text.answers import Suggested

MOST_SHOWN = 6
MOST_LOOKED_AT = 400
LONGEST_TYPED = 60
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to suggest: a category, a brand or a brand in a category, with how many goods stand behind it."""

    text: str
    weight: int
    category: str | None
    brand: str | None


class Phrases:
    """The phrases of one language, found by beginnings or forms of their words in any order, weightiest first."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = sorted(phrases, key=lambda one: (-one.weight, one.text))
        ranks: dict[str, list[int]] = {}
        for rank, phrase in enumerate(self._phrases):
            for token in _tokens(phrase.text):
                ranks.setdefault(token, []).append(rank)
        self._tokens = sorted(ranks)
        self._starts = [0, *accumulate(len(ranks[token]) for token in self._tokens)]
        every = chain.from_iterable(ranks[token] for token in self._tokens)
        self._ranks = np.fromiter(every, np.int32, self._starts[-1])
        self._alike: dict[str, list[int]] = {}
        for place, token in enumerate(self._tokens):
            self._alike.setdefault(stem(token), []).append(place)

    def find(self, text: str) -> list[Phrase]:
        """Phrases in which every word of the text begins some word or is a form of it («игровой н»).

        The first `MOST_LOOKED_AT` of them.
        """
        asked = _tokens(text[:LONGEST_TYPED])
        found = np.full(len(self._phrases), bool(asked))
        for token in asked:
            begun = np.zeros(len(found), np.bool_)
            begun[self._beginning_with(token)] = True
            for place in self._alike.get(stem(token), ()):
                begun[self._ranks[self._starts[place] : self._starts[place + 1]]] = True
            found &= begun
        return [self._phrases[rank] for rank in np.flatnonzero(found)[:MOST_LOOKED_AT].tolist()]

    def _beginning_with(self, start: str) -> NDArray[np.int32]:
        """The ranks of the phrases with a word that begins so: such words stand side by side."""
        first = bisect_left(self._tokens, start)
        last = bisect_left(self._tokens, start + LAST_LETTER, first)
        return self._ranks[self._starts[first] : self._starts[last]]


def _tokens(text: str) -> list[str]:
    return [word.text for word in words(text)]


def phrases_of(vocabulary: Vocabulary, lang: str, counts: Mapping[int, Mapping[int, int]]) -> Phrases:
    """The phrases of a shop; `counts` says how many goods of each brand lie in each leaf."""
    found: list[Phrase] = []
    of_brand: dict[int, int] = {}
    for node in vocabulary.categories.values():
        total = sum(sum(counts.get(leaf, {}).values()) for leaf in node.leaves)
        if total:
            found.append(Phrase(plain_name(node.name[lang]), total + 1, node.slug, None))
    for leaf, brands in counts.items():
        node = vocabulary.categories[leaf]
        for brand, count in brands.items():
            of_brand[brand] = of_brand.get(brand, 0) + count
            entry = vocabulary.brands[brand]
            found.append(Phrase(f"{plain_name(node.name[lang])} {entry.name}", count, node.slug, entry.slug))
    found += [
        Phrase(vocabulary.brands[brand].name, total, None, vocabulary.brands[brand].slug)
        for brand, total in of_brand.items()
    ]
    return Phrases(found)


def suggested(found: Sequence[Phrase]) -> Suggested:
    """The first few of each kind."""
    queries = tuple(one.text for one in found)[:MOST_SHOWN]
    categories = dict.fromkeys(one.category for one in found if one.category and not one.brand)
    brands = dict.fromkeys(one.brand for one in found if one.brand and not one.category)
    return Suggested(queries, tuple(categories)[:MOST_SHOWN], tuple(brands)[:MOST_SHOWN], ())


def plain_name(name: str) -> str:
    """A name in the middle of a query: small letters unless it is an abbreviation."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
