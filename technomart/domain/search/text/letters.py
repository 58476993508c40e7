"""Letters as people type them: two keyboards, look-alikes, one language written in the letters of the other."""

from __future__ import annotations

import re
from itertools import pairwise, product

from technomart.domain.search.text import units

LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?@#$^&"
CYRILLIC_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?'
TO_CYRILLIC_KEYS = str.maketrans(LATIN_KEYS, CYRILLIC_KEYS)
TO_LATIN_KEYS = str.maketrans(CYRILLIC_KEYS, LATIN_KEYS)

KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"), ("1234567890",))

LOOKS_LATIN = dict(zip("авекмнорстухіѕј", "abekmhopctyxisj", strict=True))
LOOKS_CYRILLIC = {latin: cyrillic for cyrillic, latin in LOOKS_LATIN.items() if cyrillic not in "іѕј"}

SOUNDS_LATIN = LOOKS_LATIN | dict(zip("всрнух", "vsrnuh", strict=True))

SUSPECT = re.compile(
    r"[a-zа-яіѕј]*(?:[a-z][а-яіѕј]|[а-яіѕј][a-z]|[іѕј])[a-zа-яіѕј]*"
    r"|(?<=[0-9])[а-я]{1,3}(?![a-zа-яіѕј])|(?<![a-zа-яіѕј])[а-я]{1,3}(?=[0-9])"
)
"""Words in which both alphabets meet, and short ones beside a digit."""

LATIN = re.compile(r"[a-z]")
CYRILLIC = re.compile(r"[а-я]")
WITH_LETTERS = re.compile(r"[^\sa-zа-яё]*[a-zа-яё]\S*", re.IGNORECASE)


def _neighbours() -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for keyboard in KEYBOARDS:
        for row in keyboard:
            pairs.update(pairwise(row))
        for above, below in pairwise(keyboard):
            pairs.update((key, over) for column, key in enumerate(below) for over in above[column : column + 2])
    return frozenset(pairs | {(two, one) for one, two in pairs})


NEIGHBOURS = _neighbours()
"""Pairs of keys that lie side by side."""


def other_layout(text: str) -> str:
    """What the same keys type in the other layout; what has no letters between its spaces stays as it is."""
    latin, cyrillic = len(LATIN.findall(text.lower())), len(CYRILLIC.findall(text.lower()))
    if not latin and not cyrillic:
        return text
    keys = TO_LATIN_KEYS if cyrillic > latin else TO_CYRILLIC_KEYS
    return WITH_LETTERS.sub(lambda chunk: chunk.group().translate(keys), text)


def in_one_alphabet(text: str, *, by_sound: bool = False) -> str:
    """The text, in small letters, with look-alike letters of the other alphabet replaced inside each word.

    Short words of look-alikes that touch a digit are Latin: they are models and sizes, not prepositions. But a unit
    behind a number stays as it is («750вт»).
    `by_sound` reads the Cyrillic ones among Latin letters aloud: с is then s, not c.
    """
    latin = SOUNDS_LATIN if by_sound else LOOKS_LATIN

    def mend(run: re.Match[str]) -> str:
        word = run.group()
        touches = text[run.start() - 1 : run.start()].isdigit() or text[run.end() : run.end() + 1].isdigit()
        foreign = [one for one in word if not "a" <= one <= "z"]
        if not foreign or (touches and len(foreign) == len(word) and units.after(text, run.start())):
            return word
        if all(one in LOOKS_LATIN for one in foreign) and (len(foreign) < len(word) or (touches and len(word) < 4)):
            return "".join(latin.get(one, one) for one in word)
        if len(foreign) < len(word) and all(one in LOOKS_CYRILLIC for one in word if "a" <= one <= "z"):
            return "".join(LOOKS_CYRILLIC.get(one, one) for one in word)
        return word

    return SUSPECT.sub(mend, text)


SOUNDS = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюя", "abvgdeZziiklmnoprstufhcCSS_i_eua", strict=True))
LATIN_SOUNDS: dict[str, tuple[str, ...]] = {
    "shch": ("S",),
    "sch": ("S",),
    "sh": ("S",),
    "ch": ("C", "k", "h"),
    "zh": ("Z",),
    "kh": ("h",),
    "ph": ("f",),
    "th": ("t",),
    "ck": ("k",),
    "ts": ("c",),
    "tz": ("c",),
    "yo": ("e", "o"),
    "jo": ("e", "Zo"),
    "ee": ("i", "e"),
    "oo": ("u", "o"),
    "c": ("k", "c", "s"),
    "x": ("ks", "h"),
    "j": ("i", "Z"),
    "y": ("i",),
    "w": ("v",),
    "q": ("k",),
}
LATIN_PARTS = re.compile("|".join([*sorted(LATIN_SOUNDS, key=len, reverse=True), "[a-z]"]))
MOST_SOUNDS = 8


def sounds(word: str) -> frozenset[str]:
    """How a word of either alphabet sounds, in rough signs: what sounds alike has one of them in common."""
    if CYRILLIC.search(word):
        return frozenset({_smoothed("".join(SOUNDS.get(one, one) for one in word))})
    parts = [LATIN_SOUNDS.get(part, (part,)) for part in LATIN_PARTS.findall(word)]
    found: set[str] = set()
    for spelt in product(*parts):
        found.add(_smoothed("".join(spelt)))
        if len(found) == MOST_SOUNDS:
            break
    return frozenset(found)


def _smoothed(sound: str) -> str:
    plain = re.sub(r"(.)\1+", r"\1", sound.replace("_", ""))
    return re.sub(r"i(?=[aeou])", "", plain) or plain


INTO_CYRILLIC: dict[str, tuple[str, ...]] = {
    "shch": ("щ",),
    "sch": ("щ",),
    "zh": ("ж",),
    "kh": ("х",),
    "ts": ("ц", "тс"),
    "ch": ("ч",),
    "sh": ("ш",),
    "yu": ("ю",),
    "ju": ("ю",),
    "iu": ("ю", "иу"),
    "ya": ("я",),
    "ja": ("я",),
    "ia": ("ия", "я"),
    "yo": ("е",),
    "jo": ("е",),
    "ye": ("е",),
    "c": ("к", "ц"),
    "x": ("х", "кс"),
    "y": ("ы", "й", "и"),
    "j": ("й", "ж"),
    "h": ("х",),
    "w": ("в", "ш"),
    "q": ("к", "я"),
    "'": ("ь",),
    **{one: (two,) for one, two in zip("abvgdezikl" + "mnoprstuf", "абвгдезикл" + "мнопрстуф", strict=True)},
}
INTO_LATIN: dict[str, tuple[str, ...]] = {
    **{two: (one,) for one, two in zip("abvgdezi" + "lmnoprstuf", "абвгдези" + "лмнопрстуф", strict=True)},
    "к": ("k", "c"),
    "ж": ("zh", "j"),
    "й": ("y", "i"),
    "х": ("h", "kh"),
    "ц": ("ts", "c"),
    "ч": ("ch",),
    "ш": ("sh",),
    "щ": ("sch",),
    "ъ": ("",),
    "ы": ("y",),
    "ь": ("",),
    "э": ("e",),
    "ю": ("yu", "u"),
    "я": ("ya", "ia"),
}
PARTS = re.compile("|".join([*sorted(INTO_CYRILLIC, key=len, reverse=True), "."]))
MOST_SPELLINGS = 12


def in_other_letters(word: str) -> tuple[str, ...]:
    """How the word may be meant that is written in the letters of the other alphabet, likeliest first."""
    if CYRILLIC.search(word):
        parts = [INTO_LATIN.get(one, (one,)) for one in word]
    else:
        parts = [INTO_CYRILLIC.get(one, (one,)) for one in PARTS.findall(word)]
    found: dict[str, None] = {}
    for spelt in product(*parts):
        found["".join(spelt)] = None
        if len(found) == MOST_SPELLINGS:
            break
    return tuple(found)
