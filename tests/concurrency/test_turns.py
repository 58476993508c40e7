"""Threads of a process take turns at making public pages; what many want at once is made once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from technomart.domain import content
from technomart.runtime import build
from technomart.settings import Settings
from technomart.web import pages
from technomart.web.app import create_app
from technomart.web.pages import STORE, TURNS, PageStore
from tests.factories.buying import an_open_shop, goods_on_sale

SHOPPERS = 4
A_MOMENT = 0.05
FOR_EVER = 3600.0
PATH = "/catalog/smartfony/"


@pytest.fixture
def shop(database_url: str, data_dir: Path) -> Iterator[Flask]:
    runtime = build(Settings(database_url=database_url, data_dir=data_dir, public_url="https://shop.test"))
    with runtime.database.transaction() as session:
        content.seed(session)
        goods_on_sale(session, an_open_shop(session))
    app = create_app(runtime)
    app.test_client().get("/catalog/", base_url="https://shop.test")
    yield app
    runtime.close()


def answer_to(shop: Flask, path: str) -> str:
    return shop.test_client().get(path, base_url="https://shop.test").headers["Cache-Status"]


@pytest.mark.parametrize("path", [PATH, PATH + "?n={n}"], ids=["the same page", "a page each"])
def test_no_more_than_take_turns_make_pages_at_once(shop: Flask, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(pages, "TURN_SECONDS", FOR_EVER)
    keep, making, most = pages._keep, list[str](), list[int]()

    def slowly(html: str, seq: int) -> pages.Kept:
        making.append(html)
        most.append(len(making))
        time.sleep(A_MOMENT)
        making.pop()
        return keep(html, seq)

    monkeypatch.setattr(pages, "_keep", slowly)
    with ThreadPoolExecutor(SHOPPERS) as crowd:
        told = list(crowd.map(lambda n: answer_to(shop, path.format(n=n)), range(SHOPPERS)))
    turns = TURNS[shop.extensions["technomart"].database.url.get_backend_name()]
    assert max(most) <= turns
    made = sum("fwd" in one for one in told)
    assert made == len(most)
    assert made <= turns if path == PATH else made == SHOPPERS


def test_nobody_waits_for_long_for_another_page(shop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "TURN_SECONDS", 0.0)
    store: PageStore = shop.extensions[STORE]
    with store.turn(), store.turn():
        assert "fwd=miss" in answer_to(shop, PATH)
    with store.turn():
        assert "hit" in answer_to(shop, PATH)
