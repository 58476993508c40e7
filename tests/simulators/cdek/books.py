"""What the simulator knows: its price list, its points, the orders it was handed and how far they are."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import cos, sin
from typing import Any

CITIES = {
    44: ("Москва", "Москва", "101000", 55.7558, 37.6173),
    137: ("Санкт-Петербург", "Санкт-Петербург", "190000", 59.9386, 30.3141),
    256: ("Уфа", "Республика Башкортостан", "450000", 54.7348, 55.9579),
    435: ("Краснодар", "Краснодарский край", "350000", 45.0353, 38.9753),
}
STREETS = ("ул. Ленина", "пр-т Мира", "ул. Гагарина", "Садовая ул.", "ул. Победы", "Набережная ул.", "ул. Чехова")
DAYS = {44: (1, 2), 137: (2, 3), 256: (3, 5), 435: (3, 4)}
MODES = {136: 4, 137: 3, 138: 2, 139: 1, 234: 4, 233: 3, 368: 7, 62: 4}
"""Tariffs by their way: 368 leads to lockers, 62 is for freight; neither is for our shoppers."""
ROAD = (
    "RECEIVED_AT_SHIPMENT_WAREHOUSE",
    "TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY",
    "ACCEPTED_IN_RECIPIENT_CITY",
    "ACCEPTED_AT_PICK_UP_POINT",
    "DELIVERED",
)
NAMES = {
    "ACCEPTED": "Принят",
    "CREATED": "Создан",
    "INVALID": "Некорректный заказ",
    "REMOVED": "Удален",
    "RECEIVED_AT_SHIPMENT_WAREHOUSE": "Принят на склад отправителя",
    "TAKEN_BY_TRANSPORTER_FROM_SENDER_CITY": "Сдан перевозчику в г. отправителе",
    "ACCEPTED_IN_RECIPIENT_CITY": "Встречен в г. получателе",
    "ACCEPTED_AT_PICK_UP_POINT": "Принят на склад до востребования",
    "TAKEN_BY_COURIER": "Выдан на доставку",
    "DELIVERED": "Вручен",
    "NOT_DELIVERED": "Не вручен",
}


@dataclass
class Order:
    uuid: str
    asked: dict[str, Any]
    cdek_number: str
    state: str = "ACCEPTED"
    errors: list[dict[str, str]] = field(default_factory=list)
    statuses: list[dict[str, str]] = field(default_factory=list)
    looks: int = 0

    def note(self, code: str, city: str = "Москва") -> None:
        at = datetime.now(UTC) + timedelta(milliseconds=len(self.statuses))
        said = {"code": code, "name": NAMES.get(code, code), "city": city}
        self.statuses.insert(0, said | {"date_time": at.strftime("%Y-%m-%dT%H:%M:%S.%f+0000")})

    def said(self) -> dict[str, Any]:
        return {
            "entity": {
                "uuid": self.uuid,
                "number": self.asked["number"],
                **({"cdek_number": self.cdek_number} if self.state == "SUCCESSFUL" else {}),
                "tariff_code": self.asked["tariff_code"],
                "statuses": self.statuses,
            },
            "requests": [
                {
                    "request_uuid": self.uuid,
                    "type": "CREATE",
                    "state": self.state,
                    **({"errors": self.errors} if self.errors else {}),
                }
            ],
        }


class Books:
    """All of it under one lock. An order that was taken on is looked through when it is asked after."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.orders: dict[str, Order] = {}
        self.points = [point for code in CITIES for point in points_of(code, 30 if code == 44 else 7)]
        self.looks_before_checked = 1
        self.refuses: str = ""
        self.add_kopecks = 0

    def tariffs(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        city = asked["to_location"]["code"]
        grams = sum(package["weight"] for package in asked["packages"])
        first, last = DAYS.get(city, (5, 9))
        found = []
        for tariff, mode in MODES.items():
            door = mode in (1, 3) or tariff == 139
            fee = (
                190 + 60 * -(-grams // 1000) + 30 * last + (150 if door else 0) - (40 if tariff in (233, 234) else 0)
            )
            slower = 2 if tariff in (233, 234) else 0
            found.append(
                {
                    "tariff_code": tariff,
                    "tariff_name": f"Тариф {tariff}",
                    "delivery_mode": mode,
                    "delivery_sum": fee + self.add_kopecks / 100,
                    "period_min": first + slower,
                    "period_max": last + slower,
                }
            )
        return found

    def take_on(self, asked: dict[str, Any]) -> Order:
        with self.lock:
            order = Order(str(uuid.uuid4()), asked, str(1_100_000_000 + len(self.orders)))
            order.note("ACCEPTED")
            self.orders[order.uuid] = order
            return order

    def look(self, order: Order) -> Order:
        """The order as it is; the first looks find it still being looked through."""
        with self.lock:
            order.looks += 1
            if order.state == "ACCEPTED" and order.looks > self.looks_before_checked:
                self.check(order)
            return order

    def check(self, order: Order) -> None:
        if self.refuses:
            order.state, order.errors = "INVALID", [{"code": "v2_invalid", "message": self.refuses}]
            order.note("INVALID")
        else:
            order.state = "SUCCESSFUL"
            order.note("CREATED")

    def advance(self, order: Order, to: str = "") -> None:
        """One step along the road, or to where it is sent."""
        with self.lock:
            done = [one["code"] for one in order.statuses]
            order.note(to or next(code for code in ROAD if code not in done))


def points_of(city_code: int, count: int) -> list[dict[str, Any]]:
    """So many made-up points around the middle of a city; one in five takes light parcels only."""
    city, region, postal_code, latitude, longitude = CITIES[city_code]
    found = []
    for number in range(count):
        around, far = number * 2.4, 1.2 * number**0.5  # a sunflower: evenly spread
        east, north = far * cos(around), far * sin(around)
        address = f"{STREETS[number % len(STREETS)]}, {number + 1}"
        found.append(
            {
                "code": f"{'MSK' if city_code == 44 else f'C{city_code}'}{number + 1}",
                "name": f"Пункт {number + 1}",
                "type": "PVZ",
                "work_time": "Пн-Пт 10:00-20:00, Сб-Вс 10:00-18:00",
                "address_comment": "вход со двора" if number % 3 == 0 else "",
                "have_cash": number % 2 == 0,
                "have_cashless": True,
                "weight_max": 5 if number % 5 == 4 else 30,
                "dimensions": [{"width": 60, "height": 40, "depth": 40}],
                "location": {
                    "country_code": "RU",
                    "region": region,
                    "city_code": city_code,
                    "city": city,
                    "postal_code": postal_code,
                    "longitude": round(longitude + east * 0.03, 6),
                    "latitude": round(latitude + north * 0.017, 6),
                    "address": address,
                    "address_full": f"{postal_code}, Россия, {region}, {city}, {address}",
                },
            }
        )
    return found
