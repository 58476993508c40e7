"""Prices and wishes in words: «до 80000», «от 20 до 30 тысяч», «за 15к», «в наличии», «со скидкой», «недорогой»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from technomart.domain.search.text import units

SPOKEN = {
    "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10, "двенадцати": 12, "пятнадцати": 15,
    "двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50, "шестидесяти": 60, "семидесяти": 70,
    "восьмидесяти": 80, "девяноста": 90, "ста": 100, "полутора": 1.5, "двухсот": 200, "трехсот": 300,
}  # fmt: skip
"""Numbers that are written out: «до двадцати тысяч»."""

SAID = "|".join(rf"{word}(?=\s(?:тыс|тыщ|млн|миллион|до\s))" for word in SPOKEN)
AMOUNT = (
    r"(?P<{0}>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+|\d{{1,9}}(?:[.,]\d{{1,2}})?|" + SAID + r")"
    r"(?:\s?(?P<{0}k>тыс[а-я]*\.?|tys[a-z]*|тыщ[а-я]*|т\.?\s?р\.?|[ткk](?![а-яa-z0-9])|thousand|"
    r"млн|миллион[а-я]*))?"
    r"(?P<{0}r>\s?(?:руб[а-я]*\.?|р\.?(?![а-яa-z0-9])|₽|rub(?:les?)?(?![a-z])))?"
)
NO_MORE = (
    r"(?:не\s+дороже|дешевле|не\s+больше|не\s+более|в\s+пределах|менее|меньше|до|do|за|"
    r"under|below|up\s+to|cheaper\s+than|less\s+than|max)"
)
NO_LESS = r"(?:не\s+дешевле|дороже|не\s+меньше|не\s+менее|более|больше|от|ot|over|above|more\s+than|from|min)"
ABOUT, SO_NEAR = r"(?:около|примерно|порядка|about|around)", 0.15
"""Words before a price that is only roughly meant, and how far from it one still looks."""

SURELY_PRICE = re.compile(r"дороже|дешевле|cheaper")
WALL = r"(?<![а-яa-z0-9])"
END = r"(?![а-яa-z0-9])"

BETWEEN = re.compile(
    WALL
    + r"(?:(?:от|ot|с|from|between)\s+)"
    + AMOUNT.format("low")
    + r"\s*(?:до|do|по|to|and|[-–—])\s*"
    + AMOUNT.format("high")
    + END
)
DASHED = re.compile(WALL + AMOUNT.format("low") + r"\s?[-–—]\s?" + AMOUNT.format("high") + END)
MOST = re.compile(WALL + r"(?<!не )" + NO_MORE + r"\s+" + AMOUNT.format("high") + END)
LEAST = re.compile(WALL + r"(?<!не )" + NO_LESS + r"\s+" + AMOUNT.format("low") + END)
ROUGHLY = re.compile(WALL + ABOUT + r"\s+" + AMOUNT.format("high") + END)
IN_STOCK = re.compile(WALL + r"(?:есть\s+)?(?:в\s+наличи[ие]|in\s+stock|available(?:\s+now)?)(?![а-яa-z])")
REDUCED = re.compile(
    WALL
    + r"(?:(?:со|с|по)\s+)?(?:скидк(?:ой|ами|а|и|е)|уцен[а-я]+|распродаж[а-я]+|акци(?:и|я|ей)|"
    + r"(?:on\s+)?sale|discount(?:s|ed)?|reduced)(?![а-яa-z])"
)
HARD, SOFT = ["ый", "ая", "ое", "ые", "ую", "ого", "ых"], ["ой", "ая", "ое", "ие", "ую", "ого", "их"]
MOST_OF_ALL = [f"сам{ending}" for ending in HARD]
ORDERS = {
    "cheap": [
        *(f"{stem}{ending}" for stem in ("дешев", "бюджетн") for ending in HARD),
        *(f"недорог{ending}" for ending in SOFT),
        *["недорого", "дешево", "подешевле", "cheap", "cheapest", "inexpensive"],
    ],
    "dear": [f"{most} дорог{ending}" for most, ending in zip(MOST_OF_ALL, SOFT, strict=True)],
    "rating": [f"лучш{ending}" for ending in ["ий", "ая", "ее", "ие", "ую", "его", "их"]],
    "new": ["новинка", "новинки", "новинок"],
}
"""Words that ask for an order of the listing, by its name in the address."""

IN_ORDER = re.compile(
    WALL
    + rf"(?:(?:{'|'.join(MOST_OF_ALL)})\s+)?(?:"
    + "|".join(f"(?P<{order}>{'|'.join(said)})" for order, said in ORDERS.items())
    + ")"
    + END
)
WORDS = """
тыс тысяч тысячи тысяча тыщ тыщи руб рублей рубля дешевле дороже больше меньше более менее пределах наличии наличие
есть скидкой скидками скидка скидки скидке распродажа распродаже акции акция between under below over above from than
около примерно порядка кроме except about around tys tysyach cheaper more less max min stock available sale
discount discounted reduced
"""
GRAMMAR = frozenset([*WORDS.split(), *(word for said in ORDERS.values() for one in said for word in one.split())])
"""Words that are part of such a wish, and so no misspellings of anything."""

SMALLEST_PRICE = 1_000
"""A bare number below this is more likely a size than a price, in roubles."""

LARGEST_PRICE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """A bound, flag or order read from a query: where it stands and what it says in a listing's address."""

    kind: str
    parameter: tuple[str, str]
    start: int
    end: int


def wishes(small: str) -> list[Wish]:
    """The wishes about price, stock, reductions and order in a text of small letters."""
    found = [
        Wish(kind, (kind, "1"), match.start(), match.end())
        for kind, pattern in (("in_stock", IN_STOCK), ("reduced", REDUCED))
        if (match := pattern.search(small))
    ]
    order = IN_ORDER.search(small)
    if order is not None and order.lastgroup is not None:
        found.append(Wish("sort", ("sort", order.lastgroup), order.start(), order.end()))
    price = _price(small)
    return found if price is None else [*found, price]


def _price(small: str) -> Wish | None:
    for pattern in (BETWEEN, DASHED):
        match = pattern.search(small)
        if match is not None and (both := _both(match)) is not None:
            low, high = both
            return Wish("price", ("price", f"{low}-{high}"), match.start(), match.end())
    roughly = _bound(ROUGHLY, small, "high")
    if roughly is not None:
        low, high = (round(roughly[0] * (1 + side * SO_NEAR)) for side in (-1, 1))
        return Wish("price", ("price", f"{low}-{high}"), roughly[1].start(), roughly[1].end())
    most, least = _bound(MOST, small, "high"), _bound(LEAST, small, "low")
    if most is not None and least is not None:
        together = sorted((most[1], least[1]), key=lambda one: one.start())
        if not small[together[0].end() : together[1].start()].strip():
            return Wish("price", ("price", f"{least[0]}-{most[0]}"), together[0].start(), together[1].end())
    if most is not None:
        return Wish("price", ("price", f"-{most[0]}"), most[1].start(), most[1].end())
    if least is not None:
        return Wish("price", ("price", f"{least[0]}-"), least[1].start(), least[1].end())
    return None


def _bound(pattern: re.Pattern[str], small: str, name: str) -> tuple[int, re.Match[str]] | None:
    for match in pattern.finditer(small):
        amount = _roubles(match, name)
        is_surely = bool(match[name + "k"] or match[name + "r"] or SURELY_PRICE.match(match.group()))
        if 0 < amount < LARGEST_PRICE and (is_surely or _is_price(amount, match)):
            return amount, match
    return None


def _both(match: re.Match[str]) -> tuple[int, int] | None:
    low, high = _roubles(match, "low"), _roubles(match, "high")
    times = _times(match["highk"])
    if not match["lowk"] and times > 1 and low < SMALLEST_PRICE:
        low *= times
    surely = any(match[name] for name in ("lowk", "highk", "lowr", "highr"))
    if not 0 < high < LARGEST_PRICE or (not surely and not _is_price(min(low, high), match)):
        return None
    return (low, high) if low <= high else (high, low)


def _is_price(amount: int, match: re.Match[str]) -> bool:
    """Whether a bare number is one: not a small one, nor one with a unit behind it."""
    return amount >= SMALLEST_PRICE and units.after(match.string, match.end()) is None


def _times(word: str | None) -> int:
    if not word:
        return 1
    return 1_000_000 if word.startswith(("млн", "милл")) else 1_000


def _roubles(match: re.Match[str], name: str) -> int:
    said = SPOKEN.get(match[name])
    number = said or float(re.sub(r"\s", "", match[name]).replace(",", "."))
    return int(number * _times(match[name + "k"]))
