"""What a table about the goods tells: each thing once."""

import pytest

from technomart.domain.catalog import Goods, Product, SpecEntry, TypeSpec, Value, Variant, Words

SOME = Value(text="8/256 ГБ")


def a_use(code: str, *, filterable: bool = False, comparable: bool = False, key_spec: bool = False) -> TypeSpec:
    spec = SpecEntry(id=1, code=code, kind="text", name=Words(code), unit=Words(""), decimals=0, options={})
    return TypeSpec(
        spec=spec,
        group_code="main",
        group_name=Words("Главное"),
        filterable=filterable,
        comparable=comparable,
        key_spec=key_spec,
        required=False,
        better="none",
    )


@pytest.mark.parametrize(
    ("use", "is_told"),
    [
        (a_use("memory_set"), False),
        (a_use("colour", filterable=True), True),
        (a_use("size", comparable=True), True),
        (a_use("certificate"), True),
        (a_use("nothing_known", filterable=True), False),
    ],
)
def test_a_spec_that_variants_are_only_chosen_by_is_not_told_again(use: TypeSpec, is_told: bool) -> None:
    goods = Goods(
        variant=Variant(options=["memory_set", "colour", "size"]),
        product=Product(),
        name="",
        line_name="",
        text="",
        country="",
        condition_note="",
        pictures=(),
        values=dict.fromkeys(("memory_set", "colour", "size", "certificate"), SOME),
    )
    assert goods.is_told_by(use) is is_told
