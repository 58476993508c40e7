"""One analyser for goods and queries: what is the same to people is the same term."""

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain.search.text.analyser import stem, terms, words
from technomart.domain.search.text.answers import LONGEST_QUERY, tidy
from technomart.domain.search.text.letters import in_one_alphabet, other_layout, sounds
from technomart.domain.search.text.looking import TERM

SAME = (
    ("РТХ", "ртх"),
    ("ёлка", "елка"),
    ("колонок", "колонка"),
    ("чехлы", "чехол"),
    ("наушниками", "наушники"),
    ("беспроводные", "беспроводной"),
    ("стиральных машин", "стиральная машина"),
    ("16 гб", "16GB"),
    ("16гб", "16 gb"),
    ('55"', "55 дюймов"),
    ("55″", "55-дюймовый"),
    ("6,7 дюйма", '6.7"'),
    ("5\u00a0000 мА·ч", "5000mah"),
    ("750вт", "750 Вт"),
    ("1мс", "1 ms"),
    ("120 Гц", "120 герц"),
    ("1 ТБ", "1tb"),
    ("а55", "a55"),
    ("Ноутбуки", "ноутбука"),
    ("laptops", "laptop"),
)


@pytest.mark.parametrize(("one", "two"), SAME)
def test_what_people_mean_alike_is_the_same(one: str, two: str) -> None:
    assert set(terms(one)) & set(terms(two))
    assert [word.options[0] for word in words(one)] == [word.options[0] for word in words(two)]


@pytest.mark.parametrize(
    "written",
    [
        "rtx4070",
        "rtx 4070",
        "RTX-4070",
        "rtx-4070",
        "Rtx 4070",
        "РТХ4070".replace("Р", "r").replace("Т", "t").replace("Х", "x"),
    ],
)
@pytest.mark.parametrize("title", ["Видеокарта RTX 4070", "Видеокарта RTX4070", "Видеокарта RTX-4070"])
def test_a_model_number_is_found_however_it_is_written(written: str, title: str) -> None:
    known = set(terms(title))
    assert all(any(known.issuperset(option) for option in word.options) for word in words(written))


def test_a_serial_number_is_found_with_and_without_its_dashes() -> None:
    known = set(terms("SM-S928B"))
    for written in ("sm-s928b", "SMS928B", "sms928b", "sm s928b"):
        assert all(any(known.issuperset(option) for option in word.options) for word in words(written)), written


@pytest.mark.parametrize("mixed", ["сamsung", "sаmsung", "samsung", "SАMSUNG"])
def test_letters_of_the_other_alphabet_that_look_or_sound_alike_are_seen_through(mixed: str) -> None:
    (word,) = words(mixed)
    assert ("samsung",) in word.options


def test_words_that_say_nothing_are_kept_out() -> None:
    assert terms("купить чайник для дома с ценой") == ["чайник", "дом"]
    assert [word.text for word in words("купить чайник") if not word.is_stop] == ["чайник"]


def test_the_other_layout_is_read_before_signs_are_thrown_away() -> None:
    assert other_layout(",tcghjdjlyst yfeiybrb") == "беспроводные наушники"
    assert other_layout("ьфсищщл") == "macbook"
    assert other_layout("gkfyitn 10 l.qvjd") == "планшет 10 дюймов"
    assert other_layout("123 !") == "123 !"


def test_words_that_sound_alike_in_both_alphabets_meet() -> None:
    for one, two in (
        ("самсунг", "samsung"),
        ("бош", "bosch"),
        ("филипс", "philips"),
        ("naushniki", "наушники"),
        ("holodilnik", "холодильник"),
    ):
        assert sounds(one) & sounds(two), (one, two)


any_text = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=300) | st.text(max_size=300)


@given(any_text)
def test_no_text_is_too_strange(text: str) -> None:
    asked = tidy(text)
    assert tidy(asked) == asked
    assert len(asked) <= LONGEST_QUERY
    assert in_one_alphabet(in_one_alphabet(asked.lower())) == in_one_alphabet(asked.lower())
    for term in terms(text):
        assert TERM.fullmatch(term), term
    for word in words(asked):
        assert 0 <= word.start < word.end <= len(asked)
        assert all(TERM.fullmatch(term) for option in word.options for term in option)


NAMES = """
смартфон Samsung Galaxy S25 Ultra 12/256 ГБ чёрный RTX 4070 Ti SM-S928B 55″ 6,7 iPhone 15 Pro+ USB-C Wi-Fi
20\u00a0000 мА·ч
"""
name_words = st.sampled_from(re.split(r"[ \n]+", NAMES.strip()))


@given(st.lists(name_words, min_size=1, max_size=8))
def test_every_word_of_a_name_finds_that_name(parts: list[str]) -> None:
    name = " ".join(parts)
    known = set(terms(name))
    for word in words(tidy(name)):
        assert word.is_stop or not word.options or any(known.issuperset(option) for option in word.options), word


@pytest.mark.parametrize(
    "text", ["\0", "\ud800", "a" * 10_000, "😀" * 500, "1" * 5_000, "-" * 300, "ё\u0308" * 100, "1,1,1," * 90]
)
def test_texts_made_to_break_something_break_nothing(text: str) -> None:
    terms(text)
    words(tidy(text))


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that pass on at every step: a race that needs luck shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_cut_the_same_words_alike() -> None:
    asked = [
        f"{word}{ending}"
        for word in ("мобильн", "провод", "relation", "happi")
        for ending in ("ые", "ность", "al", "ness", "ization")
    ]
    stem.cache_clear()
    expected = [stem(word) for word in asked]
    for _ in range(20):
        stem.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda one: [stem(word) for word in one], [asked] * 8)) == [expected] * 8


def test_a_long_word_is_cut_and_not_refused() -> None:
    assert len(stem("я" * 500)) <= 40
