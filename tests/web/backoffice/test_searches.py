"""Searches in the office: what was not found is seen, another name given, and who may."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from technomart.domain import search
from technomart.domain.search import Sought
from technomart.foundation import clock
from technomart.foundation.database import Database
from tests.web.backoffice.people import HTML, a_member, press

pytestmark = pytest.mark.one_database
PAGE = "/office/searches"


@pytest.fixture
def editor(app: Flask, database: Database) -> FlaskClient:
    with database.transaction() as session:
        search.count_searches(session, [Sought("труба", 0), Sought("труба", 0)], clock.now().date())
    return a_member(app, database, "content")


def test_what_was_not_found_gets_another_name_which_can_be_taken_off(editor: FlaskClient, database: Database) -> None:
    page = editor.get(PAGE, headers=HTML).text
    assert "труба" in page
    named = press(editor, f"{PAGE}/names", page=PAGE, word="Труба", means="смартфон")
    assert (named.status_code, named.location) == (303, f"{PAGE}#names")
    (alias,) = names(database, "труба")
    assert (alias.word, alias.means) == ("труба", "смартфон")
    assert "труба" in editor.get(f"{PAGE}?part=труб", headers=HTML).text
    press(editor, f"{PAGE}/names/remove", page=PAGE, word=alias.word, means=alias.means)
    assert names(database, "труба") == []


@pytest.mark.parametrize(
    ("word", "means"), [("", "смартфон"), ("труба", ""), ("труба", "труба"), ("!!!", "смартфон")]
)
def test_a_name_that_says_nothing_is_refused_by_its_field(
    editor: FlaskClient, database: Database, word: str, means: str
) -> None:
    before = names(database, "")
    refused = press(editor, f"{PAGE}/names", page=PAGE, word=word, means=means)
    assert refused.status_code == 422
    assert "is-invalid" in refused.text
    assert names(database, "") == before


def test_a_cashier_sees_no_searches(app: Flask, database: Database) -> None:
    assert a_member(app, database, "cashier").get(PAGE, headers=HTML).status_code == 403


def names(database: Database, part: str) -> list[search.Alias]:
    with database.reader() as session:
        return search.aliases(session, part)
