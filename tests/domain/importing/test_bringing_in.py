"""A price list comes into the shop: once, whole, and never twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from technomart.adapters import mappings
from technomart.cli.invariants import violations
from technomart.domain import catalog, importing, inventory, pricing
from technomart.domain.catalog.models import Product, SlugHistory, Variant
from technomart.domain.importing import CatalogMoved, WordsClash
from technomart.foundation import clock
from technomart.foundation.database import Database
from technomart.foundation.money import Money
from tests.domain.importing.pricelists import (
    SAMPLES,
    SMALL,
    TORCHES,
    bring,
    compare,
    rows_of,
    small,
    torches,
    whole_shop,
    write_csv,
)


def names_on_sale(database: Database) -> Counter[str]:
    with database.reader() as session:
        return Counter(session.scalars(select(Variant.name).where(Variant.is_published)))


def priced(database: Database) -> dict[str, set[Money]]:
    """The prices of goods by their name."""
    with database.reader() as session:
        names = dict(session.execute(select(Variant.id, Variant.name)).tuples().all())
        offers = pricing.offers_of(session, names, clock.now())
    found: dict[str, set[Money]] = {}
    for variant_id, offer in offers.items():
        found.setdefault(names[variant_id], set()).add(offer.price)
    return found


def pieces(database: Database) -> dict[str, int]:
    with database.reader() as session:
        names = dict(session.execute(select(Variant.id, Variant.name)).tuples().all())
        held = inventory.availability_of(session, names)
    total: Counter[str] = Counter()
    for variant_id, one in held.items():
        total[names[variant_id]] += one.available
    return dict(total)


def test_every_line_is_a_variant_with_its_own_sku_and_address(database: Database) -> None:
    plan = bring(database, torches(), TORCHES)
    assert (len(plan.new), plan.batch.repeated, plan.refusals) == (9, 1, [])
    with database.reader() as session:
        rows = session.execute(select(Variant.sku, Variant.slug, Variant.product_id)).all()
        assert violations(session) == []
    for column in zip(*rows, strict=True):
        assert len(set(column)) == 9
    assert names_on_sale(database)["Lumora Beam 300"] == 3


def test_prices_are_converted_and_rounded_half_up(database: Database) -> None:
    bring(database, torches(), TORCHES)
    found = priced(database)
    assert found["Lumora Beam 300"] == {Money.of("1122")}, "12.40 x 90.50 = 1122.20"
    assert found["Quill Pocket"] == {Money.of("362")}, "3.995 x 90.50 = 361.5475"
    assert "be bright! Two" not in found, "an empty cell is no price, not a price of nought"


def test_stock_is_what_the_file_counts(database: Database) -> None:
    bring(database, torches(), TORCHES)
    found = pieces(database)
    assert (found["Lumora Beam 300"], found["North Star Wick"], found["be bright! Two"]) == (14, 0, 0)


def test_brands_are_the_longest_known_beginning_else_the_first_word(database: Database) -> None:
    bring(database, torches(), TORCHES)
    with database.reader() as session:
        words = catalog.load_vocabulary(session)
        brands = Counter(words.brands[one].name for one in session.scalars(select(Product.brand_id)))
        models = set(session.scalars(select(Product.model)))
    assert brands == {"Lumora": 3, "North Star": 2, "Quill": 1, "be bright!": 2, "Ember": 1}
    assert {"Beam 300", "Lighthouse", "One"} <= models


def test_cells_become_typed_values(database: Database) -> None:
    bring(database, torches(), TORCHES)
    with database.reader() as session:
        words = catalog.load_vocabulary(session)
        ids = dict(session.execute(select(Variant.name, Variant.id)).tuples().all())
        goods = catalog.goods_of(session, ids.values())

    def options(name: str, code: str) -> set[str]:
        return {words.specs[code].options[one].name["en"] for one in goods[ids[name]].values[code].options}

    assert options("be bright! Two", "colour") == {"white", "black"}
    assert options("North Star Wick", "colour") == {"red"}, "named twice it is one value"
    assert options("Ember", "colour") == {"Moss"}, "what the mapping does not know keeps its own word"
    assert options("North Star Wick", "cells") == {"AAA", "AA"}
    assert options("be bright! One", "cells") == {"charged over USB-C"}
    lighthouse = goods[ids["North Star Lighthouse"]].values
    assert float(lighthouse["spot_m"].number or 0) == 10
    assert float(lighthouse["reach_km"].number or 0) == 0.4
    assert goods[ids["be bright! One"]].values["waterproof"].flag is False
    assert "light_lm" not in goods[ids["Quill Pocket"]].values, "a missing cell is no value, never 0"
    assert "colour" not in goods[ids["Quill Pocket"]].values


def test_the_second_time_nothing_at_all_changes(database: Database) -> None:
    bring(database, torches(), TORCHES)
    before = whole_shop(database)
    assert not bring(database, torches(), TORCHES)
    assert whole_shop(database) == before


def test_the_order_of_lines_and_columns_says_nothing(database: Database, tmp_path: Path) -> None:
    bring(database, torches(), TORCHES)
    before = whole_shop(database)
    header, *rows = rows_of(TORCHES)
    chance = random.Random(7)
    for _ in range(3):
        chance.shuffle(rows)
        places = chance.sample(range(len(header)), len(header))
        shuffled = [[row[place] for place in places] for row in [header, *rows]]
        assert not bring(database, torches(), write_csv(tmp_path / "shuffled.csv", shuffled))
    assert whole_shop(database) == before


def test_a_fresh_shop_is_the_same_from_a_shuffled_file(database: Database, tmp_path: Path) -> None:
    header, *rows = rows_of(TORCHES)
    bring(database, torches(), write_csv(tmp_path / "turned.csv", [header, *reversed(rows)]))
    assert not compare(database, torches(), TORCHES)


def test_goods_that_left_the_file_are_taken_off_sale_and_come_back(database: Database, tmp_path: Path) -> None:
    bring(database, torches(), TORCHES)
    header, *rows = rows_of(TORCHES)
    shorter = write_csv(tmp_path / "shorter.csv", [header, *rows[1:]])
    plan = bring(database, torches(), shorter)
    assert len(plan.leaving) == 1
    assert names_on_sale(database)["Lumora Beam 300"] == 2, "one of two equal lines is gone"
    plan = bring(database, torches(), TORCHES)
    assert len(plan.returning) == 1
    assert names_on_sale(database)["Lumora Beam 300"] == 3
    assert not compare(database, torches(), TORCHES)


def test_goods_stay_if_the_mapping_says_so(database: Database, tmp_path: Path) -> None:
    bring(database, torches(), TORCHES)
    shorter = write_csv(tmp_path / "shorter.csv", rows_of(TORCHES)[:4])
    plan = bring(database, torches(gone="stay"), shorter)
    assert not plan
    assert plan.staying == 6
    assert names_on_sale(database).total() == 9


def test_a_refused_line_takes_nothing_off_sale(database: Database, tmp_path: Path) -> None:
    """The goods that are missing may be those of the refused line."""
    bring(database, torches(), TORCHES)
    rows = rows_of(TORCHES)
    rows[4][1] = "forty-nine"
    plan = bring(database, torches(), write_csv(tmp_path / "damaged.csv", rows))
    assert [(one.line, one.column, one.code) for one in plan.refusals] == [(5, "price", "not_a_number")]
    assert (plan.leaving, plan.staying) == ([], 1)
    assert names_on_sale(database)["North Star Lighthouse"] == 1


def test_another_rate_changes_prices_and_keeps_their_history(database: Database) -> None:
    bring(database, torches(), TORCHES)
    mapping = torches()
    assert mapping.price is not None
    dearer = torches(price=mapping.price.model_copy(update={"rate": mapping.price.rate * 2}))
    plan = bring(database, dearer, TORCHES)
    assert (len(plan.changed), len(plan.prices), plan.drafts) == (7, 7, [])
    assert priced(database)["be bright! One"] == {Money.of("2715")}
    with database.reader() as session:
        one = session.scalar(select(Variant.id).where(Variant.name == "be bright! One"))
        assert one is not None
        kept = pricing.price_history_of(session, one, clock.now().replace(year=2000))
    assert [point.price for point in kept] == [Money.of("1358"), Money.of("2715")]


KEYED = """
[stock]
column = "pieces"
location = { code = "warehouse", ru = "Склад", en = "Warehouse" }
"""


def test_with_a_key_column_goods_change_instead_of_being_replaced(database: Database, tmp_path: Path) -> None:
    mapping = small(KEYED).model_copy(update={"key": ("id",), "gone": "off_sale"})
    head = ["id", "name", "price", "pieces"]
    first = [head, ["1", "Acme One", "100", "5"], ["2", "Acme Two", "200", "5"], ["3", "Acme Three", "300", "5"]]
    bring(database, mapping, write_csv(tmp_path / "a.csv", first))
    with database.reader() as session:
        skus = set(session.scalars(select(Variant.sku)))
    second = [head, ["3", "Acme Three", "", "5"], ["2", "Acme Two", "200", "4"], ["1", "Acme Uno", "110", "5"]]
    plan = bring(database, mapping, write_csv(tmp_path / "b.csv", second))
    assert (len(plan.new), len(plan.changed), plan.leaving) == (0, 3, [])
    with database.reader() as session:
        assert set(session.scalars(select(Variant.sku))) == skus
        former = session.scalars(select(SlugHistory.slug)).one()
        old, moved = catalog.variant_by_slug(session, former)
        assert old is None
        assert moved is not None
        assert moved.startswith("acme-uno-"), "the old address leads to the new one"
        assert violations(session) == []
    assert priced(database) == {"Acme Uno": {Money.of("110")}, "Acme Two": {Money.of("200")}}
    assert pieces(database)["Acme Two"] == 4
    assert not compare(database, mapping, tmp_path / "b.csv")


def test_opening_stock_is_given_once_to_what_has_a_price(database: Database, tmp_path: Path) -> None:
    rule = '[stock]\nopening = 4\nlocation = { code = "warehouse", ru = "Склад", en = "Warehouse" }\n'
    path = write_csv(tmp_path / "a.csv", [["name", "price"], ["Acme One", "100"], ["Acme Two", ""]])
    bring(database, small(rule), path)
    assert pieces(database) == {"Acme One": 4, "Acme Two": 0}
    with database.transaction() as session:
        place = inventory.get_location(session, "warehouse").id
        one = session.scalar(select(Variant.id).where(Variant.name == "Acme One"))
        assert one is not None
        inventory.adjust(session, one, place, 1, cause="sold", actor="test")
    assert not bring(database, small(rule), path), "what was sold is not filled up again"


FAMILY = """
[variants]
column = "family"
options = ["size"]
[[group.spec]]
code = "size"
column = "size"
kind = "choice"
ru = "Размер"
en = "Size"
"""


def test_lines_of_one_family_are_variants_of_one_product(database: Database, tmp_path: Path) -> None:
    mapping = importing.read_mapping('gone = "off_sale"\nkey = ["name"]\n' + SMALL + FAMILY, lambda name: "")
    rows = [["name", "price", "family", "size"], ["Acme S", "1", "Acme", "S"], ["Acme L", "2", "Acme", "L"]]
    bring(database, mapping, write_csv(tmp_path / "a.csv", [*rows, ["Bolt", "3", "", ""]]))
    with database.reader() as session:
        lines = session.execute(select(Product.name, Variant.name).join(Variant)).all()
    assert sorted(tuple(line) for line in lines) == [("Acme", "Acme L"), ("Acme", "Acme S"), ("Bolt", "Bolt")]
    plan = bring(database, mapping, write_csv(tmp_path / "b.csv", [*rows[:2], ["Bolt", "3", "", ""]]))
    assert len(plan.leaving) == 1
    assert names_on_sale(database) == {"Acme S": 1, "Bolt": 1}
    assert not compare(database, mapping, tmp_path / "b.csv")


def test_a_plan_is_not_carried_out_over_what_somebody_changed_meanwhile(database: Database) -> None:
    bring(database, torches(), TORCHES)
    mapping = torches()
    assert mapping.price is not None
    plan = compare(
        database, torches(price=mapping.price.model_copy(update={"rate": mapping.price.rate * 2})), TORCHES
    )
    with database.transaction() as session:
        one = session.scalar(select(Variant.id).where(Variant.name == "Ember"))
        assert one is not None
        pricing.set_price(session, one, 77_700, at=clock.now(), actor="staff", reason="sale")
    before = whole_shop(database)
    with pytest.raises(CatalogMoved), database.transaction() as session:
        importing.carry_out(session, plan, at=clock.now(), actor="test")
    assert whole_shop(database) == before


def test_words_the_shop_has_already_stay_as_they_are(database: Database) -> None:
    """A choice learns to have several values; its name, its values and a type's other specs are left alone."""
    with database.transaction() as session:
        catalog.define_specs(
            session,
            [
                catalog.SpecDraft(
                    code="colour",
                    kind="choice",
                    name="Окраска",
                    options=(catalog.OptionDraft(code="black", name="воронёный", colour="#111111"),),
                ),
                catalog.SpecDraft(code="own", kind="bool", name="Своё"),
            ],
        )
        use = catalog.TypeSpecDraft(spec="own", filterable=True)
        group = catalog.GroupDraft(code="main", name="Суть", specs=(use,))
        catalog.define_types(session, [catalog.TypeDraft(code="torch", name="Светильники", groups=(group,))])
    bring(database, torches(), TORCHES)
    with database.reader() as session:
        words = catalog.load_vocabulary(session)
    colour = words.specs["colour"]
    assert (colour.kind, colour.name["ru"]) == ("multi", "Окраска")
    assert {one.code: one.name["ru"] for one in colour.options.values()}["black"] == "воронёный"
    (kind,) = words.types.values()
    assert [use.spec.code for use in kind.specs][:2] == ["own", "light_lm"]
    assert (kind.name["ru"], kind.specs[0].group_name["ru"], kind.specs[0].filterable) == (
        "Светильники",
        "Суть",
        True,
    )


def test_a_mapping_that_contradicts_the_shop_is_refused(database: Database) -> None:
    with database.transaction() as session:
        catalog.define_specs(session, [catalog.SpecDraft(code="light_lm", kind="number", name="Свет", unit="кд")])
    with pytest.raises(WordsClash):
        compare(database, torches(), TORCHES)


def test_an_existing_brand_is_met_again_whatever_its_case(database: Database) -> None:
    with database.transaction() as session:
        catalog.define_brands(session, [catalog.BrandDraft(slug="ember-lights", name="EMBER")])
    bring(database, torches(), TORCHES)
    with database.reader() as session:
        brand = session.scalar(select(Product.brand_id).where(Product.name == "Ember"))
        assert brand is not None
        assert catalog.load_vocabulary(session).brands[brand].slug == "ember-lights"


@pytest.mark.parametrize("name", [name for name in mappings.names()])
def test_every_mapping_that_ships_names_everything_in_both_languages(name: str) -> None:
    mapping = mappings.find(name)
    named = [*mapping.category, mapping.type, *mapping.group, *mapping.specs]
    named += [value for spec in mapping.specs for value in spec.values.values()]
    named += [value for words in mapping.words.values() for value in words.values()]
    for one in named:
        assert not any("а" <= letter.lower() <= "я" for letter in one.en), one
    sprite = (SAMPLES.parents[1] / "technomart/web/static/source/art/icons.svg").read_text()
    assert all(f'id="{step.icon}"' in sprite for step in mapping.category)
