"""Killed, told to stop, backed up in the middle of the day: what was acknowledged stays, and the doors open again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from technomart.cli.invariants import violations
from technomart.domain.orders.models import Order
from technomart.foundation.database import Database
from tests.deploy.buyers import buying, kept_orders, stock_plenty
from tests.deploy.front import ROOT, Answer, Front, clean_environment


def kill(front: Front) -> None:
    """End the parent of everything without a word."""
    assert front.shop is not None
    os.kill(front.shop.pid, signal.SIGKILL)
    front.shop.wait()


def books(front: Front) -> list[str]:
    assert front.goods is not None
    return front.goods.books()


def survive_kills(front: Front, kills: int) -> None:
    sku = stock_plenty(front)
    with buying(front, sku) as seen:
        for _ in range(kills):
            seen.wait_for(len(seen.acknowledged) + 3)
            kill(front)
            front.start_shop()
            assert front.ask("/healthz").status == 200
            assert books(front) == []
        seen.wait_for(len(seen.acknowledged) + 1)
    assert seen.tokens() <= kept_orders(front)
    assert 500 not in seen.statuses
    assert books(front) == []


def test_a_killed_shop_loses_no_order_it_has_acknowledged(own_front: Front) -> None:
    survive_kills(own_front, kills=1)


@pytest.mark.proof
def test_twenty_kills_over_https_lose_nothing(own_front: Front) -> None:
    survive_kills(own_front, kills=20)


@pytest.mark.proof
def test_a_visitor_waits_out_a_restart_at_the_front(own_front: Front) -> None:
    kill(own_front)
    answers: list[Answer] = []
    visitor = threading.Thread(target=lambda: answers.append(own_front.ask("/")))
    visitor.start()
    own_front.start_shop()
    visitor.join()
    assert [answer.status for answer in answers] == [200]


@pytest.mark.proof
def test_told_to_stop_under_load_every_answer_is_kept(own_front: Front) -> None:
    """No order that was acknowledged is lost. Who came while the door closed may come again."""
    sku = stock_plenty(own_front)
    with buying(own_front, sku, shoppers=4) as seen:
        seen.wait_for(4)
        own_front.stop_shop()
        own_front.start_shop()
        seen.wait_for(len(seen.acknowledged) + 4)
    assert own_front.shop is not None
    assert seen.tokens() <= kept_orders(own_front)
    assert {status for status in seen.statuses if status >= 500} <= {503}
    assert seen.broken_lines == 0
    assert books(own_front) == []


@pytest.mark.proof
def test_a_closed_shop_says_so(own_front: Front) -> None:
    own_front.stop_caddy()
    own_front.patience = "1s"
    own_front.start_caddy()
    own_front.stop_shop()
    answers: dict[str, Answer] = {}
    asking = [
        threading.Thread(target=lambda path=path: answers.update({path: own_front.ask(path)}))
        for path in ("/catalog/", "/api/v1/listing")
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    own_front.start_shop()
    page, document = answers["/catalog/"], answers["/api/v1/listing"]
    for answer in (page, document):
        assert answer.status == 503
        assert answer.one("Retry-After") == "5"
        assert answer.one("Cache-Control") == "no-store"
        assert answer.one("Strict-Transport-Security")
        assert answer.all("Server") == []
    assert "Магазин ненадолго закрыт" in page.body.decode()
    assert "style-src 'sha256-" in page.one("Content-Security-Policy")
    assert document.one("Content-Type") == "application/problem+json"
    assert json.loads(document.body)["status"] == 503


def technomart(front: Front, *words: str | Path, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    settings = front.settings | ({"TECHNOMART_DATA_DIR": str(data)} if data else {})
    return subprocess.run(
        [sys.executable, "-m", "technomart.cli", *map(str, words)],
        env=clean_environment(**settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.proof
def test_a_backup_made_while_people_buy_can_be_put_back_elsewhere(own_front: Front, tmp_path: Path) -> None:
    sku = stock_plenty(own_front)
    backups = tmp_path / "backups"
    (own_front.folder / "data" / "media" / "ab").mkdir(parents=True)
    (own_front.folder / "data" / "media" / "ab" / "photo-ab-240.webp").write_bytes(b"a picture")
    with buying(own_front, sku) as seen:
        seen.wait_for(5)
        begun = time.monotonic()
        made = technomart(own_front, "database", "backup", backups)
        seen.wait_for(len(seen.acknowledged) + 3)
    assert made.returncode == 0, made.stderr
    (backup,) = backups.glob("shop-*.sqlite3")
    refused = technomart(own_front, "database", "restore", backup)
    assert refused.returncode == 1, "never under a running shop"
    assert "is running" in refused.stderr
    elsewhere = tmp_path / "elsewhere"
    restored = technomart(own_front, "database", "restore", backup, data=elsewhere)
    assert restored.returncode == 0, restored.stderr
    assert "the books are right" in restored.stdout
    database = Database(f"sqlite:///{elsewhere / 'shop.sqlite3'}")
    with database.reader() as session:
        kept = set(session.scalars(select(Order.public_token)))
        assert violations(session) == []
    database.dispose()
    assert seen.tokens(before=begun) <= kept <= kept_orders(own_front)
    assert (elsewhere / "media" / "ab" / "photo-ab-240.webp").read_bytes() == b"a picture"
