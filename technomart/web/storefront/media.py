"""Pictures and papers by their address: files never change; a drawing that is not there yet is made on the spot."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from technomart.adapters.pictures import is_private, parse_name
from technomart.domain import catalog
from technomart.web.context import reader, runtime

YEAR_SECONDS = 31_536_000

blueprint = Blueprint("media", __name__)


@blueprint.get("/media/<name>")
def show(name: str) -> Response:
    known = parse_name(name)
    if known is None:
        abort(404)
    key, width, kind = known
    if is_private(key):
        abort(404)
    store = runtime().pictures
    path = store.path(key, width, kind)
    if not path.exists():
        with reader() as session:
            recipe = catalog.recipe_of(session, key)
        if recipe is None or runtime().painter is None:
            abort(404)
        store.draw(key, runtime().painter(recipe), [width], [kind])
    return _kept(path, f"image/{kind}")


@blueprint.get("/media/documents/<name>")
def paper(name: str) -> Response:
    path = runtime().papers.find(name)
    return abort(404) if path is None else _kept(path, "application/pdf")


def _kept(path: Path, mimetype: str) -> Response:
    answer = send_file(path, mimetype=mimetype, max_age=YEAR_SECONDS, etag=False, conditional=True)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return answer
