"""Writes what buyers think of the goods: two thousand reviews, no two alike."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date

from technomart.demo.goods import Model, Review
from technomart.demo.tables import rows
from technomart.demo.voices import Mood, Voice, as_said_by, general, may_say, moods, voices

TOTAL = 2_000
OPENED = date(2026, 11, 1)
"""The demo's today: nothing is reviewed before it was released."""

# Shares of five, four, three, two and one star for goods people love, like and quarrel about.
TASTES = ((74, 18, 4, 2, 2), (64, 22, 7, 4, 3), (52, 25, 12, 6, 5))
MOODS = {5: "g", 4: "g", 3: "m", 2: "s", 1: "s"}


def reviews(models: Sequence[Model]) -> tuple[Review, ...]:
    told, feelings = voices(), moods()
    said: set[str] = set()
    found: list[Review] = []
    for model, count in shares(models):
        rng = random.Random(f"reviews/{model.slug}")
        voice = told[model.type].about({**model.variants[0].specs, **model.specs})
        taste = TASTES[rng.choice((0, 0, 1, 1, 1, 2))]
        for _ in range(count):
            found.append(_review(rng, model, voice, feelings, taste=taste, said=said))
    return tuple(found)


def shares(models: Sequence[Model]) -> list[tuple[Model, int]]:
    """How many reviews each model gets: the loved many, some none at all, TOTAL together."""
    rng = random.Random("reviews/shares")
    weights = []
    for model in models:
        quiet = rng.random() < 0.07 and model.popularity < 70
        weights.append(0.0 if quiet else (model.popularity / 100) ** 2.2 * rng.uniform(0.4, 1.8))
    scale = TOTAL / sum(weights)
    counts = [int(weight * scale) for weight in weights]
    rest = sorted(range(len(models)), key=lambda place: counts[place] - weights[place] * scale)
    for place in rest[: TOTAL - sum(counts)]:
        counts[place] += 1
    return list(zip(models, counts, strict=True))


def _review(
    rng: random.Random,
    model: Model,
    voice: Voice,
    feelings: dict[str, Mood],
    *,
    taste: Sequence[int],
    said: set[str],
) -> Review:
    woman = rng.random() < 0.46
    rating = rng.choices((5, 4, 3, 2, 1), taste)[0]
    mood = feelings["m" if rating == 4 and rng.random() < 0.35 else MOODS[rating]]
    text = _new_text(rng, voice, mood, rating=rating, woman=woman, said=said)
    ages = max(3, min(700, (OPENED - model.released).days))
    days_ago = 1 + int(ages * rng.random() ** 1.5)
    liked = int(rng.expovariate(1 / (2 + days_ago / 60)))
    answered = rng.random() < {5: 0.12, 4: 0.2, 3: 0.4, 2: 0.75, 1: 0.8}[rating]
    bought = [variant for variant in model.variants if variant.condition == "new"]
    return Review(
        sku=rng.choices(bought, [1 / (place + 1) for place in range(len(bought))])[0].sku,
        author=author(rng, woman),
        rating=rating,
        pros=_merits(rng, voice, rating, woman),
        cons=_faults(rng, voice, rating, woman),
        text=text,
        days_ago=days_ago,
        verified=rng.random() < 0.82,
        helpful=liked,
        unhelpful=int(rng.expovariate(1 / (0.5 + (4 if rating < 3 else 1) * days_ago / 400))),
        reply=rng.choice(feelings[MOODS[rating]].replies) if answered else None,
    )


def author(rng: random.Random, woman: bool) -> str:
    name = rng.choice(general.WOMEN if woman else general.MEN)
    return name if rng.random() < 0.35 else f"{name} {rng.choice(general.INITIALS)}."


def _new_text(rng: random.Random, voice: Voice, mood: Mood, *, rating: int, woman: bool, said: set[str]) -> str:
    """Composes until the text, digits aside, differs from every other."""
    while True:
        text = _compose(rng, voice, mood, rating=rating, woman=woman)
        plain = re.sub(r"\d+", "", text)
        if plain not in said:
            said.add(plain)
            return text


def _compose(rng: random.Random, voice: Voice, mood: Mood, *, rating: int, woman: bool) -> str:
    def some(lines: Sequence[str], count: int) -> list[str]:
        fitting = [line for line in lines if may_say(line, woman)]
        return rng.sample(fitting, min(count, len(fitting)))

    glad, sorry = {5: (rng.randint(1, 3), 0), 4: (rng.randint(1, 2), 1), 3: (1, rng.randint(1, 2))}.get(
        rating, (0, rng.randint(1, 3))
    )
    parts = some(mood.openers, 1) if rng.random() < 0.85 else []
    parts += some(mood.scenes, 1) if rng.random() < 0.4 else []
    middle = some(voice.glad, glad) + some(voice.sorry, sorry)
    if rating == 3:
        rng.shuffle(middle)
    parts += middle
    parts += some(mood.closers, 1) if rng.random() < 0.6 else []
    return as_said_by(" ".join(parts), woman)


def _merits(rng: random.Random, voice: Voice, rating: int, woman: bool) -> str:
    count = {5: rng.randint(1, 4), 4: rng.randint(1, 3), 3: rng.randint(1, 2)}.get(rating, 0)
    words = rng.sample(voice.pros, min(count, len(voice.pros)))
    if not words:
        words = [rng.choice(list(rows_of(general.NO_PROS)))]
    return _listed(rng, words, woman)


def _faults(rng: random.Random, voice: Voice, rating: int, woman: bool) -> str:
    if rating == 5 and rng.random() < 0.7:
        return _listed(rng, [rng.choice(list(rows_of(general.NO_CONS)))], woman)
    count = 1 if rating > 3 else rng.randint(1, 3)
    return _listed(rng, rng.sample(voice.cons, min(count, len(voice.cons))), woman)


def rows_of(table: str) -> list[str]:
    return [row for row in rows(table) if row]


def _listed(rng: random.Random, words: list[str], woman: bool) -> str:
    text = as_said_by(", ".join(words), woman)
    text = text[0].upper() + text[1:] if rng.random() < 0.8 else text
    return text + "." if rng.random() < 0.25 else text
