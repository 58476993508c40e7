"""The twelve real price lists, if they are at hand: every count of every filter is that of the files themselves."""

from __future__ import annotations

import csv
import os
import random
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from technomart.adapters.mappings import SHIPPED
from technomart.cli.invariants import violations
from technomart.cli.main import main
from technomart.domain import search
from technomart.domain.catalog.models import Variant
from technomart.domain.search import Query, Sort
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.conftest import fresh_database
from tests.domain.importing.pricelists import whole_shop

FOLDER = Path(os.environ.get("TECHNOMART_SAMPLES") or "/nowhere")
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="TECHNOMART_SAMPLES names no folder of price lists")

Values = tuple[object, ...]
Reading = Callable[[str], Values]


def number(cell: str) -> Values:
    return (float(cell),) if cell else ()


def word(cell: str) -> Values:
    return (cell,) if cell else ()


def flag(cell: str) -> Values:
    return ({"true": 1, "false": 0}[cell],) if cell else ()


def listed(mark: str) -> Reading:
    return lambda cell: tuple({part.strip() for part in cell.split(mark)} - {""})


def end_of(place: int) -> Reading:
    return lambda cell: (float(cell.split(",")[place]),) if cell else ()


def pixels(cell: str) -> Values:
    return (cell.replace(",", "×"),)


def drive(cell: str) -> Values:
    return (cell if cell == "SSD" else "HDD",) if cell else ()


def turning(cell: str) -> Values:
    return (float(cell),) if cell.isdigit() else ()


COLOUR = {"colour": ("color", listed("/"))}
RANGE = {"low_hz": ("frequency_response", end_of(0)), "high_khz": ("frequency_response", end_of(1))}
FACETS: dict[str, dict[str, tuple[str, Reading]]] = {
    "case": {
        "case_form": ("type", word),
        "side_panel": ("side_panel", word),
        "bays_35": ("internal_35_bays", number),
        "volume_l": ("external_volume", number),
        "included_psu_w": ("psu", number),
        **COLOUR,
    },
    "cpu": {
        "cores": ("core_count", number),
        "base_ghz": ("core_clock", number),
        "boost_ghz": ("boost_clock", number),
        "microarchitecture": ("microarchitecture", word),
        "graphics_core": ("graphics", word),
        "tdp_w": ("tdp", number),
    },
    "external-hard-drive": {
        "capacity_gb": ("capacity", number),
        "external_kind": ("type", word),
        "external_links": ("interface", listed(",")),
        **COLOUR,
    },
    "headphones": {
        "ear_kind": ("type", word),
        "wireless": ("wireless", flag),
        "microphone": ("microphone", flag),
        "enclosure": ("enclosure_type", word),
        **RANGE,
        **COLOUR,
    },
    "internal-hard-drive": {
        "capacity_gb": ("capacity", number),
        "drive_kind": ("type", drive),
        "drive_form": ("form_factor", word),
        "drive_link": ("interface", word),
        "platter_rpm": ("type", turning),
        "drive_cache_mb": ("cache", number),
    },
    "keyboard": {
        "key_style": ("style", word),
        "switch_model": ("switches", word),
        "tenkeyless": ("tenkeyless", flag),
        "connection": ("connection_type", listed(",")),
        "backlight_colour": ("backlit", listed("/")),
        **COLOUR,
    },
    "monitor": {
        "screen_inch": ("screen_size", number),
        "resolution_px": ("resolution", pixels),
        "panel_type": ("panel_type", word),
        "refresh_hz": ("refresh_rate", number),
        "response_ms": ("response_time", number),
        "aspect": ("aspect_ratio", word),
    },
    "motherboard": {
        "cpu_sockets": ("socket", listed("/")),
        "board_form": ("form_factor", word),
        "ram_slots": ("memory_slots", number),
        "ram_max_gb": ("max_memory", number),
        **COLOUR,
    },
    "mouse": {
        "tracking": ("tracking_method", word),
        "hand": ("hand_orientation", word),
        "connection": ("connection_type", listed(",")),
        "dpi": ("max_dpi", number),
        **COLOUR,
    },
    "power-supply": {
        "psu_watt": ("wattage", number),
        "psu_form": ("type", word),
        "eighty": ("efficiency", word),
        "modular": ("modular", word),
        **COLOUR,
    },
    "speakers": {"speaker_set": ("configuration", word), "power_w": ("wattage", number), **RANGE, **COLOUR},
    "webcam": {
        "video_modes": ("resolutions", listed(",")),
        "focus": ("focus_type", word),
        "view_degrees": ("fov", number),
        "webcam_link": ("connection", word),
        "works_with": ("os", listed(",")),
    },
}
"""By file: the filters its category must have, each with its column and how a cell reads."""

COMBINATIONS = 12


@dataclass(frozen=True)
class Row:
    """A line of a file as the filters must see it."""

    brand: str
    kopecks: int | None
    values: dict[str, Values]


def toml(name: str) -> dict[str, object]:
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text())


def rows_in(name: str) -> list[Row]:
    """The lines read anew, by this file's own rules."""
    known = sorted(toml("brands")["brand"]["known"], key=len, reverse=True)  # type: ignore[index]
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    rate, step = (Decimal(str(toml(name)["price"][key])) for key in ("rate", "step"))  # type: ignore[index]
    return [
        Row(
            brand=brand_of(line["name"], known),
            kopecks=kopecks_of(line["price"], rate, step),
            values={code: read(line[column]) for code, (column, read) in FACETS[name].items()},
        )
        for line in lines
    ]


def brand_of(name: str, known: list[str]) -> str:
    name = re.sub("[\u200b\u200e\u200f\ufeff]", "", name)
    return next((one for one in known if f"{name} ".lower().startswith(f"{one} ".lower())), name.split(" ")[0])


def kopecks_of(cell: str, rate: Decimal, step: Decimal) -> int | None:
    return int((Decimal(cell) * rate / step).to_integral_value(ROUND_HALF_UP) * step * 100) if cell else None


def leaf_of(engine: search.Engine, name: str) -> int:
    return engine.vocabulary.category_slugs[toml(name)["category"][-1]["slug"]]  # type: ignore[index]


class Category:
    """One imported category as the shop's filters count it, beside the file it came from."""

    def __init__(self, engine: search.Engine, name: str) -> None:
        self.engine, self.name, self.rows = engine, name, rows_in(name)
        self.leaf = leaf_of(engine, name)
        self.labels = {code: self._labels(code) for code in FACETS[name]}

    def _labels(self, code: str) -> dict[int, str]:
        """Option ids with the word of the file each stands for."""
        mine = toml(self.name)
        spec = next(s for group in mine["group"] for s in group["spec"] if s["code"] == code)  # type: ignore
        said = dict(spec.get("values", {}))
        if spec.get("words"):
            said = {**toml(spec["words"])["words"][spec["words"]], **said}  # type: ignore[index]
        words = {value["code"]: text for text, value in reversed(list(said.items()))}
        options = self.engine.vocabulary.specs[code].options.values()
        return {option.id: words.get(option.code, option.name["ru"]) for option in options}

    def asked(self, wishes: dict[str, Values]) -> Query:
        choices: dict[str, frozenset[int]] = {}
        numbers: dict[str, tuple[tuple[float, float], ...]] = {}
        for code, wanted in wishes.items():
            kind = self.engine.vocabulary.specs[code].kind
            if kind == "number":
                numbers[code] = tuple((float(value), float(value)) for value in wanted)  # type: ignore[arg-type]
            elif kind == "bool":
                choices[code] = frozenset(wanted)  # type: ignore[arg-type]
            else:
                choices[code] = frozenset(one for one, label in self.labels[code].items() if label in wanted)
        return Query(scope=(self.leaf,), choices=choices, numbers=numbers, limit=10)

    def check(self, wishes: dict[str, Values]) -> None:
        """Every count with these wishes; a filter does not narrow its own counts."""
        answer = self.engine.search(self.asked(wishes))
        fitting = [row for row in self.rows if fits(row, wishes)]
        assert answer.total == len(fitting)
        brands = {self.engine.vocabulary.brands[one].name: count for one, count in answer.brands.items()}
        assert brands == Counter(row.brand for row in fitting)
        assert answer.in_stock == sum(row.kopecks is not None for row in fitting)
        for code in FACETS[self.name]:
            others = {other: wanted for other, wanted in wishes.items() if other != code}
            expected = Counter(value for row in self.rows if fits(row, others) for value in row.values[code])
            kind = self.engine.vocabulary.specs[code].kind
            if kind in ("number", "bool"):
                counted = dict((answer.numbers if kind == "number" else answer.choices).get(code, {}))
            else:
                counted = {self.labels[code][one]: n for one, n in answer.choices.get(code, {}).items()}
            assert counted == expected, (self.name, code, wishes)
        prices = [row.kopecks for row in fitting if row.kopecks is not None]
        assert answer.price == ((min(prices), max(prices)) if prices else None)


def fits(row: Row, wishes: dict[str, Values]) -> bool:
    return all(set(row.values[code]) & set(wanted) for code, wanted in wishes.items())


def combinations(category: Category) -> Iterator[dict[str, Values]]:
    chance = random.Random(category.name)
    codes = list(FACETS[category.name])
    for _ in range(COMBINATIONS):
        one = chance.choice(category.rows)
        chosen = chance.sample(codes, chance.randint(1, min(3, len(codes))))
        wishes = {code: one.values[code][:1] for code in chosen if one.values[code]}
        for code, wanted in list(wishes.items()):
            more = chance.choice(category.rows).values[code][:1]
            wishes[code] = tuple({*wanted, *more})
        yield wishes


def bring_all(database: Database, names: list[str]) -> None:
    url = database.url.render_as_string(hide_password=False)
    for name in names:
        arguments = ["catalog", "import", str(FOLDER / f"{name}.csv"), "--mapping", name, "--database", url]
        assert main(arguments) == 0


SMALLER = ["cpu", "webcam", "speakers"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest) -> Iterator[tuple[Database, list[str]]]:
    """All twelve files in SQLite, three in PostgreSQL."""
    names = list(FACETS) if request.param == "sqlite" else SMALLER
    with fresh_database(request.param, request) as url:
        database = Database(url)
        bring_all(database, names)
        yield database, names
        database.dispose()


@pytest.fixture(scope="module")
def window(shop: tuple[Database, list[str]]) -> Iterator[search.Engine]:
    engine = search.Engine(shop[0])
    engine.refresh()
    yield engine
    engine.close()


def test_every_filter_counts_what_the_files_say(shop: tuple[Database, list[str]], window: search.Engine) -> None:
    for name in shop[1]:
        category = Category(window, name)
        kind = window.vocabulary.types[window.vocabulary.categories[category.leaf].type_id or 0]
        assert {use.spec.code for use in kind.specs if use.filterable} == set(FACETS[name])
        category.check({})
        for wishes in combinations(category):
            category.check(wishes)


def test_a_start_from_the_saved_listing_counts_the_same(
    shop: tuple[Database, list[str]], window: search.Engine
) -> None:
    database, names = shop
    window.refresh()
    assert search.save_blocks(database, window) > 0
    started = search.Engine(database)
    with database.reader() as session:
        saved = set(session.scalars(select(search.SearchBlock.category_id)))
    assert saved == set(started.vocabulary.leaves)
    for name in names:
        category = Category(started, name)
        category.check({})
        for wishes in combinations(category):
            category.check(wishes)
    snapshot = started.settle()
    assert snapshot is not None
    assert snapshot.damaged == frozenset()
    with database.reader() as session:
        assert search.audit(session, snapshot.columns, clock.now()) == []
    started.close()


def test_every_line_is_a_variant_of_its_own(shop: tuple[Database, list[str]]) -> None:
    database, names = shop
    with database.reader() as session:
        goods, skus, slugs = session.execute(
            select(func.count(), func.count(Variant.sku.distinct()), func.count(Variant.slug.distinct())).select_from(
                Variant
            )
        ).one()
        assert violations(session) == []
    assert goods == skus == slugs == sum(len(rows_in(name)) for name in names)


@pytest.mark.parametrize("sort", list(Sort))
def test_goods_without_a_price_come_last_in_every_order(
    shop: tuple[Database, list[str]], window: search.Engine, sort: Sort
) -> None:
    for name in shop[1]:
        answer = window.search(Query(scope=(leaf_of(window, name),), sort=sort, limit=10_000))
        prices = [window.offer_of(one).price for one in answer.ids]
        first_without = prices.index(None)
        assert set(prices[first_without:]) == {None}
        assert None not in prices[:first_without]
        if sort is Sort.cheap:
            assert prices[:first_without] == sorted(prices[:first_without])  # type: ignore[type-var]


def test_the_second_time_nothing_changes(shop: tuple[Database, list[str]]) -> None:
    database, _names = shop
    before = whole_shop(database)
    bring_all(database, SMALLER)
    assert whole_shop(database) == before


@pytest.mark.proof
def test_all_twelve_a_second_time_into_postgresql(request: pytest.FixtureRequest) -> None:
    with fresh_database("postgresql", request) as url:
        database = Database(url)
        bring_all(database, list(FACETS))
        before = whole_shop(database)
        bring_all(database, list(FACETS))
        assert whole_shop(database) == before
        engine = search.Engine(database)
        for name in FACETS:
            category = Category(engine, name)
            category.check({})
            for wishes in combinations(category):
                category.check(wishes)
        engine.close()
        database.dispose()
