"""How generated goods are called and described: brands out of syllables, models out of series, plain sentences."""

from __future__ import annotations

import random

from technomart.demo.goods import Brand
from technomart.demo.places import COUNTRIES

BRANDS = 300
FIRST = [
    "Al",
    "Be",
    "Cor",
    "Dar",
    "El",
    "Fen",
    "Gal",
    "Hel",
    "In",
    "Jur",
    "Kel",
    "Lum",
    "Mar",
    "Nor",
    "Or",
    "Pol",
    "Quan",
    "Ros",
    "Sil",
    "Ter",
    "Ul",
    "Vel",
    "Wes",
    "Xen",
    "Yar",
    "Zor",
]
MIDDLE = ["a", "e", "i", "o", "u", "ar", "en", "il", "on", "ur"]
LAST = [
    "bit",
    "dex",
    "fon",
    "gen",
    "kta",
    "lux",
    "mat",
    "nix",
    "ra",
    "ston",
    "tek",
    "tron",
    "va",
    "vox",
    "wey",
    "zen",
]

SERIES = [
    "Aura",
    "Basic",
    "Bolt",
    "Breeze",
    "City",
    "Classic",
    "Comet",
    "Compact",
    "Core",
    "Cube",
    "Daily",
    "Delta",
    "Drift",
    "Echo",
    "Edge",
    "Element",
    "Ember",
    "Family",
    "Flex",
    "Flow",
    "Force",
    "Frame",
    "Fusion",
    "Go",
    "Grand",
    "Halo",
    "Home",
    "Icon",
    "Joy",
    "Key",
    "Light",
    "Line",
    "Loft",
    "Luna",
    "Master",
    "Max",
    "Metro",
    "Mini",
    "Motion",
    "Nano",
    "Neo",
    "Nova",
    "One",
    "Orbit",
    "Pace",
    "Peak",
    "Pilot",
    "Plus",
    "Point",
    "Prime",
    "Pro",
    "Pulse",
    "Pure",
    "Quick",
    "Rise",
    "Route",
    "Shift",
    "Smart",
    "Solo",
    "Spark",
    "Start",
    "Step",
    "Storm",
    "Studio",
    "Style",
    "Swift",
    "Touch",
    "Tour",
    "Trend",
    "Unit",
    "Urban",
    "Vista",
    "Wave",
    "Zen",
]

OPENINGS = (
    "{name} — вещь, которую берут один раз и надолго.",
    "{name} делает своё дело тихо, быстро и без лишних кнопок.",
    "{name} выбирают те, кто сравнил характеристики и посчитал деньги.",
    "{name} помещается там, где другим тесно, и работает не хуже.",
    "{name}: сборка аккуратная, ничего не скрипит и не люфтит.",
    "{name}: всё понятно с первого раза, инструкция не понадобится.",
)

SENTENCES = (
    "Корпус не боится ежедневной работы и легко протирается влажной тканью.",
    "В коробке лежит всё, что нужно для начала работы, докупать ничего не придётся.",
    "Гарантию даёт изготовитель, сервисные центры есть в каждом крупном городе.",
    "Мы проверили эту вещь в своей мастерской и не нашли к чему придраться.",
    "Подойдёт и для небольшой квартиры, и для просторного загородного дома.",
    "Изготовитель обещает запасные части ещё семь лет после снятия с продажи.",
    "Покупатели хвалят простую настройку и ругают только короткую инструкцию.",
    "Упаковка тонкая и целиком идёт в переработку, внутри нет ни куска пенопласта.",
    "Если вещь не подойдёт, верните её в течение двух недель без объяснений.",
    "Лучше всего работает в паре с другими вещами той же серии.",
    "Потребляет немного энергии и отдыхает, когда работа закончена.",
    "Детали подогнаны плотно, поэтому внутрь не попадает ни пыль, ни вода.",
    "По сравнению с прошлогодней моделью новинка стала легче, тише и заметно быстрее.",
    "Хороший подарок тому, у кого всё есть: пригодится каждый день.",
    "Обновления и советы мы присылаем письмом, звонить никто не будет.",
    "Рабочие части сменные, новые стоят недорого и меняются без инструментов.",
    "Держать удобно в любой руке, всё нужное нащупывается не глядя.",
    "Первые настройки занимают пару минут, дальше всё происходит само.",
    "Серия выпускается давно, поэтому слабые места успели исправить.",
    "Цвета спокойные и подходят к обстановке, которая у вас уже есть.",
)

REVIEWS = (
    ("Всё работает", "Не нашёл", "Пользуюсь месяц каждый день, нареканий нет."),
    ("Цена, сборка", "Шнур коротковат", "За эти деньги лучше не найти, советую."),
    ("Тихая работа", "Маркая поверхность", "Взял на замену старому, разница слышна сразу."),
    ("Доставили вовремя", "Инструкция мелким шрифтом", "Дома разобрались быстро, дети довольны."),
    ("Выглядит дороже", "Пока нет", "Брала в подарок, подарок понравился."),
    ("Малый вес", "Хотелось бы прочнее", "Для поездок самое то, в сумке места не занимает."),
)
AUTHORS = (
    "Анна",
    "Борис",
    "Вера",
    "Глеб",
    "Дарья",
    "Егор",
    "Жанна",
    "Игорь",
    "Кира",
    "Лев",
    "Мария",
    "Олег",
    "Софья",
)


def brands(known: tuple[Brand, ...]) -> list[Brand]:
    """The demo's brands and as many invented ones as make three hundred."""
    chance = random.Random("brands")
    taken = {brand.slug for brand in known}
    names = [first + middle + last for first in FIRST for middle in MIDDLE for last in LAST]
    chance.shuffle(names)
    invented = [name for name in names if name.lower() not in taken][: BRANDS - len(known)]
    countries = list(COUNTRIES.values())
    found = list(known)
    for name in invented:
        country, country_en = chance.choice(countries)
        about, about_en = "Техника для каждого дня.", "Goods for every day."
        found.append(Brand(name.lower(), name, name, country, country_en, about, about_en))
    return found


def described(chance: random.Random, name: str, facts: str) -> str:
    """Some forty-five words about a model: what it is, what it can do, what buyers should know."""
    opening = chance.choice(OPENINGS).format(name=name)
    return " ".join([opening, facts, *chance.sample(SENTENCES, 3)])
