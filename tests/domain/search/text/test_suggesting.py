"""Phrases to suggest are found by beginnings of their words, compared with a look at each of them."""

import random

import pytest

from technomart.domain.search.text.suggesting import MOST_LOOKED_AT, Phrase, Phrases

KINDS = ("чайники", "часы", "чехлы для часов", "колонки", "умные колонки")
BRANDS = ("Альфа", "Альфа Ц", "Бета", "Чайка", "Колон")


def by_looking(phrases: list[Phrase], text: str) -> list[Phrase]:
    ordered = sorted(phrases, key=lambda one: (-one.weight, one.text))
    return [
        one
        for one in ordered
        if all(any(word.startswith(start) for word in one.text.lower().split()) for start in text.split())
    ]


@pytest.mark.parametrize("seed", range(3))
def test_every_word_that_was_typed_begins_some_word(seed: int) -> None:
    chance = random.Random(seed)
    phrases = [Phrase(f"{kind} {brand}", chance.randint(1, 9), kind, brand) for kind in KINDS for brand in BRANDS]
    phrases += [Phrase(brand, chance.randint(1, 9), None, brand) for brand in BRANDS]
    found = Phrases(phrases)
    for text in ("ча", "чай", "колон", "кол ум", "аль ча", "бета ко", "часов чехлы", "альфа ц", "ю", "ча ю"):
        assert found.find(text) == by_looking(phrases, text), text
    assert found.find("") == []


def test_of_many_phrases_the_weightiest_are_looked_at() -> None:
    phrases = [Phrase(f"чайники {number}a", number, "kettles", None) for number in range(MOST_LOOKED_AT + 50)]
    assert [one.weight for one in Phrases(phrases).find("чай")] == list(range(MOST_LOOKED_AT + 49, 49, -1))


def test_a_word_in_another_form_is_found_and_the_next_may_be_begun() -> None:
    phrases = [Phrase("игровые ноутбуки", 2, "laptops", None), Phrase("видеокарты", 1, "cards", None)]
    for text, found in (("игровой н", 0), ("видеокарта", 1), ("игровых", 0)):
        assert Phrases(phrases).find(text) == [phrases[found]]
    assert Phrases(phrases).find("видеокарта н") == []
