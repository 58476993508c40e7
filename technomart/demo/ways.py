"""How the demo shop brings its goods: from its shops, and by its own courier in Moscow and around it, by post."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from technomart import carriers
from technomart.domain import catalog, shipping
from technomart.domain.shipping import Rate, ServiceKind, ShippingKind, ShippingMethod

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

LIFTED_FROM = 15_000
"""Lighter pieces the courier carries up as they are."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A service: names and notes in both languages, fees by the weight of one piece, the product types it is for."""

    code: str
    kind: ServiceKind
    name: str
    name_en: str
    note: str
    note_en: str
    rates: tuple[tuple[int | None, int], ...]
    types: tuple[str, ...] = ()


FREE_FROM = 5_000_000
"""In Moscow what one person carries is brought for nothing from this sum of goods."""


def offer_ways(session: Session) -> None:
    """Pick-up from a shop, a courier by zones, the post; what is offered already stays as it is."""
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
    if "post" not in offered:
        _send_parcels(session)
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


SERVICES: tuple[Offered, ...] = (
    Offered(
        "lift", ServiceKind.lifting, "Подъём на лифте", "Lifting by the lift", "до квартиры, каждая вещь от 15 кг",
        "to the flat, each piece of 15 kg and more", ((30_000, 30_000), (60_000, 50_000), (150_000, 90_000)),
    ),
    Offered(
        "stairs", ServiceKind.lifting, "Подъём по лестнице", "Lifting by the stairs",
        "на любой этаж, каждая вещь от 15 кг", "to any floor, each piece of 15 kg and more",
        ((30_000, 70_000), (60_000, 150_000), (120_000, 300_000)),
    ),
    Offered(
        "connect-washer", ServiceKind.installation, "Подключение стиральной машины", "Connecting the washing machine",
        "к готовым трубам и розетке", "to pipes and a socket that are there", ((None, 249_000),), ("washer",),
    ),
    Offered(
        "hang-tv", ServiceKind.installation, "Телевизор на стену", "TV onto the wall",
        "повесим на ваш кронштейн и настроим каналы", "hung on your bracket, channels tuned",
        ((20_000, 249_000), (40_000, 399_000), (None, 599_000)), ("tv",),
    ),
    Offered(
        "remove", ServiceKind.removal, "Вывоз старой техники", "Removal of the old appliance",
        "заберём, когда привезём новую", "taken away when the new one comes", ((None, 99_000),),
        ("washer", "fridge", "tv"),
    ),
)  # fmt: skip


def offer_services(session: Session) -> None:
    """What couriers do beside bringing; what is offered already stays as it is."""
    offered = {service.code for service in shipping.services(session)}
    for position, one in enumerate(SERVICES):
        if one.code in offered:
            continue
        shipping.add_service(
            session,
            code=one.code,
            kind=one.kind,
            name=one.name,
            name_en=one.name_en,
            note=one.note,
            note_en=one.note_en,
            rates=[Rate(None, grams, fee) for grams, fee in one.rates],
            type_ids=catalog.type_ids(session, one.types),
            from_grams=LIFTED_FROM if one.kind is ServiceKind.lifting else 0,
            position=position,
        )


POST_ZONES = (
    ("near", "Москва и область", "Moscow and its oblast", (0, 1), ("10", "11", "12", "14"), 100),
    (
        "centre", "Центр, Северо-Запад и Верхняя Волга", "the Centre, the North-West and the Upper Volga", (1, 3),
        ("15", "16", "17", "18", "19", "2", "30", "31", "39", "60"), 130,
    ),
    (
        "south", "Юг и Поволжье", "the South and the Volga", (2, 5),
        ("32", "33", "34", "35", "36", "37", "38", "40", "41", "42", "43", "44"), 150,
    ),
    (
        "urals", "Урал и Западная Сибирь", "the Urals and Western Siberia", (4, 7),
        ("45", "46", "61", "62", "63", "64", "65"), 190,
    ),
    (
        "east", "Восточная Сибирь и Дальний Восток", "Eastern Siberia and the Far East", (6, 13),
        ("66", "67", "68", "69"), 260,
    ),
)  # fmt: skip
"""Zones by the beginning of the postal code, their days, and what a parcel costs there in per cent of the nearest.

All of it is of our own making, so that the demo has something to count with: a shop puts its contract's in its place.
"""

POST_RATES = ((1_000, 29_000), (2_000, 34_000), (5_000, 46_000), (10_000, 69_000), (20_000, 119_000))
"""Grams and kopecks for the nearest zone; a parcel of more than 20 kg the post does not take."""


def _send_parcels(session: Session) -> None:
    post = shipping.add_method(
        session,
        code="post",
        kind=ShippingKind.post,
        name="Почтой России",
        name_en="By Russian Post",
        note="в ваше отделение, оплата заранее",
        note_en="to your post office, paid beforehand",
        days_from=2,
        days_to=2,
        position=2,
    )
    for code, name, name_en, (days_from, days_to), prefixes, per_cent in POST_ZONES:
        zone = shipping.add_zone(
            session,
            post,
            code=code,
            name=name,
            name_en=name_en,
            postal_codes=list(prefixes),
            days_from=days_from,
            days_to=days_to,
            position=len(shipping.get_method(session, post.code).zones),
        )
        rates = [Rate(code, up_to, fee * per_cent // 100) for up_to, fee in POST_RATES]
        shipping.set_rates(session, post, zone, rates)


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
