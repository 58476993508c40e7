"""Reviews on the web: read by all, written by those who signed in, voted for once."""

import re
import time
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from technomart.domain import content, reviews
from technomart.domain.accounts.models import Consent
from technomart.domain.reviews import AnswerDraft, Moderation, QuestionDraft, ReviewDraft
from technomart.domain.reviews.models import Question, Review
from technomart.domain.search.watch import POLL_SECONDS
from technomart.foundation import clock
from technomart.runtime import Runtime
from technomart.web.storefront.reviews import voices_of
from tests.domain.reviews.buyers import an_account
from tests.factories.catalog import a_variant
from tests.web.neighbours import add_neighbours

HTML = {"Accept": "text/html"}
BASE = "https://shop.test"
WORDS = {"rating": "4", "text": "Экран яркий.", "author": "Анна", "consent": "y"}


@dataclass(frozen=True)
class Scene:
    """One product, one account, one browser."""

    client: FlaskClient
    runtime: Runtime
    path: str
    slug: str
    product_id: int
    account_id: int

    def sign_in(self) -> None:
        with self.client.session_transaction(base_url=BASE) as session:
            session["account_id"] = self.account_id

    def post(self, path: str, **form: str) -> object:
        page = self.client.get(path, headers=HTML)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert token is not None
        return self.client.post(path, data=form | {"csrf_token": token.group(1)}, headers=HTML)

    def publish(self, *ratings: int, **more: object) -> None:
        with self.runtime.database.transaction() as session:
            drafts = [
                ReviewDraft(
                    product_id=self.product_id,
                    author=f"Автор {number}",
                    rating=rating,
                    text=f"Текст {number}.",
                    written_at=clock.now(),
                    **more,  # type: ignore[arg-type]
                )
                for number, rating in enumerate(ratings)
            ]
            reviews.import_reviews(session, drafts)
        time.sleep(POLL_SECONDS)

    def review(self) -> Review:
        with self.runtime.database.reader() as session:
            found = session.scalars(select(Review)).one()
            session.expunge_all()
            return found


@pytest.fixture
def scene(app: Flask, runtime: Runtime) -> Scene:
    with runtime.database.transaction() as session:
        content.seed(session)
        variant = a_variant(session, name="Смартфон Acme One")
        account = an_account(session)
        facts = variant.slug, variant.product_id, account.id
    client = add_neighbours(app).test_client()
    return Scene(client, runtime, f"/product/{facts[0]}/reviews", *facts)


def test_everyone_reads_the_same_reviews_without_a_cookie(scene: Scene) -> None:
    assert "Отзывов пока нет" in scene.client.get(scene.path, headers=HTML).text
    scene.publish(5, 4, is_verified=True, reply="Спасибо.")
    answer = scene.client.get(scene.path, headers=HTML)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"
    for words in ("Текст 0.", "Текст 1.", "Куплено у нас", "Спасибо.", "4,5", "Смартфон Acme One"):
        assert words in answer.text
    assert 'content="noindex"' not in answer.text


def test_reviews_are_narrowed_sorted_and_paged_by_the_address(scene: Scene) -> None:
    scene.publish(*([5] * 12), 1)

    def texts(query: str) -> list[str]:
        page = scene.client.get(f"{scene.path}?{query}", headers=HTML)
        assert page.status_code == 200
        return re.findall(r"<p>(Текст \d+)\.</p>", page.text)

    assert texts("stars=1") == ["Текст 12"]
    assert texts("sort=worst")[0] == "Текст 12"
    assert len(texts("sort=best")) == 10
    assert len(texts("sort=best&page=2")) == 3
    assert not set(texts("sort=best")) & set(texts("sort=best&page=2"))
    assert texts("page=99999999999999999999") == []
    assert len(texts("stars=9&sort=nonsense&page=-3")) == 10
    assert 'content="noindex"' in scene.client.get(f"{scene.path}?stars=5", headers=HTML).text


def test_what_a_shopper_writes_is_text_and_nothing_else(scene: Scene) -> None:
    with scene.runtime.database.transaction() as session:
        evil = "<script>alert(1)</script>{{ 7*7 }}"
        draft = ReviewDraft(
            product_id=scene.product_id,
            author=evil[:60],
            rating=5,
            text=evil,
            pros=evil,
            cons=evil,
            reply=evil,
            written_at=clock.now(),
        )
        reviews.import_reviews(session, [draft])
    page = scene.client.get(scene.path, headers=HTML).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}") == 5


@pytest.mark.parametrize("page", ["reviews", "questions"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_writing_needs_an_account(scene: Scene, page: str, prefix: str) -> None:
    path = f"{prefix}/product/{scene.slug}/{page}/new"
    answer = scene.client.get(path, headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{prefix}/sign-in?next={path}"


def test_a_review_is_handed_in_once_with_its_consent(scene: Scene) -> None:
    scene.sign_in()
    path = scene.path + "/new"
    answer = scene.post(path, **WORDS)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)  # type: ignore[attr-defined]
    review = scene.review()
    assert (review.author, review.rating, review.text) == ("Анна", 4, "Экран яркий.")
    assert (review.moderation, review.is_verified) == (Moderation.waiting, False)
    with scene.runtime.database.reader() as session:
        consent = session.scalars(select(Consent)).one()
        document = content.current(session, "consent-review", "ru")
        assert (consent.purpose, consent.text_hash) == ("review", document.text_hash)
        assert consent.document_version == document.version
    again = scene.client.get(path, headers=HTML)
    assert again.headers["Cache-Control"] == "no-store"
    assert "Отзыв получен" in again.text
    assert "<form method" not in again.text
    assert "Экран яркий." not in scene.client.get(scene.path, headers=HTML).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rating": "6"}, "Поставьте оценку"),
        ({"rating": ""}, "Поставьте оценку"),
        ({"rating": "x"}, "Поставьте оценку"),
        ({"text": "  "}, "хотя бы несколько слов"),
        ({"text": "я" * 4001}, "не больше 4\u00a0000 знаков"),
        ({"author": ""}, "которым подпишетесь"),
        ({"consent": ""}, "Без этого согласия"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    scene: Scene, wrong: dict[str, str], sentence: str
) -> None:
    scene.sign_in()
    form = {name: value for name, value in (WORDS | wrong).items() if value or name not in {"rating", "consent"}}
    answer = scene.post(scene.path + "/new", **form)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert sentence in answer.text  # type: ignore[attr-defined]
    assert 'aria-invalid="true"' in answer.text or 'id="rating-error"' in answer.text  # type: ignore[attr-defined]
    with scene.runtime.database.reader() as session:
        assert session.scalars(select(Review)).all() == []
        assert session.scalars(select(Consent)).all() == []


def test_a_form_without_its_token_is_refused(scene: Scene) -> None:
    scene.sign_in()
    assert scene.client.post(scene.path + "/new", data=WORDS, headers=HTML).status_code == 400


def test_nobody_makes_a_review_approved_or_anothers(scene: Scene) -> None:
    scene.sign_in()
    scene.post(scene.path + "/new", **WORDS, moderation="published", is_verified="1", account_id="999", helpful="50")
    review = scene.review()
    assert (review.moderation, review.is_verified, review.helpful) == (Moderation.waiting, False, 0)
    assert review.account_id == scene.account_id


def test_a_guest_votes_once_and_may_think_again(scene: Scene, app: Flask) -> None:
    scene.publish(5)
    path = f"{scene.path}/{scene.review().public_id}/vote"
    json = {"Accept": "application/json"}
    assert scene.client.post(path, headers=json).json == {"helpful": 1, "unhelpful": 0}
    assert scene.client.post(path, headers=json).json == {"helpful": 1, "unhelpful": 0}
    assert app.test_client().post(path, headers=json).json == {"helpful": 2, "unhelpful": 0}
    answer = scene.client.post(path, data={"answer": "unhelpful", "sort": "new", "page": "2"}, headers=HTML)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{scene.path}?sort=new&page=2#review-")
    time.sleep(POLL_SECONDS)
    shown = re.findall(r'<span class="num">(\d+)</span></button>', scene.client.get(scene.path, headers=HTML).text)
    assert shown[:2] == ["1", "1"]
    assert scene.client.post(path, headers={**json, "Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_vote_for_oneself_or_for_nothing_is_refused(scene: Scene) -> None:
    scene.sign_in()
    scene.post(scene.path + "/new", **WORDS)
    own = scene.review().public_id
    json = {"Accept": "application/json"}
    assert scene.client.post(f"{scene.path}/{own}/vote", headers=json).status_code == 404
    with scene.runtime.database.transaction() as session:
        reviews.moderate(session, own, Moderation.published, actor="test")
    assert scene.client.post(f"{scene.path}/{own}/vote", headers=json).status_code == 403
    assert scene.client.post(f"{scene.path}/nothing/vote", headers=json).status_code == 404


def test_a_question_is_handed_in_and_answered_on_the_product_page(scene: Scene, app: Flask) -> None:
    scene.sign_in()
    path = f"/product/{scene.slug}/questions/new"
    assert scene.post(path, text=" ", author="Олег", consent="y").status_code == 422  # type: ignore[attr-defined]
    answer = scene.post(path, text="Есть ли NFC?", author="Олег", consent="y")
    assert answer.headers["Location"] == path + "?sent=1"  # type: ignore[attr-defined]
    assert "Мы ответим" in scene.client.get(path + "?sent=1", headers=HTML).text
    with scene.runtime.database.reader() as session:
        assert session.scalars(select(Question.text)).one() == "Есть ли NFC?"


def test_a_product_page_gets_the_first_of_everything(scene: Scene, app: Flask) -> None:
    scene.publish(5, 5, 4, 4, 2)
    with scene.runtime.database.transaction() as session:
        answers = [AnswerDraft(author="Техномарт", text="Есть.", answered_at=clock.now(), is_shop=True)]
        draft = QuestionDraft(
            product_id=scene.product_id, author="Олег", text="NFC?", asked_at=clock.now(), answers=answers
        )
        reviews.import_questions(session, [draft])
    with app.test_request_context(), scene.runtime.database.reader() as session:
        voices = voices_of(session, scene.product_id, scene.slug)
    assert (str(voices.average), voices.total, len(voices.items)) == ("4", 5, 4)
    assert voices.histogram == [(5, 2), (4, 2), (3, 0), (2, 1), (1, 0)]
    assert voices.all_url == scene.path
    assert [(question.text, question.answers[0].text) for question in voices.questions] == [("NFC?", "Есть.")]


def test_goods_that_are_not_sold_have_no_reviews_page(scene: Scene) -> None:
    scene.sign_in()
    for path in ("/product/nothing/reviews", "/product/nothing/reviews/new", "/product/nothing/questions/new"):
        assert scene.client.get(path, headers=HTML).status_code == 404


def test_the_english_pages_speak_english(scene: Scene) -> None:
    scene.sign_in()
    for path in (scene.path + "/new", f"/product/{scene.slug}/questions/new", scene.path):
        main = scene.client.get("/en" + path, headers=HTML).text.split("<main", 1)[1].split("</main>", 1)[0]
        russian = re.sub(r"Смартфон Acme One( \d+)?|Анна", "", main)
        assert not re.findall("[а-яё]+", russian, re.IGNORECASE), path
