"""Makes of a query that nobody understands one that hits: layout, the other alphabet, spelling, spaces.

A word that somebody has is never touched; each rewriting is taken only if its words are had.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from pyroaring import BitMap

from technomart.domain.search.text.analyser import Word, is_of_dictionary, stem, words
from technomart.domain.search.text.answers import Rewrite
from technomart.domain.search.text.letters import CYRILLIC, LATIN, in_other_letters, other_layout, sounds
from technomart.domain.search.text.looking import Look
from technomart.domain.search.text.ranking import levels
from technomart.domain.search.text.reading import SHORTEST_BEGINNING, Aliases, option, read
from technomart.domain.search.text.small_words import (
    in_russian,
    is_unit_aloud,
    of_grammar,
    with_phrases,
)
from technomart.domain.search.text.spelling import A_SLIP, SHORTEST, correct

SOFT = re.compile(r"[a-z]['’][a-z]*$|[a-z]['’][a-z]")
CHUNK = re.compile(r"\S+")
ATOM = re.compile(r"\d+|[^\W\d]+")
SHORTEST_PART = 3
SIGN_INSIDE = re.compile(r"(?<![^\s])[\[\];',.`{}<>](?=[a-z])|[a-z][\[\];,`{}<>](?=[a-z\[\];,]|\s|$)", re.IGNORECASE)
"""A sign that is a letter on the other keyboard, at the beginning or inside of a word."""

SPOKEN = re.compile(r"(?!.*[^\Waeiouyаеиоуыэюяё\d_]{4})(?=.*[aeiouyаеиоуыэюяё])[\w'-]+")
"""Looks like a word: with a vowel, and no four consonants in a row."""

SURELY = 6
"""From so many letters on a word may be misspelt and in the wrong letters at once, by one mistake."""

LONG = 9
MOST_BEGINNINGS = 2
MOST_REPAIRS = 4
"""Words of one query that are bent; who mistypes more has to type again."""


@dataclass(slots=True)
class Forgiving:
    """One query on its way to words that are had. `names` are the names people use."""

    look: Look
    aliases: Aliases
    names: frozenset[str]
    grammar: frozenset[str]
    tried: list[str] = field(default_factory=list)

    def forgive(self, text: str) -> tuple[str, Rewrite | None]:
        """The text to look for, and how it came about; the same text if nothing helped or nothing had to."""
        doubts = self._in_doubt(text)
        self.look.fetch(term for word in doubts for each in word.options for term in each)
        if all(map(self.is_had, doubts)) and not SIGN_INSIDE.search(text):
            return text, None
        swapped = other_layout(text)
        self.look.fetch(term for word in words(swapped) for each in word.options for term in each)
        if swapped != text:
            if self._is_whole(swapped):
                return swapped, Rewrite.layout
            self._note_tried(swapped)
        chunked, was_swapped = self._swap_chunks(text)
        repaired, how = self._repair(chunked)
        if was_swapped:
            how = Rewrite.layout
        elif swapped != text and not self._says_anything(text) and not self._says_anything(repaired):
            meant, way = self._repair(swapped)
            if way is not None and self._is_whole(meant):
                return meant, Rewrite.layout
        if repaired == text and how is None:
            return text, None
        return repaired, how

    def _says_anything(self, text: str) -> bool:
        """Whether some word is had, or is Russian at least."""
        doubts = self._in_doubt(text)
        is_russian = any(
            CYRILLIC.search(word.text) and is_of_dictionary(word.text) for word in doubts if word.is_plain
        )
        return is_russian or bool(self.aliases.around(words(text))) or any(map(self.is_had, doubts))

    def _note_tried(self, text: str) -> None:
        """Remember what could have been meant; what nobody could say is not worth telling."""
        if all(SPOKEN.fullmatch(word) for word in text.lower().split()):
            self.tried.append(text)

    def _in_doubt(self, text: str) -> list[Word]:
        """The words that could be wrong: numbers alone are what they are."""
        said = words(text)
        named = self.aliases.around(said)
        return [
            word for word in said if word.options and word.number is None and not word.is_stop and word not in named
        ]

    def is_had(self, word: Word) -> bool:
        """Whether somebody has the word, or a longer one that begins with it, or it is a name or a filter's word.

        What no dictionary has and descriptions seem to have by a guessed ending only is more likely misspelt.
        """
        if word.text in self.grammar or self.aliases.know(word):
            return True
        known = option(word, self.look)
        if known is not None and (self._is_named(known) or not word.is_plain or self._is_a_word(word.text)):
            return True
        if word.is_plain and len(word.text) >= SHORTEST_BEGINNING:
            begun = any(self.look.knows((cut,)) for cut in self.look.beginning_with(word.text).values())
            return begun and not self._is_whole_in_other_letters(word.text)
        return False

    def _is_whole_in_other_letters(self, word: str) -> bool:
        """Whether a Latin word that only begins others is a word by itself when read in Russian: «fen»."""
        if not LATIN.search(word) or len(word) > SHORTEST:
            return False
        return bool(self.look.spelt(in_other_letters(word)))

    def _is_a_word(self, text: str) -> bool:
        return is_of_dictionary(text) or self.look.knows((text,))

    def _is_named(self, terms: tuple[str, ...]) -> bool:
        return all(map(self.look.names_have, terms))

    def _is_whole(self, text: str) -> bool:
        """Whether every word is had, and one of them is long enough to be meant, or a name."""
        if SIGN_INSIDE.search(text):
            return False
        doubts, named = self._in_doubt(text), self.aliases.around(words(text))
        is_said = named or any(len(word.text) > 2 or self._is_a_name(word) for word in doubts)
        return bool(is_said) and all(self._is_surely_had(word) for word in doubts)

    def _is_a_name(self, word: Word) -> bool:
        return word.text in self.names or any(self.look.holders(word.text)[:1])

    def _is_surely_had(self, word: Word) -> bool:
        """Whether the word is had, and a short one by itself: not as a stem or a beginning of others."""
        if len(word.text) > SHORTEST_BEGINNING or not word.is_plain:
            return self.is_had(word) or (word.is_plain and bool(self.aliases.beginning_with(word.text)))
        known = option(word, self.look)
        return word.text in self.names or word.text in self.grammar or (known is not None and self._is_named(known))

    def _swap_chunks(self, text: str) -> tuple[str, bool]:
        """The text with those chunks in the other layout that are had then and not before."""
        swapped = False

        def swap(found: re.Match[str]) -> str:
            nonlocal swapped
            chunk, other = found.group(), other_layout(found.group())
            doubts, is_signed = self._in_doubt(chunk), bool(SIGN_INSIDE.search(chunk))
            is_scrap = is_signed and all(len(word.text) < SHORTEST_PART for word in doubts)
            if all(map(self.is_had, doubts)) and not is_scrap:
                return chunk
            if not self._is_whole(other):
                spelt = self._spelt(other.lower()) if is_signed and other.isalpha() else None
                if spelt is None:
                    return chunk
                other = spelt
            swapped = True
            return other

        sure = CHUNK.sub(swap, text)
        return (CHUNK.sub(self._swap_beside, sure) if swapped else sure), swapped

    def _swap_beside(self, found: re.Match[str]) -> str:
        """A chunk that nobody has, in the other layout: who typed one word in the wrong one typed all so."""
        chunk, other = found.group(), other_layout(found.group())
        said = words(chunk)
        is_measure = any(word.unit for word in words(other)) and not any(word.unit for word in said)
        is_had = bool(self._in_doubt(chunk)) and all(map(self.is_had, self._in_doubt(chunk)))
        return chunk if other == chunk or (is_had and not is_measure) or _all_say_nothing(said) else other

    def _repair(self, text: str) -> tuple[str, Rewrite | None]:
        """The text with each unknown word replaced by what it is likeliest meant to be."""
        phrased = with_phrases(text, self.aliases.phrases, self.is_had)
        marked = self._marked(phrased)
        together = self._join(marked)
        how = Rewrite.transliteration if marked != text else Rewrite.joined if together != text else None
        repairs: list[tuple[Word, str, Rewrite]] = []
        for word in self._in_doubt(together):
            if self.is_had(word) or len(repairs) == MOST_REPAIRS:
                continue
            meant = self._meant(word)
            if meant is not None:
                repairs.append((word, *meant))
        for word, meant_text, _ in reversed(repairs):
            together = together[: word.start] + meant_text + together[word.end :]
        is_russian = any(LATIN.search(word.text) and CYRILLIC.search(meant_text) for word, meant_text, _ in repairs)
        if is_russian or phrased != text or any(map(is_unit_aloud, pairwise(words(together)))):
            together = in_russian(together, self.grammar, self.names)
            how = how or (Rewrite.transliteration if together != text else None)
        ways = [way for _, _, way in repairs]
        for way in (Rewrite.layout, Rewrite.transliteration, Rewrite.spelling, Rewrite.joined):
            if way in ways:
                return together, way
        return together, how

    def _meant(self, word: Word) -> tuple[str, Rewrite] | None:
        if len(word.text) < SHORTEST_PART:
            short = next((other for other in in_other_letters(word.text) if other in self.names), None)
            return None if short is None or len(short) < 2 or not word.is_plain else (short, Rewrite.transliteration)
        if not word.is_plain:
            return self._compound(word.text)
        other = self._in_other_letters(word.text)
        if other is not None:
            return other, Rewrite.transliteration
        spelt = correct(word.text, self.look, self.names, most=A_SLIP) or of_grammar(word.text, self.grammar)
        if spelt is None and (heard := self._heard(word.text)) is not None:
            return heard, Rewrite.transliteration
        spelt = spelt or correct(word.text, self.look, self.names)
        if spelt is not None:
            return spelt, Rewrite.spelling
        swapped = other_layout(word.text)
        if swapped.isalpha() and (spelt := self._spelt(swapped.lower())) is not None:
            return spelt, Rewrite.layout
        for other in in_other_letters(word.text)[:2]:
            spelt = self._spelt(other)
            if spelt is not None:
                return spelt, Rewrite.transliteration
        parts = self._apart(word.text)
        if parts is not None:
            return parts, Rewrite.joined
        begun = self._begun_in_other_letters(word.text)
        return None if begun is None else (begun, Rewrite.transliteration)

    def _begun_in_other_letters(self, word: str) -> str | None:
        """What begins words of goods when read in other letters: «holod»."""
        is_asked = len(word) > SHORTEST_BEGINNING and LATIN.search(word)
        others = in_other_letters(word)[:MOST_BEGINNINGS] if is_asked else ()
        return next((other for other in others if self.look.beginning_with(other)), None)

    def _spelt(self, word: str) -> str | None:
        """A word in other letters than it was typed in, spelt right; only long ones, they are told apart."""
        if len(word) < SURELY:
            return None
        return correct(word, self.look, self.names, most=1.0 if len(word) < LONG else 2.0)

    def _compound(self, text: str) -> tuple[str, Rewrite] | None:
        """A word of several parts: a soft sign among them, each part by itself, or a name and a number in one."""
        if SOFT.search(text):
            plain = text.replace("’", "'")
            heard = self._in_other_letters(plain) or self._heard(plain)
            if heard is not None:
                return heard, Rewrite.transliteration
        parts = text.split("-")
        if len(parts) > 1 and all(part.isalpha() for part in parts):
            repaired, how = self._repair(" ".join(parts))
            if how is not None and all(map(self.is_had, self._in_doubt(repaired))):
                return repaired, how
        elif len(parts) > 1 and any(map(self._says_something, parts)):
            return " ".join(parts), Rewrite.joined
        latin = self._in_latin(text)
        if latin is not None:
            return latin, Rewrite.transliteration
        apart = (self._apart(text) or self._in_atoms(text)) if text.isalnum() else None
        return None if apart is None else (apart, Rewrite.joined)

    def _says_something(self, part: str) -> bool:
        """Whether this part of a model number is had by itself, as «rtx» and «i5» are where no «rtx-4090» is."""
        return not part.isdigit() and bool(part) and all(map(self.is_had, words(part)))

    def _in_latin(self, text: str) -> str | None:
        """A model number with its Russian letters in Latin ones, if that is had: «7800x3д», «5070ти»."""
        latin = "".join(one if not CYRILLIC.search(one) else in_other_letters(one)[0] for one in ATOM.findall(text))
        return latin if latin != text and text.isalnum() and all(map(self.is_had, words(latin))) else None

    def _in_atoms(self, text: str) -> str | None:
        """Letters and numbers apart, and letters once more if need be: «iphone17promax», «rtx 4090ti»."""
        parts: list[str] = []
        for part in ATOM.findall(text):
            is_had = part.isdigit() or all(map(self.is_had, words(part)))
            if parts and parts[-1].isdigit() and len(part) < SHORTEST_PART and not self.aliases.know(words(part)[0]):
                parts[-1] += part
            elif is_had and (part.isdigit() or len(part) >= SHORTEST_PART or part in self.names):
                parts.append(part)
            elif len(part) < SHORTEST_PART:
                return None
            elif (other := self._in_other_letters(part)) is not None:
                parts.append(other)
            elif (apart := self._apart(part)) is not None:
                parts.append(apart)
            else:
                return None
        return " ".join(parts) if len(parts) > 1 else None

    def _in_other_letters(self, word: str) -> str | None:
        """The word of the other alphabet this one is, letter by letter; words of the dictionary go first."""
        others = in_other_letters(word)
        spoken = [one for one in others if is_of_dictionary(one)]
        named = next(filter(self.aliases.of_form, others), None)
        self.look.fetch(map(stem, spoken or others))
        had = (one for one in spoken or others if self.look.names_have(stem(one)))
        return next(had, named)

    def _heard(self, word: str) -> str | None:
        """The word of the other alphabet that sounds like this one."""
        heard = sounds(word) | sounds(stem(word))
        is_cyrillic = bool(CYRILLIC.search(word))
        alike = [
            (self.look.weight((cut,)), other)
            for other, cut in self.look.near(word).items()
            if bool(CYRILLIC.search(other)) != is_cyrillic and heard & (sounds(other) | sounds(cut))
        ]
        heaviest = max(alike, default=(0, ""))
        return heaviest[1] if heaviest[0] else None

    def _marked(self, text: str) -> str:
        """The text with a mark behind a number in Latin letters, if the two are had together: «5070 ти»."""
        for one, two in pairwise(words(text)):
            if one.number is None or len(two.text) >= SHORTEST_PART or self.is_had(two):
                continue
            for other in in_other_letters(two.text) if CYRILLIC.search(two.text) else ():
                if self.look.knows((one.text + other,)):
                    return text[: two.start] + other + text[two.end :]
        return text

    def _join(self, text: str) -> str:
        """The text with pairs written together that are had so, and one of which nobody has by itself."""
        found = words(text)
        named = self.aliases.around(found)
        for one, two in pairwise(found):
            if not (one.is_plain and two.is_plain) or (self.is_had(one) and self.is_had(two)) or {one, two} & named:
                continue
            both, is_of_words = one.text + two.text, not (one.is_stop or two.is_stop)
            if both in self.names or (is_of_words and any(self.look.holders(stem(both))[:2])):
                return self._join(text[: one.start] + both + text[two.end :])
        return text

    def _apart(self, text: str) -> str | None:
        """The word as two that go together, the evenest first, else as more: «умныечасы», «galaxya56»."""
        cuts = [at for at in range(SHORTEST_PART, len(text) - 1) if text[:at].isalpha()]
        spelt = self.look.spelt(part for at in cuts for part in (text[:at], text[at:])) | self.names
        parts = [(text[:at], text[at:]) for at in sorted(cuts, key=lambda at: abs(at - len(text) / 2))]
        begun = [
            (one, two) for one, two in parts if one in spelt and not (two.isalpha() and len(two) < SHORTEST_PART)
        ]
        for one, two in begun:
            is_spelt = not two.isalpha() or two in spelt
            if is_spelt and len(words(two)) == 1 and self._go_together(f"{one} {two}"):
                return f"{one} {two}"
        for one, two in begun:
            more = self._apart(two) if two.isalpha() and len(two) >= SURELY else None
            if more is not None:
                return f"{one} {more}"
        return None

    def _go_together(self, text: str) -> bool:
        """Whether these words, or what they are names for, stand in one title."""
        reading = read(words(text), self.look, self.aliases)
        titles = [levels(group, self.look)[0] for group in reading.groups]
        return not reading.unknown and bool(reduce(BitMap.__and__, titles))


def _all_say_nothing(said: list[Word]) -> bool:
    return bool(said) and all(word.is_stop for word in said)
