"""The texts that come with the shop: complete in both languages, clean, with links that lead somewhere."""

import re

import pytest

from technomart.domain.content import CONSENTS, SLUGS, as_html
from technomart.domain.content.commands import LANGUAGES, TEXTS, written_text
from technomart.domain.content.rules import BadText, read_text

BOTH = [(slug, lang) for slug in SLUGS for lang in LANGUAGES]
NAMES_IN_RUSSIAN = {"ООО «Техномарт»"}
PATHS_OF_OTHERS = {"/shops", "/account/", "/account/alerts"}
CYRILLIC = re.compile("[а-яё]+", re.IGNORECASE)
LINK = re.compile(r"\]\(([^)]+)\)")


def structure_of(text: str) -> list[str]:
    """The skeleton of a text: heading levels, list items, table rows, numbered clauses."""
    shape = []
    for line in text.splitlines():
        mark = re.match(r"(#+ |- |\d+\. |\d+\.\d+\. |\|)", line)
        if mark:
            shape.append(re.sub(r"\d+", "1", mark.group()) if mark.group().count(".") < 2 else mark.group())
    return shape


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_document_is_there_and_no_other(lang: str) -> None:
    assert sorted(path.stem for path in (TEXTS / lang).glob("*.md")) == sorted(SLUGS)


def test_each_purpose_has_a_document_of_its_own() -> None:
    assert set(CONSENTS.values()) <= set(SLUGS)
    assert len(set(CONSENTS.values())) == len(CONSENTS)


@pytest.mark.parametrize("slug", SLUGS)
def test_both_languages_say_the_same_things_in_the_same_order(slug: str) -> None:
    russian, english = (written_text(slug, lang) for lang in LANGUAGES)
    assert structure_of(russian.text) == structure_of(english.text)
    assert LINK.findall(russian.text) == LINK.findall(english.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_english_has_no_cyrillic_outside_names(slug: str) -> None:
    written = written_text(slug, "en")
    text = written.title + "\n" + written.text
    for name in NAMES_IN_RUSSIAN:
        text = text.replace(name, "")
    assert CYRILLIC.findall(text) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_russian_is_polite_and_calm(slug: str) -> None:
    written = written_text(slug, "ru")
    assert CYRILLIC.search(written.title)
    assert "!" not in written.title + written.text
    assert not re.search(r"\b(ты|тебе|тебя|твой|твоя)\b", written.text, re.IGNORECASE)


@pytest.mark.parametrize(("slug", "lang"), BOTH)
def test_links_lead_somewhere(slug: str, lang: str) -> None:
    for target in LINK.findall(written_text(slug, lang).text):
        if target.startswith("/pages/"):
            assert target.removeprefix("/pages/") in SLUGS, target
        elif target.startswith("/"):
            assert target in PATHS_OF_OTHERS, target
        else:
            assert re.fullmatch(r"mailto:[a-z]+@technomart\.example|tel:88000000000", target), target


def test_every_document_but_about_can_be_reached_from_another_one() -> None:
    for lang in LANGUAGES:
        linked = {target for slug in SLUGS for target in LINK.findall(written_text(slug, lang).text)}
        missing = {slug for slug in SLUGS if f"/pages/{slug}" not in linked}
        assert missing == {"about"}, lang


@pytest.mark.parametrize(("slug", "lang"), BOTH)
def test_a_text_becomes_html_without_a_trace_of_markdown(slug: str, lang: str) -> None:
    html = as_html(written_text(slug, lang).text)
    plain = re.sub("<[^>]+>", "", html)
    assert "**" not in plain
    assert "](" not in plain
    assert "|" not in plain


@pytest.mark.parametrize("slug", ["offer", "privacy", *CONSENTS.values()])
def test_legal_documents_name_the_seller_and_say_it_is_a_demonstration(slug: str) -> None:
    text = written_text(slug, "ru").text
    assert "ООО «Техномарт»" in text
    assert "0000000000000" in text
    if not slug.startswith("consent-"):
        assert "демонстрационный" in text


def test_html_in_a_text_is_shown_and_never_obeyed() -> None:
    html = as_html("Смотрите: <script>alert(1)</script> и [сюда](javascript:alert(1)) <img src=x onerror=a()>")
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_english_pages_link_to_english_pages_and_foreign_links_stay() -> None:
    html = as_html("[a](/pages/offer) [b](//evil.example/x) [c](mailto:a@b.example)", "/en")
    assert 'href="/en/pages/offer"' in html
    assert "/en//" not in html
    assert 'href="mailto:a@b.example"' in html


@pytest.mark.parametrize("source", ["", "text", "# Title only", "## Second\n\ntext"])
def test_a_file_without_title_and_text_is_refused(source: str) -> None:
    with pytest.raises(BadText):
        read_text(source)
