"""Makes the reported half: every query from the catalogue itself, its words bent by a seeded hand."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

import pymorphy3

from technomart.domain.catalog import TypeSpec, Vocabulary
from tests.domain.search.judged.goods import Item, Wish
from tests.domain.search.judged.judging import Judged

SEED = 20261126
PER_KIND = 40
CODE = re.compile(r"(?:\b[A-Za-z]+[ -])?\b[A-Za-z]{1,6}[ -]?\d{2,}\w*")

KEYS_EN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
KEYS_RU = "йцукенгшщзхъфывапролджэячсмитьбю"
NEIGHBOURS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
LETTERS = "абвгдезийклмнопрстуфхъыьэ"
TO_LATIN = (
    dict(zip(LETTERS, [*"abvgdeziyklmnoprstufh", "", "y", "", "e"], strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ё": "yo"},
    dict(zip(LETTERS, [*"abvgdezijklmnoprstuf", "kh", "", "y", "'", "e"], strict=True))
    | {"ж": "zh", "ц": "c", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "ju", "я": "ja", "ё": "e"},
)
TO_CYRILLIC = (
    ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("ph", "ф"), ("ck", "к"), ("th", "т"), ("oo", "у"), ("ee", "и"),
    ("ya", "я"), ("yu", "ю"), ("x", "кс"), ("w", "в"), ("c", "к"), ("y", "и"), ("j", "дж"), ("q", "к"), ("h", "х"),
    *zip("abdefgiklmnoprstuvz", "абдефгиклмнопрстувз", strict=True),
)  # fmt: skip
SPOKEN_BRANDS = (
    "samsung", "lenovo", "logitech", "philips", "kingston", "nintendo", "roborock", "polaris", "redmond", "garmin",
    "sennheiser", "marshall", "bosch", "canon", "nikon", "tecno", "nokia", "intel", "keenetic", "gigabyte", "pantum",
)  # fmt: skip
ALIASES = {
    "телек": "type=tv", "телик": "type=tv", "ноут": "type=laptop", "видюха": "type=gpu", "видяха": "type=gpu",
    "проц": "type=cpu", "мышка": "type=mouse", "клава": "type=keyboard", "стиралка": "type=washer",
    "микроволновка": "type=microwave", "кофеварка": "type=coffee_machine", "читалка": "type=ereader",
    "пауэрбанк": "type=powerbank", "повербанк": "type=powerbank", "power bank": "type=powerbank",
    "зарядка": "type=charger,powerbank", "материнка": "type=motherboard", "оперативка": "type=memory",
    "моник": "type=monitor", "уши": "type=headphones", "мобильник": "type=smartphone", "телефон": "type=smartphone",
    "айфон": "brand=apple model~iphone", "айпад": "brand=apple model~ipad", "макбук": "brand=apple model~macbook",
    "плойка": "brand=sony model~playstation", "иксбокс": "brand=microsoft model~xbox", "свитч": "brand=nintendo",
    "сяоми": "brand=xiaomi,poco", "хуавей": "brand=huawei", "хонор": "brand=honor", "самсунг": "brand=samsung",
    "эпл": "brand=apple", "асус": "brand=asus", "дайсон": "brand=dyson", "делонги": "brand=delonghi",
    "джбл": "brand=jbl", "галакси": "model~galaxy", "редми": "model~redmi", "эйрподс": "model~airpods",
    "фотоаппарат": "type=camera", "холодос": "type=fridge", "роутер": "type=router", "джойстик": "type=gamepad",
    "приставка": "type=console", "сони": "brand=sony", "бош": "brand=bosch", "яндекс станция": "brand=yandex",
}  # fmt: skip
PURPOSES = (
    "дома", "дачи", "учебы", "отдыха", "офиса", "школы", "студента", "ребенка", "бабушки", "путешествий",
    "подарка", "маленькой квартиры", "начинающих", "каждого дня",
)  # fmt: skip
WRITTEN: tuple[Callable[[str], str], ...] = (
    str.lower,
    str.upper,
    lambda code: code.replace(" ", ""),
    lambda code: code.replace("-", " "),
    lambda code: re.sub(r"(?<=[A-Za-z])(?=\d)", "-", code),
    lambda code: re.sub(r"(?<=[A-Za-z])(?=\d)", " ", code),
)
CASES = ({"gent", "plur"}, {"ablt", "plur"}, {"gent", "sing"}, {"accs", "sing"}, {"nomn", "plur"}, {"loct", "plur"})
UNITS = {
    "ram_gb": ("{} гб", "{}гб", "{} gb", "{}гб озу"), "storage_gb": ("{} гб", "{}gb", "{} гб памяти"),
    "screen_inch": ('{}"', "{} дюймов", "{} дюйма"), "refresh_hz": ("{} гц", "{}гц", "{}hz"),
    "psu_watt": ("{} вт", "{}w"), "load_kg": ("{} кг", "{}кг"), "vram_gb": ("{} гб", "{}gb"),
}  # fmt: skip


class Maker:
    """Makes queries of one shop; the same seed makes the same queries."""

    def __init__(self, items: Mapping[int, Item], words: Vocabulary, seed: int = SEED) -> None:
        self.items, self.words = list(items.values()), words
        self.chance = random.Random(seed)
        self.morphology = pymorphy3.MorphAnalyzer()
        self.brands = {brand.slug: brand.name for brand in words.brands.values()}
        self.nouns = {
            noun.lower(): kind.code
            for kind in words.types.values()
            for noun in re.split(r" и |, ", kind.name["ru"])
            if kind.code not in ("lamp",) and " " not in noun and noun != "МФУ" and noun != "браслеты"
        }

    def all(self, per_kind: int = PER_KIND) -> list[Judged]:
        """So many queries of each kind."""
        kinds: Sequence[tuple[str, Callable[[], Judged]]] = (
            ("plain", self.plain),
            ("inflected", self.inflected),
            ("layout", self.layout),
            ("alias", self.alias),
            ("translit", self.translit),
            ("typo", self.typo),
            ("two typos", self.two_typos),
            ("model number", self.model_number),
            ("attributes", self.attributes),
            ("values", self.values),
            ("features", self.features),
            ("bent wishes", self.bent_wishes),
            ("exclusions", self.exclusions),
            ("purposes", self.purposes),
        )
        made: list[Judged] = []
        for kind, make in kinds:
            seen: dict[str, Judged] = {}
            for _ in range(40 * per_kind):
                one = make()
                seen.setdefault(one.query, one)
                if len(seen) == per_kind:
                    break
            made += [Judged(kind, one.query, one.wish, one.is_known) for one in seen.values()]
        return made

    def _brand(self, item: Item) -> str:
        (slug,) = item.facts["brand"]  # type: ignore[misc]
        return slug

    def _known(self) -> Judged:
        """One model by its name."""
        item = self.chance.choice(self.items)
        slug, model = self._brand(item), item.model
        name = (
            self.chance.choice([f"{self.brands[slug]} {model}", model])
            if len(model) > 4
            else f"{self.brands[slug]} {model}"
        )
        return Judged("", name, Wish(f"brand={slug} model~{re.sub(r'[^0-9A-Za-zА-Яа-я]', '', model)}"), True)

    def _class(self) -> Judged:
        """A kind of goods, often of one brand."""
        noun, code = self.chance.choice(sorted(self.nouns.items()))
        slugs = sorted({self._brand(item) for item in self.items if code in item.facts["type"]})  # type: ignore[operator]
        if self.chance.random() < 0.5:
            return Judged("", noun, Wish(f"type={code}"), False)
        slug = self.chance.choice(slugs)
        return Judged("", f"{noun} {self.brands[slug].lower()}", Wish(f"type={code} brand={slug}"), False)

    def plain(self) -> Judged:
        return self._known() if self.chance.random() < 0.5 else self._class()

    def inflected(self) -> Judged:
        one = self._class()
        noun, *rest = one.query.split(" ")
        parsed = next((form for form in self.morphology.parse(noun) if form.tag.POS == "NOUN"), None)
        bent = parsed.inflect(self.chance.choice(CASES)) if parsed else None
        return Judged("", " ".join([bent.word if bent else noun, *rest]), one.wish, one.is_known)

    def layout(self) -> Judged:
        one = self.plain()
        text = one.query.lower()
        if re.search(r"[а-яё]", text) and re.search(r"[a-z]", text):
            return self.layout()
        table = str.maketrans(KEYS_RU, KEYS_EN) if re.search(r"[а-я]", text) else str.maketrans(KEYS_EN, KEYS_RU)
        if not re.search(r"[a-zа-я]{3}", text):
            return self.layout()
        return Judged("", text.translate(table), one.wish, one.is_known)

    def alias(self) -> Judged:
        name, wish = self.chance.choice(sorted(ALIASES.items()))
        fitting = [item for item in self.items if Wish(wish).holds(item)]
        item = self.chance.choice(fitting)
        slug = self._brand(item)
        if wish.startswith("type=") and self.chance.random() < 0.5:
            return Judged("", f"{name} {self.brands[slug].lower()}", Wish(f"{wish} brand={slug}"), False)
        return Judged("", name, Wish(wish), False)

    def translit(self) -> Judged:
        if self.chance.random() < 0.4:
            slug = self.chance.choice([one for one in SPOKEN_BRANDS if one in self.brands])
            word = slug
            for latin, cyrillic in TO_CYRILLIC:
                word = word.replace(latin, cyrillic)
            fitting = [item for item in self.items if slug in item.facts["brand"]]  # type: ignore[operator]
            (code,) = self.chance.choice(fitting).facts["type"]  # type: ignore[misc]
            nouns = [noun for noun, of_type in self.nouns.items() if of_type == code]
            if nouns and self.chance.random() < 0.5:
                return Judged("", f"{nouns[0]} {word}", Wish(f"type={code} brand={slug}"), False)
            return Judged("", word, Wish(f"brand={slug}"), False)
        one = self._class()
        table = self.chance.choice(TO_LATIN)
        return Judged("", "".join(table.get(letter, letter) for letter in one.query), one.wish, one.is_known)

    def typo(self, mistakes: int = 1) -> Judged:
        one = self.plain()
        parts = one.query.lower().split(" ")
        long = [at for at, word in enumerate(parts) if word.isalpha() and len(word) >= (5 if mistakes == 1 else 8)]
        if not long:
            return self.typo(mistakes)
        at = self.chance.choice(long)
        for _ in range(mistakes):
            parts[at] = self._mistyped(parts[at])
        return Judged("", " ".join(parts), one.wish, one.is_known)

    def two_typos(self) -> Judged:
        return self.typo(2)

    def _mistyped(self, word: str) -> str:
        at = self.chance.randrange(1, len(word))
        way = self.chance.choice(("neighbour", "left out", "doubled", "swapped", "other"))
        if way == "left out":
            return word[:at] + word[at + 1 :]
        if way == "doubled":
            return word[:at] + word[at] + word[at:]
        if way == "swapped" and at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        row = next((keys for keys in NEIGHBOURS if word[at] in keys), word[at])
        if way == "other":
            vowels = "аеиоуыэюя" if row and "а" <= row[0] <= "я" else "aeiouy"
            return word[:at] + self.chance.choice(vowels) + word[at + 1 :]
        place = row.index(word[at])
        return (
            word[:at]
            + row[max(0, place - 1) if self.chance.random() < 0.5 else min(len(row) - 1, place + 1)]
            + word[at + 1 :]
        )

    def model_number(self) -> Judged:
        item = self.chance.choice([one for one in self.items if CODE.search(one.model)])
        code = CODE.search(item.model)
        assert code is not None
        text = code.group()
        way = self.chance.choice(WRITTEN)
        return Judged("", way(text), Wish(f"model~{re.sub(r'[^0-9A-Za-z]', '', text)}"), True)

    def attributes(self) -> Judged:
        noun, code = self.chance.choice(sorted(self.nouns.items()))
        fitting = [item for item in self.items if code in item.facts["type"]]  # type: ignore[operator]
        item = self.chance.choice(fitting)
        uses = next(kind for kind in self.words.types.values() if kind.code == code).specs
        numbers = [
            use.spec.code for use in uses if use.spec.code in UNITS and use.filterable and use.spec.code in item.facts
        ]
        query, wish = noun, f"type={code}"
        if self.chance.random() < 0.5:
            query, wish = f"{query} {self.brands[self._brand(item)].lower()}", f"{wish} brand={self._brand(item)}"
        if numbers:
            spec = self.chance.choice(numbers)
            value = item.facts[spec]
            query, wish = (
                f"{query} {self.chance.choice(UNITS[spec]).format(f'{value:g}')}",
                f"{wish} {spec}={value:g}",
            )
        if "price" in item.facts and (not numbers or self.chance.random() < 0.5):
            bound = int(float(item.facts["price"]) // 1000 + 1)  # type: ignore[arg-type]
            written = self.chance.choice(
                (f"до {bound}000", f"до {bound} тыс", f"дешевле {bound}000", f"до {bound} тысяч рублей")
            )
            query, wish = f"{query} {written}", f"{wish} price<={bound}000"
        return Judged("", query, Wish(wish), False)

    def values(self) -> Judged:
        """A kind and a value of one of its filters, as the page writes it: «принтер лазерная»."""
        noun, code, item = self._of_a_kind()
        chosen = [
            (use.spec, option)
            for use in self._filters(code)
            for option in use.spec.options.values()
            if use.spec.code in item.facts and option.code in item.facts[use.spec.code]  # type: ignore[operator]
        ]
        if not chosen:
            return self.values()
        spec, option = self.chance.choice(chosen)
        if option.name["ru"].lower() in ("есть", "нет"):
            return self.values()
        return Judged(
            "", f"{noun} {option.name['ru'].lower()}", Wish(f"type={code} {spec.code}={option.code}"), False
        )

    def features(self) -> Judged:
        """A kind and what it has or has not: «наушники с шумоподавлением», «смартфон без nfc»."""
        noun, code, item = self._of_a_kind()
        flags = [use.spec for use in self._filters(code) if use.spec.kind == "bool" and use.spec.code in item.facts]
        if not flags:
            return self.features()
        spec = self.chance.choice(flags)
        (has,) = item.facts[spec.code]  # type: ignore[misc]
        name = spec.name["ru"].lower()
        written = f"с {self._inflected(name, 'ablt')}" if has == "1" else f"без {self._inflected(name, 'gent')}"
        if has == "1" and self.chance.random() < 0.3:
            written = name
        return Judged("", f"{noun} {written}", Wish(f"type={code} {spec.code}={has}"), False)

    def bent_wishes(self) -> Judged:
        """A kind with values, a price or a feature, the whole of it in the wrong layout or in Latin letters."""
        one = self.chance.choice((self.attributes, self.features))()
        text = one.query.lower().replace("ё", "е")
        if not re.search(r"[а-я]{4}", text) or re.search(r"[a-z.,\"]", text):
            return self.bent_wishes()
        if self.chance.random() < 0.5:
            return Judged("", text.translate(str.maketrans(KEYS_RU, KEYS_EN)), one.wish, one.is_known)
        table = self.chance.choice(TO_LATIN)
        return Judged("", "".join(table.get(letter, letter) for letter in text), one.wish, one.is_known)

    def exclusions(self) -> Judged:
        """A kind but not of this brand, or without this value of a filter."""
        noun, code, item = self._of_a_kind()
        slug, said = self._brand(item), self.chance.choice(("не", "кроме"))
        others = [one for one in self.items if code in one.facts["type"] and slug not in one.facts["brand"]]  # type: ignore[operator]
        if not others:
            return self.exclusions()
        return Judged("", f"{noun} {said} {self.brands[slug].lower()}", Wish(f"type={code} brand!={slug}"), False)

    def purposes(self) -> Judged:
        """A kind and what people want it for."""
        noun, code, _ = self._of_a_kind()
        return Judged("", f"{noun} для {self.chance.choice(PURPOSES)}", Wish(f"type={code}"), False)

    def _of_a_kind(self) -> tuple[str, str, Item]:
        noun, code = self.chance.choice(sorted(self.nouns.items()))
        return noun, code, self.chance.choice([item for item in self.items if code in item.facts["type"]])  # type: ignore[operator]

    def _filters(self, code: str) -> list[TypeSpec]:
        kind = next(kind for kind in self.words.types.values() if kind.code == code)
        return [use for use in kind.specs if use.filterable]

    def _inflected(self, phrase: str, case: str) -> str:
        """The phrase in another case up to its noun, as people write it."""
        said, is_over = [], False
        for word in phrase.split(" "):
            form = next((one for one in self.morphology.parse(word) if {"nomn"} in one.tag), None)
            bent = None if is_over or form is None else form.inflect({case})
            is_over = is_over or (form is not None and "NOUN" in form.tag)
            said.append(bent.word if bent is not None else word)
        return " ".join(said)
