"""What the first letters may mean: ready phrases of the shop, looked up by the beginning of any of their words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from technomart.domain.catalog import Vocabulary
from technomart.domain.search.text.analyser import words
from technomart.domain.search.text.answers import Suggested

MOST_SHOWN = 6
MOST_LOOKED_AT = 400
LONGEST_TYPED = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to suggest: a category, a brand or a brand in a category, with how many goods stand behind it."""

    text: str
    weight: int
    category: str | None
    brand: str | None


class Phrases:
    """The phrases of one language, found by beginnings of their words in any order, the weightiest first."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._phrases = sorted(phrases, key=lambda one: (-one.weight, one.text))
        beginnings: dict[str, list[int]] = {}
        for rank, phrase in enumerate(self._phrases):
            for token in _tokens(phrase.text):
                beginnings.setdefault(token, []).append(rank)
        self._tokens = sorted(beginnings)
        self._ranks = [beginnings[token] for token in self._tokens]

    def find(self, text: str) -> list[Phrase]:
        """Phrases in which every word of the text begins some word."""
        asked = _tokens(text[:LONGEST_TYPED])
        found: set[int] | None = None
        for token in asked:
            ranks = self._beginning_with(token)
            found = ranks if found is None else found & ranks
            if not found:
                return []
        return [self._phrases[rank] for rank in sorted(found or ())[:MOST_LOOKED_AT]]

    def _beginning_with(self, start: str) -> set[int]:
        ranks: set[int] = set()
        for place in range(bisect_left(self._tokens, start), len(self._tokens)):
            if not self._tokens[place].startswith(start):
                break
            ranks.update(self._ranks[place])
        return ranks


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
