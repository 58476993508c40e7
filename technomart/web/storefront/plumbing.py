"""What machines ask of a shop: is it well, what may be crawled, where its pictures are."""

from flask import Blueprint, Response
from sqlalchemy import text

from technomart.web.context import reader
from technomart.web.templating import public_url

blueprint = Blueprint("plumbing", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 when the database answers."""
    with reader() as session:
        session.execute(text("SELECT 1"))
    return Response("well\n", mimetype="text/plain")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Crawlers are welcome on public pages; the endless combinations of filters are marked noindex."""
    closed = ("/cart", "/checkout", "/account/", "/orders/", "/favourites", "/compare", "/search", "/me", "/suggest")
    lines = ["User-agent: *", *(f"Disallow: {path}\nDisallow: /en{path}" for path in closed)]
    lines += ["", f"Sitemap: {public_url('/sitemap.xml')}", ""]
    return Response("\n".join(lines), mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})
