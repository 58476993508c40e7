"""What the demo says is clean Russian and English, and its two thousand reviews are no echo."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from statistics import mean

import pytest

from technomart.demo.colours import agree
from technomart.demo.goods import Shop
from technomart.demo.telling import plural
from technomart.demo.voices import general, voices

CYRILLIC = re.compile("[а-яёА-ЯЁ]")


def strings(thing: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a dataclass tree with the name of the field it stands in."""
    if isinstance(thing, str):
        yield path, thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from strings(getattr(thing, field.name), field.name)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from strings(part, path)


def test_english_fields_hold_no_cyrillic(demo: Shop) -> None:
    english = [(path, text) for path, text in strings(demo) if path.endswith("_en")]
    assert len(english) > 2_000
    assert [(path, text) for path, text in english if CYRILLIC.search(text)] == []
    assert all(text for path, text in english if path not in ("unit_en",))


def test_russian_goods_are_described_in_russian(demo: Shop) -> None:
    assert [model.slug for model in demo.models if len(CYRILLIC.findall(model.text)) < 60] == []


def test_typography_is_clean_in_every_text(demo: Shop) -> None:
    faults = {
        "double space": re.compile(r"  "),
        "rouble sign": re.compile("₽"),
        "straight or curly quotes": re.compile('["“”„]'),
        "exclamation": re.compile("!(?! )"),
        "space before a mark": re.compile(r" [,.;:?](?=\s|$)"),
        "doubled mark": re.compile(r"(?<!шт)(?<!ш)(?<!ул)[,.;:]{2,}"),
        "unfilled blank": re.compile(r"[{}]|\bNone\b"),
        "edge space": re.compile(r"^\s|\s$"),
        "plain hyphen for a dash": re.compile(r" - "),
    }
    named = {brand.name for brand in demo.brands}
    found = [
        (fault, path, text)
        for path, text in strings(demo)
        for fault, pattern in faults.items()
        if pattern.search(text) and not any("!" in name and name in text for name in named)
    ]
    assert found == []


def test_sentences_begin_with_a_capital_and_end_with_a_stop(demo: Shop) -> None:
    texts = [text for model in demo.models for text in (model.text, model.text_en)]
    texts += [review.text for review in demo.reviews]
    texts += [answer.text for question in demo.questions for answer in question.answers]
    wrong = [text for text in texts if not re.match(r"[A-ZА-ЯЁ0-9«]", text) or text[-1] not in ".?»"]
    assert wrong == []


def test_a_model_has_two_to_four_sentences_of_its_own(demo: Shop) -> None:
    for model in demo.models:
        for text in (model.text, model.text_en):
            assert 2 <= len(re.findall(r"[.?](?:\s|$)", text)) <= 6, text
    for texts in ([model.text for model in demo.models], [model.text_en for model in demo.models]):
        first = [text.split(".")[0] for text in texts]
        assert len(set(first)) == len(first)


def test_the_reviews_are_two_thousand_and_hardly_repeat(demo: Shop) -> None:
    names = {brand.name for brand in demo.brands} | {model.model for model in demo.models}
    names |= set(general.MEN) | set(general.WOMEN)
    blank = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    plain = [re.sub(r"\d+", "", blank.sub("", review.text)) for review in demo.reviews]
    assert len(plain) == 2_000
    assert len(set(plain)) >= 1_500


def test_no_fragment_is_heard_too_often(demo: Shop) -> None:
    heard = Counter(part for review in demo.reviews for part in re.split(r"(?<=[.?]) ", review.text))
    assert heard.most_common(1)[0][1] <= 120


def test_ratings_are_spread_as_buyers_spread_them(demo: Shop) -> None:
    shares = Counter(review.rating for review in demo.reviews)
    assert set(shares) == {1, 2, 3, 4, 5}
    assert 4.2 <= mean(review.rating for review in demo.reviews) <= 4.7
    assert shares[5] > shares[4] > shares[3] > shares[1]
    by_sku = {one.sku: model for model in demo.models for one in model.variants}
    by_model: dict[str, list[int]] = {}
    for review in demo.reviews:
        by_model.setdefault(by_sku[review.sku].slug, []).append(review.rating)
    means = [mean(ratings) for ratings in by_model.values() if len(ratings) >= 8]
    assert max(means) - min(means) > 0.4
    assert len(by_model) < len(demo.models)


def test_nobody_reviews_a_thing_before_it_was_released(demo: Shop) -> None:
    by_sku = {one.sku: model for model in demo.models for one in model.variants}
    from technomart.demo.reviews import OPENED

    for review in demo.reviews:
        assert 1 <= review.days_ago <= max(4, (OPENED - by_sku[review.sku].released).days + 1)
        assert review.helpful >= 0
        assert review.unhelpful >= 0
        assert review.pros
        assert review.cons


def test_questions_are_answered_by_the_shop_after_they_are_asked(demo: Shop) -> None:
    slugs = {model.slug for model in demo.models}
    asked = [(question.model, question.text) for question in demo.questions]
    assert len(set(asked)) == len(asked)
    for question in demo.questions:
        assert question.model in slugs
        assert question.text.endswith("?")
        assert any(answer.by_shop for answer in question.answers)
        assert all(0 < answer.days_ago <= question.days_ago for answer in question.answers)


def test_answers_tell_the_truth_about_the_specs(demo: Shop) -> None:
    models = {model.slug: model for model in demo.models}
    checked = 0
    for question in demo.questions:
        specs = models[question.model].specs
        answer = question.answers[0].text
        for asked, code in (
            ("NFC", "nfc"),
            ("дисковод", "disc"),
            ("кофемолка", "grinder"),
            ("шумоподавление?", "noise_cancelling"),
        ):
            if asked in question.text and code in specs:
                assert answer.startswith("Да") == specs[code], (question.model, answer)
                checked += 1
    assert checked >= 5


def test_every_type_of_goods_has_a_voice(demo: Shop) -> None:
    told = voices()
    for kind in demo.types:
        voice = told[kind.code]
        assert min(len(voice.pros), len(voice.cons), len(voice.sorry)) >= 3, kind.code
        assert len(voice.glad) >= 4, kind.code
        assert len(voice.asked) >= 2, kind.code


@pytest.mark.parametrize(
    ("adjective", "gender", "said"),
    [
        ("чёрный", "f", "чёрная"),
        ("синий", "p", "синие"),
        ("голубой", "n", "голубое"),
        ("золотой", "m", "золотой"),
        ("тёмно-синий", "f", "тёмно-синяя"),
    ],
)
def test_a_colour_agrees_with_its_noun(adjective: str, gender: str, said: str) -> None:
    assert agree(adjective, gender) == said


@pytest.mark.parametrize(
    ("count", "said"), [(1, "час"), (2, "часа"), (5, "часов"), (11, "часов"), (21, "час"), (112, "часов")]
)
def test_hours_take_the_right_form(count: int, said: str) -> None:
    assert plural(count, ["час", "часа", "часов"]) == said


def test_names_say_what_how_large_and_what_colour(demo: Shop) -> None:
    names = {one.slug: (one.name, one.name_en) for model in demo.models for one in model.variants}
    assert names["xiaomi-15t-pro-12-512-sage"] == (
        "Смартфон Xiaomi 15T Pro, 12/512 ГБ, шалфейный",
        "Xiaomi 15T Pro smartphone, 12/512 GB, sage",
    )
    assert names["yandex-station-midi-graphite"][0] == "Умная колонка Яндекс Станция Миди, графитовая"
    assert names["sony-wh-1000xm6-black"][0] == "Наушники Sony WH-1000XM6, чёрные"
    assert names["hisense-u7q-65"] == (
        "Телевизор Hisense U7Q, 65″, Mini-LED, 4K",
        "Hisense U7Q TV, 65″, Mini-LED, 4K",
    )
    assert names["xiaomi-15t-pro-12-1024-sand"][0] == "Смартфон Xiaomi 15T Pro, 12 ГБ/1 ТБ, песочный"
