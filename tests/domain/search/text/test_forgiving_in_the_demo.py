"""What strangers type in the wrong layout, in other letters, glued or misspelt, over the demo's goods and names."""

from collections.abc import Iterator

import pytest

from technomart.domain import search
from technomart.foundation.database import Database
from tests.domain.search.text.demo import demo_goods

pytestmark = [pytest.mark.one_database, pytest.mark.filled(by=demo_goods)]


@pytest.fixture
def shop(database: Database) -> Iterator[search.Engine]:
    engine = search.Engine(database)
    engine.refresh()
    yield engine
    engine.close()


BENT = (
    ("nd k; 55", "тв лж 55"),
    ("dh jxrb", "вр очки"),
    ("cnbv ltr", "стим дек"),
    (",g 850 dfnn", "бп 850 ватт"),
    ("cvfhnajy 16/512", "смартфон 16/512"),
    ("ntktajy rhjvt cfvceyu", "телефон кроме самсунг"),
    ("gkfyitn yf fylhjbl", "планшет на android"),
    ("fqajy16", "айфон 16"),
    ("айфон17промакс", "айфон 17 про макс"),
    ("ноутбукасус", "ноутбук асус"),
    ("fen", "фен"),
    ("noutbuk bez windows", "ноутбук без windows"),
    ("chajnik dlja doma", "чайник для дома"),
    ("noutbuk 14 djujmov", "ноутбук 14 дюймов"),
    ("igrovoj monitor 240gc", "игровой monitor 240гц"),
    ("stim dek", "стим дек"),
    ("mat plata pod amd", "мат плата под amd"),
    ("bp na kilovatt", "бп на киловатт"),
    ("ajfon16", "айфон 16"),
    ("телефон до 20 тычяч", "телефон до 20 тысяч"),
)


def test_a_query_in_strange_letters_is_read(shop: search.Engine) -> None:
    for asked, searched in BENT:
        assert (asked, shop.find(asked).searched) == (asked, searched)


def test_names_of_several_words_and_names_in_other_cases_are_not_touched(shop: search.Engine) -> None:
    for asked in ("смартфон 5 джи", "хоум под мини", "плойку", "ноутбук на райзене", "монитор фулл хд", "фениксов"):
        assert (shop.find(asked).searched, shop.find(asked).rewrite) == (asked, None)
