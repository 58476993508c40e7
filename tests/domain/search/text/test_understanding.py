"""A query of the demo's goods becomes filters where goods have them, and stays text where it is unsure."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from technomart.domain import search
from technomart.domain.search import Query
from technomart.foundation.database import Database
from tests.domain.search.text.demo import demo_goods

pytestmark = [pytest.mark.one_database, pytest.mark.filled(by=demo_goods)]


@pytest.fixture
def shop(database: Database) -> Iterator[search.Engine]:
    engine = search.Engine(database)
    engine.refresh()
    yield engine
    engine.close()


READ = (
    ("ноутбук asus 16 гб до 80000", "brand=asus s.ram_gb=16 price=-80000", "ноутбук"),
    ("laptop asus 16gb under 80000", "brand=asus s.ram_gb=16 price=-80000", "laptop"),
    ("ноут асус 16гб до 80 тыс", "brand=asus s.ram_gb=16 price=-80000", "ноут"),
    ("ноутбуки 512 гб", "s.storage_gb=512", "ноутбуки"),
    ("ноутбук 16 гб озу 512 гб ssd", "s.ram_gb=16 s.storage_gb=512", "ноутбук"),
    ("игровой ноутбук 16 гб", "category=gaming-laptops s.ram_gb=16", ""),
    ("ультрабук asus", "category=laptops brand=asus", ""),
    ("смартфон samsung", "category=smartphones brand=samsung", ""),
    ("телефон до 30 тыс", "category=smartphones price=-30000", ""),
    ("стиральных машин lg", "category=washers brand=lg", ""),
    ('телевизор 55" oled', "category=tvs s.screen_inch=55 s.panel=oled", ""),
    ("монитор от 27 дюймов", "category=monitors s.screen_inch=27-", ""),
    ("ssd 1 тб", "category=ssds s.capacity_gb=1000-1024", ""),
    ("белый чайник", "s.colour=white category=kettles", ""),
    ("робот-пылесос", "category=robot-vacuums", ""),
    ("чайники в наличии", "category=kettles in_stock=1", ""),
    ("телевизоры со скидкой", "category=tvs reduced=1", ""),
    ("видеокарта amd", "category=graphics-cards s.gpu_chip=rx9070xt s.gpu_chip=rx9070 s.gpu_chip=rx9060xt", ""),
    (
        "материнская плата intel",
        "category=motherboards s.chipset=h610 s.chipset=b760 s.chipset=b860 s.chipset=z890",
        "",
    ),
    ("процессор amd", "category=processors brand=amd", ""),
    ("ноутбук ryzen 5", "s.laptop_cpu=r5_7535hs s.laptop_cpu=r5_7520u", "ноутбук"),
    ("проводная мышь", "s.wireless=0 category=mice", ""),
    ("мышь без проводов", "category=mice s.wireless=1", ""),
    ("клавиатура с подсветкой", "category=keyboards s.backlight=white s.backlight=rgb", ""),
    ("клавиатура без подсветки", "category=keyboards s.backlight=none", ""),
    ("клавиатура tkl", "category=keyboards s.key_layout=tkl", ""),
    ("белая клавиатура", "s.colour=white category=keyboards", ""),
    ("клавиатура с белой подсветкой", "category=keyboards s.backlight=white", ""),
    ("фотоаппарат с объективом", "category=cameras s.kit_lens=kit", ""),
    ("фотоаппарат без объектива", "category=cameras s.kit_lens=body", ""),
    ("телевизоры hdr10+", "category=tvs s.hdr=hdr10p", ""),
    ("монитор 2560х1440", "category=monitors s.monitor_format=qhd", ""),
    ("монитор 24 дюйма", "category=monitors s.screen_inch=23.5-24.5", ""),
    ("ссд на терабайт", "category=ssds s.capacity_gb=1000-1024", ""),
    ("геймпад пс5", "category=gamepads s.works_on=ps", ""),
    ("процессор 6 ядер", "category=processors s.cores=6", ""),
    ("холодильник высота 203", "category=fridges s.height_cm=203", ""),
    ("чёрный айфон 17 про макс 512гб", "s.storage_gb=512", "айфон 17 про макс"),
    ("ноутбук apple m4", "s.laptop_cpu=m4", "ноутбук"),
    ("геймпад nintendo switch", "category=gamepads s.works_on=sw", ""),
    ("геймпад nintendo", "category=gamepads brand=nintendo", ""),
    ("headphones on-ear", "s.fit=on", "headphones"),
    ("зарядка с usb-c", "category=chargers s.usb_c=1-", ""),
    ("мышь 8000 dpi", "category=mice s.dpi=8000", ""),
    ("видеокарта интел", "category=graphics-cards s.gpu_chip=b580", ""),
    ("игровая клавиатура", "category=keyboards", ""),
    ("смартфон около 20000", "category=smartphones price=17000-23000", ""),
    ("ноутбук без windows", "s.os=macos s.os=none", "ноутбук"),
    ("фен не dyson", "category=hair-dryers brand=xiaomi brand=dreame brand=redmond brand=philips", ""),
    ("ноутбук с 16 гигабайтами оперативки", "s.ram_gb=16", "ноутбук с"),
    ("принтер для дома", "category=printers", ""),
    ("ноутбук для учебы до 60000", "price=-60000", "ноутбук для"),
    ("оперативная память для ноутбука", "category=memory", "для ноутбука"),
    ("видеокарта не белая", "category=graphics-cards s.colour=black s.colour=graphite s.colour=silver", ""),
    ("смартфон с nfc", "category=smartphones s.nfc=1", ""),
    ("наушники без шумоподавления", "s.noise_cancelling=0", "наушники"),
    ("чайник с управлением из приложения", "category=kettles s.app=1", ""),
    ("смартфон с беспроводной зарядкой", "category=smartphones s.wireless_w=7-", ""),
    ("ноутбук с оперативной памятью 16 гб", "s.ram_gb=16", "ноутбук с"),
    ("телефон 12 гб оперативной памяти", "category=smartphones s.ram_gb=12", ""),
    ("16 гб оперативной памяти", "s.total_gb=16 category=memory", ""),
    ("самый недорогой телевизор", "sort=cheap category=tvs", ""),
    ("лучшие наушники до 10000", "sort=rating price=-10000", "наушники"),
    ("наушники от 10 до 20 тысяч", "price=10000-20000", "наушники"),
    ("колонок jbl", "brand=jbl", "колонок"),
    ("iphone 16 256 гб черный", "s.storage_gb=256 s.colour=black", "iphone 16"),
    ("мышь для ноутбука", "category=mice", ""),
    ("samsung чайник", "category=kettles", ""),
    ("холодильник бирюса", "category=fridges", ""),
    ("iphone 16", "", "iphone 16"),
    ("наушники", "", "наушники"),
    ("купить", "", "купить"),
)


def test_what_people_mean_becomes_filters(shop: search.Engine) -> None:
    for asked, pieces, rest in READ:
        answer = shop.find(asked)
        written = " ".join(f"{name}={value}" for name, value in (piece.parameter for piece in answer.pieces))
        assert (asked, written, answer.rest) == (asked, pieces, rest)


@pytest.mark.parametrize("asked", ["ноутбук", "ноутбуки", "laptop", "ноут"])
def test_the_name_of_a_kind_is_all_goods_of_its_leaves_and_no_others(shop: search.Engine, asked: str) -> None:
    words, found = shop.vocabulary, shop.find(asked)
    leaves = tuple(words.category_slugs[slug] for slug in ("laptops", "gaming-laptops"))
    everything = shop.search(Query(scope=leaves, limit=1000))
    assert found.ids is not None
    assert set(found.ids.tolist()) == set(everything.ids)
    assert all(everything.leaves[leaf] for leaf in leaves)


def test_what_belongs_to_a_kind_is_not_hidden_by_its_name(shop: search.Engine) -> None:
    assert shop.find("мышь для ноутбука").pieces[0].parameter == ("category", "mice")


def test_each_piece_says_its_words_and_the_query_without_them(shop: search.Engine) -> None:
    answer = shop.find("ультрабук asus 16 гб до 80000")
    assert [(piece.kind, piece.words, piece.without) for piece in answer.pieces] == [
        ("category", "ультрабук", "asus 16 гб до 80000"),
        ("brand", "asus", "ультрабук 16 гб до 80000"),
        ("spec", "16 гб", "ультрабук asus до 80000"),
        ("price", "до 80000", "ультрабук asus 16 гб"),
    ]
    assert (answer.ids, answer.scores) == (None, None)


def test_whatever_is_understood_has_goods(shop: search.Engine) -> None:
    words = shop.vocabulary
    for asked, _, _ in READ:
        answer = shop.find(asked)
        node = next((words.category(one.parameter[1]) for one in answer.pieces if one.kind == "category"), None)
        filters = search.read([one.parameter for one in answer.pieces if one.kind != "category"], words)
        assert filters.wrong == ()
        query = search.query_for(
            filters, words, node.leaves if node else words.leaves, size=1, hits=answer.ids, scores=answer.scores
        )
        assert bool(answer.pieces) <= bool(shop.search(query).total), asked


def test_threads_side_by_side_are_told_the_same(shop: search.Engine, database: Database) -> None:
    asked = [text for text, _, _ in READ] + ["нутбук", "yfeiybrb", "naushniki sony", "айфон 17"]
    expected = [shop.find(text).pieces for text in asked]
    other = search.Engine(database)
    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(lambda _: [other.find(text).pieces for text in asked], range(6)))
    assert told == [expected] * 6
    other.close()


def test_nothing_is_understood_unless_asked_for(shop: search.Engine) -> None:
    assert shop.find("ноутбук asus", understand=False).pieces == ()
    assert shop.find("ноутбук asus", literally=True).pieces == ()


def test_words_dropped_beside_a_category_are_said(shop: search.Engine) -> None:
    assert shop.find("samsung чайник").dropped == ("samsung",)
    assert shop.find("холодильник бирюса").dropped == ("бирюса",)


def test_what_is_given_up_is_said(shop: search.Engine) -> None:
    for asked, dropped in (
        ("ноутбук для учебы", ("учебы",)),
        ("чайник до 100", ("100",)),
        ("iphone 17 pro 256 фиолетовый", ("фиолетовый",)),
        ("игровая гарнитура", ("игровая",)),
    ):
        assert shop.find(asked).dropped == dropped, asked


def test_a_brand_that_is_not_wanted_is_never_shown(shop: search.Engine) -> None:
    for asked in ("смартфон не apple", "телефон кроме эпл", "phone not apple"):
        brands = [piece.parameter[1] for piece in shop.find(asked).pieces if piece.kind == "brand"]
        assert "samsung" in brands
        assert "apple" not in brands


def test_suggestions_come_from_the_first_letters(shop: search.Engine) -> None:
    for typed, query in (
        ("смарт", "смартфоны"),
        ("ноутбук as", "ноутбуки и ультрабуки ASUS"),
        ("yfei", "наушники и звук"),
        ("видюх", "видеокарты"),
        ("holod", "холодильники"),
        ("стиралк", "стиральные машины"),
        ("игровой н", "игровые ноутбуки"),
    ):
        assert query in shop.suggest(typed, "ru").queries, typed
    assert shop.suggest("xia", "ru").brands == ("xiaomi",)
    assert shop.suggest("холод", "ru").categories == ("fridges",)
    assert shop.suggest("fridg", "en").categories == ("fridges",)
    assert shop.suggest("  ", "ru") == search.Suggested((), (), (), ())


def test_what_people_call_a_thing_is_suggested_before_what_begins_so(shop: search.Engine) -> None:
    assert shop.suggest("тв", "ru").categories[:2] == ("tv-and-video", "tvs"), "and твердотельные накопители behind"
    assert shop.suggest("dbl.", "ru").categories == ("graphics-cards",), "also in the other layout"


def test_goods_are_suggested_once_a_line_and_at_most_six(shop: search.Engine) -> None:
    for typed in ("iph", "айф", "galaxy s", "чай", "dbl."):
        variants = shop.suggest(typed, "ru").variants
        assert 0 < len(variants) <= 6, typed
        assert len({shop.line_of(one) for one in variants}) == len(variants)
    listed = set(shop.search(Query(scope=shop.vocabulary.leaves, limit=10_000, facets=())).ids)
    assert set(shop.suggest("samsung", "ru").variants) <= listed
