"""Prices and wishes as people write them."""

import pytest

from technomart.domain.search.text.prices import wishes

READ = (
    ("ноутбук до 80000", "price", "-80000"),
    ("до 80 тыс", "price", "-80000"),
    ("до 80 тысяч рублей", "price", "-80000"),
    ("от 20 до 30 тысяч", "price", "20000-30000"),
    ("от 20000 до 30000", "price", "20000-30000"),
    ("от 30 до 20 тысяч", "price", "20000-30000"),
    ("20000-30000", "price", "20000-30000"),
    ("дешевле 5000", "price", "-5000"),
    ("дешевле 500", "price", "-500"),
    ("не дороже 5 000 руб", "price", "-5000"),
    ("не дешевле 3000", "price", "3000-"),
    ("дороже 50000", "price", "50000-"),
    ("чайник за 15к", "price", "-15000"),
    ("за 1,5 тыс", "price", "-1500"),
    ("телефон до 50т", "price", "-50000"),
    ("до двадцати тысяч", "price", "-20000"),
    ("от десяти до пятнадцати тысяч", "price", "10000-15000"),
    ("около 20000", "price", "17000-23000"),
    ("примерно за 20 тысяч", "price", "-20000"),
    ("under 80000", "price", "-80000"),
    ("от 10000", "price", "10000-"),
    ("чайник в наличии", "in_stock", "1"),
    ("laptop in stock", "in_stock", "1"),
    ("телевизоры со скидкой", "reduced", "1"),
    ("распродажа", "reduced", "1"),
    ("недорогой чайник", "sort", "cheap"),
    ("самый дешевый ноутбук", "sort", "cheap"),
    ("чайник подешевле", "sort", "cheap"),
    ("cheap laptop", "sort", "cheap"),
    ("самая дорогая кофемашина", "sort", "dear"),
    ("лучшие наушники", "sort", "rating"),
    ("новинки смартфонов", "sort", "new"),
)


@pytest.mark.parametrize(("text", "kind", "value"), READ)
def test_a_wish_is_read(text: str, kind: str, value: str) -> None:
    assert [(wish.kind, wish.parameter[1]) for wish in wishes(text)] == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "iphone 15",
        "до 55 дюймов",
        "до 2000 вт",
        "12-16",
        "от 2 до 3",
        "rtx 4070",
        "galaxy s25 256",
        "завод 1000",
        "2024",
        "дорогой друг",
        "самый большой телевизор",
        "новый телефон",
        "",
    ],
)
def test_what_is_no_price_is_left_alone(text: str) -> None:
    assert wishes(text) == []
