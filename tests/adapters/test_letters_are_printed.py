"""Letters as people read them: both languages, HTML and plain text from one source, nobody's code in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import UndefinedError

from technomart.adapters import letters
from technomart.adapters.letter_samples import sample
from technomart.adapters.letters import LetterPress, envelope, money, name_or, period
from technomart.adapters.links import SHAPES, link
from technomart.adapters.translations import FOLDER as WORDS
from technomart.domain.notifications import LetterTemplate, OwedLetter, RenderedLetter
from technomart.foundation import clock
from tests.factories.letters import an_order_event

PRESS = LetterPress(public_url="https://shop.test/", sender="shop@shop.test", timezone="Europe/Moscow")
ACCOUNT = MappingProxyType({"name": "Anna", "token": "one-time"})
TOKEN = "a" * 43
CYRILLIC = re.compile("[А-Яа-яЁё]")
INLINE = re.compile("</?span[^>]*>")
TAG = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)


def printed(template: str, lang: str = "ru", payload: Mapping[str, Any] = ACCOUNT) -> RenderedLetter:
    return PRESS.render(
        OwedLetter(
            key="key",
            template=LetterTemplate(template),
            recipient="anna@example.ru",
            lang=lang,
            payload=payload,
            queued_at=clock.now(),
        )
    )


def an_order(lang: str = "ru", **changed: Any) -> RenderedLetter:
    return printed("order_placed", lang, an_order_event(**changed))


UNTIL = "2026-11-24T11:30:00+00:00"


@pytest.mark.parametrize(
    ("template", "more", "words"),
    [
        ("return_exchanged", {"rest": True}, "Pay ₽400"),
        ("order_expired", {"refund_kopecks": 100_000}, "go back to where they were paid from"),
        ("order_expired", {"counter_kopecks": 100_000}, "where you paid"),
        ("return_received", {"wish": "exchange", "exchange_before": UNTIL}, "The exchange is made by"),
    ],
)
def test_what_an_exchange_waits_for_is_told(template: str, more: dict[str, Any], words: str) -> None:
    for lang in ("en", "ru"):
        usual = sample(LetterTemplate(template), lang)
        payload = {**usual.payload, **more}
        if payload.pop("rest", False):
            payload["exchange"] = {**payload["exchange"], "owed_kopecks": 40_000, "pay_before": UNTIL}
        letter = PRESS.render(replace(usual, payload=payload))
        assert bool(CYRILLIC.search(letter.text)) == (lang == "ru")
        assert lang == "ru" or words in " ".join(letter.text.split())


@pytest.mark.parametrize("template", list(LetterTemplate))
def test_every_letter_speaks_its_language_only(template: LetterTemplate) -> None:
    english = PRESS.render(sample(template, "en"))
    for text in (english.subject, english.text, english.html):
        assert not CYRILLIC.search(text)
    russian = PRESS.render(sample(template, "ru"))
    assert CYRILLIC.search(russian.subject)
    assert russian.subject != english.subject


@pytest.mark.parametrize("template", list(LetterTemplate))
def test_html_and_plain_text_say_the_same(template: LetterTemplate) -> None:
    letter = PRESS.render(sample(template, "ru"))
    whole = INLINE.sub("", letter.html)
    shown = " ".join(unescape(TAG.sub(" ", whole)).split())
    for line in letter.text.splitlines():
        for part in re.split(r" {3,}", line.strip()):
            if part.startswith("https://"):
                assert f'href="{part}"' in letter.html
            elif part != "--":
                label, _, value = part.partition(": ")
                for piece in filter(None, (label.rstrip(":"), value)):
                    assert " ".join(piece.split()) in shown or piece.replace(" .", ".").rstrip(".") in shown, piece


def test_an_order_is_told_with_sums_place_and_time() -> None:
    text = an_order().text.replace("\u00a0", " ")
    for said in (
        "TM-260412-7K3F9",
        "Смартфон Acme One",
        "2 шт.   119 980 ₽",
        "Доставка курьером: 490 ₽",
        "Итого, в том числе НДС 21 724,10 ₽: 120 470 ₽",
        "Москва, Ленинский проспект, 42, кв. 18",
        "24 ноября, 10:00–14:00",
        "При получении, картой",
        "https://shop.test/orders/order-token",
    ):
        assert said in text
    assert "https://shop.test/en/orders/order-token" in an_order("en").text


def test_what_costs_nothing_is_called_free() -> None:
    free = [{"name": "Доставка курьером", "amount_kopecks": 0}]
    assert "Доставка курьером: бесплатно" in an_order(fees=free).text


def test_a_pickup_names_the_shop_and_free_things_need_no_vat() -> None:
    text = an_order(
        pickup_name="Техномарт на Арбате", address=None, fees=[], vat_kopecks=0, promised_from=None, promised_to=None
    ).text
    assert "Техномарт на Арбате" in text
    assert "НДС" not in text
    assert "Ленинский" not in text


HOSTILE = "<script>alert(1)</script>{{7*7}}%(number)s"


def test_nobodys_words_become_code() -> None:
    letter = an_order(
        shipping_name=HOSTILE, address={"city": HOSTILE}, lines=[{"name": HOSTILE, "quantity": 1, "sum_kopecks": 1}]
    )
    assert "<script" not in letter.html
    assert letter.html.count("{{7*7}}%(number)s") == 3
    assert letter.text.count(HOSTILE) == 3


def test_a_line_break_in_the_number_stays_out_of_the_subject() -> None:
    assert "\n" not in an_order(number="TM\r\nBcc: c@d.ru").subject


@pytest.mark.parametrize("name", ["Buy at evil.example", "http://evil", "a@b.ru", "А" * 61, "", "💰", "Win 100"])
def test_a_name_that_is_an_advertisement_is_not_passed_on(name: str) -> None:
    letter = printed("already_registered", payload={"name": name})
    assert name == "" or name not in letter.html
    assert "Здравствуйте, " in letter.text


@pytest.mark.parametrize("name", ["Анна", "Анна-Мария О’Нил", "Jean d'Arc", "  Анна   Смирнова "])
def test_a_name_is_used_for_the_greeting(name: str) -> None:
    assert name_or(name, "Здравствуйте") == " ".join(name.split())


def test_a_letter_without_what_it_needs_is_not_printed() -> None:
    with pytest.raises(UndefinedError):
        printed("confirm_email", payload={"name": "Анна"})


def test_styles_are_in_the_tags_and_darkness_follows_the_reader() -> None:
    html = printed("confirm_email").html
    assert "prefers-color-scheme" in html.replace(" ", "")[:4000] or "prefers-color-scheme: dark" in html
    assert 'style="' in html.partition("<h1")[2].partition(">")[0]
    assert "<link" not in html
    assert "http" not in html.replace("https://shop.test/confirm/one-time", "")


@pytest.mark.parametrize(
    ("lang", "kopecks", "written"),
    [("ru", 5_999_000, "59 990 ₽"), ("ru", 5, "0,05 ₽"), ("ru", -100, "−1 ₽"), ("en", 5_999_050, "₽59,990.50")],
)
def test_sums_are_written_as_people_do(lang: str, kopecks: int, written: str) -> None:
    assert money(lang, kopecks).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, ""),
        ("2026-11-24T07:00:00+00:00", "2026-11-24T11:00:00+00:00", "24 ноября, 10:00–14:00"),
        ("2026-11-24T22:00:00+00:00", None, "25 ноября, 01:00"),
        ("2026-11-24T07:00:00+00:00", "2026-11-26T11:00:00+00:00", "24 ноября – 26 ноября"),
    ],
)
def test_time_is_told_in_the_shops_zone(start: str | None, end: str | None, said: str) -> None:
    assert period("ru", PRESS.timezone, start, end).replace("\u00a0", " ") == said


def test_links_stand_on_the_public_address_whatever_the_token() -> None:
    assert link("https://shop.test/", "en", "order", token="a/../b?c#d") == (
        "https://shop.test/en/orders/a%2F..%2Fb%3Fc%23d"
    )
    assert all(shape.startswith("/") for shape in SHAPES.values())


def test_every_word_of_the_letters_has_its_english() -> None:
    said = {
        message
        for _path, _line, message, _comments, _context in extract_from_dir(
            Path(letters.FOLDER), method_map=[("**.jinja", "jinja2")], keywords={"_": None}
        )
    }
    with (WORDS / "en" / "letters.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file) if message.string}
    assert len(said) > 30
    assert said - known == set()


@pytest.mark.parametrize("template", ["goods_back", "price_dropped", "cart_left"])
def test_a_letter_that_can_be_ended_says_how_to_people_and_to_mail_programs(template: str) -> None:
    owed = sample(LetterTemplate(template), "en")
    letter = PRESS.render(replace(owed, payload={**owed.payload, "stop": TOKEN}))
    away = f"https://shop.test/en/unsubscribe/{TOKEN}"
    assert f'href="{away}"' in letter.html
    assert away in letter.text
    message = envelope(letter)
    assert f"\r\nList-Unsubscribe: <{away}>\r\n".encode() in message.as_bytes()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_about_an_order_cannot_be_ended() -> None:
    assert "List-Unsubscribe" not in envelope(an_order())


def test_the_number_of_an_order_is_not_torn_and_nothing_else_becomes_code() -> None:
    letter = an_order(number="<b>TM</b>", name="<b>Anna</b>")
    assert re.search(r'<span class="nw"[^>]*>&lt;b&gt;TM&lt;/b&gt;</span>', letter.html)
    assert "<b>" not in letter.html
