"""Where the demo shop keeps and hands out its goods: one warehouse and four shops in Moscow."""

from __future__ import annotations

from decimal import Decimal

from technomart.demo.goods import Location

COUNTRIES = {
    "cn": ("Китай", "China"),
    "vn": ("Вьетнам", "Vietnam"),
    "in": ("Индия", "India"),
    "kr": ("Республика Корея", "South Korea"),
    "jp": ("Япония", "Japan"),
    "tw": ("Тайвань (Китай)", "Taiwan"),
    "th": ("Таиланд", "Thailand"),
    "my": ("Малайзия", "Malaysia"),
    "us": ("США", "United States"),
    "mx": ("Мексика", "Mexico"),
    "de": ("Германия", "Germany"),
    "it": ("Италия", "Italy"),
    "ro": ("Румыния", "Romania"),
    "hu": ("Венгрия", "Hungary"),
    "pl": ("Польша", "Poland"),
    "tr": ("Турция", "Türkiye"),
    "ru": ("Россия", "Russia"),
    "by": ("Беларусь", "Belarus"),
    "se": ("Швеция", "Sweden"),
    "gb": ("Великобритания", "United Kingdom"),
    "nl": ("Нидерланды", "Netherlands"),
    "ch": ("Швейцария", "Switzerland"),
    "dk": ("Дания", "Denmark"),
    "sg": ("Сингапур", "Singapore"),
    "id": ("Индонезия", "Indonesia"),
    "ph": ("Филиппины", "Philippines"),
    "uz": ("Узбекистан", "Uzbekistan"),
}

WAREHOUSE = "sklad"

_DAILY = ("Ежедневно с 10:00 до 22:00", "Daily 10:00 to 22:00")
_LONG = ("Ежедневно с 9:00 до 22:00", "Daily 9:00 to 22:00")
_EARLY = ("Ежедневно с 10:00 до 21:00", "Daily 10:00 to 21:00")
_WORK = ("Пн–пт с 9:00 до 20:00, сб с 10:00 до 18:00", "Mon–Fri 9:00 to 20:00, Sat 10:00 to 18:00")
_MOSCOW = ("Москва", "Moscow")


def locations() -> tuple[Location, ...]:
    return (
        Location(
            WAREHOUSE, "warehouse", "Склад в Домодедове", "Domodedovo warehouse",
            "Домодедово", "Domodedovo", "Логистическая ул., 1/6", "1/6 Logisticheskaya St.",
            *_WORK, "+7 495 000-00-10", Decimal("55.4446"), Decimal("37.7511"), None, None,
        ),
        Location(
            "tulskaya", "shop", "Техномарт на Тульской", "Technomart Tulskaya",
            *_MOSCOW, "Большая Тульская ул., 13", "13 Bolshaya Tulskaya St.",
            *_DAILY, "+7 495 000-00-11", Decimal("55.7081"), Decimal("37.6219"), "Тульская", "Tulskaya",
        ),
        Location(
            "belorusskaya", "shop", "Техномарт на Белорусской", "Technomart Belorusskaya",
            *_MOSCOW, "Лесная ул., 5", "5 Lesnaya St.",
            *_LONG, "+7 495 000-00-12", Decimal("55.7784"), Decimal("37.5884"), "Белорусская", "Belorusskaya",
        ),
        Location(
            "shchyolkovskaya", "shop", "Техномарт на Щёлковской", "Technomart Shchyolkovskaya",
            *_MOSCOW, "Щёлковское ш., 75", "75 Shchyolkovskoye Hwy.",
            *_EARLY, "+7 495 000-00-13", Decimal("55.8103"), Decimal("37.7986"),
            "Щёлковская", "Shchyolkovskaya",
        ),
        Location(
            "voykovskaya", "shop", "Техномарт на Войковской", "Technomart Voykovskaya",
            *_MOSCOW, "Ленинградское ш., 16А, стр. 4", "16A bldg. 4 Leningradskoye Hwy.",
            *_DAILY, "+7 495 000-00-14", Decimal("55.8232"), Decimal("37.4972"),
            "Войковская", "Voykovskaya",
        ),
    )  # fmt: skip
