"""A sum of roubles in Russian words, as an invoice says it."""

from __future__ import annotations

from technomart.foundation.money import MINOR_PER_MAJOR, Money

ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
TEENS = ("одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать")
UNDER_TWENTY = (*ONES, *TEENS, "восемнадцать", "девятнадцать")
TENS = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
HUNDREDS = ("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")
FEMALE = {"один": "одна", "два": "две"}
SCALES = (
    ("рубль", "рубля", "рублей"),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)
KOPECKS = ("копейка", "копейки", "копеек")


def in_words(sum_: Money) -> str:
    """`Одна тысяча двести рублей 50 копеек`. For sums from nothing to what `Money` holds."""
    whole, part = divmod(sum_.minor, MINOR_PER_MAJOR)
    groups: list[str] = []
    left, scale = whole, 0
    while left:
        left, group = divmod(left, 1000)
        if group:
            words = _under_thousand(group)
            if scale == 1:
                words[-1] = FEMALE.get(words[-1], words[-1])
            groups.insert(0, " ".join([*words, *([form(group, SCALES[scale])] if scale else [])]))
        scale += 1
    said = " ".join([*(groups or ["ноль"]), form(whole, SCALES[0])])
    return f"{said[0].upper()}{said[1:]} {part:02d} {form(part, KOPECKS)}"


def form(number: int, forms: tuple[str, str, str]) -> str:
    """The Russian plural: 1 рубль, 2 рубля, 5 рублей, 11 рублей."""
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:
        return forms[0]
    return forms[1] if 2 <= ones <= 4 and not 12 <= tens <= 14 else forms[2]


def _under_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10) if rest >= 20 else (0, rest)
    return [word for word in (HUNDREDS[hundreds], TENS[tens], UNDER_TWENTY[ones]) if word]
