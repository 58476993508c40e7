"""Cuts text into terms, the same way for goods and for queries.

A term is a stem, a number, a number with its unit (`16gb`) or a model number written together (`rtx4070`). Only
small letters, digits, `.` and `+` are in it: nothing that a database could take for syntax.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import pymorphy3
import snowballstemmer

from technomart.domain.search.text import units
from technomart.domain.search.text.answers import THOUSANDS
from technomart.domain.search.text.letters import in_one_alphabet

ATOM = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[a-z]+|[а-я]+")
GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,])")
UNITS_OF_THOUSANDS = frozenset({"mah", "w", "pa", "rpm", "lm", "nits", "mbps", "mbs", "mts"})
TIMES = re.compile(r"(?<=[0-9])[xх×*](?=[0-9]+(?![0-9a-zа-я]))|(?<=[0-9])[xх×*](?=[0-9]+\s?(?:гб|gb))")
"""The sign between two numbers, as people type it: «2х16», «1920x1080»; not the letter in 7800X3D."""

GLUE = frozenset("-./_+&'’‑–")
LONGEST_TERM = 40
LONGEST_JOIN = 7
"""Letters beside a number, as in «RTX 4070» or «iPhone 15», are also written together up to this length."""

NO_HELP = """
для с со и в во на из от до по к за о об у не или а но что как это мне мы вы он она ищу хочу нужен нужна нужно нужны
купить купи покупка заказать заказ цена цены ценой ценам стоимость недорого недорогой недорогая недорогие дешево
дешевый дешевая дешевые дешевле магазин интернет онлайн доставка доставкой самый самая самые лучший лучшая лучшие
хороший хорошая хорошие какой какая какие выбрать отзывы характеристики под при без руб рублей рубля рубль р
the a an for with and of to in on by at or buy price cheap shop online order
"""
STOP_WORDS = frozenset(NO_HELP.split())
"""Words that say nothing about goods: kept out of the index and, beside others, out of queries."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of letters of one alphabet or a number; `glued` says that no space stands before it."""

    text: str
    start: int
    end: int
    glued: bool
    unit: str | None = None

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: where it stands, and the terms it may stand for, each option all of its terms."""

    text: str
    start: int
    end: int
    options: tuple[tuple[str, ...], ...]
    number: Decimal | None = None
    unit: str | None = None

    @property
    def is_stop(self) -> bool:
        return self.text in STOP_WORDS

    @property
    def is_plain(self) -> bool:
        """Whether it is made of letters alone, so that it can be misspelt."""
        return self.text.isalpha()


_one_at_a_time = threading.Lock()
"""A stemmer keeps the word it works on in itself: threads take turns."""


@lru_cache(maxsize=1)
def _morphology() -> tuple[pymorphy3.MorphAnalyzer, snowballstemmer.RussianStemmer, snowballstemmer.EnglishStemmer]:
    return pymorphy3.MorphAnalyzer(), snowballstemmer.stemmer("russian"), snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The term of a word of one alphabet: the stem of its dictionary form, so that «колонок» meets «колонка»."""
    dictionary, russian, english = _morphology()
    short = word[:LONGEST_TERM]
    with _one_at_a_time:
        if is_cyrillic(short):
            form = dictionary.parse(short)[0].normal_form.replace("ё", "е") if len(short) > 2 else short
            return str(russian.stemWord(form))
        return str(english.stemWord(short)) if len(short) > 3 else short


def is_cyrillic(word: str) -> bool:
    """Whether a word of one alphabet is Russian by its letters."""
    return "а" <= word[0] <= "я"


def is_of_dictionary(word: str) -> bool:
    """Whether the dictionary has this Russian word in just this form; words of other alphabets pass."""
    return not is_cyrillic(word) or bool(_morphology()[0].word_is_known(word))


def is_adjective(word: str) -> bool:
    """Whether a Russian word says which rather than what: «игровая»."""
    return is_cyrillic(word) and str(_morphology()[0].parse(word)[0].tag.POS) in ("ADJF", "ADJS", "PRTF", "PRTS")


def plain_text(text: str) -> str:
    """The text in small letters without ё, of the same length, thousands without their narrow spaces aside."""
    joined = THOUSANDS.sub("", unicodedata.normalize("NFC", text))
    small = joined.lower()
    if len(small) != len(joined):
        small = "".join(one[0] for one in map(str.lower, joined))
    return small.replace("ё", "е")


def _atoms(small: str) -> list[Atom]:
    found: list[Atom] = []
    place = 0
    while match := ATOM.search(small, place):
        start, end = match.span()
        before = small[found[-1].end : start] if found else " "
        is_glued = bool(found) and len(before) <= 1 and all(one in GLUE for one in before)
        text, unit, place = match.group(), None, end
        if text[0].isdigit():
            text = text.replace(",", ".")
            grouped = GROUPED.match(small, start)
            if grouped is not None and (units.after(small, grouped.end()) or ("",))[0] in UNITS_OF_THOUSANDS:
                text, end, place = grouped.group().replace(" ", ""), grouped.end(), grouped.end()
            known = units.after(small, end)
            if known is not None:
                unit, place = known
        found.append(Atom(text, start, place, is_glued, unit))
    return found


def _chunks(atoms: list[Atom]) -> Iterator[list[Atom]]:
    """Atoms that are written together; a number with a unit stands alone."""
    chunk: list[Atom] = []
    for atom in atoms:
        if chunk and (not atom.glued or atom.unit or chunk[-1].unit):
            yield chunk
            chunk = []
        chunk.append(atom)
    if chunk:
        yield chunk


def _plus(small: str, end: int) -> bool:
    return small[end : end + 1] == "+" and not small[end + 1 : end + 2].isalnum()


def told_terms(text: str) -> list[str]:
    """The terms of a description: its words and bare numbers, and as they are those that no dictionary has."""
    return [
        term
        for word in ATOM.findall(in_one_alphabet(plain_text(text)))
        if word not in STOP_WORDS and len(word) <= LONGEST_TERM
        for term in ((word,) if word[0].isdigit() else _told(word))
    ]


@lru_cache(maxsize=50_000)
def _told(word: str) -> tuple[str, ...]:
    return (stem(word),) if is_of_dictionary(word) else (stem(word), word)


def terms(text: str, *, with_joins: bool = True) -> list[str]:
    """The terms of a text of ours, in order; `with_joins` adds models and numbers written together."""
    small = in_one_alphabet(plain_text(text))
    atoms = _atoms(small)
    found: list[str] = []
    for place, atom in enumerate(atoms):
        if not atom.is_number:
            if atom.text not in STOP_WORDS:
                found.append(stem(atom.text))
        else:
            found.append(atom.text[:LONGEST_TERM])
            if atom.unit:
                found.append(atom.text[:LONGEST_TERM] + atom.unit)
            elif place + 1 < len(atoms) and (following := atoms[place + 1]).unit and following.glued:
                found.append(atom.text[:LONGEST_TERM] + str(following.unit))
    if with_joins:
        found += _joins(small, atoms)
    return found


def _joins(small: str, atoms: list[Atom]) -> Iterator[str]:
    for chunk in _chunks(atoms):
        whole = "".join(atom.text for atom in chunk)
        if len(chunk) > 1 and len(whole) <= LONGEST_TERM:
            yield whole
        if _plus(small, chunk[-1].end):
            yield whole[:LONGEST_TERM] + "+"
            yield "plus"
    for one, two in pairwise(atoms):
        pair = one.text + two.text
        if two.unit is None and one.unit is None and one.is_number != two.is_number and len(pair) <= LONGEST_TERM:
            letters = two.text if one.is_number else one.text
            if len(letters) <= LONGEST_JOIN and letters not in STOP_WORDS and two.start - one.end <= 1:
                yield pair


def joined(text: str) -> str:
    """The whole text as one term: a model's exact name; empty if there is nothing in it."""
    small = in_one_alphabet(plain_text(text))
    found = "".join(stem(atom.text) if not atom.is_number else atom.text for atom in _atoms(small))
    return found[:LONGEST_TERM]


def words(text: str) -> list[Word]:
    """The words of a query in order, stop words among them; places are those in the text, which is tidy."""
    plain = TIMES.sub(" ", plain_text(text))
    small, aloud = in_one_alphabet(plain), in_one_alphabet(plain, by_sound=True)
    return [_word(small, aloud, chunk) for chunk in _chunks(_atoms(small))]


def _word(small: str, aloud: str, chunk: list[Atom]) -> Word:
    first, last = chunk[0], chunk[-1]
    text = small[first.start : last.end]
    if len(chunk) == 1 and first.is_number:
        number = Decimal(first.text) if len(first.text) <= 12 else None
        bare = (first.text[:LONGEST_TERM],)
        measured = ((bare[0] + first.unit,),) if first.unit else ()
        return Word(text, first.start, last.end, (*measured, bare), number, first.unit)
    split = tuple(
        stem(atom.text) if not atom.is_number else atom.text[:LONGEST_TERM]
        for atom in chunk
        if atom.text not in STOP_WORDS or len(chunk) == 1
    )
    options: tuple[tuple[str, ...], ...] = (split,) if split else ()
    if len(chunk) > 1:
        whole = "".join(atom.text for atom in chunk)[:LONGEST_TERM]
        pairs = tuple(one.text + two.text for one, two in pairwise(chunk))
        options = ((whole,), *((pairs,) if len(pairs) > 1 and sum(map(len, pairs)) < 80 else ()), *options)
    end = last.end
    if _plus(small, end):
        options, end = (("".join(atom.text for atom in chunk)[:LONGEST_TERM] + "+",), *options), end + 1
    heard = aloud[first.start : last.end]
    if heard != text and heard.isalnum():
        options = (*options, (stem(heard) if heard.isalpha() else heard[:LONGEST_TERM],))
    return Word(text, first.start, end, options)
