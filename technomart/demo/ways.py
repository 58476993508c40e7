"""How the demo shop brings its goods: from its shops, and by its own courier in Moscow and around it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from technomart import carriers
from technomart.domain import shipping
from technomart.domain.shipping import Rate, ShippingKind, ShippingMethod

VISITS = 40
"""How many doors the couriers reach in two hours."""

LIGHT, MIDDLING, HEAVY, HEAVIEST = 25_000, 60_000, 120_000, 300_000
"""By weight in grams: what one carries, what one carries with a trolley, what two carry, what a lorry takes."""

MOSCOW = ("Москва", "Moscow")
BEYOND = (
    ("Зеленоград", "Zelenograd"), ("Троицк", "Troitsk"), ("Щербинка", "Shcherbinka"), ("Московский", "Moskovsky"),
    ("Коммунарка", "Kommunarka"), ("Внуково", "Vnukovo"),
)  # fmt: skip
OBLAST = (
    ("Балашиха", "Balashikha"), ("Видное", "Vidnoye"), ("Дзержинский", "Dzerzhinsky"), ("Дмитров", "Dmitrov"),
    ("Долгопрудный", "Dolgoprudny"), ("Домодедово", "Domodedovo"), ("Жуковский", "Zhukovsky"), ("Истра", "Istra"),
    ("Королёв", "Korolyov"), ("Котельники", "Kotelniki"), ("Красногорск", "Krasnogorsk"), ("Лобня", "Lobnya"),
    ("Люберцы", "Lyubertsy"), ("Мытищи", "Mytishchi"), ("Одинцово", "Odintsovo"), ("Подольск", "Podolsk"),
    ("Пушкино", "Pushkino"), ("Раменское", "Ramenskoye"), ("Реутов", "Reutov"), ("Сергиев Посад", "Sergiyev Posad"),
    ("Серпухов", "Serpukhov"), ("Солнечногорск", "Solnechnogorsk"), ("Химки", "Khimki"), ("Щёлково", "Shchyolkovo"),
    ("Электросталь", "Elektrostal"),
)  # fmt: skip

FREE_FROM = 5_000_000
"""In Moscow what one person carries is brought for nothing from this sum of goods."""


def offer_ways(session: Session) -> None:
    """Pick-up from a shop, and a courier by zones; what is offered already stays as it is."""
    offered = {method.code for method in shipping.methods(session)}
    if "pickup" not in offered:
        shipping.add_method(
            session,
            code="pickup",
            kind=ShippingKind.pickup,
            name="Самовывоз из магазина",
            name_en="Pick-up from a shop",
            note="бесплатно, хранение 3 дня",
            note_en="free, kept for 3 days",
            days_from=0,
            days_to=2,
            position=0,
        )
    if "courier" not in offered:
        _send_couriers(session)
    for carrier in carriers.WAYS:
        carriers.offer_ways(session, carrier)


def _send_couriers(session: Session) -> None:
    courier = shipping.add_method(
        session,
        code="courier",
        kind=ShippingKind.courier,
        name="Курьером",
        name_en="By courier",
        note="до двери, с 10 до 22",
        note_en="to your door, from 10 to 22",
        fee_kopecks=49_000,
        free_from_kopecks=FREE_FROM,
        days_from=1,
        days_to=1,
        position=1,
    )
    for hour in range(10, 22, 2):
        shipping.add_window(session, courier, starts=f"{hour}:00", ends=f"{hour + 2}:00", capacity=VISITS)
    _add_zone(
        session,
        courier,
        ("moscow", "Москва", "Moscow", 0),
        (MOSCOW,),
        ("101", "103", "105", "107", "109", "11", "12"),
        ((LIGHT, 49_000, FREE_FROM), (MIDDLING, 99_000, None), (HEAVY, 149_000, None), (HEAVIEST, 290_000, None)),
    )
    _add_zone(
        session,
        courier,
        ("beyond", "Москва за МКАД", "Moscow beyond the ring road", 0),
        BEYOND,
        ("108", "1244", "1245", "1246", "117042", "1252", "125310", "125368", "125464", "125466"),
        ((LIGHT, 69_000, None), (MIDDLING, 129_000, None), (HEAVY, 199_000, None), (HEAVIEST, 350_000, None)),
    )
    _add_zone(
        session,
        courier,
        ("oblast", "Московская область", "Moscow Oblast", 1),
        OBLAST,
        ("140", "141", "142", "143", "144"),
        ((LIGHT, 89_000, None), (MIDDLING, 169_000, None), (HEAVY, 249_000, None), (HEAVIEST, 450_000, None)),
    )


def _add_zone(
    session: Session,
    method: ShippingMethod,
    facts: tuple[str, str, str, int],
    cities: tuple[tuple[str, str], ...],
    postal_codes: tuple[str, ...],
    rates: tuple[tuple[int, int, int | None], ...],
) -> None:
    """A zone: code, names and days; its cities in both languages; rates as (grams, fee, free from)."""
    code, name, name_en, days = facts
    zone = shipping.add_zone(
        session,
        method,
        code=code,
        name=name,
        name_en=name_en,
        cities=[spelling for city in cities for spelling in city],
        postal_codes=list(postal_codes),
        days_from=days,
        days_to=days,
        position=len(shipping.get_method(session, method.code).zones),
    )
    shipping.set_rates(session, method, zone, [Rate(code, *rate) for rate in rates])
