"""Reads a query into groups of terms: each word with its other names, all groups to be had together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from technomart.domain.search.text.analyser import STOP_WORDS, Word, stem, words
from technomart.domain.search.text.looking import Look

MOST_WORDS = 12
LONGEST_ALIAS = 3
SHORTEST_BEGINNING = 3
MOST_NAMES = 6
NOT_THERE = re.compile(r"^(?:без|without)\s+")

ENDING = re.compile(r"(?<=[а-я]{3})(?:ами|ах|ам|ов|ом|ем|ой|ей|а|у|е|ы|и|ю|я)$")
FIRST_ENDINGS = ("", "а", "я", "ь", "й")
"""How a name ends in its first form, of which «интеле» and «плойкой» are others."""

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aliases:
    """What people call things, by the stems of the name; each name may mean several phrases.

    A name may also say what is not there, `lacking`: «проводной» is without a wireless connection.
    """

    of: Mapping[Terms, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    lacking: Mapping[Terms, tuple[str, ...]] = field(default_factory=dict)
    of_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: frozenset[str] = frozenset()
    """The first terms of names of several words."""

    phrases: frozenset[str] = frozenset()
    """Names of several words as they are written."""

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str]]) -> Aliases:
        found: dict[Terms, list[str]] = {}
        lacking: dict[Terms, list[str]] = {}
        known = list(rows)
        for name, means in known:
            key = _key(words(name))
            what = NOT_THERE.sub("", means)
            if key and what != means:
                lacking.setdefault(key, []).append(what)
            elif key:
                found.setdefault(key, []).append(means)
        names = sorted({name for name, _ in known if name.isalpha()})
        of_word = {name: tuple(found[key]) for name in names if (key := _key(words(name))) in found}
        starts = frozenset(key[0] for name, _ in known if " " in name and (key := _key(words(name))))
        phrases = frozenset(name for name, _ in known if " " in name)
        return cls(_whole(found), tuple(names), _whole(lacking), of_word, starts, phrases)

    def beginning_with(self, start: str) -> list[str]:
        """Single words people use that begin so."""
        place = bisect_left(self.names, start)
        return [name for name in self.names[place : place + MOST_NAMES] if name.startswith(start)]

    def means(self, span: Sequence[Word]) -> tuple[str, ...]:
        """What this span of words means besides itself."""
        if len(span) > 1:
            return () if self.starts.isdisjoint(own(span[0])[:1]) else self.of.get(_key(span), ())
        return self.of.get(_key(span)) or self._declined(span)

    def lacks(self, span: Sequence[Word]) -> tuple[str, ...]:
        """What is not there if one says so."""
        return self.lacking.get(_key(span), ())

    def _declined(self, span: Sequence[Word]) -> tuple[str, ...]:
        return self.of_form(span[0].text) if len(span) == 1 else ()

    def of_form(self, text: str) -> tuple[str, ...]:
        """What a foreign name means that a dictionary does not lead back to its first form: «на интеле»."""
        ending = ENDING.search(text)
        starts = [text] if ending is None else [text, text[: ending.start()]]
        forms = (start + first for start in starts for first in (FIRST_ENDINGS if start != text else ("",)))
        return next((self.of_word[form] for form in forms if form in self.of_word), ())

    def around(self, said: Sequence[Word]) -> set[Word]:
        """The words that are parts of names of several words: «хоум под» is one, of which nobody has a word."""
        return {
            word
            for size in range(2, LONGEST_ALIAS + 1)
            for at in range(len(said) - size + 1)
            if not self.starts.isdisjoint(own(said[at])[:1])
            and ((key := _key(said[at : at + size])) in self.of or key in self.lacking)
            for word in said[at : at + size]
        }

    def know(self, word: Word) -> bool:
        """Whether the word is a name that people use."""
        return bool(self.means([word]) or self.lacks([word]))


def _key(span: Sequence[Word]) -> Terms:
    return tuple(term for word in span for term in own(word))


def _whole(found: Mapping[Terms, Sequence[str]]) -> dict[Terms, tuple[str, ...]]:
    return {key: tuple(means) for key, means in found.items()}


@dataclass(frozen=True, slots=True)
class Group:
    """One thing asked for: words of the query and the alternatives that satisfy it."""

    words: tuple[Word, ...]
    alternatives: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it can be looked for: groups to be had together, words that nobody has, terms of near pairs."""

    groups: tuple[Group, ...]
    unknown: tuple[Word, ...]
    pairs: tuple[str, ...] = ()


def own(word: Word) -> Terms:
    """The terms of a word taken apart, a number with its unit: what phrases are compared by."""
    if not word.options:
        return ()
    is_whole = word.options[0][0].endswith("+") or not STOP_WORDS.isdisjoint(word.text.split("-")[:-1])
    if is_whole:  # «hdr10+» is not «hdr10», «in-ear» is not «on-ear»
        return word.options[0]
    return word.options[0] if word.unit else word.options[-1]


def telling(found: Sequence[Word], named: Collection[Word] = ()) -> list[Word]:
    """The words that say something, by themselves or as parts of a name; all of them if none does."""
    kept = [word for word in found if word.options and (not word.is_stop or word in named)]
    return (kept or [word for word in found if word.options])[:MOST_WORDS]


def read(found: Sequence[Word], look: Look, aliases: Aliases, *, last_is_begun: bool = False) -> Reading:
    """The groups of these words, and those that stand for nothing we have.

    `last_is_begun` takes the last word for the beginning of others as well.
    """
    said = telling(found, aliases.around(found))
    look.fetch(_wanted(said, aliases))
    groups: list[Group] = []
    unknown: list[Word] = []
    place = 0
    while place < len(said):
        group = _alias(said, place, look, aliases) or _joined(said, place, look) or _single(said[place], look)
        if group is None:
            unknown.append(said[place])
            place += 1
        else:
            groups.append(group)
            place += len(group.words)
    if last_is_begun and said and (begun := _begun(said[-1], look, aliases)):
        if unknown and unknown[-1] is said[-1]:
            groups.append(Group((unknown.pop(),), begun))
        elif groups and groups[-1].words == (said[-1],):
            groups[-1] = Group(groups[-1].words, tuple(dict.fromkeys([*groups[-1].alternatives, *begun])))
    pairs = tuple(
        term
        for one, two in pairwise(said)
        if (one.number is None) != (two.number is None) and look.knows((term := one.text + two.text,))
    )
    return Reading(tuple(groups), tuple(unknown), pairs)


def _wanted(said: Sequence[Word], aliases: Aliases) -> Iterable[str]:
    """Every term a reading of these words may ask for, so that all can be asked for at once."""
    meant = [
        means
        for size in range(1, LONGEST_ALIAS + 1)
        for at in range(len(said))
        for means in aliases.means(said[at : at + size])
    ]
    for word in [*said, *(word for means in meant for word in words(means))]:
        yield from chain.from_iterable(word.options)
    for one, two in pairwise(said):
        yield one.text + two.text
        if one.is_plain and two.is_plain:
            yield stem(one.text + two.text)


def _alias(said: list[Word], place: int, look: Look, aliases: Aliases) -> Group | None:
    for size in range(min(LONGEST_ALIAS, len(said) - place), 0, -1):
        span = said[place : place + size]
        meant = [known for means in aliases.means(span) if (known := phrase(means, look)) is not None]
        if not meant:
            continue
        literally = [known for word in span if (known := option(word, look)) is not None]
        itself = tuple(term for known in literally for term in known)
        alternatives = [itself, *meant] if len(literally) == size and look.knows(itself) else meant
        return Group(tuple(span), tuple(dict.fromkeys(alternatives)))
    return None


def _joined(said: list[Word], place: int, look: Look) -> Group | None:
    """Two words that goods write as one: «видео карта», «power bank»."""
    span = said[place : place + 2]
    if len(span) < 2 or not all(word.is_plain and len(word.text) > 1 for word in span):
        return None
    together = stem(span[0].text + span[1].text)
    if not any(look.holders(together)[:2]):
        return None
    apart = [known for word in span if (known := option(word, look)) is not None]
    both = tuple(term for known in apart for term in known)
    alternatives = [both, (together,)] if len(apart) == 2 and look.knows(both) else [(together,)]
    return Group(tuple(span), tuple(alternatives))


def _single(word: Word, look: Look) -> Group | None:
    known = option(word, look)
    if known is not None:
        return Group((word,), (known,))
    if not word.is_plain or len(word.text) < SHORTEST_BEGINNING:
        return None
    begun = {stem_ for stem_ in look.beginning_with(word.text).values() if look.knows((stem_,))}
    return Group((word,), tuple((one,) for one in sorted(begun))) if begun else None


def _begun(word: Word, look: Look, aliases: Aliases) -> tuple[Terms, ...]:
    """What a word may be the beginning of: words of goods, and names people use."""
    if not word.is_plain or len(word.text) < SHORTEST_BEGINNING:
        return ()
    begun = {(cut,) for cut in look.beginning_with(word.text).values() if look.knows((cut,))}
    named = [means for name in aliases.beginning_with(word.text) for means in aliases.means(words(name))]
    meant = (phrase(means, look) for means in dict.fromkeys(named))
    return (*sorted(begun), *(known for known in meant if known is not None))


def option(word: Word, look: Look) -> Terms | None:
    """The first of the word's options that somebody has."""
    return next((each for each in word.options if look.knows(each)), None)


def phrase(text: str, look: Look) -> Terms | None:
    """The terms of a whole phrase of the catalogue, if somebody has them all."""
    options = [option(word, look) for word in telling(words(text))]
    if not options or any(one is None for one in options):
        return None
    terms = tuple(term for one in options if one is not None for term in one)
    return terms if look.knows(terms) else None
