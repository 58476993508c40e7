"""Photos in reviews: five at most, made anew, shown after a decision, gone with a refusal."""

from __future__ import annotations

import io
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from technomart.domain import content, reviews
from technomart.domain.reviews import Moderation
from technomart.domain.reviews.models import Review, ReviewPicture
from technomart.domain.search.watch import POLL_SECONDS
from technomart.runtime import Runtime
from technomart.worker import jobs
from tests.adapters.photos import REFUSED, a_photo
from tests.domain.accounts.people import form_token
from tests.factories.catalog import a_variant
from tests.web.backoffice.people import HTML, a_member, press

WORDS = {"rating": "4", "text": "Экран яркий.", "author": "Анна", "consent": "y"}
File = tuple[bytes, str]


@dataclass(frozen=True)
class Scene:
    """One product, a shopper who is signed in, and somebody who decides."""

    shopper: FlaskClient
    moderator: FlaskClient
    runtime: Runtime
    slug: str

    @property
    def page(self) -> str:
        return f"/product/{self.slug}/reviews/new"

    def send(self, *photos: File, page: str | None = None, **changed: str) -> TestResponse:
        token = form_token(self.shopper.get(self.page, headers=HTML))
        files = [(io.BytesIO(data), name) for data, name in photos]
        form = {**WORDS, **changed, "csrf_token": token, "photos": files}
        return self.shopper.post(page or self.page, data=form, headers=HTML)

    def on_disk(self) -> list[Path]:
        return [path for path in self.runtime.settings.media_dir.rglob("*") if path.is_file()]

    def keys(self) -> list[str]:
        with self.runtime.database.reader() as session:
            return list(session.scalars(select(ReviewPicture.key).order_by(ReviewPicture.position)))

    def review_id(self) -> str:
        with self.runtime.database.reader() as session:
            return session.scalars(select(Review.public_id)).one()

    def shown(self) -> str:
        time.sleep(POLL_SECONDS)
        return self.shopper.get(f"/product/{self.slug}/reviews", headers=HTML).text


@pytest.fixture
def scene(app: Flask, runtime: Runtime) -> Scene:
    with runtime.database.transaction() as session:
        content.seed(session)
        slug = a_variant(session, name="Смартфон Acme One").slug
    people = a_member(app, runtime.database), a_member(app, runtime.database, "content")
    return Scene(*people, runtime, slug)


def test_photos_wait_with_their_review_and_are_shown_with_it(scene: Scene) -> None:
    answer = scene.send((a_photo(), "../../app.py"), (a_photo(".png"), "x" * 300 + ".svg"))
    assert answer.status_code == 303
    keys = scene.keys()
    assert len(keys) == 2
    assert all(re.fullmatch(r"review-[0-9a-f]{32}", key) for key in keys)
    assert {path.suffix for path in scene.on_disk()} == {".avif", ".webp"}
    assert keys[0] not in scene.shown()
    queue = scene.moderator.get("/office/reviews", headers=HTML).text
    assert all(f"/media/{key}-1600.webp" in queue for key in keys)
    pressed = press(scene.moderator, f"/office/reviews/{scene.review_id()}/publish", page="/office/reviews")
    assert pressed.status_code == 303
    page = scene.shown()
    assert page.index(keys[0]) < page.index(keys[1])
    assert "Снимок из отзыва, 1" in page
    for kind in ("webp", "avif"):
        picture = scene.shopper.get(f"/media/{keys[0]}-240.{kind}")
        assert picture.mimetype == f"image/{kind}"
        assert picture.headers["X-Content-Type-Options"] == "nosniff"
    for name in (f"{keys[0][:-1]}-240.webp", f"{keys[0]}-241.webp", f"{keys[0]}-240.svg", "..%2f..%2fetc%2fpasswd"):
        assert scene.shopper.get(f"/media/{name}", headers=HTML).status_code == 404


def test_the_photos_of_a_refused_review_are_deleted(scene: Scene) -> None:
    scene.send((a_photo(), "a.jpg"))
    assert scene.on_disk()
    press(scene.moderator, f"/office/reviews/{scene.review_id()}/reject", page="/office/reviews")
    assert scene.keys() == []
    assert jobs.do_one(scene.runtime)
    assert scene.on_disk() == []
    assert scene.send((a_photo(), "a.jpg")).status_code == 303, "a refused review may be written anew"
    assert len(scene.keys()) == 1


def test_a_review_taken_back_takes_its_photos_along(scene: Scene) -> None:
    scene.send((a_photo(), "a.jpg"))
    with scene.runtime.database.transaction() as session:
        review = session.scalars(select(Review)).one()
        assert review.moderation is Moderation.waiting
        assert review.account_id is not None
        reviews.withdraw_review(session, review.account_id, review.public_id)
    while jobs.do_one(scene.runtime):
        pass
    assert scene.on_disk() == []


@pytest.mark.parametrize("name", ["a page", "a long film", "a monstrous header", "half a JPEG"])
def test_one_bad_photo_and_nothing_is_kept(scene: Scene, name: str) -> None:
    answer = scene.send((a_photo(), "good.jpg"), (REFUSED[name], "bad.jpg"))
    assert answer.status_code == 422
    assert "№2" in answer.text
    assert "Экран яркий." in answer.text, "what was written is not lost"
    assert scene.on_disk() == []
    assert scene.keys() == []


def test_six_photos_are_too_many(scene: Scene) -> None:
    answer = scene.send(*[(a_photo(), "a.jpg")] * 6)
    assert answer.status_code == 422
    assert "не больше пяти" in answer.text
    assert scene.on_disk() == []


def test_a_photo_of_nine_megabytes_is_too_large(scene: Scene) -> None:
    answer = scene.send((a_photo() + b"\0" * 9 * 1024 * 1024, "a.jpg"))
    assert answer.status_code == 422
    assert "больше 8 МБ" in answer.text
    assert scene.on_disk() == []


def test_a_review_that_is_refused_keeps_no_photos(scene: Scene) -> None:
    assert scene.send((a_photo(), "a.jpg"), text=" ", rating="9").status_code == 422
    assert scene.send((a_photo(), "a.jpg"), author="\u202e").status_code == 422
    assert scene.on_disk() == []


def test_only_this_form_and_only_signed_in_people_may_send_so_much(app: Flask, scene: Scene) -> None:
    large = (a_photo() + b"\0" * 2 * 1024 * 1024, "a.jpg")
    question = f"/product/{scene.slug}/questions/new"
    assert scene.send(large, page=question).status_code == 413
    guest = app.test_client().post(scene.page, data={"photos": (io.BytesIO(large[0]), "a.jpg")}, headers=HTML)
    assert guest.status_code == 413
    assert scene.send(*[(a_photo() + b"\0" * 8_000_000, "a.jpg")] * 6).status_code == 413
    assert scene.send(large).status_code == 303


def test_a_form_without_files_is_a_review_without_photos(scene: Scene) -> None:
    assert scene.send((b"", "")).status_code == 303
    assert scene.keys() == []
