"""All reviews of a product, the form for one's own, votes, and the form for a question."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from technomart.domain import accounts, catalog, reviews, search
from technomart.domain.reviews import Moderation, ReviewSort, Summary
from technomart.foundation import clock
from technomart.foundation.errors import Conflict, Invalid
from technomart.foundation.paging import Paging
from technomart.web.accounts_store import needs_account, own_account_id
from technomart.web.agreeing import keep_consent
from technomart.web.context import lang, reader, transaction, visitor
from technomart.web.errors import wants_json
from technomart.web.pages import depends_on, public_page
from technomart.web.photos import LARGEST_FORM, PhotoRefused, made_anew
from technomart.web.security import takes_uploads, without_form_token
from technomart.web.storefront.reviews.forms import QuestionForm, ReviewForm
from technomart.web.storefront.reviews.shown import shown_reviews
from technomart.web.templating import Page, gettext, render

PURPOSE = "review"
PAGE_SIZE = 10
MOST_AROUND = 2
SORTS = {
    ReviewSort.useful: "полезные",
    ReviewSort.new: "новые",
    ReviewSort.best: "с высокой оценкой",
    ReviewSort.worst: "с низкой оценкой",
}

blueprint = Blueprint("reviews", __name__)


@dataclass(frozen=True, slots=True)
class Subject:
    """The goods that are talked about."""

    product_id: int
    variant_id: int
    slug: str
    name: str
    line_name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reviews the address asks for; anything strange in it asks for the usual."""

    stars: int | None
    sort: ReviewSort
    paging: Paging

    @classmethod
    def read(cls, given: MultiDict[str, str]) -> Asked:
        stars = given.get("stars", type=int)
        sort = given.get("sort", "")
        return cls(
            stars=stars if stars in reviews.STARS else None,
            sort=ReviewSort(sort) if sort in set(ReviewSort) else ReviewSort.useful,
            paging=Paging.asked(given.get("page", type=int), usual=PAGE_SIZE),
        )

    @property
    def is_plain(self) -> bool:
        return self.stars is None and self.sort is ReviewSort.useful and self.paging.number == 1

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The same as fields of a form, so that a vote leads back to where it was given."""
        given = (("stars", self.stars), ("sort", self.sort.value), ("page", self.paging.number))
        return [(name, str(value)) for name, value in given if value is not None]

    def url(self, slug: str, **changed: Any) -> str:
        """The address of the same reviews with something else changed; a new choice starts at the first page."""
        wanted: dict[str, Any] = {"stars": self.stars, "sort": self.sort, "page": 1} | changed
        if wanted["sort"] is ReviewSort.useful:
            wanted["sort"] = None
        if wanted["page"] == 1:
            wanted["page"] = None
        return url_for("reviews.index", slug=slug, **wanted)


@blueprint.get("/product/<slug>/reviews")
@public_page
def index(slug: str) -> str | Response:
    asked = Asked.read(request.args)
    with reader() as db:
        subject = _subject(db, slug)
        if isinstance(subject, str):
            return redirect(url_for("reviews.index", slug=subject), 301)
        depends_on(search.product(subject.product_id))
        model = _listing(db, subject, asked)
    title = gettext("Отзывы: %(name)s — Техномарт", name=subject.line_name)
    return render(
        "storefront/reviews/index.html",
        Page(title=title, noindex=not asked.is_plain, path=url_for_path(slug)),
        subject=subject,
        **model,
    )


def url_for_path(slug: str) -> str:
    """The page's address without the language's prefix."""
    return f"/product/{slug}/reviews"


def _subject(db: Session, slug: str) -> Subject | str:
    """The goods at this address, or the slug they have moved to; 404 for neither."""
    variant, moved = catalog.variant_by_slug(db, slug)
    if variant is None:
        return moved or abort(404)
    goods = catalog.goods_of(db, [variant.id], lang())[variant.id]
    name = catalog.facts_of(db, [variant.id], lang())[variant.id].name
    return Subject(variant.product_id, variant.id, slug, name, goods.line_name)


def _standing(db: Session, slug: str) -> Subject:
    """The goods at this address; 404 for an address that has moved: forms are not kept anywhere."""
    subject = _subject(db, slug)
    return subject if isinstance(subject, Subject) else abort(404)


def _listing(db: Session, subject: Subject, asked: Asked) -> dict[str, Any]:
    slug = subject.slug
    summary: Summary = reviews.summary_of(db, [subject.product_id])[subject.product_id]
    found = reviews.reviews_of(db, subject.product_id, rating=asked.stars, sort=asked.sort, paging=asked.paging)
    last = asked.paging.pages(found.total)
    page = asked.paging.number
    return {
        "summary": summary,
        "average": Decimal(summary.average_tenths) / 10,
        "histogram": list(reviews.histogram_of(db, subject.product_id).items()),
        "star_urls": {stars: asked.url(slug, stars=stars) for stars in reviews.STARS},
        "chosen_stars": asked.stars,
        "all_url": asked.url(slug, stars=None),
        "sorts": [(gettext(name), asked.url(slug, sort=sort), sort is asked.sort) for sort, name in SORTS.items()],
        "hidden": asked.hidden,
        "found": shown_reviews(found, slug),
        "total": found.total,
        "pages": _pages(page, last, asked, slug),
        "next_url": asked.url(slug, page=page + 1) if page < last else None,
    }


def _pages(page: int, last: int, asked: Asked, slug: str) -> list[tuple[int | None, str | None]]:
    """First, last and those around the present one; gaps between."""
    around = range(max(1, page - MOST_AROUND), min(last, page + MOST_AROUND) + 1)
    made: list[tuple[int | None, str | None]] = []
    before = 0
    for one in sorted({1, last, *around}):
        if one - before > 1:
            made.append((None, None))
        made.append((one, None if one == page else asked.url(slug, page=one)))
        before = one
    return made


@blueprint.post("/product/<slug>/reviews/<public_id>/vote")
@without_form_token
def vote(slug: str, public_id: str) -> Response:
    is_helpful = request.form.get("answer", "helpful") != "unhelpful"
    voter = visitor() or ""  # a guest is named here: the request is unsafe
    with transaction() as db:
        votes = reviews.vote(db, public_id, voter=voter, is_helpful=is_helpful, at=clock.now())
    if wants_json():
        return jsonify(helpful=votes.helpful, unhelpful=votes.unhelpful)
    asked = Asked.read(request.form)
    return redirect(asked.url(slug, page=asked.paging.number, _anchor=f"review-{public_id}"), 303)


@blueprint.route("/product/<slug>/reviews/new", methods=["GET", "POST"])
@takes_uploads(LARGEST_FORM)
@needs_account
def new(slug: str) -> str | Response:
    with reader() as db:
        subject = _standing(db, slug)
        author = _usual_name(db)
        own = reviews.find_review_of(db, own_account_id(), subject.product_id)
        standing = own.moderation if own is not None else None
    form = ReviewForm(author=author)
    if standing in (None, Moderation.rejected) and form.validate_on_submit() and _review(subject, form):
        return redirect(url_for("reviews.new", slug=slug), 303)
    page = Page(title=gettext("Ваш отзыв — Техномарт"), noindex=True)
    html = render("storefront/reviews/new.html", page, subject=subject, form=form, standing=standing)
    return Response(html, 422 if form.errors else 200, mimetype="text/html")


def _review(subject: Subject, form: ReviewForm) -> bool:
    """Hand the review in; False with the refusal in the form.

    Photos are made before the transaction, which must stay short; whoever may write no more today is told before.
    """
    at = clock.now()
    try:
        with reader() as db:
            reviews.require_words_left(db, own_account_id(), at)
        with made_anew(form.photos.data or []) as keys, transaction() as db:
            reviews.write_review(
                db,
                product_id=subject.product_id,
                account_id=own_account_id(),
                author=form.author.data or "",
                rating=form.rating.data,
                pros=form.pros.data or "",
                cons=form.cons.data or "",
                text=form.text.data or "",
                pictures=keys,
                at=at,
            )
            _keep_consent(db, "review")
    except PhotoRefused as refusal:
        form.photos.errors = [refusal.words]
        return False
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return False
    return True


@blueprint.route("/product/<slug>/questions/new", methods=["GET", "POST"])
@needs_account
def ask(slug: str) -> str | Response:
    with reader() as db:
        subject, author = _standing(db, slug), _usual_name(db)
    form = QuestionForm(author=author)
    if form.validate_on_submit() and _ask(subject, form):
        return redirect(url_for("reviews.ask", slug=slug, sent=1), 303)
    page = Page(title=gettext("Ваш вопрос — Техномарт"), noindex=True)
    is_sent = request.method == "GET" and request.args.get("sent") == "1"
    html = render("storefront/reviews/ask.html", page, subject=subject, form=form, is_sent=is_sent)
    return Response(html, 422 if form.errors else 200, mimetype="text/html")


def _ask(subject: Subject, form: QuestionForm) -> bool:
    """Hand the question in; False with the refusal in the form."""
    at = clock.now()
    words = {"author": form.author.data or "", "text": form.text.data or ""}
    try:
        with transaction() as db:
            reviews.ask(db, product_id=subject.product_id, account_id=own_account_id(), at=at, **words)
            _keep_consent(db, "question")
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return False
    return True


def _usual_name(db: Session) -> str:
    """What the signed-in account signs with unless it says otherwise."""
    return accounts.get_account(db, own_account_id()).name


def _keep_consent(db: Session, form: str) -> None:
    """Write down that the signed-in account agreed to the text in force."""
    account = accounts.get_account(db, own_account_id())
    keep_consent(db, PURPOSE, form=form, subject=account.email, account_id=account.id)
