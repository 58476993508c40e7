"""Which passwords are refused: too short, too long, the ones everybody tries, and the ones about their owner."""

from __future__ import annotations

import re
from collections.abc import Iterable

from technomart.domain.accounts.errors import WeakPassword

SHORTEST = 8
LONGEST_BYTES = 1024
LONGEST_UNIT = 4
"""A password that only repeats up to so many characters is a pattern, not a password."""
SHORTEST_CONTEXT_WORD = 4
FEWEST_OWN_CHARACTERS = 6
"""So many characters must be left when names and obvious words are taken away."""

SHOP_WORDS = ("technomart", "техномарт", "tehnomart")

RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertyuiopasdfghjklzxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю.",
    "йцукенгшщзхъфывапролджэячсмитьбю",
    "!@#$%^&*()_+",
    '!"№;%:?*()_+',
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "1й2ц3у4к5е6н7г8ш9щ0з",
    "zaq12wsxcde34rfv",
    "йфяцычувскам",
    "aqswdefrgthyjukilo",
)

_FIRST_TRIED = """
password passwort passw0rd p@ssw0rd p@ssword pa$$word passwd pass qwerty qwertz azerty qweasd qweasdzxc asdzxc
zxcasdqwe qwe123qwe admin administrator root user guest login welcome letmein changeme default secret master
superman batman spiderman pokemon starwars iloveyou loveyou lovely princess sunshine football baseball basketball
hockey soccer monkey dragon shadow michael jordan jennifer jessica charlie daniel thomas robert andrew alexander
alexandr alexey sergey dmitry dmitriy natasha tatiana svetlana ekaterina marina nikita maksim maxim vladimir
anastasia kristina spartak zenit dinamo cska lokomotiv russia moscow moskva rossiya samsung iphone apple google
internet computer windows linux android xiaomi huawei test testtest tester testing temp demo example sample
hello helloworld whatever trustno freedom forever family killer hunter ranger buster pepper ginger cookie cheese
banana orange summer winter spring autumn january february november december monday friday sunday access money
marlboro mercedes ferrari porsche corvette mustang toyota nissan chelsea arsenal liverpool barcelona juventus
manchester slipknot metallica nirvana eminem rockstar fuckyou fuckoff asshole bitch loveme babygirl angel flower
blink naruto minecraft fortnite roblox counterstrike warcraft vkontakte yandex mailru gfhjkm gfhjkmgfhjkm
ghbdtn ghbdtnghbdtn ljcneg vfrcbv fylhtq fktrcfylh cthutq yfnfif vfhbyf rfnz qwertyui asdfasdf zxcvzxcv
parol privet lubov lublu solnce solnyshko malysh kotenok zaichik
пароль парольпароль парол привет приветпривет любовь люблю люблютебя солнце солнышко зайчик зайка котик котенок
малыш малышка москва россия спартак зенит динамо локомотив марина наташа татьяна светлана екатерина анастасия
кристина сергей дмитрий алексей александр александра андрей михаил максим никита владимир николай елена ольга
мамапапа мама папа семья счастье деньги компьютер интернет телефон самсунг айфон админ администратор тест
тестовый проверка секрет доступ магазин ябеременна ялюблютебя наталья виктория юлия ирина
"""
WORDS = frozenset(_FIRST_TRIED.split())
"""The words people take first, in both alphabets and typed on the wrong layout."""

_DIGITS_AND_SIGNS = re.compile(r"[\W\d_]+", re.UNICODE)
_SWAPPED = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


def require_good(password: str, *, about: Iterable[str] = ()) -> None:
    """Refuse (WeakPassword) a password outside the rules. `about`: name and e-mail of its owner.

    Any characters and spaces are welcome and count exactly; there are no rules of composition.
    """
    if len(password) < SHORTEST:
        raise WeakPassword("password_too_short")
    if len(password.encode("utf-8", "surrogatepass")) > LONGEST_BYTES:
        raise WeakPassword("password_too_long")
    if "\x00" in password or any("\ud800" <= character <= "\udfff" for character in password):
        raise WeakPassword("password_unreadable")
    if is_about(password, about):
        raise WeakPassword("password_is_about_you")
    if is_obvious(password):
        raise WeakPassword("password_obvious")


def is_obvious(password: str) -> bool:
    """Whether it is on everybody's list: runs, keyboard rows, repetitions, common words with digits around."""
    plain = password.casefold()
    return (
        _repeats(plain)
        or _is_run(plain)
        or _is_run(_DIGITS_AND_SIGNS.sub("", plain) or plain)
        or _is_dates_or_few(plain)
        or any(_bare(variant) in WORDS or _repeats_word(_bare(variant)) for variant in (plain, _unswapped(plain)))
    )


def is_about(password: str, about: Iterable[str]) -> bool:
    """Whether little is left of it once the shop's name, the owner's name and e-mail are taken away."""
    plain = password.casefold()
    texts = [text.casefold() for text in (*SHOP_WORDS, *about)]
    words = {*texts, *(word for text in texts for word in re.split(r"[\W_]+", text))}
    for word in words:
        if len(word) >= SHORTEST_CONTEXT_WORD and word in plain:
            left = plain.replace(word, "")
            if len(left) < FEWEST_OWN_CHARACTERS or _repeats(left) or _is_run(left):
                return True
    return False


def _bare(text: str) -> str:
    return text.strip("0123456789!@#$%^&*()-_=+.,?;:'\"/\\ №")


def _unswapped(text: str) -> str:
    return text.rstrip("0123456789!?.").translate(_SWAPPED)


def _repeats(text: str) -> bool:
    """`aaaaaaaa`, `12121212`, `abcdabcda`."""
    return any(text == (text[:unit] * len(text))[: len(text)] for unit in range(1, LONGEST_UNIT + 1))


def _repeats_word(text: str) -> bool:
    half, odd = divmod(len(text), 2)
    return not odd and text[:half] == text[half:] and text[:half] in WORDS


def _is_run(text: str) -> bool:
    """A piece of a run, there or back, each key pressed once or several times (`11223344`)."""
    if len(text) < SHORTEST_CONTEXT_WORD:
        return False
    once = re.sub(r"(.)\1+", r"\1", text)
    return any(len(text) > 1 and (piece in run or piece[::-1] in run) for run in RUNS for piece in {text, once})


def _is_dates_or_few(text: str) -> bool:
    """Up to eight bare digits are a date or a short number; two different characters are a rhythm."""
    return (text.isdigit() and len(text) <= SHORTEST) or len(set(text)) <= 2
