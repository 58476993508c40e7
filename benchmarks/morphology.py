"""How well ways of cutting Russian words meet each other's forms, and how fast: python -m benchmarks.morphology."""

import re
import time
from collections.abc import Callable

import pymorphy3
import snowballstemmer

from technomart.demo import shop

LEFT_OUT = {"Erro", "V-oy", "V-ey", "Supr"}
INFLECTED = {"NOUN", "ADJF"}


def name_words() -> list[str]:
    """Every Russian word in the demo's names: of goods, categories, types, specs and their options."""
    goods = shop()
    texts = [model.name for model in goods.models] + [category.name for category in goods.categories]
    texts += [kind.name for kind in goods.types]
    texts += [name for spec in goods.specs for name in (spec.name, *(option.name for option in spec.options))]
    return sorted({word.replace("ё", "е") for text in texts for word in re.findall("[а-яё]{3,}", text.lower())})


def main() -> None:
    morphology, snowball = pymorphy3.MorphAnalyzer(), snowballstemmer.stemmer("russian")

    def lemma(word: str) -> str:
        return str(morphology.parse(word)[0].normal_form).replace("ё", "е")

    ways: dict[str, Callable[[str], str]] = {
        "Snowball stem": snowball.stemWord,
        "pymorphy3 lemma": lemma,
        "stem of the lemma": lambda word: snowball.stemWord(lemma(word)),
    }
    words = name_words()
    forms = [(word, form) for word in words for form in forms_of(morphology, word)]
    print(f"{len(words)} words, {len(forms)} forms")
    for name, cut in ways.items():
        began = time.process_time()
        for word in words:
            cut(word)
        per_second = len(words) / (time.process_time() - began)
        met = sum(cut(word) == cut(form) for word, form in forms)
        stems: dict[str, set[str]] = {}
        for word in words:
            stems.setdefault(cut(word), set()).add(lemma(word))
        mixed = sum(len(lemmas) > 1 for lemmas in stems.values())
        told = f"meets {met / len(forms):.2%} of the forms, {per_second:8,.0f} words/s"
        print(f"{name:20} {told}, {mixed} stems of several words")


def forms_of(morphology: pymorphy3.MorphAnalyzer, word: str) -> set[str]:
    """The forms of a noun or adjective, as its dictionary entry has them."""
    parsed = morphology.parse(word)[0]
    if parsed.tag.POS not in INFLECTED:
        return set()
    return {
        form.word.replace("ё", "е")
        for form in parsed.lexeme
        if form.tag.POS == parsed.tag.POS and not LEFT_OUT & set(form.tag.grammemes)
    }


if __name__ == "__main__":
    main()
