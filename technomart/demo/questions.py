"""What shoppers ask about the goods and what the shop, knowing the specs, answers."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from technomart.demo.goods import Answer, Model, Question, Spec
from technomart.demo.reviews import OPENED, author
from technomart.demo.telling import fill, fits
from technomart.demo.voices import Voice, voices

SHOP = "Техномарт"
TOTAL = 260

AGREED = (
    "Подтверждаю, у меня именно так.",
    "Всё верно, проверено на себе.",
    "Так и есть, пользуюсь полгода.",
    "Спасибо за ответ, помогло выбрать.",
    "У меня то же самое, вопросов нет.",
    "Да, в магазине показали и объяснили так же.",
)


def questions(models: Sequence[Model], known: Mapping[str, Spec]) -> tuple[Question, ...]:
    told = voices()
    ranked = sorted(models, key=lambda model: (-model.popularity, model.slug))
    found: list[Question] = []
    for turn in range(3):
        for model in ranked:
            asked = _asked(model, told[model.type], known)
            if turn < len(asked) and len(found) < TOTAL:
                found.append(_question(model, *asked[turn]))
    return tuple(found)


def _asked(model: Model, voice: Voice, known: Mapping[str, Spec]) -> list[tuple[str, str]]:
    """The questions whose answer is known, in an order of the model's own."""
    specs = {**model.variants[0].specs, **model.specs}
    pairs = []
    for question, answers in voice.asked:
        fitting = [answer for answer in answers if fits(answer, specs)]
        if fitting and fits(question, specs):
            pairs.append((fill(question, specs, known), fill(fitting[0], specs, known)))
    random.Random(f"asked/{model.slug}").shuffle(pairs)
    return pairs


def _question(model: Model, text: str, answer: str) -> Question:
    rng = random.Random(f"question/{model.slug}/{text}")
    days_ago = rng.randint(2, max(3, min(300, (OPENED - model.released).days)))
    answers = [Answer(SHOP, answer, max(1, days_ago - 1), True)]
    if rng.random() < 0.3:
        who = author(rng, rng.random() < 0.5)
        answers.append(Answer(who, rng.choice(AGREED), max(1, days_ago - rng.randint(1, 20)), False))
    return Question(model.slug, author(rng, rng.random() < 0.5), text, days_ago, tuple(answers))
