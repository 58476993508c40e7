"""Makes of a query that nobody understands one that hits: layout, the other alphabet, spelling, spaces.

A word that somebody has is never touched; each rewriting is taken only if its words are had.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from technomart.domain.search.text.analyser import Word, is_of_dictionary, stem, words
from technomart.domain.search.text.answers import Rewrite
from technomart.domain.search.text.letters import CYRILLIC, in_other_letters, other_layout, sounds
from technomart.domain.search.text.looking import Look
from technomart.domain.search.text.reading import SHORTEST_BEGINNING, Aliases, option
from technomart.domain.search.text.spelling import A_SLIP, correct, near

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
        text, was_swapped = self._swap_chunks(text)
        repaired, how = self._repair(text)
        if was_swapped:
            how = Rewrite.layout
        if repaired == text and how is None:
            return text, None
        return repaired, how

    def _note_tried(self, text: str) -> None:
        """Remember what could have been meant; what nobody could say is not worth telling."""
        if all(SPOKEN.fullmatch(word) for word in text.lower().split()):
            self.tried.append(text)

    def _in_doubt(self, text: str) -> list[Word]:
        """The words that could be wrong: numbers alone are what they are."""
        return [word for word in words(text) if word.options and word.number is None and not word.is_stop]

    def is_had(self, word: Word) -> bool:
        """Whether somebody has the word, or a longer one that begins with it, or it is a name or a filter's word.

        What no dictionary has and descriptions seem to have by a guessed ending only is more likely misspelt.
        """
        if word.text in self.grammar or self.aliases.means([word]):
            return True
        known = option(word, self.look)
        if known is not None and (self._is_named(known) or not word.is_plain or self._is_a_word(word.text)):
            return True
        if word.is_plain and len(word.text) >= SHORTEST_BEGINNING:
            return any(self.look.knows((cut,)) for cut in self.look.beginning_with(word.text).values())
        return False

    def _is_a_word(self, text: str) -> bool:
        return is_of_dictionary(text) or self.look.knows((text,))

    def _is_named(self, terms: tuple[str, ...]) -> bool:
        return all(map(self.look.names_have, terms))

    def _is_whole(self, text: str) -> bool:
        found = self._in_doubt(text)
        if SIGN_INSIDE.search(text) or not any(len(word.text) > 2 for word in found):
            return False
        return all(self._is_surely_had(word) for word in found)

    def _is_surely_had(self, word: Word) -> bool:
        return self.is_had(word) and (len(word.text) > SHORTEST_BEGINNING or not self._is_only_begun(word))

    def _is_only_begun(self, word: Word) -> bool:
        return word.text not in self.grammar and not self.aliases.means([word]) and option(word, self.look) is None

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

        return CHUNK.sub(swap, text), swapped

    def _repair(self, text: str) -> tuple[str, Rewrite | None]:
        """The text with each unknown word replaced by what it is likeliest meant to be."""
        marked = self._marked(text)
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
        ways = [way for _, _, way in repairs]
        for way in (Rewrite.layout, Rewrite.transliteration, Rewrite.spelling, Rewrite.joined):
            if way in ways:
                return together, way
        return together, how

    def _meant(self, word: Word) -> tuple[str, Rewrite] | None:
        if len(word.text) < SHORTEST_PART:
            return None
        if not word.is_plain:
            return self._compound(word.text)
        other = self._in_other_letters(word.text)
        if other is not None:
            return other, Rewrite.transliteration
        spelt = correct(word.text, self.look, self.names, most=A_SLIP)
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
        return None if parts is None else (parts, Rewrite.joined)

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
            if parts and parts[-1].isdigit() and len(part) < SHORTEST_PART:
                parts[-1] += part
            elif part.isdigit() or (len(part) >= SHORTEST_PART and all(map(self.is_had, words(part)))):
                parts.append(part)
            elif len(part) < SHORTEST_PART:
                return None
            elif (apart := self._apart(part)) is not None:
                parts.append(apart)
            else:
                return None
        return " ".join(parts) if len(parts) > 1 else None

    def _in_other_letters(self, word: str) -> str | None:
        """The word of the other alphabet this one is, letter by letter."""
        self.look.fetch(map(stem, in_other_letters(word)))
        for other in in_other_letters(word):
            if other in self.names or self.look.names_have(stem(other)):
                return other
        return None

    def _heard(self, word: str) -> str | None:
        """The word of the other alphabet that sounds like this one."""
        heard = sounds(word) | sounds(stem(word))
        is_cyrillic = bool(CYRILLIC.search(word))
        alike = [
            (self.look.weight((cut,)), other)
            for other, cut in near(word, self.look).items()
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
        for one, two in pairwise(found):
            if not (one.is_plain and two.is_plain) or (self.is_had(one) and self.is_had(two)):
                continue
            both = one.text + two.text
            if both in self.names or any(self.look.holders(stem(both))[:2]):
                return self._join(text[: one.start] + both + text[two.end :])
        return text

    def _apart(self, text: str) -> str | None:
        """The word as two that are had in one title, the evenest first: «умныечасы», «galaxya56»."""
        cuts = [at for at in range(SHORTEST_PART, len(text) - 1) if text[:at].isalpha()]
        spelt = self.look.spelt(text[:at] for at in cuts)
        for at in sorted(cuts, key=lambda at: abs(at - len(text) / 2)):
            one, two = text[:at], text[at:]
            if one not in spelt:
                continue
            if two.isalpha() and len(two) < SHORTEST_PART:
                continue
            first, second = self.look.holders(stem(one))[0], words(two)
            if not first or len(second) != 1:
                continue
            known = option(second[0], self.look)
            if known is None:
                more = self._apart(two) if two.isalpha() and len(two) >= SURELY else None
                if more is not None:
                    return f"{one} {more}"
                continue
            if all(first & self.look.holders(term)[0] for term in known):
                return f"{one} {two}"
        return None
