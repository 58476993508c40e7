"""Statements of the bank: read strictly, in any of their three alphabets, or refused where they break."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from technomart.domain.invoices import SAMPLE, StatementBroken, credits_in
from technomart.foundation.money import Money
from tests.factories.invoicing import ROMASHKA, a_document, a_statement, today

TODAY = today()
"""The day of these statements: the tests may go on past midnight."""

PAID = a_document(Номер="000017", Дата=f"{TODAY:%d.%m.%Y}", НазначениеПлатежа="Оплата по счету № 261126-48213")
OUT = a_document(ПлательщикСчет=SAMPLE.account, ПолучательСчет="40702810000000000017")


def read(text: str, encoding: str = "cp1251") -> list[object]:
    return list(credits_in(text.encode(encoding), SAMPLE.account))


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "utf-8-sig", "cp866"])
def test_credits_to_our_account_are_found_in_every_alphabet(encoding: str) -> None:
    text = a_statement(PAID, OUT)
    if encoding == "cp866":
        text = (
            text.replace("Кодировка=Windows", "Кодировка=DOS").replace("«", '"').replace("»", '"').replace("№", "N")
        )
    found = credits_in(text.encode(encoding), SAMPLE.account)
    assert len(found) == 1
    credit = found[0]
    assert (credit.day, credit.amount, credit.payer_inn) == (TODAY, Money(200_000), ROMASHKA.inn)
    assert "261126-48213" in credit.purpose
    assert credit.ref == f"{TODAY:%Y%m%d}/17/{ROMASHKA.inn}"


def test_a_purpose_may_stand_in_several_lines_and_a_document_without_an_inn() -> None:
    split = a_document(НазначениеПлатежа="", НазначениеПлатежа1="Счет", НазначениеПлатежа2="261126-48213")
    nameless = a_document(ПлательщикИНН="не указан")
    found = credits_in(a_statement(split, nameless).encode("cp1251"), SAMPLE.account)
    assert [credit.purpose for credit in found] == ["Счет 261126-48213", "Оплата"]
    assert found[1].payer_inn == ""


WHOLE = a_statement(PAID).replace("\r\n", "\n")
"""Line 1 the format, 2-3 the head, 4-7 our account, 8-17 the document, 18 the end."""


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "statement_not_1c", 1, 1),
        ("%PDF-1.7\n", "statement_not_1c", 1, 1),
        (WHOLE.replace("КонецФайла\n", ""), "statement_cut_off", 17, 1),
        (WHOLE + "ещё\n", "statement_goes_on", 19, 1),
        (WHOLE.replace("КонецДокумента\n", ""), "statement_bad_line", 17, 11),
        (WHOLE.replace("КонецРасчСчет\n", ""), "statement_section_open", 7, 1),
        (WHOLE.replace("Сумма=2000.00", "Сумма 2000.00"), "statement_bad_line", 11, 14),
        (WHOLE.replace("Сумма=2000.00", "Сумма=2000.001"), "statement_bad_sum", 11, 7),
        (WHOLE.replace("Сумма=2000.00", "Сумма=-5"), "statement_bad_sum", 11, 7),
        (WHOLE.replace("Сумма=2000.00", "Сумма=0.00"), "statement_bad_sum", 11, 7),
        (WHOLE.replace("Сумма=2000.00\n", ""), "statement_field_missing", 8, 1),
        (WHOLE.replace("Номер=000017", "Номер= "), "statement_field_missing", 9, 8),
        (WHOLE.replace("Номер=000017", "Номер=<script>"), "statement_bad_number", 9, 7),
        (WHOLE.replace(f"Дата={TODAY:%d.%m.%Y}", "Дата=31.02.2026"), "statement_bad_date", 10, 6),
        (WHOLE.replace("Оплата", "Опл\x00та"), "statement_unreadable", 16, 22),
        (WHOLE.replace("Оплата", "О" * 10_001), "statement_too_long", 16, 10_001),
        (a_statement(PAID, account="40702810000000000017"), "statement_of_another_account", 1, 1),
    ],
)
def test_a_broken_file_is_refused_with_the_place_where_it_breaks(
    text: str, code: str, line: int, column: int
) -> None:
    with pytest.raises(StatementBroken) as refused:
        read(text)
    assert (refused.value.code, refused.value.details["line"], refused.value.details["column"]) == (
        code,
        line,
        column,
    )


def test_bytes_of_no_alphabet_are_refused_where_they_stand() -> None:
    data = WHOLE.encode("cp1251").replace("Оплата".encode("cp1251"), b"\x98\xff")
    with pytest.raises(StatementBroken) as refused:
        credits_in(data, SAMPLE.account)
    assert (refused.value.details["line"], refused.value.details["column"]) == (16, 19)


def test_a_list_of_payments_without_a_statement_of_ours_pays_nothing() -> None:
    own = WHOLE[WHOLE.index("СекцияРасчСчет") : WHOLE.index("СекцияДокумент")]
    with pytest.raises(StatementBroken):
        read(WHOLE.replace(own, ""))


@given(st.binary(max_size=300), st.integers(0, 300))
def test_no_file_breaks_the_reader(noise: bytes, at: int) -> None:
    whole = WHOLE.encode("cp1251")
    for data in (noise, whole[:at] + noise + whole[at:]):
        with suppress(StatementBroken):
            credits_in(data, SAMPLE.account)
