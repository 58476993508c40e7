"""What is no name of goods in a strange text: its small words, units and wishes, and names of several words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import product

from technomart.domain.search.text import units
from technomart.domain.search.text.analyser import STOP_WORDS, Word, is_cyrillic, words
from technomart.domain.search.text.letters import LATIN, in_other_letters
from technomart.domain.search.text.spelling import SHORTEST, distance

A_MISTAKE = 1.0
SHORT = 2
MOST_SPELLINGS = 4
GLUED_UNIT = re.compile(r"([0-9]+)([a-z]+)")


def with_phrases(text: str, phrases: Collection[str], is_had: Callable[[Word], bool]) -> str:
    """The text with names of several words in their own letters: «stim dek», «vr ochki»."""
    said = words(text)
    for size in (3, 2):
        for at in range(len(said) - size + 1):
            span = said[at : at + size]
            if not all(word.is_plain and LATIN.search(word.text) for word in span) or all(map(is_had, span)):
                continue
            for spelt in product(*(in_other_letters(word.text)[:MOST_SPELLINGS] for word in span)):
                if (phrase := " ".join(spelt)) in phrases:
                    return with_phrases(text[: span[0].start] + phrase + text[span[-1].end :], phrases, is_had)
    return text


def in_russian(text: str, grammar: Collection[str], names: Collection[str]) -> str:
    """The small words of a transliterated text in Russian too: «bez», «dlya», «vatt», «bp»."""
    said = words(text)
    for before, word in reversed([*zip([None, *said], said, strict=False)]):
        glued = GLUED_UNIT.fullmatch(word.text)
        letters = glued.group(2) if glued else word.text
        if not (letters.isalpha() and LATIN.search(letters)):
            continue
        is_after_number = bool(glued) or (before is not None and before.number is not None and before.unit is None)
        for other in in_other_letters(letters):
            is_small = other in STOP_WORDS or other in grammar or (len(letters) <= SHORT and other in names)
            if (is_after_number and units.of_spec(other)) or (is_small and not glued):
                text = text[: word.end - len(letters)] + other + text[word.end :]
                break
    return text


def is_unit_aloud(pair: tuple[Word, Word]) -> bool:
    """Whether a number and a word are an amount when that is read in Russian: «850 vatt»."""
    number, word = pair
    is_bare = number.number is not None and number.unit is None and word.is_plain and len(word.text) > SHORT
    return is_bare and any(units.of_spec(other) for other in in_other_letters(word.text))


def of_grammar(word: str, grammar: Collection[str]) -> str | None:
    """The word of a wish this one is a misspelling of: «дешевл», «тычяч»."""
    if len(word) <= SHORTEST:
        return None
    alike = (one for one in grammar if abs(len(one) - len(word)) < 2 and is_cyrillic(one) == is_cyrillic(word))
    far, said = min(((distance(word, one, A_MISTAKE), one) for one in alike), default=(A_MISTAKE + 1, ""))
    return said if far <= A_MISTAKE else None
