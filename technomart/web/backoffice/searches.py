"""Searches in the office: what is looked for and not found, and the names that help."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from technomart.domain import search
from technomart.domain.search import AliasSaysNothing
from technomart.foundation import clock
from technomart.web.backoffice.desk import back_to, blueprint, page
from technomart.web.context import reader, transaction
from technomart.web.forms import AtMost, Filled, ShopForm
from technomart.web.templating import gettext

LOOKED_BACK = timedelta(days=30)
MOST, MOST_NAMES = 30, 100
LONGEST_PART = 80


class AliasForm(ShopForm):
    """What people call something, and what the catalogue calls it."""

    word = StringField("Как называют покупатели", [Filled("Напишите слово."), AtMost(80)])
    means = StringField("Как названо в каталоге", [Filled("Напишите слово."), AtMost(120)])


@blueprint.get("/searches")
def searches() -> Response:
    form = AliasForm(word=request.args.get("word", "")[:LONGEST_PART])
    return _page(form)


@blueprint.post("/searches/names", endpoint="alias_add")
def add() -> AnyResponse:
    form = AliasForm()
    if form.validate():
        try:
            with transaction() as db:
                search.add_alias(db, form.word.data, form.means.data)
        except AliasSaysNothing:
            form.means.errors = [gettext("В обоих полях нужны слова, и разные.")]
        else:
            said = gettext("Теперь «%(word)s» находит и «%(means)s».", word=form.word.data, means=form.means.data)
            flash(said)
            return back_to("searches", _anchor="names")
    return _page(form, status=422)


@blueprint.post("/searches/names/remove", endpoint="alias_remove")
def remove() -> AnyResponse:
    named = request.form.get("word", ""), request.form.get("means", "")
    with transaction() as db:
        for one in search.aliases(db, named[0][:LONGEST_PART]):
            if (one.word, one.means) == named:
                search.remove_alias(db, one.id)
    flash(gettext("Имя убрано."))
    return back_to("searches", _anchor="names")


def _page(form: AliasForm, *, status: int = 200) -> Response:
    since, part = clock.now().date() - LOOKED_BACK, search.tidy(request.args.get("part", ""))[:LONGEST_PART]
    with reader() as db:
        in_vain = search.searches_in_vain(db, since, MOST)
        unchosen = search.searches_without_choice(db, since, MOST)
        names = search.aliases(db, part.casefold())
    return page(
        "searches/index",
        gettext("Поиск"),
        status=status,
        form=form,
        days=LOOKED_BACK.days,
        in_vain=in_vain,
        unchosen=unchosen,
        names=names[:MOST_NAMES],
        known=len(names),
        part=part,
    )
