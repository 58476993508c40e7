"""Pictures by their address: files are immutable; a drawn one that is not there yet is drawn on the spot."""

from __future__ import annotations

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from technomart.adapters.pictures import parse_name
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
    store = runtime().pictures
    path = store.path(key, width, kind)
    if not path.exists():
        with reader() as session:
            recipe = catalog.recipe_of(session, key)
        if recipe is None or runtime().painter is None:
            abort(404)
        store.draw(key, runtime().painter(recipe), [width], [kind])
    answer = send_file(path, mimetype=f"image/{kind}", max_age=YEAR_SECONDS, etag=False, conditional=True)
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    return answer
