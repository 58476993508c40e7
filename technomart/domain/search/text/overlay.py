"""The words goods are found by: an index of stems in memory, matched from the beginning of each word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import snowballstemmer

WORD = re.compile(r"[a-zа-я]+|\d+(?:[.,]\d+)?")
CYRILLIC = re.compile(r"[а-я]")
MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_QUERY = 200


class Stems:
    """Cuts text into stems, the same way for goods and for queries."""

    def __init__(self) -> None:
        self._russian = snowballstemmer.stemmer("russian")
        self._english = snowballstemmer.stemmer("english")
        self._known: dict[str, str] = {}

    def of(self, text: str) -> list[str]:
        """The stems of a text in order: `Смартфоны RTX4070` gives `смартфон`, `rtx`, `4070`."""
        words = WORD.findall(text.casefold().replace("ё", "е"))
        return [self._known.get(word) or self._stem(word[:LONGEST_WORD]) for word in words]

    def learn(self, text: str) -> list[str]:
        """The stems of a text of ours; remembered, since goods repeat the same words."""
        words = WORD.findall(text.casefold().replace("ё", "е"))
        for word in words:
            if word not in self._known:
                self._known[word] = self._stem(word[:LONGEST_WORD])
        return [self._known[word] for word in words]

    def _stem(self, word: str) -> str:
        if word[0].isdigit():
            return word.replace(",", ".")
        stemmer = self._russian if CYRILLIC.search(word) else self._english
        return str(stemmer.stemWord(word))


class WordIndex:
    """Which variants have which stems. Not safe for threads: its owner holds a lock."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._stems = Stems()
        self._of: dict[int, frozenset[str]] = {}
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._sorted: list[str] = []
        self.update(texts, ())

    def update(self, texts: Mapping[int, str], gone: Iterable[int]) -> None:
        """Know these texts anew and forget those that are gone."""
        for variant_id in [*texts, *gone]:
            for stem in self._of.pop(variant_id, ()):
                self._holders[stem].discard(variant_id)
                if not self._holders[stem]:
                    del self._holders[stem]
        for variant_id, text in texts.items():
            self._of[variant_id] = stems = frozenset(self._stems.learn(text))
            for stem in stems:
                self._holders[stem].add(variant_id)
        self._sorted = sorted(self._holders)

    def match(self, query: str) -> dict[int, int]:
        """The variants that have every word of the query, each with how many it has in full."""
        stems = list(dict.fromkeys(self._stems.of(query[:LONGEST_QUERY])))[:MOST_WORDS]
        if not stems:
            return {}
        found: set[int] | None = None
        full: Counter[int] = Counter()
        for stem in stems:
            holders = self._beginning_with(stem)
            found = holders if found is None else found & holders
            if not found:
                return {}
            full.update(self._holders.get(stem, ()))
        return {variant_id: full[variant_id] for variant_id in found or ()}

    def _beginning_with(self, stem: str) -> set[int]:
        holders: set[int] = set()
        for index in range(bisect_left(self._sorted, stem), len(self._sorted)):
            if not self._sorted[index].startswith(stem):
                break
            holders |= self._holders[self._sorted[index]]
        return holders
