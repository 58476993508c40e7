"""How lines are known again, how cells become values, what a mapping may not say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from technomart.domain import importing
from technomart.domain.importing import BadMapping, UnreadableFile
from technomart.domain.importing.rules import address_of, is_sku_of, line_key, option_code, tail_of
from technomart.domain.importing.rules.keys import sku_of
from tests.domain.importing.pricelists import SMALL, read, small

CELLS = st.lists(st.text(st.sampled_from("ab,1 "), max_size=2), min_size=2, max_size=2)


@given(st.lists(CELLS, max_size=8), st.randoms(use_true_random=False))
def test_skus_follow_from_the_lines_whatever_their_order(rows: list[list[str]], chance: object) -> None:
    """As many SKUs as lines, equal lines included; the same set of them for any order of the lines."""
    lines = [[f"n{first}", second] for first, second in rows]
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    header, mapping = ["name", "x"], small().model_copy(update={"price": None})
    there = {one.sku: one.name for one in read(mapping, header, *lines).goods}
    back = {one.sku: one.name for one in read(mapping, header, *shuffled).goods}
    assert len(there) == len(lines)
    assert there == back


@given(CELLS, CELLS)
def test_lines_have_the_same_key_only_if_their_cells_are_the_same(one: list[str], other: list[str]) -> None:
    assert (line_key(["a", "b"], one) == line_key(["a", "b"], other)) == (one == other)


@given(CELLS)
def test_a_key_knows_columns_by_name(cells: list[str]) -> None:
    assert line_key(["a", "b"], cells) == line_key(["b", "a"], cells[::-1])
    assert line_key(["a", "b"], cells) != line_key(["a", "c"], cells)


@given(st.text(min_size=1, max_size=80), st.binary(min_size=16, max_size=16), st.integers(1, 99))
def test_addresses_and_skus_are_fit_for_use(name: str, key: bytes, ordinal: int) -> None:
    tail = tail_of(key, ordinal)
    assert is_sku_of("cpu", sku_of("cpu", tail))
    assert not is_sku_of("cp", sku_of("cpu", tail))
    address = address_of(name, tail)
    assert address.isascii()
    assert len(address) <= 160
    assert address == address.lower()


VALUE = st.text(st.sampled_from("aAb1 +/._~-()×ж"), min_size=1, max_size=6).filter(lambda text: text.strip() == text)


@settings(max_examples=500)
@given(VALUE, VALUE)
def test_values_that_differ_in_more_than_case_have_different_codes(one: str, other: str) -> None:
    def told(text: str) -> str:
        return " ".join(text.split()).casefold().replace("×", "x")

    assert (option_code(one) == option_code(other)) == (told(one) == told(other))
    assert option_code(one).isascii()
    assert len(option_code(one * 30)) <= 64


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("AM3+", "am3plus"),
        ("AM3", "am3"),
        ("SATA 6.0 Gb/s", "sata_6.0_gb~s"),
        ("1920×1080", "1920x1080"),
        ("2 x LGA2011-3", "2_x_lga2011-3"),
    ],
)
def test_codes_can_be_read(value: str, code: str) -> None:
    assert option_code(value) == code


def spec(kind: str, *rules: str) -> str:
    lines = ["[[group.spec]]", 'code = "x"', 'column = "x"', f'kind = "{kind}"', 'ru = "Икс"', 'en = "X"', *rules]
    return "\n".join(lines)


WORDS = 'values."Black" = { code = "black", ru = "чёрный", en = "black" }'


@pytest.mark.parametrize(
    ("rule", "cell", "expected"),
    [
        (spec("number"), "12.50", Decimal("12.5")),
        (spec("number"), " 1 200 ", Decimal(1200)),
        (spec("number"), "-3", Decimal(-3)),
        (spec("number"), "1e3", Decimal(1000)),
        (spec("number"), "", None),
        (spec("number"), "  ", None),
        (spec("number", 'empty = ["n/a", "-"]'), "N/A", None),
        (spec("number", 'decimal = ","'), "1,5", Decimal("1.5")),
        (spec("number", 'times = "25.4"'), "2", Decimal("50.8")),
        (spec("number", 'times = "0.001"'), "0.0004", Decimal(0)),
        (spec("number", "replace = [[' ?GB$', '']]"), "16 GB", Decimal(16)),
        (spec("number", "split = ','", "parts = 2", "part = 2"), "20,20000", Decimal(20000)),
        (spec("number", "split = ','", "part = 2"), "20", None),
        (spec("number", "match = '\\d+'", 'unmatched = "none"'), "SSD", None),
        (spec("bool"), "TRUE", True),
        (spec("bool"), "нет", False),
        (spec("bool", 'yes = ["X"]', 'no = ["O"]'), "x", True),
        (spec("choice"), "Zen 5", "zen_5"),
        (spec("choice", WORDS), "BLACK", "black"),
        (spec("choice", WORDS, 'others = "none"'), "Mauve", None),
        (spec("multi", "split = '/'", WORDS), "Black / White", ("black", "white")),
        (spec("multi", "split = '/'", WORDS), "Black / black /", ("black",)),
        (spec("multi", "split = '/'"), " / ", None),
        (spec("text"), "=HYPERLINK(1)", "=HYPERLINK(1)"),
        (spec("text"), "a \n  b", "a b"),
    ],
)
def test_a_cell_becomes_a_value(rule: str, cell: str, expected: object) -> None:
    batch = read(small(rule), ["name", "price", "x"], ["Acme", "1", cell])
    assert batch.refusals == []
    assert dict(batch.goods[0].values) == ({} if expected is None else {"x": expected})


@pytest.mark.parametrize(
    ("rule", "cell", "code"),
    [
        (spec("number"), "1,5", "not_a_number"),
        (spec("number"), "NaN", "not_a_number"),
        (spec("number"), "Infinity", "not_a_number"),
        (spec("number"), "1_000", "not_a_number"),
        (spec("number"), "٣", "not_a_number"),
        (spec("number"), "1e99", "too_large"),
        (spec("number", 'decimal = ","'), "1.500", "not_a_number"),
        (spec("number", "split = ','", "parts = 2", "part = 1"), "20", "wrong_parts"),
        (spec("number", "match = '\\d+'"), "SSD", "unmatched"),
        (spec("number", "split = ','"), "1,2", "several_values"),
        (spec("bool"), "maybe", "not_yes_or_no"),
        (spec("choice", WORDS, 'others = "refuse"'), "Mauve", "unknown_value"),
        (spec("text", "required = true"), "", "no_value"),
        (spec("text"), "x" * 501, "too_long"),
        (spec("text"), "x" * 1_000_000, "too_long"),
        (spec("text"), "a\0b", "strange_character"),
        (spec("text"), "a\u202eb", "strange_character"),
        (spec("text"), "a\ud800", "strange_character"),
    ],
)
def test_a_bad_cell_is_refused_by_line_and_column_and_spoils_nothing_else(rule: str, cell: str, code: str) -> None:
    rows = [["Acme", "1", ""], ["Acme", "1", cell], ["Bolt", "2", ""]]
    if "required" in rule:
        rows[0][2] = rows[2][2] = "there"
    batch = read(small(rule), ["name", "price", "x"], *rows)
    assert [(one.line, one.column, one.code) for one in batch.refusals] == [(3, "x", code)]
    assert [one.line for one in batch.goods] == [2, 4]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (["", "1"], "name", "no_name"),
        (["x" * 251, "1"], "name", "too_long"),
        (["é" + "\u0301" * 10_000, "1"], "name", "too_long"),
        (["!!! wow", "1"], "name", "no_brand"),
        (["Acme", "0"], "price", "not_a_price"),
        (["Acme", "-5"], "price", "not_a_price"),
        (["Acme", "0.004"], "price", "not_a_price"),
        (["Acme", "9999999999"], "price", "not_a_price"),
        (["Acme", "free"], "price", "not_a_number"),
        (["Acme"], "", "wrong_count"),
        (["Acme", "1", ""], "", "wrong_count"),
    ],
)
def test_what_is_no_goods_is_refused(row: list[str], column: str, code: str) -> None:
    batch = read(small(), ["name", "price"], row, ["Bolt", "2"])
    assert [(one.line, one.column, one.code) for one in batch.refusals] == [(2, column, code)]
    assert [one.name for one in batch.goods] == ["Bolt"]


def test_a_line_whose_key_stands_twice_is_refused() -> None:
    mapping = small().model_copy(update={"key": ("name",)})
    batch = read(mapping, ["name", "price"], ["Acme", "1"], ["Acme", "2"])
    assert [(one.line, one.code) for one in batch.refusals] == [(3, "key_repeated")]


def test_spellings_of_a_brand_that_differ_in_case_are_one_brand_in_any_order() -> None:
    rows = [["acme a", "1"], ["ACME b", "1"], ["Acme c", "1"]]
    for order in (rows, rows[::-1]):
        assert read(small(), ["name", "price"], *order).brands == {"acme": "ACME"}


@pytest.mark.parametrize(
    ("header", "problem"),
    [(["name"], "no column 'price'"), (["name", "price", "name"], "two columns"), ([], "no column 'name'")],
)
def test_a_file_without_the_columns_of_the_mapping_is_refused(header: list[str], problem: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(small(), header)
    assert problem in refusal.value.details["problem"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("this is not TOML", "mapping"),
        ("x = " + "[" * 20_000, "mapping"),
        (SMALL + "colour = 1", "group.1.colour"),
        (SMALL + spec("colour"), "group.1.spec.1.kind"),
        (SMALL + spec("number", "part = 1"), "group.1.spec.1"),
        (SMALL + spec("text", "filter = true"), "group.1.spec.1"),
        (SMALL + spec("text", 'unit = { ru = "м", en = "m" }'), "group.1.spec.1"),
        (SMALL + spec("choice", 'words = "colours"'), "mapping"),
        (SMALL + spec("text", "match = '('"), "group.1.spec.1.match"),
        (SMALL + spec("text") + "\n" + spec("text"), "mapping"),
        (SMALL.replace('"small"', '"Small Ones"', 1), "code"),
        (SMALL + '[variants]\ncolumn = "name"', "mapping"),
        (SMALL.replace('column = "price"', 'column = "price"\nrate = "0"'), "price.rate"),
        (SMALL.replace('column = "price"', 'column = "price"\nrate = "90"'), "price"),
        ('include = ["other"]\n' + SMALL, "other"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_the_place(text: str, place: str) -> None:
    with pytest.raises(BadMapping) as refusal:
        importing.read_mapping(text, lambda name: 'code = "sly"')
    assert place in [where for where, _ in refusal.value.details["problems"]]
